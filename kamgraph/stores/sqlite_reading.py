"""Whole tables out of the embedded file, as columns of canonical text.

Integers and texts leave SQLite as one joined string a column and some 100,000 rows, which
numpy and `str.split` take apart many times quicker than a cursor gives rows; doubles come
through the cursor, so that they stay exact. Single rows and slices live in `sqlite_rows`.
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

SPAN = 200_000
"""Keys read at a time."""

_SEPARATOR = "\x1f"  # no text holds a control character but tab and line end
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
    except (ValueError, OverflowError, KeyError) as error:
        raise StoreDamaged(
            f"the store holds a value that cannot be ({error}), so the file is damaged; "
            "restore it from a copy"
        ) from error


@dataclass
class Reading:
    """What one read of a file brought.

    Args:
        cells: the tables as canonical text; all rows are numbered -1, as stored ones are.
        keys: each table's `pk`, in the order of its rows.
    """

    cells: Cells
    keys: dict[str, Integers] = field(default_factory=dict)


def whole(
    connection: sqlite3.Connection,
    schema: Schema,
    wanted: Mapping[str, Sequence[str]] | None = None,
) -> Reading:
    """Reads tables as columns of canonical text.

    Args:
        connection: inside a transaction, so that all is of one instant.
        schema: the declared tables.
        wanted: columns by table; None for everything. Ids are read wherever they are needed.

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
        reader.read(name, columns)
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
        self.found = Reading(Cells(schema))
        self._known: dict[str, int] = {"": 0}
        self._ids: dict[str, Codes] = {}
        self._code_of_key: Codes = np.zeros(1, np.int32)

    def read_ids(self, table: Table) -> None:
        """Adds a table's ids to the pool, and remembers the code of each key."""
        name = quoted(table.name)
        query = f'SELECT "pk" FROM {name} NOT INDEXED ORDER BY "pk"'
        keys = np.fromiter(itertools.chain.from_iterable(self._connection.execute(query)), np.int64)
        query = f'SELECT "id" FROM {name} NOT INDEXED ORDER BY "pk"'
        ids = list(itertools.chain.from_iterable(self._connection.execute(query)))
        if len(ids) != len(keys):
            raise self._damaged(table.name)
        codes = self._pooled(ids)
        top = int(keys.max(initial=0))
        if top >= len(self._code_of_key):
            grown = np.zeros(top + 1, np.int32)
            grown[: len(self._code_of_key)] = self._code_of_key
            self._code_of_key = grown
        self._code_of_key[keys] = codes
        self._ids[table.name] = codes
        self.found.keys[table.name] = keys

    def _pooled(self, ids: list[str]) -> Codes:
        """The codes of ids in the pool."""
        known, pool = self._known, self.found.cells.pool
        codes = np.empty(len(ids), np.int32)
        for place, text in enumerate(ids):
            code = known.setdefault(text, len(pool))
            if code == len(pool):
                pool.append(text)
            codes[place] = code
        return codes

    def read(self, name: str, wanted: Sequence[str]) -> None:
        """Reads a table's columns; its ids are known already."""
        layout = self._layouts[name]
        columns = [
            c for c in layout.columns if c.name in wanted and not _is_id(layout.table, c.name)
        ]
        joined = [c for c in columns if c.storage != "REAL"]
        chunks = [_Chunks(column, self.found.cells.pool) for column in joined]
        keys: list[Integers] = []
        for number, parts in self._spans(layout, joined, with_keys=name not in self.found.keys):
            keys.append(parts[0] if isinstance(parts[0], np.ndarray) else np.zeros(0, np.int64))
            for chunk, part in zip(chunks, parts[1:], strict=True):
                chunk.add(part, number, self._damaged(name))
        if name not in self.found.keys:
            self.found.keys[name] = np.concatenate([np.zeros(0, np.int64), *keys])
        rows = len(self.found.keys[name])
        done = {c.column.name: c.done(self._code_of_key) for c in chunks}
        done.update(self._doubles(layout, [c for c in columns if c.storage == "REAL"]))
        if name in self._ids:
            done["id"] = Coded(self._ids[name], self.found.cells.pool)
        if any(len(c.codes if isinstance(c, Coded) else c.values) != rows for c in done.values()):
            raise self._damaged(name)
        ordered = {c: done[c] for c in layout.table.names if c in done}
        self.found.cells.tables[name] = TableCells(
            layout.table, "the store", ordered, np.full(rows, -1, np.int32)
        )

    def _spans(
        self, layout: Layout, columns: Sequence[StoredColumn], *, with_keys: bool
    ) -> Iterator[tuple[int, list[Integers | list[str]]]]:
        """Keys and columns of a range of keys at a time, with the number of rows."""
        name = quoted(layout.table.name)
        low, high = self._connection.execute(f'SELECT min("pk"), max("pk") FROM {name}').fetchone()
        terms = ["count(*)", 'group_concat("pk")' if with_keys else "NULL"]
        terms += [_joined(column) for column in columns]
        # NOT INDEXED: an index that covers the columns would give the rows in another order.
        query = f'SELECT {", ".join(terms)} FROM {name} NOT INDEXED WHERE "pk" BETWEEN ? AND ?'
        for start in range(low, high + 1, SPAN) if low is not None else ():
            found = self._connection.execute(query, (start, start + SPAN - 1)).fetchone()
            if not found[0]:
                continue
            parts: list[Integers | list[str]] = [_integers(found[1] or "")]
            for column, text in zip(columns, found[2:], strict=True):
                parts.append(
                    text.split(_SEPARATOR) if column.storage == "TEXT" else _integers(text)
                )
            yield found[0], parts

    def _doubles(
        self, layout: Layout, columns: Sequence[StoredColumn]
    ) -> Iterator[tuple[str, CellColumn]]:
        """Columns of doubles."""
        if not columns:
            return
        terms = ", ".join(f"ifnull({quoted(c.name)}, {c.empty})" for c in columns)
        query = f'SELECT {terms} FROM {quoted(layout.table.name)} NOT INDEXED ORDER BY "pk"'
        values = itertools.chain.from_iterable(self._connection.execute(query))
        table = np.fromiter(values, np.float64).reshape(-1, len(columns))
        for place, column in enumerate(columns):
            distinct, codes = np.unique(table[:, place], return_inverse=True)
            with restoring():
                texts = ["" if np.isinf(v) else column.kind.text(v) for v in distinct.tolist()]
            yield column.name, _empty_first(texts, codes.astype(np.int32))

    def _damaged(self, name: str) -> StoreDamaged:
        return StoreDamaged(f"the store's table '{name}' is damaged; restore it from a copy")


def _is_id(table: Table, column: str) -> bool:
    """Whether the column is the id that other tables point to."""
    return table.identified and column == "id"


def _joined(column: StoredColumn) -> str:
    """The term that joins a column's values."""
    value = f"ifnull({quoted(column.name)}, {column.empty})"
    if column.storage == "TEXT":
        return f"group_concat({value}, char({ord(_SEPARATOR)}))"
    return f"group_concat({value})"


def _integers(text: str) -> Integers:
    """Integers joined by commas."""
    return np.fromstring(text, np.int64, sep=",") if text else np.zeros(0, np.int64)


class _Chunks:
    """Collects one column, chunk by chunk."""

    def __init__(self, column: StoredColumn, pool: list[str]) -> None:
        self.column = column
        self._pool = pool
        self._arrays: list[Integers | Codes] = []
        self._texts: list[str] = []
        self._numbers = _Distinct()

    def add(self, part: Integers | list[str], number: int, damaged: StoreDamaged) -> None:
        """Takes a chunk of so many rows."""
        if len(part) != number:
            raise damaged
        if isinstance(part, np.ndarray):
            self._arrays.append(part if part.max() > np.iinfo(np.int32).max else _small(part))
        elif self.column.kind.repeats:
            codes = map(self._numbers.__getitem__, part)
            self._arrays.append(np.fromiter(codes, np.int32, number))
        else:
            self._texts.extend(part)

    def done(self, code_of_key: Codes) -> CellColumn:
        """The column as canonical texts."""
        if self.column.storage == "TEXT":
            if not self.column.kind.repeats:
                return Plain(self._texts)
            codes = np.concatenate([np.zeros(0, np.int32), *self._arrays])
            return Coded(codes.astype(np.int32, copy=False), self._numbers.texts)
        values = np.concatenate([np.zeros(0, np.int32), *self._arrays])
        if self.column.references:
            # A key of no row, which only a damaged file holds, becomes the empty id.
            known = np.where((values > 0) & (values < len(code_of_key)), values, 0)
            return Coded(code_of_key[known], self._pool)
        return _coded_integers(self.column.kind, values)


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


def _small(values: Integers) -> Codes:
    """Integers in half the memory."""
    return values.astype(np.int32)


def _coded_integers(kind: Kind, values: Integers | Codes) -> Coded:
    """Integers below 0 are empty; each distinct one is written once."""
    there = values >= 0
    if not there.any():
        return Coded(np.zeros(len(values), np.int32), [""])
    low = int(values[there].min())
    place = np.where(there, values - (low - 1), 0)  # 0 is empty, 1 the smallest number
    size = int(place.max()) + 1
    if size < _SPARSE * len(values) + CHUNK:
        seen = np.zeros(size, np.bool_)
        seen[place] = True
        seen[0] = True
        distinct = np.flatnonzero(seen)
        codes = (np.cumsum(seen, dtype=np.int32) - 1)[place]
    else:
        distinct, found = np.unique(np.append(place, 0), return_inverse=True)
        codes = found[:-1].astype(np.int32)
    with restoring():
        texts = [kind.restored(number) for number in (distinct[1:] + (low - 1)).tolist()]
    return Coded(codes, ["", *texts])


def _empty_first(texts: list[str], codes: Codes) -> Coded:
    """A coded column in which code 0 is the empty text, as everywhere."""
    if texts and texts[0] == "":
        return Coded(codes, texts)
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
