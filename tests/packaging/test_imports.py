"""What is loaded when: start-up is part of the product."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import kamgraph


def modules_after(statement: str) -> set[str]:
    """The modules a fresh process has loaded after a statement."""
    code = f"import sys, json\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_import_kamgraph_loads_nothing_heavy() -> None:
    heavy = {"networkx", "pyvis", "neo4j", "numpy", "scipy", "pydantic", "openpyxl", "babel"}
    assert not heavy & modules_after("import kamgraph")


def test_help_loads_click_alone() -> None:
    heavy = {"networkx", "pyvis", "neo4j", "numpy", "scipy", "pydantic", "rich", "babel"}
    statement = (
        "from kamgraph_cli.main import cli\ntry: cli.main(['--help'])\nexcept SystemExit: pass"
    )
    assert not heavy & modules_after(statement)


def test_coverage_of_one_account_loads_neither_scipy_nor_networkx() -> None:
    heavy = {"networkx", "pyvis", "neo4j", "scipy"}
    assert not heavy & modules_after("from kamgraph import ContactMatrix, coverage, open_store")


@pytest.mark.parametrize("name", kamgraph.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(kamgraph, name) is not None


def test_an_unknown_name_is_said_so() -> None:
    with pytest.raises(AttributeError, match="no attribute 'coverige'"):
        kamgraph.coverige  # noqa: B018 - the access is the test
