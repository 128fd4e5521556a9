"""Both ways to the smallest departure against trying every one of them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgraph.metrics import bus_factor
from kamgraph.metrics.bus_factor import departure_size, smallest_departure
from tests.counts import count

# Quarters add up without rounding, so that ties are exact.
WEIGHTS = st.sampled_from([0.25, 0.5, 0.75, 1.0])


def by_trying(
    carriers: list[int], weights: list[float], people: int, share: float
) -> tuple[int, ...] | None:
    """Positions of the smallest departure, the lexicographically first of its size."""
    total = sum(weights)
    if not total or not share:
        return None
    for size in range(people + 1):
        for gone in combinations(range(people), size):
            mask = sum(1 << (people - 1 - position) for position in gone)
            kept = sum(w for c, w in zip(carriers, weights, strict=True) if c & ~mask)
            if kept < share * total - 1e-12:
                return gone
    return None


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[int], list[float], int, float]:
    people = draw(st.integers(1, 7))
    carriers = draw(st.lists(st.integers(1, 2**people - 1), max_size=8))
    weights = [draw(WEIGHTS) for _ in carriers]
    return carriers, weights, people, draw(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))


@pytest.mark.parametrize("at_once", [18, 0], ids=["all subsets", "branch and bound"])
def test_the_smallest_departure(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bus_factor, "_AT_ONCE", at_once)

    @settings(derandomize=True, deadline=None, max_examples=count(80, 500), database=None)
    @given(cases())
    def holds(case: tuple[list[int], list[float], int, float]) -> None:
        expected = by_trying(*case)
        mask, people = smallest_departure(*case), case[2]
        if expected is None:
            assert mask is None
            assert departure_size(*case) is None
            return
        assert mask is not None
        found = tuple(p for p in range(people) if mask >> (people - 1 - p) & 1)
        assert found == expected
        assert departure_size(*case) == len(expected)

    holds()


def test_many_equal_carriers_take_the_search() -> None:
    # 25 carriers of one stakeholder each: 12 leave 13/25, more than half; 13 leave 12/25.
    carriers = [1 << bit for bit in range(25)]
    mask = smallest_departure(carriers, [0.2] * 25, 25, 0.5)
    assert mask is not None
    # The highest bits stand for the first ids.
    assert mask == ((1 << 13) - 1) << 12


def test_a_search_without_end_is_given_up_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    # 20 own people, each alone with one stakeholder: easy, but not in two looks at them.
    carriers, weights = [1 << s for s in range(20)], [1.0] * 20
    assert departure_size(carriers, weights, 20, 0.5) == 11
    monkeypatch.setattr(bus_factor, "LIMIT", 2 * 20)
    assert departure_size(carriers, weights, 20, 0.5) is None
    assert smallest_departure(carriers, weights, 20, 0.5) is None
