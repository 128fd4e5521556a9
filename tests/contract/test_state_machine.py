"""Both stores against the plain reference, over random programs of imports."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kamgraph.model.schema import Schema
from kamgraph.stores.base import Store
from kamgraph.stores.memory import MemoryStore
from kamgraph.stores.neo4j import Neo4jStore
from kamgraph.stores.sqlite import SqliteStore
from kamgraph.testing.state_machine import StoreMachine
from tests.counts import count
from tests.database import server as servers

PROGRAMS = settings(
    max_examples=count(50, 200),
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class MemoryMachine(StoreMachine):
    def make_store(self, schema: Schema) -> Store:
        return MemoryStore(schema=schema)


class SqliteMachine(StoreMachine):
    def make_store(self, schema: Schema) -> Store:
        self.folder = Path(tempfile.mkdtemp())
        return SqliteStore(self.folder / "store.db", schema=schema, create=True)

    def reopened(self, store: Store) -> Store:
        store.close()
        return SqliteStore(self.folder / "store.db", schema=store.schema, create=True)

    def teardown(self) -> None:
        super().teardown()
        shutil.rmtree(self.folder)


class Neo4jMachine(StoreMachine):
    """Every program begins with an empty database of the one server."""

    def make_store(self, schema: Schema) -> Store:
        self.server = servers.running()
        servers.emptied(self.server)
        return self.opened(schema)

    def opened(self, schema: Schema) -> Store:
        access = self.server.access
        return Neo4jStore(self.server.uri, schema=schema, create=True, access=access)

    def reopened(self, store: Store) -> Store:
        store.close()
        return self.opened(store.schema)


TestMemory = MemoryMachine.TestCase
TestMemory.settings = PROGRAMS
TestSqlite = SqliteMachine.TestCase
TestSqlite.settings = PROGRAMS


@pytest.mark.usefixtures("neo4j")
class TestNeo4j(Neo4jMachine.TestCase):  # type: ignore[misc]
    settings = PROGRAMS
