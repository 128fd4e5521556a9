"""Single changes of rows, and how what decides them is read: the words of every store's `change`.

An edit says which row is added, replaced or removed, as a value. What a user's wish means in
edits is decided in `editing`; how they are carried out is the stores' matter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kamgraph.model.schema import Row, Schema


@dataclass(frozen=True, slots=True)
class Added:
    """A row that comes.

    Args:
        table: its table's name.
        row: the row.
    """

    table: str
    row: Row


@dataclass(frozen=True, slots=True)
class Replaced:
    """A row that gets other values; its id stays.

    Args:
        table: its table's name.
        old: as it is stored.
        new: as it shall be.
    """

    table: str
    old: Row
    new: Row


@dataclass(frozen=True, slots=True)
class Removed:
    """A row that goes; of several equal ones, one.

    Args:
        table: its table's name.
        row: as it is stored.
    """

    table: str
    row: Row


Edit = Added | Replaced | Removed


class Reader(Protocol):
    """What a decision may look at: the store, inside the transaction that carries it out."""

    @property
    def schema(self) -> Schema:
        """The declared tables."""
        ...

    def matching(self, table: str, column: str, value: object) -> tuple[Row, ...]:
        """The rows of a table that hold a value in a column; see `Store.matching`.

        Args:
            table: its name.
            column: a column's name.
            value: a canonical text, a value of the column's type, or None for empty.
        """
        ...


Decision = Callable[[Reader], Sequence[Edit]]
"""What to change, decided from what is stored; called inside the transaction, maybe twice."""


def gone(edit: Edit) -> Row | None:
    """The row that an edit takes away, None where it takes none.

    Args:
        edit: an edit.
    """
    if isinstance(edit, Added):
        return None
    return edit.old if isinstance(edit, Replaced) else edit.row


def come(edit: Edit) -> Row | None:
    """The row that an edit brings, None where it brings none.

    Args:
        edit: an edit.
    """
    if isinstance(edit, Removed):
        return None
    return edit.new if isinstance(edit, Replaced) else edit.row
