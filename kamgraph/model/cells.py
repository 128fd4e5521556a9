"""Whole tables as columns of canonical text: how bulk data travels between files and stores.

A column of few distinct values is kept once as values and once a row as a code, so that
every value is read, checked and converted once, however often it stands in a file. All ids
share one pool of codes, so that references are compared as integers. Equal rows have equal
texts, which makes digests, comparison and export the same everywhere. Rows as models live in
`portfolio`; the rules across tables, in `rules`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kamgraph.errors import Fault
from kamgraph.model.kinds import Identifier
from kamgraph.model.reading import Codes as Codes
from kamgraph.model.reading import Equals, Reading, canonical_of, codes_of, nothing, simple
from kamgraph.model.schema import Field, Row, Schema, Table

CHUNK = 50_000
"""Rows handled at a time where tables are streamed."""


class Coded:
    """A column as codes into its distinct values; code 0 is the empty text.

    Args:
        codes: one code a row, shape (rows,).
        values: the distinct canonical texts.
    """

    __slots__ = ("codes", "values")

    def __init__(self, codes: Codes, values: list[str]) -> None:
        self.codes = codes
        self.values = values

    def texts(self, start: int = 0, stop: int | None = None) -> list[str]:
        """The canonical texts of the rows from start to stop."""
        values = self.values
        return [values[code] for code in self.codes[start:stop].tolist()]

    def mapped(self, convert: Callable[[str], Any]) -> list[Any]:
        """What `convert` makes of each distinct value, to be indexed by code."""
        return [convert(value) for value in self.values]

    def taken(self, rows: NDArray[np.intp]) -> Coded:
        """The column of those rows."""
        return Coded(self.codes[rows], self.values)


class Plain:
    """A column as one text a row, where most differ."""

    __slots__ = ("values",)

    def __init__(self, values: list[str]) -> None:
        self.values = values

    def texts(self, start: int = 0, stop: int | None = None) -> list[str]:
        """The canonical texts of the rows from start to stop."""
        return self.values[start:stop]

    def taken(self, rows: NDArray[np.intp]) -> Plain:
        """The column of those rows."""
        return Plain([self.values[row] for row in rows.tolist()])


CellColumn = Coded | Plain


@dataclass
class TableCells:
    """One table as columns.

    Args:
        table: the declaration.
        place: file, sheet or store the rows come from, for messages.
        columns: those the source has, by name; a missing one is empty, or keeps what is stored.
        rows: each row's number in the source, as a spreadsheet counts; -1 for a stored row.
        tolerated: cells that were read in a form that kamgraph never writes.
    """

    table: Table
    place: str
    columns: dict[str, CellColumn]
    rows: Codes
    tolerated: int = 0

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def coded(self, name: str) -> Coded:
        """A column as codes; all empty where the source does not have it.

        Args:
            name: a column's name.
        """
        column = self.columns.get(name)
        if isinstance(column, Coded):
            return column
        if column is None:
            return Coded(np.zeros(len(self), np.int32), [""])
        reading = Reading(None, [""])
        codes = np.fromiter(map(reading.__getitem__, column.values), np.int32, len(self))
        return Coded(codes, reading.distinct)

    def texts(self, name: str, start: int = 0, stop: int | None = None) -> list[str]:
        """A column's canonical texts from row start to stop; empty where the source has none."""
        column = self.columns.get(name)
        if column is None:
            return [""] * len(range(*slice(start, stop).indices(len(self))))
        return column.texts(start, stop)

    def tuples(self, start: int = 0, stop: int | None = None) -> Iterator[tuple[str, ...]]:
        """The rows from start to stop as canonical texts in the table's column order."""
        return zip(*(self.texts(name, start, stop) for name in self.table.names), strict=True)

    def chunks(self, size: int = CHUNK) -> Iterator[Iterator[tuple[str, ...]]]:
        """The rows as canonical texts, `size` at a time."""
        for start in range(0, len(self), size):
            yield self.tuples(start, start + size)

    def models(self) -> Iterator[Row]:
        """The rows as models."""
        return (self.table.from_texts(texts) for texts in self.tuples())

    def taken(self, rows: NDArray[np.intp]) -> TableCells:
        """The table of some rows only, in the order given.

        Args:
            rows: row indices, shape (kept,).
        """
        columns = {name: column.taken(rows) for name, column in self.columns.items()}
        return TableCells(self.table, self.place, columns, self.rows[rows], self.tolerated)


@dataclass
class Cells:
    """Tables of one source.

    Args:
        schema: the declarations.
        tables: the tables the source has, by name.
        pool: all ids of the source; codes of id columns point into it.
    """

    schema: Schema
    tables: dict[str, TableCells] = field(default_factory=dict)
    pool: list[str] = field(default_factory=lambda: [""])

    def table(self, name: str) -> TableCells:
        """A table; an empty one where the source does not have it.

        Args:
            name: a table's name.
        """
        if name in self.tables:
            return self.tables[name]
        return TableCells(self.schema.table(name), "", {}, np.zeros(0, np.int32))

    @property
    def tolerated(self) -> int:
        """How many cells were read in a form that kamgraph never writes."""
        return sum(table.tolerated for table in self.tables.values())


@dataclass
class Source:
    """What was read from a source, with everything that is wrong with its values.

    Whoever keeps it (a store) adds the faults of the rules, computed on store and source
    together: `rules.faults(state, source.faults)`.

    Args:
        cells: the tables; a faulty cell is empty in them.
        faults: what was wrong in files, rows and cells.
    """

    cells: Cells
    faults: tuple[Fault, ...] = ()

    def checked(self) -> Cells:
        """The tables, where they are sound by themselves.

        Raises:
            FaultyInput: all faults of values and rules.
        """
        from kamgraph.model.rules import checked  # the rules are written on cells

        return checked(self)


def pooled(table: Table, column: Field) -> bool:
    """Whether a column's codes point into the pool of ids.

    Args:
        table: the table.
        column: one of its columns.
    """
    return bool(column.column.references) or (table.identified and column.name == "id")


class CellsBuilder:
    """Collects the tables of one source, chunk by chunk, reading each distinct value once.

    Args:
        schema: the declarations.
        trusted: texts are canonical already, as a store's are: nothing is read or checked.
    """

    def __init__(self, schema: Schema, *, trusted: bool = False) -> None:
        self.cells = Cells(schema)
        self.faults: list[Fault] = []
        self.trusted = trusted
        self._pool = Reading(None if trusted else Identifier(), self.cells.pool)

    def table(self, table: Table, place: str, names: Sequence[str]) -> TableBuilder:
        """A builder for one table.

        Args:
            table: the declaration.
            place: file, sheet or store, for messages.
            names: the columns the source has, in the order of its chunks.
        """
        return TableBuilder(self, table, place, names)

    def reading(self, table: Table, column: Field) -> Reading:
        """How a column's texts become codes; id columns share the pool.

        Args:
            table: the table.
            column: the column.
        """
        if pooled(table, column):
            return self._pool
        return Reading(None if self.trusted else column.column.kind, [""])


class TableBuilder:
    """Collects one table; made by `CellsBuilder.table`."""

    def __init__(
        self, source: CellsBuilder, table: Table, place: str, names: Sequence[str]
    ) -> None:
        self._source = source
        self._table = table
        self._place = place
        self._fields = [table.field(name) for name in names]
        self._readings = [source.reading(table, f) for f in self._fields]
        self._codes: list[list[Codes]] = [[] for _ in names]
        self._plain: list[list[str]] = [[] for _ in names]
        self._equals = [Equals() for _ in names]
        self._rows: list[Iterable[int]] = []
        self._count = 0
        self._tolerated = 0

    def add(self, columns: Sequence[Sequence[str]], rows: Sequence[int]) -> None:
        """Takes a chunk of raw texts.

        Args:
            columns: one sequence of texts a column, in the order of `names`.
            rows: each row's number in the source.
        """
        for i, (fld, texts) in enumerate(zip(self._fields, columns, strict=True)):
            if _encoded(self._table, fld):
                codes = codes_of(self._readings[i], texts)
                self._codes[i].append(codes)
                self._check(self._readings[i], fld, texts, codes, rows)
            else:
                found = self._read_plain(fld, texts, rows)
                self._plain[i].extend(self._equals[i].once(found))
        self._rows.append(rows)
        self._count += len(rows)

    def _check(
        self,
        reading: Reading,
        fld: Field,
        texts: Sequence[str],
        codes: Codes,
        rows: Sequence[int],
    ) -> None:
        """Notes the faults of a chunk's column, and counts tolerated forms."""
        needs = fld.required and not self._source.trusted
        if (reading.messages and (codes < 0).any()) or (needs and not codes.all()):
            for text, code, row in zip(texts, codes.tolist(), rows, strict=True):
                if code < 0:
                    self._fault(row, fld.name, text, reading.messages[code])
                elif code == 0 and needs:
                    self._fault(row, fld.name, "", "is required and empty")
        if reading.tolerated:
            self._tolerated += sum(text in reading.tolerated for text in texts)

    def _read_plain(self, fld: Field, texts: Sequence[str], rows: Sequence[int]) -> list[str]:
        """A chunk's column of texts that mostly differ, as canonical texts."""
        if self._source.trusted:
            return list(texts)
        faulty: set[int] = set()
        if simple(fld.column.kind, texts):
            found = list(map(str.strip, texts))
        else:
            tolerated: set[str] = set()
            found = []
            for text, row in zip(texts, rows, strict=True):
                try:
                    found.append(canonical_of(fld.column.kind, text, tolerated))
                except ValueError as error:
                    self._fault(row, fld.name, text, str(error))
                    faulty.add(row)
                    found.append("")
            self._tolerated += sum(text in tolerated for text in texts) if tolerated else 0
        if fld.required and "" in found:
            for text, row in zip(found, rows, strict=True):
                if not text and row not in faulty:
                    self._fault(row, fld.name, "", "is required and empty")
        return found

    def _fault(self, row: int, column: str, value: str, message: str) -> None:
        self._source.faults.append(Fault(self._place, row, column, value, message))

    def done(self) -> TableCells:
        """The table, kept in the source's cells too."""
        columns: dict[str, CellColumn] = {}
        for fld, reading, codes, plain in zip(
            self._fields, self._readings, self._codes, self._plain, strict=True
        ):
            if not _encoded(self._table, fld):
                columns[fld.name] = Plain(plain)
                continue
            # Chunks of a column are let go as soon as they are joined: one column a time.
            found = np.concatenate(codes) if any(map(np.any, codes)) else nothing(self._count)
            codes.clear()
            if reading.messages:
                # Faulty cells count as empty from here on, so that the rules can still run.
                np.maximum(found, 0, out=found)
            columns[fld.name] = Coded(found, reading.distinct)
        rows = np.fromiter(itertools.chain.from_iterable(self._rows), np.int32, self._count)
        cells = TableCells(self._table, self._place, columns, rows, self._tolerated)
        self._source.cells.tables[self._table.name] = cells
        return cells


def _encoded(table: Table, column: Field) -> bool:
    """Whether a column is kept as codes: few distinct values, or ids that are compared."""
    return column.column.kind.repeats or pooled(table, column)
