"""The zipper: bands from the top, nobody on top of anybody, few crossings."""

from __future__ import annotations

from itertools import chain, combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgraph.maps.layout import zipper
from kamgraph.maps.order import crossings, order
from kamgraph.maps.places import CARD_HEIGHT, SHOWN_MOST, Layout, Seat
from kamgraph.maps.shown import Side
from tests.counts import count

LEVELS = (5, 4, 3, 2, 1, None)


def _overlapping(layout: Layout) -> list[tuple[str, str]]:
    return [
        (a.id, b.id)
        for a, b in combinations(layout.places.values(), 2)
        if a.left < b.right
        and b.left < a.right
        and a.top < b.top + CARD_HEIGHT
        and b.top < a.top + CARD_HEIGHT
    ]


def _seats(random: Random, side: Side, count: int) -> list[Seat]:
    return [Seat(f"{side}-{n}", side, random.choice(LEVELS), f"org-{n % 3}") for n in range(count)]


@settings(deadline=None, max_examples=count(20, 200))
@given(st.integers(0, 60), st.integers(0, 90), st.integers(0, 45), st.randoms())
def test_no_two_cards_overlap(own: int, buying: int, around: int, random: Random) -> None:
    seats = [
        *_seats(random, Side.OWN, own),
        *_seats(random, Side.BUYING, buying),
        *_seats(random, Side.ECOSYSTEM, around),
    ]
    contacts = [
        (a.id, b.id)
        for a, b in product(seats[:own], seats[own : own + buying])
        if random.random() < 0.2
    ]
    layout = zipper(seats, contacts, [], 60)
    everybody = {seat.id for seat in seats}
    assert set(layout.card_of()) == everybody, "everybody is on a card"
    assert set(layout.card_of().values()) == set(layout.places)
    for side in Side:
        shown = [id_ for id_, place in layout.places.items() if place.side is side]
        assert sum(id_ in everybody for id_ in shown) <= SHOWN_MOST
    assert _overlapping(layout) == []
    for place in layout.places.values():
        assert place.left >= 0
        assert place.right <= layout.width
        assert place.top >= 0
        assert place.top + CARD_HEIGHT <= layout.height


def test_levels_are_bands_with_the_executives_on_top_and_the_unknown_last() -> None:
    seats = [Seat(f"b{level}", Side.BUYING, level) for level in (1, None, 5, 3)]
    layout = zipper([*seats, Seat("s", Side.OWN, 4)], [], [], 60)
    assert [band.level for band in layout.bands] == [5, 4, 3, 1, None]
    assert [band.top for band in layout.bands] == sorted(band.top for band in layout.bands)
    for band in layout.bands:
        for seat in seats:
            if seat.level == band.level:
                assert band.top < layout.places[seat.id].y < band.bottom


@pytest.mark.parametrize(("count", "columns"), [(16, 1), (17, 2), (32, 2)])
def test_many_people_stand_in_two_staggered_columns(count: int, columns: int) -> None:
    seats = [Seat(f"b{n:02}", Side.BUYING, 3) for n in range(count)]
    places = zipper(seats, [], [], 60).places.values()
    assert len({place.x for place in places}) == columns
    assert len({place.y for place in places}) == count, "one person a line"


def test_of_more_than_thirty_two_the_largest_level_collapses() -> None:
    seats = [Seat(f"b{n:02}", Side.BUYING, 1 if n < 20 else 2 if n < 30 else 5) for n in range(35)]
    layout = zipper([Seat("s", Side.OWN, 5), *seats], [("s", "b03"), ("s", "b33")], [], 60)
    (group,) = layout.groups.values()
    assert (group.side, group.level, len(group.members)) == (Side.BUYING, 1, 20)
    assert len(layout.places) == 1 + 15 + 1
    assert layout.card_of()["b03"] == group.id
    column = layout.columns[Side.BUYING]
    assert layout.places[group.id].width == column.right - column.left, "as wide as its column"


def test_sides_face_each_other_and_the_ecosystem_stands_outside() -> None:
    layout = zipper(
        [Seat("s", Side.OWN, 5), Seat("b", Side.BUYING, 5), Seat("e", Side.ECOSYSTEM, 5, "o")],
        [("s", "b")],
        [],
        60,
    )
    places = layout.places
    assert places["s"].right < places["b"].left
    assert places["b"].right < layout.bands_right < places["e"].left


def test_brackets_that_meet_take_different_lanes() -> None:
    seats = [Seat(f"b{n}", Side.BUYING, 5 - n // 2) for n in range(6)]
    reports = [("b5", "b0"), ("b4", "b1"), ("b3", "b2")]
    lanes = zipper(seats, [], reports, 60).lanes
    assert len(set(lanes.values())) == len(lanes) == 3


def test_sorting_undoes_crossings() -> None:
    left, right = [["a", "b", "c"]], [["x", "y", "z"]]
    lines = [("a", "z"), ("b", "y"), ("c", "x")]
    assert crossings(left, right, lines) == 3
    assert crossings(*order(left, right, lines), lines) == 0


@settings(deadline=None, max_examples=count(20, 200))
@given(st.randoms())
def test_sorting_never_adds_crossings_and_keeps_bands(random: Random) -> None:
    left = [[f"l{band}{n}" for n in range(random.randint(0, 5))] for band in range(3)]
    right = [[f"r{band}{n}" for n in range(random.randint(0, 6))] for band in range(3)]
    pairs = product(chain(*left), chain(*right))
    lines = [pair for pair in pairs if random.random() < 0.3]
    sorted_left, sorted_right = order(left, right, lines)
    assert crossings(sorted_left, sorted_right, lines) <= crossings(left, right, lines)
    assert [sorted(band) for band in sorted_left] == left
    assert [sorted(band) for band in sorted_right] == right
    brute = sum(
        (_at(left, a) - _at(left, c)) * (_at(right, b) - _at(right, d)) < 0
        for (a, b), (c, d) in combinations(lines, 2)
    )
    assert crossings(left, right, lines) == brute


def _at(bands: list[list[str]], id_: str) -> int:
    return list(chain(*bands)).index(id_)
