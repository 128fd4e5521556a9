"""Matchings between own people and stakeholders: zipper, width and counterparts.

scipy solves them; it is imported here only, when one of them is asked for.
"""

from __future__ import annotations

import numpy as np

from kamgraph import segments
from kamgraph.matrix import EPSILON, ContactMatrix, Flags, Floats, Ints
from kamgraph.metrics.fit import classes, peers

_PAIRS_AT_ONCE = 2_000_000
"""Own × stakeholder pairs laid out at a time."""


def matched(rows: Ints, columns: Ints, shape: tuple[int, int]) -> Flags:
    """Which rows a maximum matching of a bipartite graph covers.

    Args:
        rows: the row of each edge.
        columns: the column of each edge.
        shape: how many rows and columns there are.
    """
    return partners(rows, columns, shape) >= 0


def partners(rows: Ints, columns: Ints, shape: tuple[int, int]) -> Ints:
    """The column of each row in a maximum matching of a bipartite graph, -1 where it has none.

    Args:
        rows: the row of each edge.
        columns: the column of each edge.
        shape: how many rows and columns there are.
    """
    if not len(rows):
        return np.full(shape[0], -1, np.int64)
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    graph = csr_array((np.ones(len(rows), np.int8), (rows, columns)), shape=shape)
    return np.asarray(maximum_bipartite_matching(graph, perm_type="column")).astype(np.int64)


def width(matrix: ContactMatrix) -> int:
    """Size of a maximum matching on the active ties of one account.

    By König's theorem also the smallest number of people, on both sides together, whose
    departure ends every active tie.

    Args:
        matrix: one account.
    """
    shape = (len(matrix.person), len(matrix.own_person))
    return int(matched(matrix.row[matrix.active], matrix.own[matrix.active], shape).sum())


def closed_teeth(matrix: ContactMatrix) -> Ints:
    """Size of a maximum matching of peers with an active tie, of each block.

    Args:
        matrix: one or many accounts.
    """
    return segments.counts(_closed(matrix) >= 0, matrix.stakeholder_start)


def closed_pairs(matrix: ContactMatrix) -> tuple[tuple[str, str], ...]:
    """Own person and stakeholder of each closed tooth, by stakeholder as they stand.

    Args:
        matrix: one account.
    """
    found = _closed(matrix).tolist()
    return tuple((matrix.own_ids[s], matrix.ids[b]) for b, s in enumerate(found) if s >= 0)


def _closed(matrix: ContactMatrix) -> Ints:
    """The own person of each stakeholder in a maximum matching of peers with an active tie."""
    facing, own = classes(matrix, matrix.person), classes(matrix, matrix.own_person)
    ties = matrix.active & peers(matrix.policy.fit)[own[matrix.own], facing[matrix.row]]
    shape = (len(matrix.person), len(matrix.own_person))
    return partners(matrix.row[ties], matrix.own[ties], shape)


def possible_teeth(matrix: ContactMatrix) -> Ints:
    """Size of a maximum matching of peers, tie or not, of each block.

    Args:
        matrix: one or many accounts.
    """
    peer = peers(matrix.policy.fit)
    facing, own = classes(matrix, matrix.person), classes(matrix, matrix.own_person)
    team = matrix.own_people[matrix.block]
    found = np.zeros(len(matrix.person), np.bool_)
    for first, end in _portions(matrix):
        rows, columns = segments.expanded(
            matrix.own_start[matrix.block[first:end]], team[first:end]
        )
        kept = peer[own[columns], facing[first:end][rows]]
        shape = (end - first, len(matrix.own_person))
        found[first:end] = matched(rows[kept], columns[kept], shape)
    return segments.counts(found, matrix.stakeholder_start)


def _portions(matrix: ContactMatrix) -> list[tuple[int, int]]:
    """Ranges of stakeholders, whole accounts each, of a bounded number of pairs."""
    pairs = np.cumsum(matrix.stakeholders * matrix.own_people)
    cuts = np.searchsorted(pairs, np.arange(0, pairs[-1] if len(pairs) else 0, _PAIRS_AT_ONCE))
    ends = [*matrix.stakeholder_start[np.unique(cuts)].tolist(), len(matrix.person)]
    return [(a, b) for a, b in zip([0, *ends], ends, strict=False) if a < b]


def assignment(gain: Floats, second: Floats, capacity: int) -> Ints:
    """Every row at most one column, every column at most `capacity` rows, the best of all.

    While capacity is left every row is assigned. Among the assignments of largest total gain
    one with the largest second total is taken: the dual prices of a best assignment tell which
    pairs stand in any best one, and among these the second total is maximised.

    Args:
        gain: what counts first, shape (rows, columns).
        second: what counts among equals, same shape.
        capacity: rows a column can take, at least 1.

    Returns:
        The column of each row, -1 where none is left, shape (rows,).
    """
    rows, columns = gain.shape
    if not rows or not columns:
        return np.full(rows, -1, np.int64)
    from scipy.optimize import linear_sum_assignment

    slots = min(capacity, rows)
    column_of = np.repeat(np.arange(columns), slots)
    size = max(rows, len(column_of))
    # Empty slots and unassigned rows become rows and columns of gain 0: the square is complete.
    group = np.concatenate((column_of, np.full(size - len(column_of), columns)))
    first, then = _squared(gain, size), _squared(second, size)
    _, taken = linear_sum_assignment(first[:, group], maximize=True)
    free = first + _prices(first, group[taken], columns + 1)[None, :]
    tight = free >= free.max(axis=1, keepdims=True) - EPSILON
    allowed = np.where(tight[:, group], -then[:, group], np.inf)
    _, taken = linear_sum_assignment(allowed)
    chosen = group[taken][:rows]
    return np.where(chosen == columns, -1, chosen).astype(np.int64)


def _squared(values: Floats, size: int) -> Floats:
    """The values with rows and one more column of zeros: who stays unassigned, what stays free."""
    out = np.zeros((size, values.shape[1] + 1))
    out[: values.shape[0], :-1] = values
    return out


def _prices(gain: Floats, taken: Ints, columns: int) -> Floats:
    """What has to be added to each column's gains so that no row wants to move (dual prices).

    Longest paths over columns, where an edge is the most a row of one column would gain in
    another; a best assignment has no circle of positive length.
    """
    moves = np.full((columns, columns), -np.inf)
    np.maximum.at(moves, taken, gain - gain[np.arange(len(taken)), taken][:, None])
    length = np.zeros(columns)
    for _ in range(columns):
        longer = np.maximum(length, (length[:, None] + moves).max(axis=0))
        if np.array_equal(longer, length):
            break
        length = longer
    return -length
