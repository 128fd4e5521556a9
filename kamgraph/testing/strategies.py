"""Hypothesis strategies for what may arrive at a store: mostly sound, small, often colliding.

Ids come from short lists, so that rows meet what is stored; what breaks a rule is left in,
because refusing it is part of a store's duty. A row is one draw, the seed of its cells: rows
and tables shrink, cells do not, and programs of many imports stay quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from kamgraph.model.kinds import Boolean, Choice, Currency, Date, Integer, Kind, Number, Several
from kamgraph.model.schema import Field, Schema, Table
from kamgraph.testing.reference import PlainTable, Record

_ORGANIZATIONS = {"o1": "own", "o2": "own", "x1": "customer", "x2": "customer", "y": "competitor"}
_OURS = ("k1", "k2", "k3")
_THEIRS = ("c1", "c2", "c3", "z 'ü,")
_POOLS: dict[str, tuple[str, ...]] = {
    "organizations": tuple(_ORGANIZATIONS),
    "people": (*_OURS, *_THEIRS),
    "accounts": ("x1", "a2"),
    "opportunities": ("d1", "d2"),
}
_TEXTS = ("a", "=b", "'s", 'Ü, "q"', "two\nlines", "a/b", "李")
_SEEDS = st.integers(0, 2**20)


def _choices(table: Table, field: Field) -> Sequence[str]:
    """Canonical texts for a column."""
    kind: Kind = field.column.kind
    empty = [] if field.required else ["", ""]
    if field.column.references:
        return [*empty, *(i for target in field.column.references[:1] for i in _POOLS[target])]
    if field.name == "id":
        return [*empty, *_POOLS.get(table.name, ("i1", "i2", "i3"))]
    if isinstance(kind, Date):
        return [*empty, "2023-01-01", "2024-02-29", "2025-07-01"]
    if isinstance(kind, Choice):
        return [*empty, *(word.value for word in kind.vocabulary)]
    if isinstance(kind, Integer):
        return [*empty, str(kind.low), str(min(kind.high, kind.low + 1))]
    if isinstance(kind, Number):
        return [*empty, "0", "0.1", "0.30000000000000004", "1"]
    if isinstance(kind, Boolean):
        return [*empty, "true", "false"]
    if isinstance(kind, Several):
        return ["", "de", "de|en"] if kind.vocabulary is None else [""]
    if isinstance(kind, Currency):
        return ["EUR"]
    return [*empty, *_TEXTS]


def _row(table: Table, seed: int) -> Record:
    """The row of a seed."""
    drawn = Random(seed)  # the seed is hypothesis'; nothing here is left to chance
    return {field.name: drawn.choice(_choices(table, field)) for field in table.fields}


def _sound(name: str, row: Record) -> Record:
    """Bends a row towards what the rules ask for."""
    fixed = dict(row)
    if name == "organizations":
        fixed["kind"] = _ORGANIZATIONS[row["id"]]
        fixed["parent"] = {"x2": "x1", "o2": "o1"}.get(row["id"], "") if row["parent"] else ""
    elif name == "people":
        ours = row["id"] in _OURS
        fixed["organization"] = "o1" if ours else ("x1", "x2", "y")[len(row["note"]) % 3]
        fixed["name"] = row["name"] or "Somebody"
        fixed["successor"] = "" if row["successor"] == row["id"] else row["successor"]
        fixed["left"] = "" if row["joined"] else row["left"]
    elif name == "accounts":
        fixed["organization"] = "x1" if row["id"] == "x1" else "x2"
    elif name == "opportunities":
        fixed["account"] = "x1" if row["id"] == "d1" else "a2"
        fixed["currency"] = "EUR" if row["value"] else ""
    elif name in ("contacts", "interactions"):
        fixed["own"] = _OURS[len(row["own"] + row["person"]) % 3]
        fixed["person"] = row["person"] if row["person"] in _THEIRS else "c1"
    elif name == "memberships":
        fixed["center"] = "selling" if row["person"] in _OURS else "buying"
    if "opportunity" in row:
        fixed["opportunity"] = (
            {"x1": "d1", "a2": "d2"}[row["account"]] if row["opportunity"] else ""
        )
    if "since" in fixed and fixed["since"] >= (fixed["until"] or "~"):
        fixed["until"] = ""
    if "accepted_on" in fixed and fixed["accepted_on"] >= fixed["until"]:
        fixed["accepted_on"] = ""
    return _slotted(name, fixed)


def _slotted(name: str, row: Record) -> Record:
    """A pair's contacts before and from 2024 on, and ties that fit their kind."""
    if name == "contacts":
        row["since"] = row["since"] and "2024-02-29"
        row["until"] = "" if row["since"] else "2024-02-29"
    elif name == "ties":
        if row["kind"] in ("owns", "supplies", "advises", "partners", "competes"):
            row["source"], row["target"] = "o1", "x1" if row["weight"] else "y"
        elif row["source"] == row["target"]:
            row["source"], row["target"] = "k1", "c1"
        if row["kind"] == "reports_to":
            row["source"], row["target"] = "c1", "c2"
    return row


@st.composite
def tables(draw: Any, table: Table) -> PlainTable:
    """What arrives for one table: some rows, and often not all of its columns.

    Args:
        draw: given by hypothesis.
        table: the declaration.
    """
    seeds = draw(st.lists(_SEEDS, max_size=6))
    rows = [_sound(table.name, _row(table, seed)) for seed in seeds]
    if table.key and not table.keyless:
        rows = list({tuple(row[name] for name in table.key): row for row in rows}.values())
    elif table.keyless and draw(st.booleans()):
        rows = list({row["id"] or number: row for number, row in enumerate(rows)}.values())
    if draw(st.booleans()):
        return PlainTable(table.names, rows)
    must = {
        *table.required,
        *table.key,
        *table.match,
        *(("name",) if table.name == "people" else ()),
    }
    drawn = Random(draw(_SEEDS))
    names = tuple(name for name in table.names if name in must or drawn.random() < 0.5)
    return PlainTable(names, [{name: row[name] for name in names} for row in rows])


@st.composite
def sources(draw: Any, schema: Schema, *, whole: bool = False) -> dict[str, PlainTable]:
    """What a source brings.

    Args:
        draw: given by hypothesis.
        schema: the declared tables.
        whole: all tables, as for replacing.
    """
    names = schema.names
    if not whole and draw(st.integers(0, 3)):
        names = tuple(name for name in names if draw(st.booleans()))
    return {name: draw(tables(schema.table(name))) for name in names}


@st.composite
def foundations(draw: Any, schema: Schema) -> dict[str, PlainTable]:
    """A source with everything that rows of other sources can refer to.

    Args:
        draw: given by hypothesis.
        schema: the declared tables.
    """
    found = {}
    for name, ids in _POOLS.items():
        table = schema.table(name)
        rows = [{**_row(table, draw(_SEEDS)), "id": i} for i in ids]
        found[name] = PlainTable(table.names, [_sound(name, row) for row in rows])
    return found
