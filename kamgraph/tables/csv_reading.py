"""One CSV file in: which delimiter it has, its header, its rows; every fault with its place.

Rows are numbered as a spreadsheet counts them: the header is row 1, empty rows count, a cell
of several lines is one row. Folders of files are read in `csv_files`.
"""

from __future__ import annotations

import codecs
import csv
import stat
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TextIO

from kamgraph.errors import Fault, StoreUnreachable
from kamgraph.model.cells import CellsBuilder
from kamgraph.model.schema import Table
from kamgraph.tables.guard import unguarded
from kamgraph.tables.header import Header

DELIMITERS = (",", ";", "\t")
"""Delimiters that are recognised; a comma is written."""

LONGEST_FIELD = 131_072
"""Characters of a cell at most; the csv module's own limit."""

MOST_COLUMNS = 256
"""Columns of a file at most, as of a workbook; a hostile header is one fault, not thousands."""

_BLOCK = 1 << 22  # bytes looked at in one go; a line may not be longer
_HEAD = 4096
_ROWS = 5_000  # rows taken at a time: more only cost memory, and the caches of the processor
_AS_UTF8 = 'save it as "CSV UTF-8"'
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_SAYINGS = {
    "field larger": f"holds a cell of more than {LONGEST_FIELD:,} characters, or a quotation mark "
    "that is never closed; nothing from here on was read",
    "unexpected end": "begins a quoted cell that is never closed; add the closing quotation mark",
    "expected after": "has text after a closing quotation mark; double each one inside a cell",
}


def read_table(builder: CellsBuilder, table: Table, path: Path, place: str) -> None:
    """Reads one file into the builder's cells, and its faults into the builder's faults.

    Args:
        builder: collects the tables of the source.
        table: the declaration.
        path: the file.
        place: its name in messages.

    Raises:
        StoreUnreachable: the file may not be read.
    """
    faults: list[Fault] = []
    try:
        message = _unreadable(path)
        if message:
            faults.append(Fault(place, 0, "", "", message))
            builder.table(table, place, ()).done()
        else:
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.reader(file, delimiter=_delimiter(file, table), strict=True)
                _CsvTable(builder, table, place, reader, faults).read()
    except OSError as error:
        raise StoreUnreachable(
            f"{place} cannot be read: {error.strerror or error}; check its permissions"
        ) from error
    whole_rows = {(fault.place, fault.row) for fault in faults if not fault.column}
    # A row of the wrong length has its cells anywhere: what they hold says nothing.
    builder.faults = [f for f in builder.faults if (f.place, f.row) not in whole_rows] + faults


def _unreadable(path: Path) -> str:
    """Why a file is no UTF-8 text of lines; empty if it is.

    It is looked through once before it is read, in blocks: so a fault of encoding is one
    sentence with its line, and no hostile line is ever held in memory as a whole.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        return "is not a file; put a CSV file in its place"
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 1
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(_MARKS) or head.count(b"\0") * 5 > len(head):
            return f"is in UTF-16, or no text at all; {_AS_UTF8}"
        file.seek(0)
        while True:
            block = file.read(_BLOCK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                line = lines + error.object[: error.start].count(b"\n")
                return f"is not in UTF-8 (line {line}); {_AS_UTF8}"
            if not block:
                return ""
            if len(block) == _BLOCK and b"\n" not in block and b"\r" not in block:
                return f"has a line of more than {_BLOCK:,} bytes; it is no table"
            lines += block.count(b"\n")


def _delimiter(file: TextIO, table: Table) -> str:
    """The delimiter of the header line: the one that finds most of the table's columns."""
    line = next((line for line in file if line.strip()), "")
    file.seek(0)

    def columns(delimiter: str) -> tuple[int, int]:
        try:
            names = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        return len({name.strip() for name in names}.intersection(table.names)), len(names)

    return max(DELIMITERS, key=columns)


class _CsvTable:
    """One file on its way into the builder."""

    def __init__(
        self,
        builder: CellsBuilder,
        table: Table,
        place: str,
        reader: Iterator[list[str]],
        faults: list[Fault],
    ) -> None:
        self._builder = builder
        self._table = table
        self._place = place
        self._reader = reader
        self._faults = faults
        self._row = 0  # the last record that was taken
        self._width = 0
        self._positions: list[int] = []

    def read(self) -> None:
        """Takes the header, then the rows, chunk by chunk."""
        names = self._header()
        collected = self._builder.table(self._table, self._place, names)
        guarded = [self._table.field(name).column.kind.storage == "TEXT" for name in names]
        more = bool(names)
        while more:
            first = self._row + 1
            rows, more = self._taken(_ROWS)
            numbers: Sequence[int] = range(first, first + len(rows))
            if not self._even(rows):
                rows, numbers = self._evened(rows, numbers)
            if rows:
                columns = list(zip(*rows, strict=True))
                texts = [columns[position] for position in self._positions]
                collected.add(
                    [_bare(c) if g else c for c, g in zip(texts, guarded, strict=True)], numbers
                )
        collected.done()

    def _taken(self, most: int) -> tuple[list[list[str]], bool]:
        """The next records, and whether there may be more; notes a record that is no record."""
        rows: list[list[str]] = []
        try:
            rows.extend(islice(self._reader, most))  # keeps those before a fault
        except csv.Error as error:
            self._row += len(rows) + 1
            start = next((s for s in _SAYINGS if s in str(error)), "")
            said = _SAYINGS.get(start, f"cannot be read as CSV ({error})")
            self._fault(self._row, "", said)
            return rows, start != "field larger"
        self._row += len(rows)
        return rows, len(rows) == most

    def _header(self) -> list[str]:
        """The known columns of the file, in its order; notes what is wrong with the others."""
        header: list[str] = []
        more = True
        while more and not any(header):
            rows, more = self._taken(1)
            header = rows[0] if rows else []
        while header and not header[-1].strip():
            header.pop()  # spreadsheets write columns that were once used
        if not header and self._faults:
            return []  # why there is none is said already
        if len(header) > MOST_COLUMNS:
            wanted = ", ".join(self._table.names)
            said = f"has {len(header):,} columns; at most {MOST_COLUMNS} are read: {wanted}"
            self._fault(self._row, "", said)
            return []
        found = Header(self._table, header, self._place, self._row)
        self._faults += found.faults
        self._width = len(header)
        self._positions = found.positions
        return found.names

    def _even(self, rows: list[list[str]]) -> bool:
        """Whether every row has the header's width and is surely not empty."""
        return set(map(len, rows)) <= {self._width} and all(
            map(str.strip, map(itemgetter(0), rows))
        )

    def _evened(
        self, rows: list[list[str]], numbers: Sequence[int]
    ) -> tuple[list[list[str]], list[int]]:
        """Rows of the header's width with their numbers, empty ones left out."""
        width = self._width
        kept, kept_numbers = [], []
        for number, row in zip(numbers, rows, strict=True):
            if len(row) != width or not row[0].strip():
                if not any(map(str.strip, row)):
                    continue
                if len(row) < width:
                    said = f"has {len(row)} cells and the header {width}; give it the missing ones"
                    self._fault(number, "", said)
                    row = row + [""] * (width - len(row))
                elif any(map(str.strip, row[width:])):
                    said = f"has {len(row)} cells and the header {width}; is a delimiter inside a "
                    self._fault(number, "", said + "text without quotation marks around it?")
                row = row[:width]
            kept.append(row)
            kept_numbers.append(number)
        return kept, kept_numbers

    def _fault(self, row: int, column: str, message: str, value: str = "") -> None:
        self._faults.append(Fault(self._place, row, column, value, message))


def _bare(texts: Sequence[str]) -> Sequence[str]:
    """A chunk's column of texts without the guard against formulas."""
    if "'" not in "".join(texts):
        return texts
    return [unguarded(text) if text[:1] == "'" else text for text in texts]
