"""What all tests share: the Neo4j server, one a run, and who runs which test."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.database import server as servers


def pytest_configure(config: pytest.Config) -> None:
    """Makes the folder in which the processes of this run find their server."""
    del config
    servers.state()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stops the server, where this process began the run."""
    if not hasattr(session.config, "workerinput"):
        servers.finish()


LONG = ("database", "properties", "packaging", "oracle", "browser", "stress")
"""Folders in the order in which they begin: what takes long does not come last."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sorts the tests for several processes (`--dist loadgroup`).

    Whatever needs the one database is one process' matter, and begins first, those that kill its
    server after the others, for it then has to plan everything again; the tests of a module stay
    together for the sake of its fixtures, but for those that only compute.
    """
    groups = {item: _group(item) for item in items}
    for item, group in groups.items():
        if group:
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: (_rank(groups[item], item), "ours" in _fixtures(item)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Ends a run whose groups would be torn apart, in which tests wait for each other.

    pytest-xdist writes a group behind the id of a test; a pytest that it does not know yet may
    not let it.
    """
    asked = getattr(session.config.option, "loadgroup", False)
    grouped = [item for item in session.items if item.get_closest_marker("xdist_group")]
    if asked and not all("@" in item.nodeid for item in grouped):
        raise pytest.UsageError("this pytest-xdist cannot group tests under this pytest")


def _group(item: pytest.Item) -> str:
    needed = {*_fixtures(item)}
    for marker in item.iter_markers("usefixtures"):
        needed.update(marker.args)
    if "neo4j" in needed:
        return "database"
    folder = _folder(item)
    return "" if folder in ("properties", "oracle", "packaging") else f"{folder}.{item.path.stem}"


def _fixtures(item: pytest.Item) -> Sequence[str]:
    return getattr(item, "fixturenames", ())


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).parts[0]


def _rank(group: str, item: pytest.Item) -> int:
    folder = "database" if group == "database" else _folder(item)
    return LONG.index(folder) if folder in LONG else len(LONG)


@pytest.fixture
def neo4j() -> Iterator[servers.Server]:
    """A Neo4j server with an empty database, for this test alone."""
    try:
        server = servers.running()
    except servers.NoServer as reason:
        if os.environ.get("CI"):
            pytest.fail(str(reason))
        pytest.skip(str(reason))
    with servers.turn("database"):
        server = servers.running()
        servers.emptied(server)
        yield server
