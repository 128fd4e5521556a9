"""A report as a workbook: the report to read on the first sheet, its lists on the others.

Texts are string cells with quotePrefix, so that no program takes a name for a formula; numbers
are typed and unrounded. The same bytes for the same report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from kamgraph.errors import InputError
from kamgraph.locale.words import Words
from kamgraph.reports.document import (
    Block,
    Facts,
    Grid,
    Heading,
    Items,
    Picture,
    Records,
    Report,
    Scalar,
    Sentence,
    clean,
)
from kamgraph.tables.workbook_cells import Written, escaped
from kamgraph.tables.workbook_package import MOST_ROWS
from kamgraph.tables.workbook_sheets import header_cells, new_workbook, put

_LONGEST_CELL = 32_767
_LONGEST_NAME = 31  # of a sheet
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_NARROWEST, _WIDEST = 10, 60
_READING_WIDTH = (34, 34, 24, 28, 54)
"""Widths of the columns of the sheet that is read."""
_A4 = 9
"""The paper's number in a workbook."""
_LINE = 150
"""Characters of a line across all of them."""
_LINE_HEIGHT = 13.0
"""Points."""

Line = Sequence[Scalar]


def write(report: Report, words: Words, path: Path) -> None:
    """Writes the report as a workbook, as a whole or not at all.

    Args:
        report: an answer.
        words: the language it is written in.
        path: the file; a workbook that is there is replaced.

    Raises:
        InputError: a list is too long for a sheet, something of another kind is there, or
            the folder is not.
        StoreBusy: the disk is full, or we may not write there.
    """
    for name, records in report.lists.items():
        if len(records.rows) > MOST_ROWS:
            raise InputError(
                f"'{name}' has {len(records.rows):,} rows, and a sheet is written with "
                f"{MOST_ROWS:,} at most; use --format csv instead"
            )
    with new_workbook(path) as book:
        _readable(book.create_sheet(words.texts.gettext("Report")), report)
        for name, records in report.lists.items():
            _list(book.create_sheet(_sheet_name(name)), records)


def _sheet_name(name: str) -> str:
    return clean(name).translate(_FORBIDDEN).strip("'")[:_LONGEST_NAME]


def _readable(sheet: Any, report: Report) -> None:
    """The report as it is read: title, sentences, tables, footer."""
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, width in enumerate(_READING_WIDTH):
        sheet.column_dimensions["ABCDE"[number]].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, one wide
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    cells = _Cells(sheet)
    for number, (bold, line) in enumerate(_sheet(report), 1):
        tall = max(map(_height, line, _READING_WIDTH), default=1) if len(line) > 1 else 1
        if tall > 1:  # programs do not make the room by themselves
            sheet.row_dimensions[number].height = tall * _LINE_HEIGHT
        sheet.append(
            [cells.bold(str(text)) if bold else cells.of(text, wraps=tall > 1) for text in line]
        )
    sheet.close()


def _height(text: Scalar, width: int) -> int:
    """How many lines a cell of that width needs."""
    return max(len(wrap(str(text or ""), width)), 1)


def _sheet(report: Report) -> Iterator[tuple[bool, Line]]:
    """The rows of the sheet that is read, and whether they are bold."""
    yield True, (report.title,)
    for block in report.blocks:
        yield False, ()
        yield from _lines(block)
    yield False, ()
    yield from ((False, (text,)) for text in wrap(report.footer, _LINE))


def _lines(block: Block) -> Iterator[tuple[bool, Line]]:
    """A part of the report as rows, and whether they are bold."""
    match block:
        case Heading():
            yield True, (block.text,)
        case Sentence():
            yield from ((False, (text,)) for text in wrap(block.text, _LINE))
        case Grid():
            yield from _table(block)
        case Picture():
            return  # the sheets have its numbers
        case _:
            if block.title:
                yield True, (block.title,)
            yield from ((False, line) for line in _rows(block))


def _rows(block: Facts | Items) -> Iterator[Line]:
    """The lines of a list."""
    if isinstance(block, Facts):
        yield from ((label, cell.text, remark) for label, cell, remark in block.rows)
    else:
        for item in block.items:
            yield from ((text,) for text in wrap(f"{item.mark}: {item.text}", _LINE))
            yield from ((text,) for text in wrap(f"→ {item.remark}" if item.remark else "", _LINE))


def _table(grid: Grid) -> Iterator[tuple[bool, Line]]:
    """A table with its headings, or what stands in its place."""
    if grid.title and (grid.rows or grid.empty):
        yield True, (grid.title,)
    if grid.rows:
        yield True, [column.label for column in grid.columns]
        yield from ((False, [cell.text for cell in row]) for row in grid.rows)
    elif grid.empty:
        yield False, (grid.empty,)


def _list(sheet: Any, records: Records) -> None:
    """A list with a frozen header and a filter, its numbers as numbers."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    widths: Mapping[int, int] = {
        number: max((len(str(row[number])) for row in records.rows if row[number]), default=0)
        for number in range(len(records.columns))
    }
    for number, label in enumerate(records.columns):
        widest = max(widths[number] + 2, len(label) + 2, _NARROWEST)
        if all(isinstance(row[number], float | None) for row in records.rows):
            widest = max(len(label) + 2, _NARROWEST)  # sixteen digits are there, not shown
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(widest, _WIDEST)
    if records.rows:
        sheet.auto_filter.ref = (
            f"A1:{get_column_letter(len(records.columns))}{len(records.rows) + 1}"
        )
    sheet.append(header_cells(sheet, [clean(label) for label in records.columns]))
    cells = _Cells(sheet)
    for row in records.rows:
        sheet.append([cells.of(value) for value in row])
    sheet.close()


class _Cells:
    """Cells of a sheet, texts kept texts.

    Args:
        sheet: a sheet that is written row by row.
    """

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    def bold(self, text: str) -> Any:
        """A heading."""
        return header_cells(self._sheet, [clean(text)[:_LONGEST_CELL]])[0]

    def of(self, value: Scalar, *, wraps: bool = False) -> Any:
        """A value: a number as one, anything else as text; None stays empty.

        Args:
            value: the value.
            wraps: whether the text is to go on in further lines of its cell.
        """
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment

        if value is None or value == "":
            return None
        cell = WriteOnlyCell(self._sheet)
        if isinstance(value, int | float) and not isinstance(value, bool):
            if isinstance(value, float):
                cell.number_format = "0.00"
            return put(cell, Written("n", repr(value)))
        cell.quotePrefix = True
        if wraps:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        return put(cell, Written("s", escaped(clean(str(value))[:_LONGEST_CELL])))
