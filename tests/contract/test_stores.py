"""The public contract, run on the stores that kamgraph brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamgraph.model.schema import Schema
from kamgraph.stores.base import Store
from kamgraph.stores.memory import MemoryStore
from kamgraph.stores.neo4j import Neo4jStore
from kamgraph.stores.sqlite import SqliteStore
from kamgraph.testing.store_contract import StoreContract
from tests.database.server import Server


class TestMemoryStore(StoreContract):
    def make_store(self, schema: Schema) -> Store:
        return MemoryStore(schema=schema)


class TestSqliteStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "store.db"

    def make_store(self, schema: Schema) -> Store:
        return SqliteStore(self.path, schema=schema, create=True)

    def reopened(self, store: Store) -> Store:
        store.close()
        return SqliteStore(self.path, schema=store.schema, write=True)


class TestNeo4jStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _database(self, neo4j: Server) -> None:
        self.server = neo4j

    def make_store(self, schema: Schema) -> Store:
        return Neo4jStore(self.server.uri, schema=schema, create=True, access=self.server.access)

    def reopened(self, store: Store) -> Store:
        store.close()
        return Neo4jStore(
            self.server.uri, schema=store.schema, write=True, access=self.server.access
        )
