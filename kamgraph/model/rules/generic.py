"""Rules that follow from the declarations alone: keys, unique values, references, periods.

They hold for every declared table, a ninth included.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kamgraph.model.cells import Plain, TableCells
from kamgraph.model.rules.state import Rows, State, day
from kamgraph.model.schema import Field

_COMPARISONS = 200_000
"""Ids compared at most to name the nearest ones: naming must not make a check slow."""

_CANDIDATES = 5_000
"""Among more ids than these the nearest one is seldom the one that was meant."""


def check(state: State) -> None:
    """Notes the faults of every declared key, unique column, reference and period.

    Args:
        state: the tables.
    """
    nearest = _Nearest(state)
    for table in state.cells.tables.values():
        for columns in _unique(table):
            _repeated(state, table, columns)
        for field in table.table.fields:
            if field.column.references:
                _missing(state, table, field, nearest)
        for since, until in table.table.periods:
            _backwards(state, table, since, until)
    for group in state.schema.shared_ids:
        for i, name in enumerate(group):
            for other in group[i + 1 :]:
                _shared(state, name, other)


def _unique(table: TableCells) -> list[tuple[str, ...]]:
    """The sets of columns that may stand only once in a table."""
    found = [table.table.key] if table.table.key else []
    found += [(field.name,) for field in table.table.fields if field.column.unique]
    return list(dict.fromkeys(found))


def _repeated(state: State, table: TableCells, columns: tuple[str, ...]) -> None:
    """Faults of rows that repeat the key of an earlier one."""
    needed = [c for c in columns if len(columns) == 1 or c in table.table.required]
    order, same = _sorted_keys(table, columns, needed)
    if not same.any():
        return
    sound = state.sound(table, *columns)
    firsts: dict[tuple[str, ...], int] = {}
    touched = np.zeros(len(order), np.bool_)
    touched[1:] |= same
    touched[:-1] |= same
    rows = order[touched]
    # Stored rows first, then the source's in its order: the later one repeats the earlier.
    for row in rows[np.lexsort((rows, table.rows[rows]))].tolist():
        if not sound[row]:
            continue
        key = tuple(table.texts(c, row, row + 1)[0] for c in columns)
        if key not in firsts:
            firsts[key] = row
        elif all(text for c, text in zip(columns, key, strict=True) if c in needed):
            what = " and ".join(columns)
            state.fault(
                table,
                row,
                columns[-1] if len(columns) == 1 else columns[0],
                f"repeats the {what} of {state.where(table, firsts[key])}; "
                "give each row its own, or remove one",
                " / ".join(text or "(empty)" for text in key),
            )


def _sorted_keys(
    table: TableCells, columns: tuple[str, ...], needed: Sequence[str]
) -> tuple[Rows, NDArray[np.bool_]]:
    """Rows in the order of their keys, and whether each but the first is like the one before.

    Keys of texts that mostly differ are compared by their hash, which costs no second copy of
    them; the caller compares the texts of the few that seem equal.
    """
    keys: list[NDArray[np.int64]] = []
    given = np.ones(len(table), np.bool_)
    for name in columns:
        column = table.columns.get(name)
        if isinstance(column, Plain):
            key = np.fromiter(map(hash, column.values), np.int64, len(table))
            empty = np.fromiter(map(bool, column.values), np.bool_, len(table))
        else:
            key = table.coded(name).codes.astype(np.int64)
            empty = key != 0
        keys.append(key)
        if name in needed:
            given &= empty
    rows = np.flatnonzero(given)
    order = rows[np.lexsort([key[rows] for key in keys])]
    same = np.ones(max(len(order) - 1, 0), np.bool_)
    for key in keys:
        ordered = key[order]
        same &= ordered[1:] == ordered[:-1]
    return order, same


def _missing(state: State, table: TableCells, field: Field, nearest: _Nearest) -> None:
    """Faults of references to ids that no table has."""
    targets = field.column.references
    if field.name not in table.columns or state.incomplete.intersection(targets):
        return
    exists = np.zeros(len(state.pool), np.bool_)
    exists[0] = True
    for target in targets:
        exists |= state.exists(target)
    codes = table.coded(field.name).codes
    for row in np.flatnonzero(~exists[codes] & state.sound(table, field.name)).tolist():
        hint = nearest.hint(int(codes[row]), targets)
        state.fault(table, row, field.name, f"is no id of {' or '.join(targets)}; {hint}")


class _Nearest:
    """Names the id that was probably meant, as long as that stays cheap."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._hints: dict[tuple[int, tuple[str, ...]], str] = {}
        self._left = _COMPARISONS

    def hint(self, code: int, targets: tuple[str, ...]) -> str:
        """A half-sentence with the remedy for an unknown id."""
        key = (code, targets)
        if key not in self._hints:
            self._hints[key] = self._made(self._state.pool[code], targets)
        return self._hints[key]

    def _made(self, word: str, targets: tuple[str, ...]) -> str:
        from difflib import get_close_matches  # rarely needed: start-up stays quick

        remedy = f"correct it, or add it to {' or '.join(targets)}"
        tables = [self._state.table(target) for target in targets]
        count = sum(map(len, tables))
        if not 0 < count < min(_CANDIDATES, self._left):
            return remedy
        self._left -= count
        ids = [text for table in tables for text in table.texts("id") if text]
        close = get_close_matches(word, ids, n=1)
        return f"did you mean '{close[0]}'?" if close else remedy


def _backwards(state: State, table: TableCells, since: str, until: str) -> None:
    """Faults of periods that end before they begin, or on the day they begin."""
    if since not in table.columns or until not in table.columns:
        return
    first, last = state.period(table, since, until)
    for row in np.flatnonzero((last <= first) & state.sound(table, since, until)).tolist():
        state.fault(table, row, until, f"must be after {since}, which is {day(int(first[row]))}")


def _shared(state: State, name: str, other: str) -> None:
    """Faults of ids that stand in two tables which share their ids."""
    theirs = state.exists(other) & state.exists(name)
    if not theirs.any():
        return
    one, two = state.table(name), state.table(other)
    first = {int(code): row for row, code in reversed(list(enumerate(state.ids(one).tolist())))}
    for row in np.flatnonzero(theirs[state.ids(two)]).tolist():
        twin = first[int(state.ids(two)[row])]
        table, at, elsewhere = two, row, name
        if two.rows[row] < 0 < one.rows[twin]:
            table, at, elsewhere = one, twin, other
        state.fault(
            table,
            at,
            "id",
            f"is the id of a row in {elsewhere} too; {name} and {other} need different ids",
        )
