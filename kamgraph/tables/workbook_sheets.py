"""What the sheets of our workbooks look like: header, widths, formats and drop-downs.

Shared by what is written with rows and by the template; rows themselves come from there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kamgraph.model.kinds import Boolean, Choice, Date, Integer, Kind, Number, Several
from kamgraph.model.schema import Field, Table
from kamgraph.tables.output import replaced_file
from kamgraph.tables.workbook_cells import DATE_FORMAT, TEXT_FORMAT, Written, escaped
from kamgraph.tables.workbook_package import MOST_ROWS

MAGIC = b"PK\x03\x04"
"""How a workbook begins."""

_MOMENT = datetime(2000, 1, 1)  # the same bytes on every day
_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)
_LONGEST_LIST = 255  # characters of a drop-down that stands in the sheet itself
_WIDE = {"note": 40, "name": 28, "subject": 32, "email": 28, "title": 26}
_WIDEST = 30
_A4 = 9
_MARGIN = 0.4  # inches
_HEADER = "00E7ECF2"
_TRUTH = '"TRUE";"TRUE";"FALSE"'  # LibreOffice would show 1 and 0


class _SteadyZip(ZipFile):
    """An archive whose bytes depend on its content alone."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Adds a part, without the time of day."""
        super().writestr(_entry(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Adds a file as a part, without the file's dates and rights."""
        with Path(filename).open("rb") as source, self.open(_entry(str(arcname)), "w") as part:
            shutil.copyfileobj(source, part, 1 << 20)


def _entry(name: str) -> ZipInfo:
    info = ZipInfo(name.lstrip("/"), _ENTRY_DATE)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3  # as on every system
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def new_workbook(path: Path) -> Iterator[Any]:
    """An empty workbook to be filled row by row; the file is there once the block has ended.

    Args:
        path: the file; a workbook that is there is replaced, as a whole or not at all.

    Raises:
        InputError: something of another kind is there, or the folder is not.
        StoreBusy: the disk is full, or we may not write there.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    with replaced_file(path, MAGIC) as file:
        book = Workbook(write_only=True)
        book.properties.creator = "kamgraph"
        book.properties.created = book.properties.modified = _MOMENT
        try:
            yield book
            with _SteadyZip(file, "w", ZIP_DEFLATED) as archive:
                # Not `book.save`, which writes the time of day into the file.
                ExcelWriter(book, archive).save()
        finally:
            _forget(book)


def _forget(book: Any) -> None:
    """Removes the files that openpyxl keeps rows in until a workbook is saved."""
    for sheet in book.worksheets:
        writer = sheet._writer
        if writer is None:
            continue
        for left_open in (sheet._rows, writer):
            # What was given up in the middle may fail to end well; unasked, it would say so.
            with suppress(OSError, RuntimeError):
                if left_open is not None:
                    left_open.close()
        if Path(writer.out).exists():
            writer.cleanup()


def begin_sheet(book: Any, table: Table, more: Sequence[str] = ()) -> Any:
    """A sheet for a table, its columns formatted, its header yet to be written.

    Args:
        book: the workbook.
        table: the declaration.
        more: names of hidden columns to the right.
    """
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table.name)
    lay_out(sheet)
    for number, field in enumerate(table.fields, 1):
        letter = get_column_letter(number)
        column = sheet.column_dimensions[letter]
        column.width = _width(field)
        column.number_format = _format(field.column.kind)
        _validate(sheet, field.column.kind, f"{letter}2:{letter}{MOST_ROWS + 1}")
    for number in range(len(table.fields) + 1, len(table.fields) + 1 + len(more)):
        sheet.column_dimensions[get_column_letter(number)].hidden = True
    return sheet


def lay_out(sheet: Any) -> None:
    """A header that stays in sight, on the screen and on paper; columns never torn apart there.

    Args:
        sheet: a sheet without rows yet.
    """
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    for edge in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, edge, _MARGIN)
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def header_cells(sheet: Any, names: Sequence[str]) -> list[Any]:
    """The cells of a header row, bold.

    Args:
        sheet: the sheet.
        names: what stands in them.
    """
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import PatternFill

    look, ground = lettering(bold=True), PatternFill("solid", fgColor=_HEADER)
    cells = []
    for name in names:
        cell = WriteOnlyCell(sheet)
        cell.font, cell.fill = look, ground
        cell.quotePrefix = True
        cells.append(put(cell, Written("s", escaped(name))))
    return cells


def lettering(**more: Any) -> Any:
    """The font of our sheets; one without a name would be any.

    Args:
        more: as for openpyxl's Font.
    """
    from openpyxl.styles import Font

    return Font(name="Calibri", size=11, **more)


def body_cells(sheet: Any, table: Table) -> list[dict[str, Any]]:
    """A cell a column and type, formatted, to be filled again and again.

    Args:
        sheet: the sheet.
        table: the declaration.
    """
    from openpyxl.cell import WriteOnlyCell

    columns = []
    for field in table.fields:
        text, typed = WriteOnlyCell(sheet), WriteOnlyCell(sheet)
        text.number_format = TEXT_FORMAT
        text.quotePrefix = True  # no program takes it for a formula, whatever it begins with
        typed.number_format = _format(field.column.kind)
        columns.append({"s": text, "n": typed, "b": typed})
    return columns


def put(cell: Any, what: Written) -> Any:
    """The cell with a value.

    Args:
        cell: a cell of a sheet that is written row by row.
        what: its type and text.
    """
    # Past openpyxl's own setter, which guesses formulas and errors and cuts long texts.
    cell._value = what.text
    cell.data_type = what.type
    return cell


def _format(kind: Kind) -> str:
    """The number format of a column."""
    if isinstance(kind, Date):
        return DATE_FORMAT
    if isinstance(kind, Boolean):
        return _TRUTH
    return TEXT_FORMAT if kind.storage == "TEXT" else "General"


def _width(field: Field) -> float:
    """The width of a column, in characters."""
    kind = field.column.kind
    if isinstance(kind, Integer | Number | Boolean | Date):
        return max(len(field.name) + 3, 12)
    if isinstance(kind, Choice):
        return min(max(len(field.name) + 3, *(len(word) + 4 for word in kind.vocabulary)), _WIDEST)
    return _WIDE.get(field.name, 20)


def choices(kind: Kind) -> tuple[str, ...]:
    """The words a drop-down of a kind offers; none where anything may stand.

    Args:
        kind: what a column holds.
    """
    if isinstance(kind, Choice | Several) and kind.vocabulary is not None:
        return tuple(kind.vocabulary)
    if isinstance(kind, Boolean):
        return ("true", "false")
    if isinstance(kind, Integer) and kind.high - kind.low < 12:
        return tuple(map(str, range(kind.low, kind.high + 1)))
    return ()


def _validate(sheet: Any, kind: Kind, cells: str) -> None:
    """Gives cells a drop-down; where several words may stand, others can be typed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = ",".join(choices(kind))
    if not words or len(words) > _LONGEST_LIST:
        return
    found = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, sqref=cells)
    found.showErrorMessage = not kind.several
    sheet.data_validations.append(found)
