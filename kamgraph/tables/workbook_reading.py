"""A portfolio as the sheets of an .xlsx workbook: reading it, with every fault at its place.

Values only: of a formula its stored value is taken, never its text. What may be opened at all
is decided in `workbook_package`; what a cell says, in `workbook_cells`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from kamgraph.errors import Fault, InputError, closest, nearest
from kamgraph.model.cells import CellsBuilder, Source, TableBuilder
from kamgraph.model.entities import SCHEMA
from kamgraph.model.rules import in_order
from kamgraph.model.schema import Field, Schema, Table
from kamgraph.tables import workbook_cells
from kamgraph.tables.collector import collector_paused
from kamgraph.tables.header import Header
from kamgraph.tables.workbook_example import MARK, MARK_COLUMN, example_of
from kamgraph.tables.workbook_package import (
    DAMAGED,
    Shape,
    check_name,
    checked_package,
    damaged,
    unreadable,
)

ASIDE = "_"
"""Sheets whose names begin with it are never read."""

_ROWS = 5_000  # rows taken at a time
_SHOWN = 60
_MOST_STRINGS = 2_000_000
_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# What openpyxl raises on files that no program wrote.
_WRONG = (*DAMAGED, TypeError, AttributeError, SyntaxError, OverflowError)


def read_workbook(path: Path, schema: Schema = SCHEMA) -> Source:
    """The tables of a workbook, with everything wrong about their values.

    A table without a sheet is not in the cells: it stays untouched where the source is
    imported. Rules across rows and tables are checked by whoever knows the whole state
    (`Source.checked`, or a store).

    Args:
        path: an .xlsx file.
        schema: the declared tables.

    Raises:
        InputError: there is no such file, no table in it, or it may not be opened.
        StoreUnreachable: it may not be read.
    """
    check_name(path)
    builder = CellsBuilder(schema)
    try:
        with path.open("rb") as file, collector_paused(), _quiet():
            shapes = checked_package(path, file)
            sheets = list(_sheets(path, file, shapes))
            if not any(name in schema.names for name, _, _ in sheets):
                expected = ", ".join(schema.names)
                raise InputError(f"no table is in '{path}'; expected are sheets named {expected}")
            _read(builder, path, sheets)
    except FileNotFoundError:
        raise InputError(f"there is no workbook '{path}'; name an .xlsx file") from None
    except OSError as error:
        raise unreadable(path, error) from error
    return Source(builder.cells, tuple(in_order(builder.cells, builder.faults)))


@contextmanager
def _quiet() -> Iterator[None]:
    """Silences openpyxl's remarks on what it passes over (colours, extensions, drop-downs)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _sheets(
    path: Path, file: BinaryIO, shapes: dict[str, Shape]
) -> Iterator[tuple[str, Shape, Any]]:
    """Name, shape and sheet of everything in the workbook that holds cells."""
    import defusedxml  # noqa: F401 - openpyxl reads with it where it is installed
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    file.seek(0)
    try:
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.shared_strings = _strings(path, reader)
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        reader.read_worksheets()
        parts = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
        found = [(sheet.title, shapes[parts[sheet.title]], sheet) for sheet in reader.wb.worksheets]
    except _WRONG:
        raise damaged(path) from None
    except OSError as error:
        # openpyxl's own have no number: "File contains no valid workbook part".
        raise (unreadable(path, error) if error.errno else damaged(path)) from None
    yield from found


def _strings(path: Path, reader: Any) -> list[str]:
    """The texts that cells share, as they stand in the file.

    openpyxl takes every `x005F_` out of them, so that texts which hold one would be changed.
    """
    from openpyxl.cell.text import Text
    from openpyxl.xml.functions import iterparse

    part = reader.package.find(_STRINGS)
    if part is None:
        return []
    strings: list[str] = []
    with reader.archive.open(part.PartName[1:]) as file:
        for _, node in iterparse(file):
            if node.tag == f"{_MAIN}si":
                if len(strings) == _MOST_STRINGS:
                    raise InputError(
                        f"'{path}' holds more than {_MOST_STRINGS:,} different texts; import a "
                        "folder of CSV files instead"
                    )
                strings.append(Text.from_tree(node).content)
                node.clear()
    return strings


def _read(builder: CellsBuilder, path: Path, sheets: list[tuple[str, Shape, Any]]) -> None:
    """Reads the sheets that are tables, in the schema's order; notes those that are none."""
    by_name = {name: (shape, sheet) for name, shape, sheet in sheets}
    if len(by_name) < len(sheets):
        raise damaged(path)  # two sheets of one name: no program writes that
    for table in builder.cells.schema:
        if table.name in by_name:
            shape, sheet = by_name[table.name]
            _SheetTable(builder, table, path, shape, sheet).read()
    for name, shape, _ in sheets:
        if shape.rows and name not in builder.cells.schema.names and not name.startswith(ASIDE):
            _stray(builder, name, list(by_name))


def _stray(builder: CellsBuilder, name: str, there: list[str]) -> None:
    """Notes a sheet that is no table; the one it was meant to be counts as unreadable."""
    known = builder.cells.schema.names
    missing = [table for table in known if table not in there]
    said = "is no table of a portfolio; rename it, take it out or begin its name with _: "
    hint = nearest(name, missing or known)
    builder.faults.append(Fault(f"sheet {name}", 0, "", "", said + hint))
    meant = closest(name, missing)
    if meant is not None and meant not in builder.cells.tables:
        builder.table(builder.cells.schema.table(meant), f"sheet {name}", ()).done()


class _SheetTable:
    """One sheet on its way into the builder."""

    def __init__(
        self, builder: CellsBuilder, table: Table, path: Path, shape: Shape, sheet: Any
    ) -> None:
        self._builder = builder
        self._table = table
        self._path = path
        self._shape = shape
        self._sheet = sheet
        self._place = f"sheet {table.name}"
        self._faults: list[Fault] = []
        self._fields: list[Field] = []
        self._columns: list[int] = []  # where each field stands, from 0
        self._mark: int | None = None
        self._width = 0

    def read(self) -> None:
        """Takes the header, then the rows, chunk by chunk."""
        rows = self._rows()
        collected = self._builder.table(self._table, self._place, self._header(rows))
        before = len(self._builder.faults)
        if self._fields:
            self._take(collected, rows)
        collected.done()
        said = {(fault.row, fault.column) for fault in self._faults}
        # A cell that could not be read counts as empty below; that is no second fault.
        later = [f for f in self._builder.faults[before:] if (f.row, f.column) not in said]
        self._builder.faults[before:] = self._faults + later

    def _rows(self) -> Iterator[tuple[int, Sequence[Any]]]:
        """The rows that hold anything, with their numbers."""
        if not self._shape.rows:
            return
        hollow = {row for row, _ in self._shape.hollow}
        try:
            rows = self._sheet.iter_rows(max_row=self._shape.rows, max_col=self._shape.columns)
            for number, row in enumerate(rows, 1):
                if any(map(_filled, row)) or number in hollow:
                    yield number, row
        except _WRONG:
            raise damaged(self._path) from None

    def _header(self, rows: Iterator[tuple[int, Sequence[Any]]]) -> list[str]:
        """The known columns of the sheet, in its order."""
        number, row = next(rows, (0, ()))
        names = [workbook_cells.unescaped(str(c.value)) if _filled(c) else "" for c in row]
        while names and not names[-1]:
            names.pop()
        self._width = len(names)
        there = [column for column, name in enumerate(names) if name != MARK_COLUMN]
        self._mark = next((c for c, name in enumerate(names) if name == MARK_COLUMN), None)
        header = Header(self._table, [names[c] for c in there], self._place, number)
        self._faults += header.faults
        self._fields = [self._table.field(name) for name in header.names]
        self._columns = [there[position] for position in header.positions]
        return header.names

    def _take(self, collected: TableBuilder, rows: Iterator[tuple[int, Sequence[Any]]]) -> None:
        """Gives the rows to the builder, some at a time."""
        example = dict(zip(self._table.names, example_of(self._table), strict=True))
        shown = tuple(example[field.name] for field in self._fields)
        taken: list[list[str]] = []
        numbers: list[int] = []
        for number, row in rows:
            texts, faults = self._texts(number, row)
            if self._mark is not None and row[self._mark].value == MARK and tuple(texts) == shown:
                continue
            self._faults += faults
            taken.append(texts)
            numbers.append(number)
            if len(taken) == _ROWS:
                collected.add(list(zip(*taken, strict=True)), numbers)
                taken, numbers = [], []
        if taken:
            collected.add(list(zip(*taken, strict=True)), numbers)

    def _texts(self, number: int, row: Sequence[Any]) -> tuple[list[str], list[Fault]]:
        """A row's texts, and what is wrong with its cells."""
        texts = []
        faults = []
        for field, column in zip(self._fields, self._columns, strict=True):
            cell = row[column]
            value = cell.value
            if value is None:
                texts.append("")
                continue
            try:
                texts.append(workbook_cells.read(field.column.kind, value, cell.data_type))
            except ValueError as error:
                texts.append("")
                faults.append(Fault(self._place, number, field.name, _shown(value), str(error)))
        if self._shape.hollow:
            faults += self._hollow(number)
        if any(map(_filled, row[self._width :])):
            said = "holds a value right of the last named column; name that column or remove it"
            faults.append(Fault(self._place, number, "", "", said))
        return texts, faults

    def _hollow(self, number: int) -> Iterator[Fault]:
        """The formulas of a row that were never computed."""
        for field, column in zip(self._fields, self._columns, strict=True):
            if (number, column + 1) in self._shape.hollow:
                said = "is a formula that was never computed; put its value in its place"
                yield Fault(self._place, number, field.name, "", said)


def _filled(cell: Any) -> bool:
    """Whether a cell holds more than white space."""
    value = cell.value
    return value is not None and not (isinstance(value, str) and not value.strip())


def _shown(value: object) -> str:
    """A value as a message shows it."""
    return str(value)[:_SHOWN]
