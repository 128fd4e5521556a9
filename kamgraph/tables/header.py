"""The header row of a table, whatever file it stands in: known columns, and what is wrong.

Names are exact. Finding the row and reading what is below it is the format's own business.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from kamgraph.errors import Fault, nearest, shortened
from kamgraph.model.schema import Table

_NAMED = 40  # characters of a header name that a message shows


class Header:
    """What a header row says.

    Args:
        table: the declaration.
        names: the cells of the row, without empty ones at its end.
        place: file or sheet, for messages.
        row: the row's number.
    """

    def __init__(self, table: Table, names: Sequence[str], place: str, row: int) -> None:
        self._table = table
        self._given = list(names)
        self._place = place
        self._row = row
        self.names: list[str] = []
        self.positions: list[int] = []
        self.faults: list[Fault] = []
        wanted = ", ".join(table.names)
        if not self._given:
            self._fault(0, "", f"is empty; its first row names the columns: {wanted}")
        elif not set(self._given).intersection(table.names):
            said = f"has no row with names of columns at its top; they are: {wanted}"
            self._fault(0, "", said, self._given[0])
        else:
            self._misnamed()
            for position, name in enumerate(self._given):
                if name in table.names and name not in self.names:
                    self.names.append(name)
                    self.positions.append(position)

    def _misnamed(self) -> None:
        """Notes columns that are unknown, missing or there twice."""
        known, given = self._table.names, self._given
        unknown = {n: name for n, name in enumerate(given, 1) if name not in known}
        for needed in self._table.required:
            if needed not in given:
                self._missing(needed, unknown)
        for number, name in unknown.items():
            if name.strip():
                hint = nearest(name, [n for n in known if n not in given] or known)
                self._fault(self._row, shortened(name, _NAMED), f"is no column of it; {hint}")
            else:
                self._fault(self._row, "", f"has no name in column {number}; name or remove it")
        for name in known:
            if given.count(name) > 1:
                self._fault(self._row, name, "stands twice among the columns; remove one")

    def _missing(self, needed: str, unknown: dict[int, str]) -> None:
        """Notes a required column that is missing, or written in another way."""
        close = get_close_matches(needed, [n.strip().lower() for n in unknown.values()], n=1)
        for number, name in unknown.items():
            if close and name.strip().lower() == close[0]:
                del unknown[number]
                said = f"is a required column; is it '{shortened(name, _NAMED)}'? names are exact"
                self._fault(self._row, needed, said)
                return
        self._fault(self._row, needed, "is a required column and missing; add it")

    def _fault(self, row: int, column: str, message: str, value: str = "") -> None:
        self.faults.append(Fault(self._place, row, column, value, message))
