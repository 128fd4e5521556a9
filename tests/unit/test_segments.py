"""Segments with empty ones at the start, in the middle, at the end, and nothing at all."""

from __future__ import annotations

import numpy as np
import pytest

from kamgraph import segments

# Four segments over five values: the first, the third and the last are empty but one.
START = np.array([0, 0, 2, 2, 5, 5])
VALUES = np.array([2.0, 3.0, 5.0, 7.0, 0.5])


def test_starts_count_every_segment_even_the_empty_ones() -> None:
    assert segments.starts(np.array([1, 1, 3, 3, 3]), 5).tolist() == START.tolist()
    assert segments.starts(np.zeros(0, np.int64), 3).tolist() == [0, 0, 0, 0]
    assert segments.starts(np.zeros(0, np.int64), 0).tolist() == [0]


def test_numbers_are_the_reverse_of_starts() -> None:
    assert segments.numbers(START).tolist() == [1, 1, 3, 3, 3]
    assert segments.numbers(np.array([0])).tolist() == []


def test_empty_segments_give_the_neutral_element() -> None:
    assert segments.sums(VALUES, START).tolist() == [0.0, 5.0, 0.0, 12.5, 0.0]
    # 2 · 3 and 5 · 7 · 0.5
    assert segments.products(VALUES, START).tolist() == [1.0, 6.0, 1.0, 17.5, 1.0]
    assert segments.maxima(VALUES, START).tolist() == [0.0, 3.0, 0.0, 7.0, 0.0]
    assert segments.maxima(VALUES, START, empty=-1.0).tolist() == [-1.0, 3.0, -1.0, 7.0, -1.0]
    assert segments.counts(VALUES > 2, START).tolist() == [0, 1, 0, 2, 0]


def test_maxima_may_be_negative() -> None:
    assert segments.maxima(-VALUES, np.array([0, 5])).tolist() == [-0.5]


@pytest.mark.parametrize("reduce", [segments.sums, segments.products, segments.maxima])
def test_no_values_and_no_segments(reduce: object) -> None:
    assert callable(reduce)
    assert reduce(np.zeros(0), np.array([0])).tolist() == []
    assert len(reduce(np.zeros(0), np.array([0, 0, 0]))) == 2


def test_totals_of_unsorted_indices() -> None:
    assert segments.totals([1.0, 2.0, 4.0], np.array([2, 0, 2]), 4).tolist() == [2, 0, 5, 0]
    assert segments.totals(np.zeros(0), np.zeros(0, np.int64), 2).tolist() == [0, 0]


def test_ratios_are_undefined_where_the_denominator_counts_as_zero() -> None:
    found = segments.ratios(np.array([1.0, 1.0, 1.0]), np.array([4.0, 1e-12, 2e-12]), 1e-12)
    assert found[0] == 0.25
    assert np.isnan(found[1])
    assert found[2] == pytest.approx(5e11)


def test_expanded_lists_every_element_of_every_range() -> None:
    of, elements = segments.expanded(np.array([7, 3, 3, 9]), np.array([2, 0, 3, 1]))
    assert of.tolist() == [0, 0, 2, 2, 2, 3]
    assert elements.tolist() == [7, 8, 3, 4, 5, 9]
    of, elements = segments.expanded(np.zeros(0, np.int64), np.zeros(0, np.int64))
    assert (of.tolist(), elements.tolist()) == ([], [])


def test_distinct_values_ascend() -> None:
    assert segments.distinct(np.array([3, 1, 3, 2, 1])).tolist() == [1, 2, 3]
    assert segments.distinct(np.zeros(0, np.int64)).tolist() == []
