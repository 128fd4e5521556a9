"""The public contract, run on the stores that kamgraph brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamgraph.model.schema import Schema
from kamgraph.stores.base import Store
from kamgraph.stores.memory import MemoryStore
from kamgraph.stores.sqlite import SqliteStore
from kamgraph.testing.store_contract import StoreContract


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
