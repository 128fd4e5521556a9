"""Sums, products and extremes over consecutive segments of an array.

numpy's `reduceat` gives wrong answers for empty segments; these do not. Nothing of the
subject lives here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def starts(segment: NDArray[Any], count: int) -> NDArray[np.int64]:
    """Where each segment starts in a sorted array of segment numbers, and the end.

    Args:
        segment: ascending segment numbers, shape (n,).
        count: how many segments there are.

    Returns:
        Shape (count + 1,).
    """
    return np.searchsorted(segment, np.arange(count + 1)).astype(np.int64)


def distinct(values: NDArray[Any]) -> NDArray[Any]:
    """The different values, ascending; by sorting, several times as fast as by hashing.

    Args:
        values: shape (n,).
    """
    ordered = np.sort(values)
    kept = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=kept[1:])
    return ordered[kept]


def places(wanted: NDArray[Any], values: NDArray[Any]) -> NDArray[np.int64]:
    """Where each number stands among ascending different values; -1 where it does not.

    Args:
        wanted: shape (n,).
        values: ascending, each once.
    """
    found = np.searchsorted(values, wanted)
    inside = found < len(values)
    inside[inside] = values[found[inside]] == wanted[inside]
    return np.where(inside, found, -1)


def numbers(start: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each element's segment number.

    Args:
        start: segment starts and the end, shape (count + 1,).
    """
    return np.repeat(np.arange(len(start) - 1), np.diff(start))


def _reduced(
    ufunc: np.ufunc, values: ArrayLike, start: NDArray[np.int64], empty: float
) -> NDArray[np.float64]:
    out = np.full(len(start) - 1, empty, np.float64)
    filled = start[:-1] < start[1:]
    if filled.any():
        out[filled] = ufunc.reduceat(np.asarray(values, np.float64), start[:-1][filled])
    return out


def sums(values: ArrayLike, start: NDArray[np.int64]) -> NDArray[np.float64]:
    """The sum of each segment; 0 for an empty one.

    Args:
        values: shape (n,).
        start: segment starts and the end, shape (count + 1,).
    """
    return _reduced(np.add, values, start, 0.0)


def counts(flags: ArrayLike, start: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many flags of each segment are set.

    Args:
        flags: truth values, shape (n,).
        start: segment starts and the end, shape (count + 1,).
    """
    return sums(flags, start).astype(np.int64)


def products(values: ArrayLike, start: NDArray[np.int64]) -> NDArray[np.float64]:
    """The product of each segment; 1 for an empty one.

    Args:
        values: shape (n,).
        start: segment starts and the end, shape (count + 1,).
    """
    return _reduced(np.multiply, values, start, 1.0)


def maxima(values: ArrayLike, start: NDArray[np.int64], empty: float = 0.0) -> NDArray[np.float64]:
    """The largest value of each segment.

    Args:
        values: shape (n,).
        start: segment starts and the end, shape (count + 1,).
        empty: what an empty segment gives.
    """
    return _reduced(np.maximum, values, start, empty)


def totals(values: ArrayLike, index: NDArray[Any], count: int) -> NDArray[np.float64]:
    """The sum of the values that share an index, in any order.

    Args:
        values: shape (n,).
        index: 0..count - 1, shape (n,).
        count: how many sums there are.
    """
    return np.bincount(index, np.asarray(values, np.float64), count).astype(np.float64)


def largest(
    values: ArrayLike, index: NDArray[Any], count: int, empty: float = 0.0
) -> NDArray[np.float64]:
    """The largest of the values that share an index, in any order.

    Args:
        values: shape (n,), none below `empty`.
        index: 0..count - 1, shape (n,).
        count: how many results there are.
        empty: what an index without values gives.
    """
    out = np.full(count, empty, np.float64)
    np.maximum.at(out, index, np.asarray(values, np.float64))
    return out


def ratios(
    numerator: NDArray[np.float64], denominator: NDArray[np.float64], zero: float
) -> NDArray[np.float64]:
    """Elementwise ratios; NaN where the denominator counts as 0.

    Args:
        numerator: shape (n,).
        denominator: shape (n,), none below 0.
        zero: the largest denominator that counts as 0.
    """
    out = np.full(len(numerator), np.nan)
    np.divide(numerator, denominator, out=out, where=denominator > zero)
    return out


def expanded(
    first: NDArray[np.int64], count: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every element of several ranges, with the number of its range.

    Args:
        first: the first element of each range, shape (n,).
        count: the length of each range, shape (n,).

    Returns:
        Range numbers and elements, each of shape (sum of counts,).
    """
    of = np.repeat(np.arange(len(first)), count)
    before = np.concatenate(([0], np.cumsum(count)))[:-1]
    return of, np.arange(len(of)) - before[of] + first[of]
