"""Rules against circles: of owners at all, of managers at any one date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kamgraph.model.cells import Codes
from kamgraph.model.rules.state import UNKNOWN, Rows, State, day, having
from kamgraph.model.vocabulary import TieKind

_NAMED = 6
"""Members of a circle that a message names."""

_ROUNDS = 40
"""Rounds of the quick sieve; what a longer chain leaves is sorted out one by one."""


def parent_cycles(state: State) -> None:
    """No organization owns itself, directly or through others."""
    table = state.table("organizations")
    parent = state.pointed(table, "parent", "organizations")
    for circle in _circles(parent):
        at = state.later(table, circle)
        start = circle.index(at)
        names = [table.texts("id", row, row + 1)[0] for row in (*circle[start:], *circle[:start])]
        message = f"closes a circle of owners: {_chain(names)}; correct one parent of it"
        state.fault(table, at, "parent", message)


def _circles(pointer: Codes) -> list[list[int]]:
    """The circles of a graph in which each node points to one other at most."""
    count = len(pointer)
    reached = np.append(np.where(pointer == UNKNOWN, count, pointer), count)
    jump = reached
    for _ in range(count.bit_length() + 1):  # after 2^k >= count steps only circles are left
        jump = jump[jump]
    left = set(np.unique(jump[jump < count]).tolist())
    circles = []
    while left:
        start = row = min(left)
        circle = []
        while True:
            circle.append(row)
            left.discard(row)
            row = int(reached[row])
            if row == start:
                break
        circles.append(circle)
    return circles


def reporting_cycles(state: State) -> None:
    """Nobody reports to themselves through others, at any one date."""
    ties = state.table("ties")
    kind = ties.coded("kind")
    source, target = ties.coded("source").codes, ties.coded("target").codes
    since, until = state.period(ties, "since", "until")
    among = having(kind.values, kind.codes, TieKind.REPORTS_TO) & (source != target)
    among &= (source > 0) & (target > 0) & (since < until) & state.sound(ties, "since", "until")
    rows = _sieved(np.flatnonzero(among), source, target, len(state.pool))
    for group in _knots(rows, source, target):
        for first, circle in _dated(group, source, target, since, until):
            at = state.later(ties, circle)
            start = circle.index(at)
            people = [state.pool[source[row]] for row in (*circle[start:], *circle[:start])]
            when = "at all times" if first <= 0 else f"on {day(first)}"
            message = f"closes a circle of reports {when}: {_chain(people)}; correct one of them"
            state.fault(ties, at, "target", message)


def _chain(names: list[str]) -> str:
    """A circle in words, long ones shortened."""
    shown = [*names[:_NAMED], "…"] if len(names) > _NAMED else names
    return " → ".join([*shown, names[0]])


def _sieved(rows: Rows, source: Codes, target: Codes, size: int) -> Rows:
    """Edges without those that plainly lie on no circle: nothing comes in, or goes out."""
    for _ in range(_ROUNDS):
        leaves = np.zeros(size, np.bool_)
        enters = np.zeros(size, np.bool_)
        leaves[source[rows]] = True
        enters[target[rows]] = True
        kept = rows[leaves[target[rows]] & enters[source[rows]]]
        if len(kept) == len(rows):
            break
        rows = kept
    return rows


def _knots(rows: Rows, source: Codes, target: Codes) -> Iterator[list[int]]:
    """The edges of each strongly connected part, all dates taken together."""
    edges: dict[int, list[int]] = defaultdict(list)
    for row in rows.tolist():
        edges[int(source[row])].append(row)
    number = _parts({node: [int(target[row]) for row in out] for node, out in edges.items()})
    knots: dict[int, list[int]] = defaultdict(list)
    for row in rows.tolist():
        if number[int(source[row])] == number[int(target[row])]:
            knots[number[int(source[row])]].append(row)
    yield from (knots[part] for part in sorted(knots))


def _parts(graph: dict[int, list[int]]) -> dict[int, int]:
    """Strongly connected parts (Tarjan 1972), without recursion: chains may be long."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    part: dict[int, int] = {}
    waiting: list[int] = []
    for root in graph:
        if root in index:
            continue
        path = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        waiting.append(root)
        while path:
            node, rest = path[-1]
            for following in rest:
                if following not in index:
                    index[following] = low[following] = len(index)
                    waiting.append(following)
                    path.append((following, iter(graph.get(following, ()))))
                    break
                if following not in part:
                    low[node] = min(low[node], index[following])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == index[node]:
                    while True:
                        member = waiting.pop()
                        part[member] = index[node]
                        if member == node:
                            break
    return part


def _dated(
    rows: list[int], source: Codes, target: Codes, since: Codes, until: Codes
) -> Iterator[tuple[int, list[int]]]:
    """Circles of edges that hold at one date, each once, with the first such date.

    A circle that holds at all holds on the latest first day of its edges, so that only the
    first days have to be looked at.
    """
    seen: set[frozenset[int]] = set()
    starts: NDArray[np.int32] = np.unique(since[rows])
    for date in starts.tolist():
        valid = [row for row in rows if since[row] <= date < until[row]]
        graph: dict[int, int] = {}
        for row in valid:  # a second manager is a fault of its own; the last one counts here
            graph[int(source[row])] = row
        nodes = {node: number for number, node in enumerate(graph)}
        pointer = np.array(
            [nodes.get(int(target[row]), UNKNOWN) for row in graph.values()], np.int32
        )
        edges = list(graph.values())
        for circle in _circles(pointer):
            found = [edges[number] for number in circle]
            key = frozenset(int(source[row]) for row in found)
            if key not in seen:
                seen.add(key)
                yield date, found
