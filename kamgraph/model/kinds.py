"""Kinds of values a column can hold, each with its one reading and its one writing.

A kind turns a cell's text into a Python value, and a value into the canonical text that every
form of the portfolio shares: equal values have equal texts, and the empty text is "empty".
Which column holds which kind is declared in `entities`; files and stores live elsewhere.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from kamgraph.errors import nearest
from kamgraph.model.texts import LONGEST_TEXT as LONGEST_TEXT
from kamgraph.model.texts import normalised as normalised

SEPARATOR = "|"
"""Joins several values in one cell; it cannot stand inside one of them."""

LONGEST_ID = 200
"""Characters an id may have."""

Storage = Literal["TEXT", "INTEGER", "REAL"]

_GERMAN_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?")
_NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}(\.0)?")
_CURRENCY = re.compile(r"[A-Z]{3}")


class Kind(ABC):
    """One kind of value: how it is read, written and stored."""

    name: str
    storage: Storage = "TEXT"
    repeats: bool = True
    """Whether few distinct values are expected, so that a column is worth encoding."""

    several: bool = False
    """Whether a cell holds several values."""

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value of a normalised, non-empty text; ValueError says what would be right."""

    def text(self, value: Any) -> str:
        """The canonical text of a value; `read` of it gives the value back."""
        return str(value)

    def tolerated(self, text: str) -> bool:
        """Whether a readable text is in a form that is read but never written."""
        del text
        return False

    def stored(self, text: str) -> str | int | float | None:
        """What a database keeps for a canonical text; None for the empty one."""
        return text or None

    def restored(self, value: Any) -> str:
        """The canonical text of what a database kept."""
        return "" if value is None else str(value)

    def describe(self) -> str:
        """The kind in the words of the format's documentation."""
        return self.name


@dataclass(frozen=True)
class Text(Kind):
    """Free text."""

    name = "text"
    repeats = False
    worth_encoding: bool = False

    def __post_init__(self) -> None:
        """Texts that repeat (titles, industries) are worth encoding in a column."""
        object.__setattr__(self, "repeats", self.worth_encoding)

    def read(self, text: str) -> str:
        """The text itself."""
        return text


@dataclass(frozen=True)
class Identifier(Kind):
    """The user's own id of something, at most 200 characters on one line."""

    name = "id"
    repeats: bool = True

    def read(self, text: str) -> str:
        """The id itself.

        Raises:
            ValueError: more than 200 characters, or a line break or tab inside.
        """
        if len(text) > LONGEST_ID:
            raise ValueError(f"is longer than {LONGEST_ID} characters; shorten the id")
        if "\n" in text or "\t" in text:
            raise ValueError("is an id with a line break or tab; write it on one line")
        return text

    def describe(self) -> str:
        """The kind in the words of the format's documentation."""
        return f"id, up to {LONGEST_ID} characters"


@dataclass(frozen=True)
class Integer(Kind):
    """A whole number in a range."""

    low: int
    high: int
    name = "whole number"
    storage: Storage = "INTEGER"

    def read(self, text: str) -> int:
        """The number.

        Raises:
            ValueError: not a whole number, or out of range.
        """
        if not _INTEGER.fullmatch(text):
            raise ValueError(f"is not a whole number from {self.low} to {self.high}")
        value = int(text.removesuffix(".0"))
        if not self.low <= value <= self.high:
            raise ValueError(f"is out of range; from {self.low} to {self.high}")
        return value

    def tolerated(self, text: str) -> bool:
        """`3.0`, as some programs write whole numbers."""
        return text.endswith(".0")

    def stored(self, text: str) -> int | None:
        """An integer."""
        return int(text) if text else None

    def describe(self) -> str:
        """The kind in the words of the format's documentation."""
        if self.high >= 10**9:
            return f"whole number, {self.low} or more"
        return f"whole number {self.low} to {self.high}"


@dataclass(frozen=True)
class Number(Kind):
    """A number (a double) in a range."""

    low: float = -math.inf
    high: float = math.inf
    name = "number"
    storage: Storage = "REAL"

    def read(self, text: str) -> float:
        """The number; a decimal comma is read too.

        Raises:
            ValueError: not a number, thousands separators, or out of range.
        """
        if not _NUMBER.fullmatch(text):
            raise ValueError("is not a number; write 1234.5, without thousands separators")
        if _THOUSANDS.fullmatch(text):
            plain = text.replace(",", "")
            raise ValueError(
                f"could mean {plain} or {text.replace(',', '.')}; write the one you mean"
            )
        value = float(text.replace(",", ".")) + 0.0  # + 0.0 turns -0.0 into 0.0
        if not math.isfinite(value):
            raise ValueError("is too large for a number")
        if not self.low <= value <= self.high:
            raise ValueError(f"is out of range; from {self.low:g} to {self.high:g}")
        return value

    def text(self, value: Any) -> str:
        """The shortest decimal that reads back as the same double; whole numbers without .0."""
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)

    def tolerated(self, text: str) -> bool:
        """A decimal comma."""
        return "," in text

    def stored(self, text: str) -> float | None:
        """A double."""
        return float(text) if text else None

    def restored(self, value: Any) -> str:
        """The canonical text of a double."""
        return "" if value is None else self.text(value)

    def describe(self) -> str:
        """The kind in the words of the format's documentation."""
        if math.isinf(self.high):
            return "number"
        return f"number {self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class Date(Kind):
    """A plain calendar date."""

    name = "date"
    storage: Storage = "INTEGER"

    def read(self, text: str) -> date:
        """The date of `2026-12-31`; `31.12.2026` and a time of 00:00 are read too.

        Raises:
            ValueError: anything else.
        """
        day = _MIDNIGHT.sub("", text) if len(text) > 10 else text
        german = _GERMAN_DATE.fullmatch(day)
        try:
            if german:
                return date(int(german[3]), int(german[2]), int(german[1]))
            if len(day) == 10 and day[4] == day[7] == "-" and day.isascii():
                return date.fromisoformat(day)
        except ValueError:
            raise ValueError("is no day of the calendar; write 2026-12-31") from None
        raise ValueError("is not a date; write 2026-12-31")

    def text(self, value: Any) -> str:
        """The ISO form."""
        return value.isoformat() if isinstance(value, date) else str(value)

    def tolerated(self, text: str) -> bool:
        """Every form but the ISO one."""
        return len(text) != 10 or "." in text

    def stored(self, text: str) -> int | None:
        """The proleptic Gregorian ordinal: 1 January of year 1 is day 1."""
        return date.fromisoformat(text).toordinal() if text else None

    def restored(self, value: Any) -> str:
        """The ISO form of an ordinal."""
        return "" if value is None else date.fromordinal(value).isoformat()

    def describe(self) -> str:
        """The kind in the words of the format's documentation."""
        return "date, 2026-12-31"


_TRUTH = {"true": True, "wahr": True, "false": False, "falsch": False}


@dataclass(frozen=True)
class Boolean(Kind):
    """True or false."""

    name = "true or false"
    storage: Storage = "INTEGER"

    def read(self, text: str) -> bool:
        """The truth value; TRUE and WAHR/FALSCH are read too.

        Raises:
            ValueError: anything else.
        """
        value = _TRUTH.get(text.lower())
        if value is None:
            raise ValueError("is neither true nor false")
        return value

    def text(self, value: Any) -> str:
        """`true` or `false`."""
        return "true" if value else "false"

    def tolerated(self, text: str) -> bool:
        """Every form but `true` and `false`."""
        return text not in ("true", "false")

    def stored(self, text: str) -> int | None:
        """1 or 0."""
        return None if not text else int(text == "true")

    def restored(self, value: Any) -> str:
        """`true` or `false`."""
        return "" if value is None else self.text(value)


@dataclass(frozen=True)
class Choice(Kind):
    """One word of a vocabulary."""

    vocabulary: type[StrEnum]
    name = "choice"

    def read(self, text: str) -> StrEnum:
        """The member.

        Raises:
            ValueError: no word of the vocabulary; names the nearest.
        """
        try:
            return self.vocabulary(text)
        except ValueError:
            words = [member.value for member in self.vocabulary]
            raise ValueError(f"is not known; {nearest(text, words)}") from None

    def text(self, value: Any) -> str:
        """The member's word."""
        return str(value)

    def describe(self) -> str:
        """The kind in the words of the format's documentation."""
        return "one of " + ", ".join(self.vocabulary)


@dataclass(frozen=True)
class Several(Kind):
    """Several values in one cell, joined by `|`; duplicates are dropped.

    Args:
        vocabulary: words of a vocabulary are kept in its order; free texts as given.
    """

    vocabulary: type[StrEnum] | None = None
    name = "several"
    several = True

    def read(self, text: str) -> tuple[str, ...]:
        """The values, each once.

        Raises:
            ValueError: a word that the vocabulary does not know.
        """
        parts = [part for part in (p.strip() for p in text.split(SEPARATOR)) if part]
        if self.vocabulary is None:
            return tuple(dict.fromkeys(parts))
        one = Choice(self.vocabulary)
        given = {one.read(part) for part in parts}
        return tuple(member for member in self.vocabulary if member in given)

    def text(self, value: Any) -> str:
        """The values joined by `|`."""
        return SEPARATOR.join(str(part) for part in value)

    def describe(self) -> str:
        """The kind in the words of the format's documentation."""
        what = "texts" if self.vocabulary is None else "of " + ", ".join(self.vocabulary)
        return f"several {what}, joined by {SEPARATOR}"


@dataclass(frozen=True)
class Currency(Kind):
    """A currency as three capital letters."""

    name = "currency"

    def read(self, text: str) -> str:
        """The code.

        Raises:
            ValueError: not three capital letters.
        """
        if not _CURRENCY.fullmatch(text):
            raise ValueError("is not a currency; write three capital letters, as EUR")
        return text

    def describe(self) -> str:
        """The kind in the words of the format's documentation."""
        return "three capital letters, EUR"


def value_of(kind: Kind, value: object) -> Any:
    """A Python value or text, checked and normalised as a cell of this kind; None if empty.

    Args:
        kind: what the column holds.
        value: text as in a file, or a value of the kind's Python type.

    Raises:
        ValueError: what is wrong, and what would be right.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        text = normalised(str(value))
        return kind.read(text) if text else None
    if isinstance(value, datetime):
        raise ValueError("has a time of day; give a plain date")
    if kind.several and isinstance(value, Sequence | set | frozenset):
        parts = sorted(value) if isinstance(value, set | frozenset) else value
        if any(SEPARATOR in str(part) for part in parts):
            raise ValueError(f"holds '{SEPARATOR}' inside a value; it separates values")
        return kind.read(normalised(SEPARATOR.join(str(part) for part in parts))) or None
    if isinstance(value, bool) != isinstance(kind, Boolean):
        raise ValueError(f"is not a {kind.name}")
    if isinstance(value, float) and kind.storage == "TEXT":
        # A spreadsheet holds 1001 as a number; 0.1 would not come back as it was typed.
        if not value.is_integer():
            raise ValueError(f"is a number, not a {kind.name}; write it as text")
        value = int(value)
    if isinstance(value, date | int | float):
        return kind.read(kind.text(value) if isinstance(kind, Number) else str(value).lower())
    raise ValueError(f"is not a {kind.name}")
