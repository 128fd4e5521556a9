"""The statements: one a file, each with what it answers above it, and none built from strings."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import kamgraph_cypher
from kamgraph.model.entities import SCHEMA
from kamgraph.model.vocabulary import Center, TieKind
from kamgraph.stores.neo4j_graph import CENTER_LABELS, SCHEMA_STATEMENTS, TIE_TYPES, Form, form
from kamgraph.testing.examples import GOALS
from kamgraph_cypher import heading, load, names

ROOT = Path(kamgraph_cypher.__file__).parents[2]

CLAUSE = re.compile(
    r"\b(MATCH\s*\(|MERGE\s*\(|CREATE\s*(\(|CONSTRAINT)|UNWIND\s+[$\w]|DETACH\s+DELETE"
    r"|RETURN\s+\w+\s*(,|AS|\.)|CALL\s*(\(|db\.|dbms\.)|SET\s+\w+\.\w+\s*=)"
)
"""What Cypher looks like, in whatever string."""


def texts_of(path: Path) -> list[str]:
    """All strings of a module, put together ones with a gap for what is put in."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = (p.value if isinstance(p, ast.Constant) else "x" for p in node.values)
            found.append("".join(str(part) for part in parts))
    return found


def test_no_cypher_is_built_from_strings() -> None:
    modules = [p for folder in ("kamgraph", "cli") for p in (ROOT / folder).rglob("*.py")]
    assert len(modules) > 100
    for path in modules:
        for text in texts_of(path):
            assert not CLAUSE.search(text), (path.name, text)


def test_the_scan_finds_cypher() -> None:
    for text in ("MATCH (n:x {id: 'x'})", "UNWIND $rows AS row", "CREATE CONSTRAINT x"):
        assert CLAUSE.search(text)


@pytest.mark.parametrize("name", names())
def test_every_statement_says_what_it_answers(name: str) -> None:
    head = "\n".join(line for line in load(name).splitlines() if line.startswith("//"))
    assert heading(name).endswith((".", "?"))
    assert "Parameters:" in head
    assert "Columns:" in head
    text = "\n".join(line for line in load(name).splitlines() if not line.startswith("//"))
    assert ";" not in text
    for parameter in set(re.findall(r"\$(\w+)", text)):
        assert re.search(rf"\b{parameter}\b", head), f"{name}: ${parameter} is not explained"


def test_an_unknown_statement_is_an_error() -> None:
    with pytest.raises(KeyError):
        load("metrics/../read/people")


@pytest.mark.parametrize("table", [t for t in SCHEMA if form(t) is not Form.RECORD], ids=str)
def test_every_declared_column_has_its_place(table: object) -> None:
    declared = SCHEMA.table(getattr(table, "name"))  # noqa: B009 - parametrized by declaration
    read = load(f"read/{declared.name}")
    written = "".join(load(n) for n in names("write") if n.startswith(f"write/{declared.name}"))
    filled = "".join(
        load(n)
        for n in names("write")
        if n == f"write/fill_{declared.name}" or n.startswith(f"write/{declared.name}_")
    )
    for name in declared.names:
        assert f" AS {name}" in read
        sent = {"memberships": "in_center", "ties": "type"}.get(declared.name, name)
        for text in (written, filled if f"write/fill_{declared.name}" in names() else written):
            if name in ("account", "center", "opportunity", "kind") and sent != name:
                assert f"${sent}[i]" in text
            else:
                assert f"${name}[i]" in text, f"{declared.name}.{name} is not written"


def test_vocabularies_have_their_labels_and_types() -> None:
    assert set(CENTER_LABELS) == {word.value for word in Center}
    assert set(TIE_TYPES) == {word.value for word in TieKind}
    keyed = {name.removeprefix("schema/").removesuffix("_key") for name in SCHEMA_STATEMENTS}
    for kind in TIE_TYPES.values():
        assert kind.lower() in keyed
        assert kind in load("read/ties")
        assert kind in load("read/counts")


def test_a_further_table_is_kept_as_records() -> None:
    assert form(GOALS) is Form.RECORD
    assert form(SCHEMA.table("people")) is Form.NODE
    assert form(SCHEMA.table("ties")) is Form.EDGE


@pytest.mark.parametrize("name", SCHEMA_STATEMENTS)
def test_what_is_made_carries_our_name(name: str) -> None:
    made = f"kamgraph_{name.removeprefix('schema/')} IF NOT EXISTS"
    assert made in load(name)
