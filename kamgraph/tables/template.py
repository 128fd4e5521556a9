"""An empty workbook to be filled: a sheet a table, drop-downs, explanations, example rows.

It is made from the declarations, so that a table more is a sheet more. Only explanations are
translated; names of columns and words of the vocabularies are the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path
from textwrap import wrap
from typing import Any

from kamgraph.errors import InputError
from kamgraph.locale import LANGUAGES, texts
from kamgraph.locale.words import context_of
from kamgraph.model.entities import SCHEMA
from kamgraph.model.kinds import Boolean, Choice, Currency, Date, Integer, Kind, Number, Several
from kamgraph.model.schema import Field, Schema, Table
from kamgraph.tables.workbook_cells import Written, written
from kamgraph.tables.workbook_example import MARK, MARK_COLUMN, example_of
from kamgraph.tables.workbook_package import check_name
from kamgraph.tables.workbook_sheets import (
    begin_sheet,
    body_cells,
    header_cells,
    lay_out,
    lettering,
    new_workbook,
    put,
)

EXPLANATIONS = "_explanations"
"""The sheet that explains the others; an import does not read it."""

_WIDTHS = (18, 18, 12, 60, 60, 40)
_NOTE_WIDTH = 320  # pixels
_NOTE_LETTERS = 44  # of a line in it
_NOTE_LINE = 18  # pixels
_LINE = 15  # points
_FILLED = 0.9  # of a column's width; letters differ


def write_template(path: Path, lang: str = LANGUAGES[0], schema: Schema = SCHEMA) -> None:
    """Writes the empty workbook.

    Args:
        path: the file; nothing may be there yet, as it could be a workbook that was filled.
        lang: the language of the explanations.
        schema: the declared tables.

    Raises:
        InputError: something is there, the folder is not, or the name does not end in .xlsx.
        StoreBusy: the disk is full, or we may not write there.
    """
    check_name(path)
    if path.exists():
        raise InputError(f"'{path}' is there already; a template is written under a new name")
    words = texts(lang)
    with new_workbook(path) as book:
        for table in schema:
            _table_sheet(book, table, words)
        _explanations(book, schema, words)


def _table_sheet(book: Any, table: Table, words: NullTranslations) -> None:
    """A table's sheet: its header with explanations, and an example."""
    from openpyxl.comments import Comment

    sheet = begin_sheet(book, table, (MARK_COLUMN,))
    header = header_cells(sheet, (*table.names, MARK_COLUMN))
    for cell, field in zip(header, table.fields, strict=False):
        said = "\n".join(part for part in _said(field, words) if part)
        lines = sum(1 + len(line) // _NOTE_LETTERS for line in said.split("\n"))
        cell.comment = Comment(said, "kamgraph", _NOTE_LINE * (lines + 1), _NOTE_WIDTH)
    sheet.append(header)
    row: list[Any] = []
    for text, field, cells in zip(
        example_of(table), table.fields, body_cells(sheet, table), strict=True
    ):
        what = written(field.column.kind, text) if text else None
        row.append(_grey(put(cells[what.type], what)) if what else None)
    sheet.append([*row, *header_cells(sheet, (MARK,))])
    sheet.close()


def _grey(cell: Any) -> Any:
    """The cell as an example looks."""
    cell.font = lettering(italic=True, color="00808080")
    return cell


def _said(field: Field, words: NullTranslations) -> tuple[str, str, str]:
    """What a column means, what it holds, and what an empty cell counts as."""
    column = field.column
    meaning = words.pgettext("explanation", column.explanation)
    if field.required:
        return meaning, _holds(field, words), words.gettext("Required.")
    if not column.empty_means:
        return meaning, _holds(field, words), ""
    means = words.pgettext("explanation", column.empty_means)
    return meaning, _holds(field, words), words.gettext("Empty: {means}.").format(means=means)


def _holds(field: Field, words: NullTranslations) -> str:
    """What a column's cells hold, as a sentence."""
    kind, t = field.column.kind, words
    if field.column.references:
        tables = ", ".join(field.column.references)
        return t.gettext("An id of the sheet: {tables}.").format(tables=tables)
    if isinstance(kind, Choice | Several) and kind.vocabulary is not None:
        listed = ", ".join(_explained(kind, t))
        if kind.several:
            return t.gettext("Several of these, joined by |: {words}.").format(words=listed)
        return t.gettext("One of: {words}.").format(words=listed)
    return _plain(kind, t)


def _plain(kind: Kind, t: NullTranslations) -> str:
    """What cells of a kind hold that has no vocabulary."""
    if isinstance(kind, Several):
        return t.gettext("Several texts, joined by |.")
    if isinstance(kind, Date):
        return t.gettext("A date.")
    if isinstance(kind, Boolean):
        return t.gettext("true or false.")
    if isinstance(kind, Currency):
        return t.gettext("Three capital letters, as EUR.")
    if isinstance(kind, Integer) and kind.high < 10**9:
        return t.gettext("A whole number, {low} to {high}.").format(low=kind.low, high=kind.high)
    if isinstance(kind, Number) and kind.high < 10**9:
        low, high = f"{kind.low:g}", f"{kind.high:g}"
        return t.gettext("A number, {low} to {high}.").format(low=low, high=high)
    return t.gettext("A number.") if isinstance(kind, Integer | Number) else t.gettext("Text.")


def _explained(kind: Choice | Several, words: NullTranslations) -> Iterator[str]:
    """The words of a vocabulary, each with what it says in the reader's language."""
    if kind.vocabulary is None:
        return
    context = context_of(kind.vocabulary.__name__)
    for word in kind.vocabulary:
        said = words.pgettext(context, str(word))
        yield str(word) if said == str(word).replace("_", " ") else f"{word} ({said})"


def _explanations(book: Any, schema: Schema, words: NullTranslations) -> None:
    """The sheet that says what every table and column means."""
    sheet = book.create_sheet(EXPLANATIONS)
    lay_out(sheet)
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    names = (
        words.gettext("Sheet"),
        words.gettext("Column"),
        words.gettext("Required"),
        words.gettext("Meaning"),
        words.gettext("Holds"),
        words.gettext("Empty means"),
    )
    sheet.append(header_cells(sheet, names))
    for number, line in enumerate(_explained_lines(schema, words), 2):
        sheet.row_dimensions[number].height = _LINE * _lines(line)
        sheet.append(_line(sheet, line))
    sheet.close()


def _explained_lines(schema: Schema, words: NullTranslations) -> Iterator[tuple[str, ...]]:
    """A line a table, and one a column."""
    for table in schema:
        meaning = words.pgettext("explanation", table.explanation)
        yield table.name, "", "", meaning, "", ""
        for field in table.fields:
            needed = words.gettext("yes") if field.required else ""
            empty = field.column.empty_means
            means = words.pgettext("explanation", empty) if empty else ""
            said, holds, _ = _said(field, words)
            yield table.name, field.name, needed, said, holds, means


def _lines(texts: tuple[str, ...]) -> int:
    """How many lines the longest of the cells takes; programs do not find out by themselves."""
    return max(
        len(wrap(text, round(width * _FILLED)))
        for text, width in zip(texts, _WIDTHS, strict=True)
        if text
    )


def _line(sheet: Any, line: tuple[str, ...]) -> list[Any]:
    """A line of the explanations, as cells that wrap."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cells: list[Any] = []
    for text in line:
        cell = WriteOnlyCell(sheet)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.quotePrefix = True
        cells.append(put(cell, Written("s", text)) if text else None)
    return cells
