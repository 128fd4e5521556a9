"""One cell of a workbook: its text as kamgraph reads it, and how a text is written into one.

Texts are string cells, numbers, dates and truth values typed ones; what a cell's text means
is said by its column's kind, as everywhere.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import NamedTuple

from kamgraph.model.kinds import Boolean, Date, Integer, Kind, Number

DATE_FORMAT = "yyyy-mm-dd"
TEXT_FORMAT = "@"

_MOST_DIGITS = 10**15  # a spreadsheet rounds whole numbers from here on
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What follows may be escaped itself, and then begins with the _ that completes one.
_TO_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}[_\ufffe\uffff])|[\ufffe\uffff]")
_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_DAY = date(1900, 3, 1).toordinal()
"""Spreadsheets count a 29 February 1900 that never was; earlier days are written as texts."""


class Written(NamedTuple):
    """How a text stands in a cell: the type's letter in the file, and what is written."""

    type: str
    text: str


def escaped(text: str) -> str:
    """A text as the format writes it: `_x0041_` would be read as an A.

    Args:
        text: any canonical text.
    """
    if "_x" not in text and text.isprintable():
        return text
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def unescaped(text: str) -> str:
    """The text that a cell's text in the file stands for.

    Args:
        text: as it stands in the file.
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def written(kind: Kind, text: str) -> Written:
    """How a non-empty canonical text is written.

    Args:
        kind: what its column holds.
        text: the canonical text.
    """
    if isinstance(kind, Integer | Number):
        return Written("n", text)  # as text: the writer would round a number to 16 digits
    if isinstance(kind, Boolean):
        return Written("b", "1" if text == "true" else "0")
    if isinstance(kind, Date):
        day = date.fromisoformat(text).toordinal()
        if day >= _FIRST_DAY:
            return Written("n", str(day - _EPOCH))
    return Written("s", escaped(text))


def read(kind: Kind, value: object, data_type: str) -> str:
    """The text of a cell, to be read as any other text of its column.

    Args:
        kind: what its column holds.
        value: as openpyxl gives it.
        data_type: openpyxl's letter for it; "e" is an error.

    Raises:
        ValueError: what is wrong, and what would be right.
    """
    if value is None:
        return ""
    if data_type == "e":
        raise ValueError("is an error of the spreadsheet; put a value in its place")
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, bool):
        if kind.storage == "TEXT":
            raise ValueError(f"is true or false, not a {kind.name}; write it as text")
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(kind, value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("has a time of day; give a plain date")
    if not isinstance(kind, Date):
        raise ValueError(f"is a date, not a {kind.name}; format the cell as text and write it anew")
    return value.isoformat()


def _number(kind: Kind, value: float) -> str:
    """The text of a number."""
    if isinstance(kind, Number):
        return kind.text(value)
    if isinstance(kind, Date):
        raise ValueError("is a number; format the cell as a date")
    if isinstance(kind, Boolean) and value in (0, 1):
        return "true" if value else "false"  # LibreOffice saves truth values so
    whole = float(value).is_integer()
    if kind.storage == "TEXT" and not whole:
        raise ValueError(f"is a number, not a {kind.name}; write it as text")
    if whole and abs(value) >= _MOST_DIGITS:
        raise ValueError("has more digits than a spreadsheet keeps; write it as text")
    return str(int(value)) if whole else repr(value)
