"""A report before it is a table, Markdown, csv or JSON: what it says, in its order.

One small module per result fills these values; one module per format prints them. No
arithmetic lives here, and no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel

from kamgraph.locale.words import UNKNOWN

Tone = Literal["plain", "good", "warning", "bad", "faint"]
"""How something is meant; a terminal shows it as a colour, nothing depends on it."""

Scalar = str | int | float | bool | None

VACANT = "N.N."
"""What a position is called that nobody holds."""

_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Cell:
    """One cell of a table.

    Args:
        text: what stands in it.
        tone: how it is meant.
        bar: a share 0..1 drawn beside the text where there is room.
    """

    text: str
    tone: Tone = "plain"
    bar: float | None = None


@dataclass(frozen=True)
class Column:
    """One column of a table for readers.

    Args:
        label: its heading.
        right: numbers stand to the right.
        whole: its words are never broken (ids, numbers).
    """

    label: str
    right: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Grid:
    """A table for readers.

    Args:
        title: its heading, or empty.
        columns: its columns.
        rows: one cell a column in each.
        empty: what stands instead of no rows; empty text leaves the table out.
        tight: many narrow columns, which stand closer together.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: str = ""
    tight: bool = False


@dataclass(frozen=True)
class Facts:
    """Names and values, one a line.

    Args:
        title: its heading, or empty.
        rows: label, value and a remark each.
        right: values stand to the right, as numbers do.
        large: the numbers an answer is read for; drawn large where there is room.
    """

    title: str
    rows: Sequence[tuple[str, Cell, str]]
    right: bool = True
    large: bool = False


@dataclass(frozen=True)
class Heading:
    """Begins a section of a long report."""

    text: str


@dataclass(frozen=True)
class Sentence:
    """A sentence, the answer itself where `tone` is not faint."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Item:
    """One entry of a list: a mark, a sentence and what to do."""

    mark: str
    text: str
    remark: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Items:
    """A list of entries under a heading."""

    title: str
    items: Sequence[Item]


@dataclass(frozen=True)
class Picture:
    """A drawing, for formats that have room for one.

    Args:
        alt: what it shows, in words.
        svg: an SVG element; its texts are escaped.
    """

    alt: str
    svg: str


Block = Grid | Facts | Heading | Sentence | Items | Picture


@dataclass(frozen=True)
class Records:
    """The main list as programs read it: names of columns and unrounded values."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Scalar]]


@dataclass(frozen=True)
class Report:
    """An answer, ready for every format.

    Args:
        title: what it is about.
        blocks: the answer first, then what stands behind it.
        footer: formula, as-of date and policy.
        result: what JSON prints.
        main: the main list, for csv.
        lists: the lists of a workbook by their sheets' names; the main list where empty.
    """

    title: str
    blocks: Sequence[Block]
    footer: str
    result: BaseModel | Mapping[str, object]
    main: Records
    lists: Mapping[str, Records] = field(default_factory=dict)


class Names:
    """What ids are called, so that a report can name people.

    Args:
        known: names by id; empty or None for a position that nobody holds and no title tells.
        account: the account's name, where the report is about one.
        opportunity: the opportunity's name, where the report is about one.
    """

    def __init__(
        self,
        known: Mapping[str, str | None] | None = None,
        account: str = "",
        opportunity: str = "",
    ) -> None:
        self.account = account
        self.opportunity = opportunity
        self._known = known or {}
        count = Counter(self._known.values())
        self._shared = {name for name, n in count.items() if n > 1}

    def of(self, key: str | None) -> str:
        """The name behind an id, with the id where the name does not tell.

        Args:
            key: an id, or None.
        """
        if key is None:
            return UNKNOWN
        if key not in self._known:
            return key
        name = self._known[key] or VACANT
        # A name that is somebody else's id, or two people's, does not tell whom it means.
        unclear = name in self._shared or name == VACANT or (name != key and name in self._known)
        return f"{name} ({key})" if unclear else name


def clean(text: str) -> str:
    """The text without anything that steers a terminal or reverses writing.

    Args:
        text: any text, possibly hostile; line breaks and tabs become spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _STEERING.sub(" ", text))
