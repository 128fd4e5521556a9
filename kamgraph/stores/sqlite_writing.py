"""Rows into the embedded file: keys given out, values converted, inserted in chunks.

Each distinct value is converted once; a row is put together from codes. What is to be
written is decided in `merging`; transactions are `sqlite`'s.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kamgraph.model.cells import CHUNK, Cells, Coded, TableCells
from kamgraph.model.schema import Schema
from kamgraph.stores import digests
from kamgraph.stores.merging import Merge, TableMerge
from kamgraph.stores.sqlite_reading import Reading, largest_key
from kamgraph.stores.sqlite_schema import Layout, StoredColumn, layouts, quoted

Integers = NDArray[np.int64]
Objects = NDArray[np.object_]

_MANY = 100
"""Removed rows from which on it pays to index what may refer to them."""


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
        self._columns = {c.name: self._column(c, keys) for c in layout.columns}

    @property
    def filled(self) -> tuple[str, ...]:
        """The columns that hold anything at all; binding empty ones takes time too."""
        return tuple(
            name
            for name, (codes, values) in self._columns.items()
            if (len(values) > 1 if codes is not None else any(values))
        )

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

    def rows(
        self, keys: Integers, names: Sequence[str], start: int, stop: int
    ) -> Iterator[tuple[Any, ...]]:
        """The rows from start to stop, each with its key first.

        Args:
            keys: the key of every row of the table.
            names: the columns wanted.
            start: first row.
            stop: row after the last.
        """
        columns: list[Iterable[Any]] = [keys[start:stop].tolist()]
        for codes, values in (self._columns[name] for name in names):
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
    # What points into the table itself is written when all rows are there: as long as one
    # points to a row to come, SQLite searches every referring table for each row it inserts.
    later = [name for name in converted.filled if layout.column(name).within(layout.table)]
    names = [name for name in converted.filled if name not in later]
    statement = layout.insert(names)
    for start in range(0, len(cells), CHUNK):
        connection.executemany(statement, converted.rows(new, names, start, start + CHUNK))
    for name in later:
        rows = converted.rows(new, [name], 0, len(cells))
        connection.executemany(layout.point(name), ((to, key) for key, to in rows if to))


def fill(
    connection: sqlite3.Connection, schema: Schema, cells: Cells, totals: Mapping[str, int]
) -> None:
    """Inserts a whole source into empty tables; their indexes are built afterwards.

    Args:
        connection: inside a writing transaction, to a store without rows.
        schema: the declared tables.
        cells: a source that keeps all rules.
        totals: each table's digest.
    """
    keys = Keys(cells)
    given = {t.name: keys.give(cells.table(t.name)) for t in schema if t.identified}
    for name, layout in layouts(schema).items():
        found = cells.table(name)
        if not len(found):
            continue
        for index in layout.indexes:
            connection.execute(f"DROP INDEX IF EXISTS {quoted(index)}")
        new = given.get(name, np.arange(1, len(found) + 1, dtype=np.int64))
        insert(connection, layout, found, keys, new)
        for statement in layout.indexes.values():
            connection.execute(statement)
        keep(connection, name, len(found), totals[name])


def carry_out(
    connection: sqlite3.Connection, schema: Schema, stored: Reading, merge: Merge
) -> None:
    """Writes what an import changes, and keeps counts and digests in step.

    Args:
        connection: inside a writing transaction.
        schema: the declared tables.
        stored: everything the store holds, read in the same transaction.
        merge: what to do.
    """
    found = layouts(schema)
    keys = Keys(merge.state, largest_key(connection, schema) + 1)
    new = {
        table.name: _keys_of_table(keys, table.name, stored, merge)
        for table in schema
        if table.identified
    }
    with _indexed(connection, schema, merge):
        for name in reversed(schema.names):  # what refers goes before what is referred to
            if name in merge.tables:
                gone = stored.keys[name][merge.tables[name].removed].tolist()
                statement = f'DELETE FROM {quoted(name)} WHERE "pk" = ?'
                connection.executemany(statement, ((key,) for key in gone))
    for name, table_merge in merge.tables.items():
        keys_there = stored.keys[name]
        first = int(keys_there.max(initial=0)) + 1
        count = len(table_merge.added)
        given = new.get(name, np.arange(first, first + count, dtype=np.int64))
        added = table_merge.state.taken(table_merge.added)
        insert(connection, found[name], added, keys, given)
        # After the added ones, which a changed row may point to.
        _change(connection, found[name], stored, table_merge, keys)
        _keep_in_step(connection, stored.cells.table(name), table_merge)


def _keys_of_table(keys: Keys, name: str, stored: Reading, merge: Merge) -> Integers:
    """Notes the keys of the rows that stay in an identified table, and gives the added theirs."""
    state, present = merge.state.table(name), stored.keys[name]
    if name not in merge.tables:
        keys.know(name, state.coded("id").codes, present)
        return np.zeros(0, np.int64)
    table = merge.tables[name]
    kept = present[table.kept]
    keys.know(name, state.coded("id").codes[: len(kept)], kept)
    return keys.give(state.taken(table.added))


def _change(
    connection: sqlite3.Connection,
    layout: Layout,
    stored: Reading,
    merge: TableMerge,
    keys: Keys,
) -> None:
    """Updates the changed rows of a table."""
    cells = merge.state.taken(merge.changed)
    places = stored.keys[layout.table.name][merge.kept[merge.changed]]
    converted = Converted(layout, cells, keys)
    for start in range(0, len(cells), CHUNK):
        rows = converted.rows(places, layout.table.names, start, start + CHUNK)
        connection.executemany(layout.update, ((*row[1:], row[0]) for row in rows))


def _keep_in_step(connection: sqlite3.Connection, stored: TableCells, merge: TableMerge) -> None:
    """Brings a table's count and digest up to date."""
    gone = np.concatenate([merge.removed, merge.kept[merge.changed]])
    come = np.concatenate([merge.changed, merge.added])
    name = stored.table.name
    (kept,) = connection.execute(
        'SELECT "value" FROM "meta" WHERE "name" = ?', (f"digest.{name}",)
    ).fetchone()
    total = int(kept, 16) - digests.of_cells(stored.taken(gone))
    total += digests.of_cells(merge.state.taken(come))
    keep(connection, name, len(merge.state), total % digests.MODULUS)


def keep(connection: sqlite3.Connection, table: str, rows: int, digest: int) -> None:
    """Writes down a table's count and digest.

    Args:
        connection: inside a writing transaction.
        table: the table's name.
        rows: how many rows it has.
        digest: the sum of their digests.
    """
    connection.executemany(
        'UPDATE "meta" SET "value" = ? WHERE "name" = ?',
        [(str(rows), f"rows.{table}"), (digests.as_hex(digest), f"digest.{table}")],
    )


@contextmanager
def _indexed(connection: sqlite3.Connection, schema: Schema, merge: Merge) -> Iterator[None]:
    """Indexes for a while what may refer to removed rows, where these are many.

    SQLite looks for rows that refer to each row it removes; without an index by reading whole
    tables, again and again.
    """
    emptied = {name for name, table in merge.tables.items() if len(table.removed) > _MANY}
    made = []
    for table in schema:
        for field in table.fields:
            if len(field.column.references) == 1 and emptied & set(field.column.references):
                index = quoted(f"removing_{table.name}_{field.name}")
                connection.execute(
                    f"CREATE INDEX {index} ON {quoted(table.name)} ({quoted(field.name)})"
                )
                made.append(index)
    yield
    for index in made:
        connection.execute(f"DROP INDEX {index}")
