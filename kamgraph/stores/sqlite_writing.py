"""Rows into the embedded file: keys given out, values converted, inserted in chunks.

Each distinct value is converted once; a row is put together from codes. What is to be
written is decided in `merging`; transactions are `sqlite`'s.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kamgraph.model.cells import CHUNK, Cells, Coded, TableCells
from kamgraph.model.schema import Schema
from kamgraph.stores.sqlite_schema import Layout, StoredColumn, layouts

Integers = NDArray[np.int64]
Objects = NDArray[np.object_]


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps the cyclic collector away from millions of row tuples, which hold no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Keys:
    """The key (`pk`) of each id, by the pool's codes.

    Args:
        cells: the source.
        first: the first key to give out.
    """

    def __init__(self, cells: Cells, first: int = 1) -> None:
        self._cells = cells
        self._next = first
        self._of: dict[str, Integers] = {}

    def know(self, table: str, codes: NDArray[np.int32], keys: Integers) -> None:
        """Notes keys that rows have already.

        Args:
            table: an identified table.
            codes: the codes of its ids.
            keys: their keys.
        """
        known = self._of.setdefault(table, np.zeros(len(self._cells.pool), np.int64))
        known[codes] = keys

    def give(self, cells: TableCells) -> Integers:
        """Gives new keys to the rows of an identified table.

        Args:
            cells: rows that arrive.
        """
        keys = np.arange(self._next, self._next + len(cells), dtype=np.int64)
        self._next += len(cells)
        self.know(cells.table.name, cells.coded("id").codes, keys)
        return keys

    def of(self, references: Iterable[str]) -> Integers:
        """Each code's key in the first of the tables that has it, 0 where none has.

        Args:
            references: tables, in the order in which they are tried.
        """
        found = np.zeros(len(self._cells.pool), np.int64)
        for table in references:
            if table in self._of:
                found = np.where(found > 0, found, self._of[table])
        return found


class Converted:
    """A table's columns as SQLite's values.

    Args:
        layout: how the table is kept.
        cells: its rows.
        keys: the key of each id.
    """

    def __init__(self, layout: Layout, cells: TableCells, keys: Keys) -> None:
        self._cells = cells
        self._columns = [self._column(column, keys) for column in layout.columns]

    def _column(
        self, column: StoredColumn, keys: Keys
    ) -> tuple[NDArray[np.int32] | None, Objects | list[str]]:
        """Codes and a value for each code; or no codes and a text a row."""
        found = self._cells.columns.get(column.name)
        if found is None:
            return None, []
        if isinstance(found, Coded):
            if column.references:
                values = keys.of(column.references).astype(np.object_)
                values[values == 0] = None
                return found.codes, values
            values = np.empty(len(found.values), np.object_)
            values[:] = found.mapped(column.kind.stored)
            return found.codes, values
        return None, found.values

    def rows(self, keys: Integers, start: int, stop: int) -> Iterator[tuple[Any, ...]]:
        """The rows from start to stop, each with its key first.

        Args:
            keys: the key of every row of the table.
            start: first row.
            stop: row after the last.
        """
        columns: list[Iterable[Any]] = [keys[start:stop].tolist()]
        for codes, values in self._columns:
            if codes is not None:
                columns.append(np.asarray(values)[codes[start:stop]].tolist())
            elif len(values):
                columns.append([text or None for text in values[start:stop]])
            else:
                columns.append([None] * (min(stop, len(self._cells)) - start))
        return zip(*columns, strict=True)


def insert(
    connection: sqlite3.Connection, layout: Layout, cells: TableCells, keys: Keys, new: Integers
) -> None:
    """Inserts the rows of a table.

    Args:
        connection: inside a writing transaction.
        layout: how the table is kept.
        cells: the rows.
        keys: the key of each id they point to.
        new: the rows' own keys.
    """
    converted = Converted(layout, cells, keys)
    for start in range(0, len(cells), CHUNK):
        connection.executemany(layout.insert, converted.rows(new, start, start + CHUNK))


def fill(connection: sqlite3.Connection, schema: Schema, cells: Cells) -> None:
    """Inserts a whole source into empty tables; their indexes are built afterwards.

    Args:
        connection: inside a writing transaction, to a store without rows.
        schema: the declared tables.
        cells: a source that keeps all rules.
    """
    keys = Keys(cells)
    given = {t.name: keys.give(cells.table(t.name)) for t in schema if t.identified}
    for name, layout in layouts(schema).items():
        found = cells.table(name)
        if not len(found):
            continue
        for index in layout.indexes:
            connection.execute(f'DROP INDEX "{index}"')
        new = given.get(name, np.arange(1, len(found) + 1, dtype=np.int64))
        insert(connection, layout, found, keys, new)
        for statement in layout.indexes.values():
            connection.execute(statement)
