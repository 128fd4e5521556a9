"""The rhythm of a tie: how long it has been silent, against its own habit (metrics.md 1.2).

Temporal patterns behind the strength of persistent ties, EPJ Data Science 2017. The ratio
makes findings; it does not change the strength of a tie.
"""

from __future__ import annotations

import numpy as np

from kamgraph import segments
from kamgraph.matrix import ContactMatrix, Floats, Ints


def silence_ratios(matrix: ContactMatrix) -> Floats:
    """Days since the last interaction over the median gap, of each tie.

    Over the pair's distinct interaction dates up to the as-of date; the median of an even
    number of gaps is the mean of the middle two.

    Args:
        matrix: one or many accounts.

    Returns:
        Shape (ties,); NaN with fewer dates than the policy's `rhythm.min_days`, or than two.
    """
    people = max(len(matrix.columns.people.ids), 1)
    tie = matrix.person[matrix.row] * people + matrix.own_person[matrix.own]
    key, day = _meeting_days(matrix, tie, people)
    pairs, first = np.unique(key, return_index=True)
    out = np.full(len(tie), np.nan)
    if not len(pairs):
        return out
    start = np.append(first, len(key)).astype(np.int64)
    ratio = (matrix.day - day[start[1:] - 1]) / _median_gaps(day, start)
    ratio[np.diff(start) < max(matrix.policy.rhythm.min_days, 2)] = np.nan
    position = np.minimum(np.searchsorted(pairs, tie), len(pairs) - 1)
    met = pairs[position] == tie
    out[met] = ratio[position[met]]
    return out


def _meeting_days(matrix: ContactMatrix, ties: Ints, people: int) -> tuple[Ints, Ints]:
    """Pair and day of every day on which a tie's pair met, sorted, each once."""
    met = matrix.columns.interactions
    past = np.flatnonzero(met.day <= matrix.day)
    key = met.person[past].astype(np.int64) * people + met.own[past]
    wanted = np.isin(key, ties)
    both = segments.distinct(key[wanted] << 22 | met.day[past][wanted])  # an ordinal has 22 bits
    return both >> 22, both & ((1 << 22) - 1)


def _median_gaps(day: Ints, start: Ints) -> Floats:
    """The median gap of each pair's days; NaN with a single day."""
    pair = segments.numbers(start)
    inside = pair[1:] == pair[:-1]
    gap, of = np.diff(day)[inside], pair[1:][inside]
    order = np.lexsort((gap, of))
    gap, of = gap[order], of[order]
    bounds = segments.starts(of, len(start) - 1)
    count = np.diff(bounds)
    out = np.full(len(start) - 1, np.nan)
    some = count > 0
    low = bounds[:-1][some] + (count[some] - 1) // 2
    high = bounds[:-1][some] + count[some] // 2
    out[some] = (gap[low] + gap[high]) / 2
    return out
