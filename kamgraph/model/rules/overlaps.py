"""Rules on what may hold only once at any date: a pair's contact, a person's manager.

A row holds from `since` (empty: always) up to, not including, `until` (empty: still).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kamgraph.model.cells import Codes, TableCells
from kamgraph.model.rules.state import Flags, State, day, having
from kamgraph.model.vocabulary import TieKind


def overlapping_contacts(state: State) -> None:
    """A pair has one row of contacts at any date; rows of a pair may follow each other."""
    table = state.table("contacts")
    own, person = table.coded("own").codes, table.coded("person").codes
    pair = own.astype(np.int64) * max(len(state.pool), 1) + person
    among = (own > 0) & (person > 0)
    since, until = state.period(table, "since", "until")
    every = np.arange(len(table), dtype=np.int32)
    for row, other in _overlaps(state, table, among, pair, every):
        if since[row] == since[other]:
            continue  # the key is repeated: reported as such
        begins = max(int(since[row]), int(since[other]))
        at = state.later(table, (row, other))
        elsewhere = row + other - at
        state.fault(
            table,
            at,
            "since",
            f"overlaps {state.where(table, elsewhere)} of the same pair, which holds from "
            f"{day(int(since[elsewhere]))} to {day(int(until[elsewhere]))}; "
            f"end the earlier one with until {day(begins)}",
            f"{state.pool[own[at]]} / {state.pool[person[at]]} / "
            f"{table.texts('since', at, at + 1)[0] or '(empty)'}",
        )


def several_managers(state: State) -> None:
    """A person reports to at most one other at any date; equal rows do not count twice."""
    ties = state.table("ties")
    kind = ties.coded("kind")
    source, target = ties.coded("source").codes, ties.coded("target").codes
    among = having(kind.values, kind.codes, TieKind.REPORTS_TO) & (source > 0) & (target > 0)
    among &= source != target
    for row, other in _overlaps(state, ties, among, source.astype(np.int64), target):
        at = state.later(ties, (row, other))
        elsewhere = row + other - at
        person, manager = state.pool[source[at]], state.pool[target[elsewhere]]
        state.fault(
            ties,
            at,
            "target",
            f"is a second manager of '{person}' at one time: {state.where(ties, elsewhere)} "
            f"says '{manager}'; end one with until before the other begins",
        )


def _overlaps(
    state: State,
    table: TableCells,
    among: Flags,
    group: NDArray[np.int64],
    label: Codes,
) -> Iterator[tuple[int, int]]:
    """Rows that hold at one time with an earlier row of their group and another label.

    Args:
        state: the tables.
        table: the table, with since and until.
        among: the rows to look at.
        group: what the rows are compared within, one number a row.
        label: rows of one label do not stand in each other's way.

    Yields:
        The later row, and the row it overlaps.
    """
    since, until = state.period(table, "since", "until")
    rows = np.flatnonzero(among & (since < until) & state.sound(table, "since", "until"))
    order = rows[np.lexsort((rows, since[rows], group[rows]))]
    key = group[order]
    # Dense numbers of the groups keep (group, until) within 64 bits for the running maximum.
    number = np.cumsum(np.concatenate(([0], key[1:] != key[:-1])))[: len(order)]
    reach = np.maximum.accumulate((number << 32) + until[order] + (1 << 31))
    starts = (number << 32) + since[order] + (1 << 31)
    touching = np.flatnonzero(starts[1:] < reach[:-1])
    members: dict[int, list[int]] = defaultdict(list)
    affected = np.isin(number, number[touching])
    for group_number, row in zip(number[affected].tolist(), order[affected].tolist(), strict=True):
        members[group_number].append(row)
    for found in members.values():
        yield from _within(found, since, until, label)


def _within(rows: list[int], since: Codes, until: Codes, label: Codes) -> Iterator[tuple[int, int]]:
    """Overlaps within one group, its rows in the order of their first days."""
    longest: int | None = None  # reaches furthest so far
    second: int | None = None  # reaches furthest among those of another label
    for row in rows:
        other = longest
        if longest is not None and label[longest] == label[row]:
            other = second
        if other is not None and since[row] < until[other]:
            yield row, other
        if longest is None or until[row] > until[longest]:
            if longest is not None and label[longest] != label[row]:
                second = longest
            longest = row
        elif label[row] != label[longest] and (second is None or until[row] > until[second]):
            second = row
