"""A table's stored values out of the embedded file, by column and many rows at a time.

SQLite joins the values of some 200,000 rows into one text, which numpy and `str.split` take
apart many times quicker than a cursor gives rows; several small integers travel in one number.
What the values mean is `sqlite_reading`'s matter.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kamgraph.errors import StoreDamaged
from kamgraph.stores.sqlite_schema import Layout, StoredColumn, quoted

SPAN = 200_000
"""Keys read at a time."""

_SEPARATOR = "\x1f"  # no text holds a control character but tab and line end
_COMMA = ","
_BITS = 62

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """One integer column, as it travels: counted from 1, 0 where it is empty.

    Args:
        name: the column's name; `pk` for the key.
        offset: what to add to get the stored value.
        width: bits it takes at most.
        required: it is never empty.
    """

    name: str
    offset: int
    width: int
    required: bool

    @property
    def term(self) -> str:
        """The value as it travels."""
        value = quoted(self.name)
        return f"({value if self.required else f'ifnull({value}, {self.offset})'} - {self.offset})"


@dataclass(frozen=True)
class Pack:
    """Integer columns that travel as one number, the first in the highest bits."""

    parts: tuple[Part, ...]

    @cached_property
    def term(self) -> str:
        """The values of all rows, joined."""
        term = self.parts[0].term
        for part in self.parts[1:]:
            term = f"(({term} << {part.width}) | {part.term})"
        return f"group_concat({term})"

    def unpacked(self, text: str) -> Iterator[tuple[str, Integers]]:
        """Each column's values as they travel."""
        numbers = np.fromstring(text, np.int64, sep=",")
        for part in reversed(self.parts[1:]):
            yield part.name, numbers & ((1 << part.width) - 1)
            numbers = numbers >> part.width
        yield self.parts[0].name, numbers


def part_of(column: StoredColumn, top: int) -> Part:
    """How an integer column travels.

    Args:
        column: a column stored as integers.
        top: the largest key in the file.
    """
    offset = int(column.empty)
    largest = top if column.references else column.largest
    return Part(column.name, offset, (largest - offset).bit_length(), column.field.required)


def packs(parts: Sequence[Part]) -> tuple[Pack, ...]:
    """Columns put together into as few numbers as they fit.

    Args:
        parts: the columns.
    """
    found: list[list[Part]] = []
    for part in sorted(parts, key=lambda part: -part.width):
        for group in found:
            if sum(p.width for p in group) + part.width <= _BITS:
                group.append(part)
                break
        else:
            found.append([part])
    return tuple(Pack(tuple(group)) for group in found)


@dataclass(frozen=True)
class Span:
    """A range of a table's rows.

    Args:
        rows: how many.
        integers: integer columns, counted from 1, 0 where empty.
        texts: text columns, the empty text where empty.
    """

    rows: int
    integers: dict[str, NDArray[np.int32] | Integers]
    texts: dict[str, list[str]]


def spans(
    connection: sqlite3.Connection,
    layout: Layout,
    columns: Sequence[StoredColumn],
    top: int,
    *,
    keys: bool,
) -> Iterator[Span]:
    """Reads integer and text columns of a table, in the order of its keys.

    Args:
        connection: inside a transaction.
        layout: how the table is kept.
        columns: which columns; none of doubles.
        top: the largest key of an identified row.
        keys: the rows' own keys too, as `pk`.

    Raises:
        StoreDamaged: columns differ in their number of values.
    """
    name = quoted(layout.table.name)
    low, high = connection.execute(f'SELECT min("pk"), max("pk") FROM {name}').fetchone()
    if low is None:
        return
    parts = [part_of(c, top) for c in columns if c.storage == "INTEGER"]
    if keys:
        parts.append(Part("pk", -1, (high + 1).bit_length(), required=True))
    together = packs(parts)
    texts = [column for column in columns if column.storage == "TEXT"]
    terms = ["count(*)", *(pack.term for pack in together), *(_joined(column) for column in texts)]
    # NOT INDEXED: an index that covers the columns would give the rows in another order.
    query = f'SELECT {", ".join(terms)} FROM {name} NOT INDEXED WHERE "pk" BETWEEN ? AND ?'
    for start in range(low, high + 1, SPAN):
        rows, *found = connection.execute(query, (start, start + SPAN - 1)).fetchone()
        if rows:
            if None in found:  # nothing but empty cells where none may be
                raise damaged(layout.table.name)
            span = Span(
                rows,
                {
                    column: _narrow(values)
                    for pack, text in zip(together, found, strict=False)
                    for column, values in pack.unpacked(text)
                },
                {
                    column.name: text.split(_separator(column))
                    for column, text in zip(texts, found[len(together) :], strict=True)
                },
            )
            _check(layout, span)
            yield span


def _joined(column: StoredColumn) -> str:
    """The term that joins a column's texts."""
    value = quoted(column.name)
    value = value if column.field.required else f"ifnull({value}, '')"
    if _separator(column) == _COMMA:
        return f"group_concat({value})"
    return f"group_concat({value}, char({ord(_SEPARATOR)}))"


def _separator(column: StoredColumn) -> str:
    """What joins a column's texts: words of a vocabulary by SQLite's own comma, twice as quick."""
    closed = getattr(column.kind, "vocabulary", None) is not None
    return _COMMA if closed else _SEPARATOR


def _narrow(values: Integers) -> NDArray[np.int32] | Integers:
    """The values in half the memory, where they fit."""
    return values.astype(np.int32) if values.max() <= np.iinfo(np.int32).max else values


def _check(layout: Layout, span: Span) -> None:
    """Every column has a value for every row, unless a separator stands in a text."""
    columns = (*span.integers.values(), *span.texts.values())
    if any(len(column) != span.rows for column in columns):
        raise damaged(layout.table.name)


def damaged(table: str) -> StoreDamaged:
    """The error for a table that contradicts itself.

    Args:
        table: its name.
    """
    return StoreDamaged(f"the store's table '{table}' is damaged; restore it from a copy")
