"""Whole tables out of the embedded file, as columns of canonical text.

Each distinct value is written once. How values leave SQLite is said in `sqlite_spans`; single
rows and slices live in `sqlite_rows`.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kamgraph.errors import StoreDamaged
from kamgraph.model.cells import CHUNK, CellColumn, Cells, Coded, Codes, Plain, TableCells
from kamgraph.model.kinds import Kind
from kamgraph.model.schema import Schema, Table
from kamgraph.stores.sqlite_schema import Layout, StoredColumn, layouts, quoted
from kamgraph.stores.sqlite_spans import Span, damaged, spans

_SPARSE = 4

Integers = NDArray[np.int64]


@contextmanager
def restoring() -> Iterator[None]:
    """Around the conversion of stored values: what none can be (a day beyond the calendar).

    Raises:
        StoreDamaged: a stored value is no value of its column.
    """
    try:
        yield
    except (ValueError, OverflowError, KeyError, TypeError) as error:
        raise StoreDamaged(
            f"the store holds a value that cannot be ({error}), so the file is damaged; "
            "restore it from a copy"
        ) from error


@dataclass
class Reading:
    """What one read of a file brought.

    Args:
        cells: the tables as canonical text; all rows are numbered -1, as stored ones are.
        keys: each table's `pk`, in the order of its rows, where they were asked for.
    """

    cells: Cells
    keys: dict[str, Integers] = field(default_factory=dict)


def whole(
    connection: sqlite3.Connection,
    schema: Schema,
    wanted: Mapping[str, Sequence[str]] | None = None,
    *,
    keys: bool = False,
) -> Reading:
    """Reads tables as columns of canonical text.

    Args:
        connection: inside a transaction, so that all is of one instant.
        schema: the declared tables.
        wanted: columns by table; None for everything. Ids are read wherever they are needed.
        keys: the rows' own keys too.

    Raises:
        StoreDamaged: a table's content contradicts itself.
    """
    if wanted is None:
        wanted = {table.name: table.names for table in schema}
    reader = _Reader(connection, schema)
    for table in schema:
        if table.identified and (table.name in wanted or _pointed_at(schema, table, wanted)):
            reader.read_ids(table)
    for name, columns in wanted.items():
        reader.read(name, columns, keys=keys)
    return reader.found


def _pointed_at(schema: Schema, target: Table, wanted: Mapping[str, Sequence[str]]) -> bool:
    """Whether a wanted column holds ids of that table."""
    return any(
        target.name in schema.table(name).field(column).column.references
        for name, columns in wanted.items()
        for column in columns
    )


class _Reader:
    """One read; the pool of ids grows table by table before the columns that point into it."""

    def __init__(self, connection: sqlite3.Connection, schema: Schema) -> None:
        self._connection = connection
        self._layouts = layouts(schema)
        self._top = largest_key(connection, schema)
        self.found = Reading(Cells(schema))
        self._known: dict[str, int] = {"": 0}
        self._ids: dict[str, Codes] = {}
        self._code_of_key: Codes = np.zeros(self._top + 1, np.int32)

    def read_ids(self, table: Table) -> None:
        """Adds a table's ids to the pool, and remembers the code of each key."""
        parts = spans(self._connection, self._layouts[table.name], (), self._top, keys=True)
        keys = np.concatenate([np.zeros(0, np.int64), *(s.integers["pk"] for s in parts)]) - 1
        query = f'SELECT "id" FROM {quoted(table.name)} NOT INDEXED ORDER BY "pk"'
        ids = list(itertools.chain.from_iterable(self._connection.execute(query)))
        if len(ids) != len(keys) or not set(map(type, ids)) <= {str}:
            raise damaged(table.name)
        codes = self._pooled(ids)
        self._code_of_key[keys] = codes
        self._ids[table.name] = codes
        self.found.keys[table.name] = keys

    def _pooled(self, ids: list[str]) -> Codes:
        """The codes of ids in the pool."""
        known, pool = self._known, self.found.cells.pool
        before = len(pool)
        if known.keys().isdisjoint(ids):
            known.update(zip(ids, range(before, before + len(ids)), strict=True))
            pool.extend(ids)
            return np.arange(before, before + len(ids), dtype=np.int32)
        codes = np.empty(len(ids), np.int32)
        for place, text in enumerate(ids):
            code = known.setdefault(text, len(pool))
            if code == len(pool):
                pool.append(text)
            codes[place] = code
        return codes

    def read(self, name: str, wanted: Sequence[str], *, keys: bool) -> None:
        """Reads a table's columns; its ids are known already."""
        layout = self._layouts[name]
        identified = name in self._ids
        columns = [c for c in layout.columns if c.name in wanted]
        columns = [c for c in columns if not (identified and c.name == "id")]
        joined = [c for c in columns if c.storage != "REAL"]
        collected = {column.name: _Collected(column) for column in joined}
        own: list[Integers | Codes] = []
        rows = 0
        for span in spans(
            self._connection, layout, joined, self._top, keys=keys and not identified
        ):
            rows += span.rows
            own.append(span.integers.pop("pk", np.zeros(0, np.int64)))
            for column in collected.values():
                column.add(span)
        if keys and not identified:
            self.found.keys[name] = np.concatenate([np.zeros(0, np.int64), *own]) - 1
        with restoring():
            done = {
                column: kept.done(self._code_of_key, self.found.cells)
                for column, kept in collected.items()
            }
            done.update(self._doubles(layout, [c for c in columns if c.storage == "REAL"]))
        if identified:
            done["id"] = Coded(self._ids[name], self.found.cells.pool)
            rows = len(self._ids[name])
        if any(len(c.codes if isinstance(c, Coded) else c.values) != rows for c in done.values()):
            raise damaged(name)
        self.found.cells.tables[name] = TableCells(
            layout.table,
            "the store",
            {c: done[c] for c in layout.table.names if c in done},
            np.full(rows, -1, np.int32),
        )

    def _doubles(
        self, layout: Layout, columns: Sequence[StoredColumn]
    ) -> Iterator[tuple[str, CellColumn]]:
        """Columns of doubles, through the cursor, so that they stay exact."""
        if not columns:
            return
        terms = ", ".join(f"ifnull({quoted(c.name)}, {c.empty})" for c in columns)
        query = f'SELECT {terms} FROM {quoted(layout.table.name)} NOT INDEXED ORDER BY "pk"'
        values = itertools.chain.from_iterable(self._connection.execute(query))
        table = np.fromiter(values, np.float64).reshape(-1, len(columns))
        for place, column in enumerate(columns):
            distinct, codes = np.unique(table[:, place], return_inverse=True)
            texts = ["" if np.isinf(v) else column.kind.text(v) for v in distinct.tolist()]
            _checked(column.kind, [text for text in texts if text])
            yield column.name, _empty_first(texts, codes.astype(np.int32))


class _Collected:
    """One column, span by span."""

    def __init__(self, column: StoredColumn) -> None:
        self._column = column
        self._arrays: list[Integers | Codes] = []
        self._texts: list[str] = []
        self._numbers = _Distinct()

    def add(self, span: Span) -> None:
        """Takes the column's values of a span."""
        name = self._column.name
        if name in span.integers:
            self._arrays.append(span.integers[name])
        elif self._column.kind.repeats:
            codes = map(self._numbers.__getitem__, span.texts[name])
            self._arrays.append(np.fromiter(codes, np.int32, span.rows))
        else:
            self._texts.extend(span.texts[name])

    def done(self, code_of_key: Codes, cells: Cells) -> CellColumn:
        """The column as canonical texts."""
        column = self._column
        if column.storage == "TEXT" and not column.kind.repeats:
            return Plain(self._texts)
        values = np.concatenate([np.zeros(0, np.int32), *self._arrays])
        if column.storage == "TEXT":
            _checked(column.kind, self._numbers.texts[1:])
            return Coded(values.astype(np.int32, copy=False), self._numbers.texts)
        if column.references:
            # A key of no row, which only a damaged file holds, becomes the empty id.
            keys = values - 1
            known = np.where((keys > 0) & (keys < len(code_of_key)), keys, 0)
            return Coded(code_of_key[known], cells.pool)
        return _coded_integers(column.kind, values, int(column.empty))


class _Distinct(dict[str, int]):
    """Text to code, given in the order of first mention."""

    def __init__(self) -> None:
        super().__init__({"": 0})
        self.texts = [""]

    def __missing__(self, text: str) -> int:
        """Gives an unseen text the next code."""
        code = self[text] = len(self.texts)
        self.texts.append(text)
        return code


def _coded_integers(kind: Kind, values: Integers | Codes, offset: int) -> Coded:
    """Integers counted from 1 are coded, each distinct one written once; 0 is empty."""
    there = values[values > 0]
    if not len(there):
        return Coded(np.zeros(len(values), np.int32), [""])
    low = int(there.min())
    place = np.maximum(values - (low - 1), 0)  # 0 is empty, 1 the smallest number
    size = int(place.max()) + 1
    if size < _SPARSE * len(values) + CHUNK:
        seen = np.zeros(size, np.bool_)
        seen[place] = True
        seen[0] = True
        distinct = np.flatnonzero(seen)
        codes = (np.cumsum(seen, dtype=np.int32) - np.int32(1))[place]
    else:
        distinct, found = np.unique(np.append(place, 0), return_inverse=True)
        codes = found[:-1].astype(np.int32)
    numbers = (distinct[1:] + (low - 1 + offset)).tolist()
    return Coded(codes, ["", *_checked(kind, [kind.restored(number) for number in numbers])])


def _checked(kind: Kind, texts: list[str]) -> list[str]:
    """Distinct texts, each of which the kind can read."""
    for text in texts:
        kind.read(text)
    return texts


def _empty_first(texts: list[str], codes: Codes) -> Coded:
    """A coded column in which code 0 is the empty text, as everywhere."""
    if "" not in texts:
        return Coded(codes + np.int32(1), ["", *texts])
    place = texts.index("")
    order = [place, *(i for i in range(len(texts)) if i != place)]
    new = np.empty(len(texts), np.int32)
    new[order] = np.arange(len(texts), dtype=np.int32)
    return Coded(new[codes], [texts[i] for i in order])


def largest_key(connection: sqlite3.Connection, schema: Schema) -> int:
    """The largest key that an identified row has, 0 if there is none.

    Args:
        connection: to the file.
        schema: the declared tables.
    """
    found = 0
    for table in schema:
        if table.identified:
            query = f'SELECT max("pk") FROM {quoted(table.name)}'
            found = max(found, connection.execute(query).fetchone()[0] or 0)
    return found
