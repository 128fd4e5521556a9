"""Counting arriving rows that contradict a stored one, for the import's note.

Two rows of a multiset contradict each other where they speak of the same subject, are not
equal, and are valid at one time. What is done about it is the user's decision.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from kamgraph.model.cells import Codes
from kamgraph.model.columns import ALWAYS, NEVER, ordinal

Rows = NDArray[np.intp]
Groups = NDArray[np.int64]
Sides = tuple[Codes, Codes, list[str]]
"""A column's codes of stored and of arriving rows, and the texts they stand for."""


def count_differing(
    stored: Groups,
    added: Groups,
    stored_rows: Groups,
    added_rows: Groups,
    periods: Sequence[tuple[Sides, ...]],
    places: Rows,
) -> int:
    """How many added rows contradict a stored one.

    Args:
        stored: the subject of each stored row, as a number.
        added: the subject of each added row, as a number.
        stored_rows: numbers that are equal where whole rows are.
        added_rows: the same of the added rows.
        periods: the columns `since` and `until`, where the table has them.
        places: the added rows' places among the arriving.
    """
    order = np.argsort(stored, kind="stable")
    starts = np.searchsorted(stored[order], added, "left")
    sizes = np.searchsorted(stored[order], added, "right") - starts
    arriving = np.repeat(np.arange(len(added)), sizes)
    offsets = np.arange(len(arriving)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    there = order[np.repeat(starts, sizes) + offsets]
    contradicts = stored_rows[there] != added_rows[arriving]
    for since, until in periods:
        first, last = _days(since, NEVER), _days(until, ALWAYS)
        begins = np.maximum(first(0)[there], first(1)[places[arriving]])
        ends = np.minimum(last(0)[there], last(1)[places[arriving]])
        contradicts &= begins < ends
    return len(np.unique(arriving[contradicts]))


def _days(column: Sides, empty: int) -> Callable[[int], NDArray[np.int64]]:
    """A column of dates as ordinals, of the stored (0) or the arriving (1) rows."""
    days = np.array([ordinal(text) if text else empty for text in column[2]], np.int64)
    codes = column[:2]
    return lambda side: days[codes[side]]
