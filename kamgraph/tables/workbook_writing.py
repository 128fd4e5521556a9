"""A portfolio as an .xlsx workbook, one sheet a table: writing it, row by row.

Texts are string cells with a quote prefix, nothing added and nothing removed; numbers, dates
and truth values are typed cells. No formulas, no links; the same bytes for the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kamgraph.errors import InputError
from kamgraph.model.cells import Cells, TableCells
from kamgraph.model.kinds import Kind
from kamgraph.tables.collector import collector_paused
from kamgraph.tables.workbook_cells import Written, written
from kamgraph.tables.workbook_package import MOST_ROWS
from kamgraph.tables.workbook_sheets import (
    begin_sheet,
    body_cells,
    header_cells,
    new_workbook,
    put,
)

_REMEMBERED = 10_000


def write_workbook(cells: Cells, path: Path) -> None:
    """Writes every table of the schema as a sheet; rows in the order given.

    Args:
        cells: the tables; one that is not among them is written as its header alone.
        path: the file; a workbook that is there is replaced.

    Raises:
        InputError: a table has too many rows for a sheet, something of another kind is
            there, or the folder is not.
        StoreBusy: the disk is full, or we may not write there.
    """
    for table in cells.schema:
        count = len(cells.table(table.name))
        if count > MOST_ROWS:
            raise InputError(
                f"{table.name} has {count:,} rows, and a sheet is written with {MOST_ROWS:,} at "
                "most; export to a folder of CSV files instead"
            )
    with new_workbook(path) as book, collector_paused():
        for table in cells.schema:
            sheet = begin_sheet(book, table)
            sheet.append(header_cells(sheet, table.names))
            for row in _rows(sheet, cells.table(table.name)):
                sheet.append(row)
            sheet.close()


def _rows(sheet: Any, table: TableCells) -> Iterator[tuple[Any, ...]]:
    """The rows as cells; each is written before the next one is filled."""
    columns = body_cells(sheet, table.table)
    known = [_Known(field.column.kind) for field in table.table.fields]
    for chunk in table.chunks():
        for texts in chunk:
            row = []
            for text, seen, cells in zip(texts, known, columns, strict=True):
                if text:
                    what = seen[text]
                    row.append(put(cells[what.type], what))
                else:
                    row.append(None)
            yield tuple(row)


class _Known(dict[str, Written]):
    """How the texts of a column are written, each found out once while there are few."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, text: str) -> Written:
        """Finds out, and remembers."""
        found = written(self._kind, text)
        if len(self) < _REMEMBERED:
            self[text] = found
        return found
