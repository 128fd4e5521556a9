"""The documentation of the format, made from the declarations: `docs/format.md`.

`python -m kamgraph.tables.format_doc` prints it; a test holds the file against it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from kamgraph.model.entities import SCHEMA
from kamgraph.model.schema import Field, Schema, Table

_INTRO = """# The format: tables of a portfolio

*Made from the declarations in `kamgraph/model/entities.py` by
`python -m kamgraph.tables.format_doc`; change those, not this file.*

A portfolio is the tables below, the same in every form: a folder of CSV files named after them
(`people.csv`), the sheets of a workbook, the embedded file. Going from one form to
another and back loses nothing.

## Values

- **Names of columns are exact**, their order is free. A missing optional column is empty; an
  unknown one is an error that names the nearest known one.
- **Ids are your own**: any text of up to 200 characters on one line.
- **Text** is kept in Unicode NFC, without white space at its ends, with line ends LF, at most
  32,767 UTF-16 units (a spreadsheet's cell). Other control characters than line ends and tabs,
  and halves of characters, are errors.
- **Several values** in a cell are joined by `|`, which cannot stand inside one. Duplicates are
  dropped; words of a vocabulary are put in its order, others stay as given.
- **Dates** are plain calendar dates, written `2026-12-31`. Also read: `31.12.2026`, and a time
  of day of 00:00. Refused: slashes, years of two digits, any other time.
- **Numbers** are written with a decimal point. Also read: a decimal comma, `0,5`. Refused:
  thousands separators; `1,234` could mean two numbers and is refused too.
- **True and false** are written `true` and `false`. Also read: `TRUE`, `WAHR`, `FALSCH`.
- What was read in a form that is never written is counted in a line when you import.

## CSV files

UTF-8 with a header row; written with commas, LF and quotation marks where they are needed.
Also read: semicolons or tabs (recognised by the header row), a byte order mark, CRLF. Other
encodings are refused: in a spreadsheet program, save as "CSV UTF-8". Rows of nothing but empty
cells are skipped; every other row has as many cells as the header. Messages count rows as a
spreadsheet does, the header being row 1.

**Guard against formulas.** A text that begins with zero or more `'` and then one of `=`, `+`,
`-`, `@`, a tab or a line end (or the full-width `＝`, `＋`, `－`, `＠`) is written with one more
`'`, so that no spreadsheet takes it for a formula; reading takes one `'` off exactly there.
`+49 211 5550` is written `'+49 211 5550` and comes back as it was; `'s-Hertogenbosch` is never
touched. Columns of numbers and dates are not guarded.

## Workbooks

An .xlsx workbook with a sheet a table, named like it; more on it in [workbooks.md](workbooks.md).
Texts are string cells, numbers, dates and truth values typed ones; dates before March 1900 are
texts. Read: the values of cells, of a formula the one that was computed last; a whole number in
a column of texts (`1001`). Sheets whose names begin with `_`, rows of nothing but empty cells
and the unchanged example of a template are passed over. Limits: 50 MB (500 MB unpacked), 200,000
rows and 256 columns a sheet.

## History

Rows with `since` and `until` hold from the first day up to, not including, the last; an empty
`since` means always, an empty `until` means still. What changed is told by rows that follow
each other: a pair's contacts may have as many rows as it had levels, one at any date.
Memberships, ties, interactions and acceptances may repeat and overlap; each row is kept.

## Import

Everything is read and checked before anything is kept: one fault means that nothing is
imported, and all faults are listed at once. Rows with a key replace the stored row of that key:
a missing column keeps what is stored, an empty cell clears it. Of rows without a key those are
added that the store does not hold as often yet. A table without a file or sheet stays untouched.
`--replace` makes the store equal to the source, and needs every table for that, save
`acceptances`: exports made before that table existed have none, and what was accepted stays.

## Rules across tables

- Every reference exists. Ids are unique in their table, and across {shared}.
- An account's organization is of kind customer; a membership's or an
  acceptance's opportunity belongs to its account; roles fit their center.
- Selling members, `contacts.own` and `interactions.own` belong to an organization of kind own;
  buying and ecosystem members, `contacts.person` and `interactions.person` do not.
- Ties: reports_to, influences, knows, conflicts and assists lead from a person to a person;
  contact from a person or an organization to a person; the others from an organization to an
  organization; none to its own start.
- No circle of parents, nor of reports_to at any one date; at any date a person reports to one
  other at most, and a pair has one row of contacts at most.
- A name is empty only where a position is vacant; a value needs its currency; nobody is their
  own successor.
"""

_PRIVACY = """
## Privacy

The last column of each table says what a cell can tell about a person: it *identifies* one,
reaches one (*contact*), is a *fact* or an *opinion* about one, is *free text* in which anything
may stand, or *none* of it.
"""


def format_markdown(schema: Schema = SCHEMA) -> str:
    """The documentation of a schema's tables as Markdown.

    Args:
        schema: the declared tables.
    """
    shared = "; ".join(" and ".join(group) + " together" for group in schema.shared_ids)
    parts = [_INTRO.format(shared=shared or "no two tables"), _PRIVACY]
    parts += ["\n".join(_section(table)) for table in schema]
    return "".join(parts)


def _section(table: Table) -> Iterator[str]:
    """A table's section, line by line."""
    yield f"\n## `{table.name}`\n"
    yield f"{table.explanation}\n"
    yield from _properties(table)
    yield "\n| column | required | holds | meaning | empty means | privacy |"
    yield "|---|---|---|---|---|---|"
    for field in table.fields:
        yield _line(field)
    yield ""


def _properties(table: Table) -> Iterator[str]:
    """The key, unique columns and periods of a table as a list."""
    key = ", ".join(f"`{name}`" for name in table.key)
    if not key:
        yield "- Key: none; equal rows are allowed and each is kept."
    elif table.keyless:
        yield f"- Key: {key} where given; rows without it may repeat and each is kept."
    else:
        yield f"- Key: {key}."
    for field in table.fields:
        if field.column.unique and (field.name,) != table.key:
            yield f"- `{field.name}` is unique where given."
    for first, last in table.periods:
        yield f"- `{last}` is after `{first}`."


def _line(field: Field) -> str:
    """A column's line in the table of columns."""
    column = field.column
    holds = column.kind.describe()
    if column.references:
        holds = "id of " + " or ".join(f"`{name}`" for name in column.references)
    cells = (
        f"`{field.name}`",
        "yes" if field.required else "",
        holds,
        column.explanation,
        "" if field.required else column.empty_means or "not known",
        column.privacy.value,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.write(format_markdown())
