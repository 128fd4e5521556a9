"""Texts of cells as they are read: each distinct one once, into codes.

What the columns of a source are made with; the columns themselves are in `cells`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kamgraph.model.kinds import LONGEST_ID, LONGEST_TEXT, Identifier, Kind, Text, normalised

Codes = NDArray[np.int32]

_REMEMBERED = 10_000
"""Distinct texts of a column remembered at most, to keep equal ones once."""


class Reading(dict[str, int]):
    """Text to code; an unseen text is read once. Faulty texts get codes below 0."""

    def __init__(self, kind: Kind | None, distinct: list[str]) -> None:
        super().__init__({"": 0})
        self.kind = kind
        self.distinct = distinct
        self.messages: dict[int, str] = {}
        self.tolerated: set[str] = set()

    def __missing__(self, raw: str) -> int:
        """Reads an unseen text and remembers its code, under its canonical text too."""
        try:
            text = raw if self.kind is None else canonical_of(self.kind, raw, self.tolerated)
        except ValueError as error:
            code = -1 - len(self.messages)
            self.messages[code] = str(error)
        else:
            code = self.setdefault(text, len(self.distinct))
            if code == len(self.distinct):
                self.distinct.append(text)
        self[raw] = code
        return code


def canonical_of(kind: Kind, raw: str, tolerated: set[str]) -> str:
    """The canonical text of a cell; notes forms that are read but never written."""
    text = normalised(raw)
    if not text:
        return ""
    value = kind.read(text)
    if kind.tolerated(text):
        tolerated.add(raw)
    return kind.text(value)


def simple(kind: Kind, texts: Sequence[str]) -> bool:
    """Whether canonical texts are what is left of these when the spaces around them are gone.

    One look at a whole chunk: pieces of a text in NFC are in NFC themselves (UAX 15), and
    printable characters are neither control characters, surrogates nor white space but " ".
    """
    if type(kind) is Identifier:
        longest = LONGEST_ID
    elif type(kind) is Text:
        longest = LONGEST_TEXT // 2  # two UTF-16 units a character at most
    else:
        return False
    together = "".join(texts)
    return (
        together.isprintable()
        and unicodedata.is_normalized("NFC", together)
        and max(map(len, texts), default=0) <= longest
    )


class Equals:
    """Keeps equal texts of a column once, as long as it has few of them: it saves memory."""

    def __init__(self) -> None:
        self._known: dict[str, str] | None = {}

    def once(self, texts: list[str]) -> list[str]:
        """The same texts, equal ones as one object.

        Args:
            texts: a chunk's column.
        """
        if self._known is None:
            return texts
        found = list(map(self._known.setdefault, texts, texts))
        if len(self._known) > _REMEMBERED:
            self._known = None
        return found


def codes_of(reading: Reading, texts: Sequence[str]) -> Codes:
    """A chunk's column as codes; wholly empty ones are common, and cost nothing."""
    if texts.count("") == len(texts):
        return nothing(len(texts))
    return np.array(list(map(reading.__getitem__, texts)), np.int32)


def nothing(count: int) -> Codes:
    """Codes of a column of empty cells; the system hands out such memory when it is used."""
    return np.zeros(count, np.int32)
