"""What all tests share: the Neo4j server, one a run."""

from __future__ import annotations

import os
from collections.abc import Iterator

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
