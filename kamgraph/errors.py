"""What can go wrong, each as one sentence a user understands.

Every error names the thing, the place and the remedy, and carries the exit code the
command line answers with. Nothing else lives here; who raises what is said at the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN_FAULTS = 100
"""How many faults a message spells out; the rest are counted."""


class KamGraphError(Exception):
    """Anything kamgraph refuses, with a sentence for the user."""

    exit_code = 2


class InputError(KamGraphError):
    """The input or the question is not usable as it stands."""

    exit_code = 2


class StoreUnreachable(KamGraphError):  # noqa: N818 - the field says "unreachable", not "error"
    """No store is there, or it does not let us in."""

    exit_code = 3


class StoreDamaged(KamGraphError):  # noqa: N818 - as above
    """The store is damaged, foreign, or made by a newer kamgraph."""

    exit_code = 4


class StoreBusy(KamGraphError):  # noqa: N818 - as above
    """The store or the output is busy, read-only or on a full disk."""

    exit_code = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a source.

    Args:
        place: file, sheet or table the fault stands in.
        row: the row as a spreadsheet program counts it (the header is row 1); 0 for the whole
            table, -1 for a row that is already in the store.
        column: the column's name, or empty for the row as a whole.
        value: the value as it was read.
        message: what would be right, as a sentence.
        key: what tells a row that is already in the store, which has no number.
    """

    place: str
    row: int
    column: str
    value: str
    message: str
    key: str = ""

    def __str__(self) -> str:
        """Place, row, column, value and what would be right, in one line."""
        where = [self.place]
        if self.row > 0:
            where.append(f"row {self.row}")
        elif self.row < 0:
            where.append(f"in the store ({shortened(self.key)})" if self.key else "in the store")
        if self.column:
            where.append(self.column)
        value = f" '{shortened(self.value)}'" if self.value else ""
        return f"{', '.join(where)}:{value} {self.message}"


class FaultyInput(InputError):  # noqa: N818 - as above
    """A source with faults; nothing of it was kept.

    Args:
        faults: all faults found, in the order of the source.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        lines = [str(fault) for fault in self.faults[:SHOWN_FAULTS]]
        if count > SHOWN_FAULTS:
            lines.append(f"… and {count - SHOWN_FAULTS} more")
        noun = "fault" if count == 1 else "faults"
        super().__init__("\n".join([f"{count} {noun}; nothing was changed:", *lines]))


def shortened(text: str, limit: int = 60) -> str:
    """The text on one line of at most `limit` characters, control characters taken out.

    Args:
        text: any text, possibly hostile.
        limit: the most characters to keep.
    """
    line = "".join(c if c.isprintable() else " " for c in text)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def closest(word: str, known: Sequence[str]) -> str | None:
    """The known word closest to `word`, whatever their cases; None where none is close.

    Args:
        word: what the user wrote.
        known: what could have been meant.
    """
    from difflib import get_close_matches  # rarely needed: start-up stays quick

    close = get_close_matches(word.lower(), [k.lower() for k in known], n=1, cutoff=0.6)
    return next((k for k in known if k.lower() == close[0]), None) if close else None


def nearest(word: str, known: Sequence[str]) -> str:
    """A half-sentence that names the known word closest to `word`, or lists them all.

    Args:
        word: what the user wrote.
        known: what could have been meant.
    """
    if not known:
        return "there are none"
    meant = closest(word, known)
    return "known are: " + ", ".join(known) if meant is None else f"did you mean '{meant}'?"
