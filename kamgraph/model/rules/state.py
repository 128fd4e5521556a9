"""What the rules look at: tables as codes, ids looked up once, and what is known to be faulty.

A rule asks here for arrays and hands its faults back here. Where a cell or an id is faulty
already, the lookups answer "unknown", so that one mistake is reported once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from kamgraph.errors import Fault
from kamgraph.model.cells import Cells, Codes, TableCells, pooled
from kamgraph.model.columns import ALWAYS, NEVER, ordinal
from kamgraph.model.schema import Table

Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]

UNKNOWN = -1
"""No row, or a row that cannot be told."""


class State:
    """The tables under examination.

    Args:
        cells: the tables, as a whole state: references are looked up among them.
        known: faults found while reading; what they spoil is not reported again.
    """

    def __init__(self, cells: Cells, known: Sequence[Fault] = ()) -> None:
        self.cells = cells
        self.schema = cells.schema
        self.pool = cells.pool
        self.found: dict[tuple[str, int, str], Fault] = {}
        self.incomplete: set[str] = set()
        self._spoilt: dict[str, dict[str, list[int]]] = {}
        self._rows: dict[str, tuple[Codes, Codes]] = {}
        self._note(known)

    def _note(self, known: Sequence[Fault]) -> None:
        """Sorts the known faults by table; ids of rows that could not be read are missing."""
        by_place: dict[str, list[Fault]] = defaultdict(list)
        for fault in known:
            by_place[fault.place].append(fault)
        for table in self.cells.tables.values():
            here = by_place.get(table.place, ())
            if not here:
                continue
            spoilt: dict[str, list[int]] = defaultdict(list)
            for fault in here:
                spoilt[fault.column].append(fault.row)
            self._spoilt[table.table.name] = spoilt
            unread = [fault.row for fault in here if fault.column in ("", "id")]
            if not np.isin(unread, table.rows).all():
                self.incomplete.add(table.table.name)

    def table(self, name: str) -> TableCells:
        """A table, empty where there is none.

        Args:
            name: a table's name.
        """
        return self.cells.table(name)

    def sound(self, table: TableCells, *columns: str) -> Flags:
        """Rows whose cells in these columns were read without a fault.

        Args:
            table: the table.
            columns: the columns a rule looks at.
        """
        spoilt = self._spoilt.get(table.table.name)
        if not spoilt:
            return np.ones(len(table), np.bool_)
        rows = [row for column in ("", *columns) for row in spoilt.get(column, ())]
        return ~np.isin(table.rows, rows)

    def ids(self, table: TableCells) -> Codes:
        """Codes of a table's own ids in the pool.

        Args:
            table: a table that others can point to.
        """
        return table.coded("id").codes

    def exists(self, name: str) -> Flags:
        """Whether each id of the pool is one of a table's, shape (pool,).

        Args:
            name: the table's name.
        """
        found: Flags = self._lookup(name)[0] != UNKNOWN
        return found

    def row_of(self, name: str) -> Codes:
        """Each pooled id's row in a table; `UNKNOWN` where there is none, or several.

        Args:
            name: the table's name.
        """
        return self._lookup(name)[1]

    def _lookup(self, name: str) -> tuple[Codes, Codes]:
        """First rows by id, and the same without ids that stand twice."""
        if name not in self._rows:
            codes = self.ids(self.table(name))
            first = np.full(len(self.pool), UNKNOWN, np.int32)
            first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1, dtype=np.int32)
            first[0] = UNKNOWN
            once = np.where(np.bincount(codes, minlength=len(first)) == 1, first, UNKNOWN)
            self._rows[name] = (first, once.astype(np.int32))
        return self._rows[name]

    def pointed(self, table: TableCells, column: str, target: str) -> Codes:
        """The rows a reference column points to; `UNKNOWN` where it does not, or not for sure.

        Args:
            table: the pointing table.
            column: its reference column.
            target: the name of the table pointed to.
        """
        return self.row_of(target)[table.coded(column).codes]

    def words(self, name: str, column: str, rows: Codes) -> tuple[Codes, list[str]]:
        """A column's codes at some rows of a table, 0 for `UNKNOWN` rows, and its values.

        Args:
            name: the table's name.
            column: its column.
            rows: row indices, or `UNKNOWN`.
        """
        coded = self.table(name).coded(column)
        if not len(coded.codes):
            return np.zeros(len(rows), np.int32), coded.values
        return np.where(rows == UNKNOWN, 0, coded.codes[rows]).astype(np.int32), coded.values

    def period(self, table: TableCells, since: str, until: str) -> tuple[Codes, Codes]:
        """Both dates of each row as ordinals; an empty one lies before or after every day.

        Args:
            table: the table.
            since: the column of the first day.
            until: the column of the first day it holds no more.
        """
        return days(table, since, NEVER), days(table, until, ALWAYS)

    def fault(
        self, table: TableCells, row: int, column: str, message: str, value: str | None = None
    ) -> None:
        """Notes a fault, the first one of each cell.

        Args:
            table: the table.
            row: the row's index.
            column: the column at fault.
            message: what is wrong and what would be right.
            value: the cell's text, where it is not simply what stands there.
        """
        number = int(table.rows[row])
        text = table.texts(column, row, row + 1)[0] if value is None else value
        # A stored row has no number of its own: its index tells it from others.
        key = (table.table.name, number if number > 0 else -1 - row, column)
        place = table.place if number > 0 else table.table.name
        which = "" if number > 0 else _told_by(table, row)
        self.found.setdefault(key, Fault(place, number, column, text, message, which))

    def later(self, table: TableCells, rows: Iterable[int]) -> int:
        """Of rows in conflict, the one to report: the last of the source.

        Args:
            table: the table.
            rows: indices of the rows.
        """
        return max(rows, key=lambda row: (int(table.rows[row]), row))

    def where(self, table: TableCells, row: int) -> str:
        """How a message speaks of another row.

        Args:
            table: the table.
            row: the row's index.
        """
        number = int(table.rows[row])
        return f"row {number}" if number > 0 else "a row in the store"


def _told_by(table: TableCells, row: int) -> str:
    """What a reader can find a row by that has no number: its key, or whom it ties together."""
    columns = table.table.key if table.table.identified else pointers(table.table)
    texts = [table.texts(column, row, row + 1)[0] for column in columns]
    return " / ".join(text for text in texts if text)


def days(table: TableCells, column: str, empty: int) -> Codes:
    """A column of dates as ordinals.

    Args:
        table: the table.
        column: the column.
        empty: the ordinal of an empty cell.
    """
    coded = table.coded(column)
    parsed = coded.mapped(lambda text: ordinal(text) if text else empty)
    return np.array(parsed, np.int32)[coded.codes]


def day(number: int) -> str:
    """An ordinal in the words of a message.

    Args:
        number: an ordinal, or one of the ends of time.
    """
    from datetime import date

    if number <= 0:
        return "always"
    return "no end" if number >= ALWAYS else date.fromordinal(number).isoformat()


def having(coded_values: list[str], codes: Codes, *words: str) -> Flags:
    """Rows whose text is one of the words.

    Args:
        coded_values: the column's distinct values.
        codes: one code a row.
        words: what is looked for.
    """
    wanted = np.array([value in words for value in coded_values], np.bool_)
    return wanted[codes]


def pointers(table: Table) -> list[str]:
    """The columns of a table whose codes point into the pool, its own id left out.

    Args:
        table: the declaration.
    """
    return [f.name for f in table.fields if pooled(table, f) and f.column.references]
