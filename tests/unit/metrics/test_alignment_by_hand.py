"""Selling-center to buying-center alignment, worked by hand."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamgraph.metrics.alignment import alignment
from kamgraph.metrics.fit import function_fits, level_fits
from kamgraph.metrics.matching import assignment
from kamgraph.metrics.results import Alignment, Share
from kamgraph.model.policy import Policy
from kamgraph.model.vocabulary import Function
from tests.counts import count
from tests.unit.builders import Case, T, close, policy, worked_example

FUNCTIONS = [function.value for function in Function]


def found(case: Case, **options: Any) -> Alignment:
    return alignment(case.matrix(**options))


def function_fit(first: str | None, second: str | None, constants: Policy | None = None) -> float:
    table = function_fits((constants or Policy()).fit)
    place = [FUNCTIONS.index(f) if f else len(FUNCTIONS) for f in (first, second)]
    return float(table[place[0], place[1]])


# -- fit --------------------------------------------------------------------------------


def test_level_fit() -> None:
    table = level_fits(Policy().fit)
    # 1 - |difference| / 4
    assert [table[3, level] for level in range(1, 6)] == [0.5, 0.75, 1.0, 0.75, 0.5]
    assert (table[1, 5], table[5, 1]) == (0.0, 0.0)
    # Unknown on either side, and on both.
    assert table[0].tolist() == table[:, 0].tolist() == [0.5] * 6


@pytest.mark.parametrize(
    ("first", "second", "fit"),
    [
        ("sales", "sales", 1.0),
        ("sales", "purchasing", 1.0),
        ("key_account", "purchasing", 1.0),  # listed, so `*` yields
        ("key_account", "production", 0.5),
        ("key_account", "key_account", 1.0),
        ("engineering", "production", 0.5),
        ("engineering", "quality", 0.5),
        ("engineering", "it", 0.5),
        ("service", "production", 0.7),
        ("service", "logistics", 0.7),
        ("finance", "purchasing", 0.6),
        ("legal", "purchasing", 0.6),
        ("sales", "production", 0.2),
        ("other", "other", 0.2),
        ("other", "purchasing", 0.2),
        ("key_account", "other", 0.2),  # unknown before everything else
        (None, "purchasing", 0.2),
        (None, None, 0.2),
        ("key_account", None, 0.2),
    ],
)
def test_function_fit(first: str | None, second: str | None, fit: float) -> None:
    assert function_fit(first, second) == function_fit(second, first) == fit


def test_function_fit_is_symmetric() -> None:
    table = function_fits(Policy().fit)
    assert np.array_equal(table, table.T)


def test_a_star_pair_is_for_any_other_function() -> None:
    pairs = [["hr", "*", 0.9], ["*", "legal", 0.3], ["hr", "it", 0.1]]
    constants = policy(fit={"function_pairs": pairs, "function_unknown": 0.05})
    assert function_fit("hr", "sales", constants) == 0.9
    assert function_fit("hr", "it", constants) == 0.1
    assert function_fit("hr", "hr", constants) == 1.0
    # Two `*` pairs meet: the larger.
    assert function_fit("hr", "legal", constants) == 0.9
    assert function_fit("legal", "key_account", constants) == 0.5
    assert function_fit("hr", "other", constants) == 0.05


def test_a_star_pair_below_the_default_holds() -> None:
    constants = policy(fit={"function_pairs": [["hr", "*", 0.0]]})
    assert function_fit("hr", "sales", constants) == 0.0


# -- alignment --------------------------------------------------------------------------

# Fits of the example: anna (sales, 3): dora 0.75 · 1, bert 1 · 1, ines 1 · 0.2, uwe 0.75 · 0.2;
# ben (engineering, 2): dora 0.5 · 0.2, bert 0.75 · 0.2, ines 0.75 · 0.5, uwe 1 · 0.5.


def test_alignment_is_the_fit_that_is_done() -> None:
    result = found(worked_example())
    # done: dora 1.0 · 0.75 · 0.5, bert 0.4 · 1 · 0.75, uwe 0.2 · max(0.15 · 0.25, 0.5 · 0.25)
    assert result.alignment.numerator == close(0.375 + 0.3 + 0.025)
    # offered: dora 0.75, bert 0.4 · 1, ines 0.35 · 0.375, uwe 0.2 · 0.5
    assert result.alignment.denominator == close(0.75 + 0.4 + 0.13125 + 0.1)
    assert result.alignment.value == close(0.7 / 1.38125)
    assert result.fit_covered == close(0.7 / 1.95)


def test_unknown_level_and_function() -> None:
    # 0.5 · 0.2 = 0.1, all of it done.
    result = found(Case().own("s").buyer("b", "user", influence=10).contact("s", "b", 4))
    assert (result.alignment.numerator, result.alignment.value) == (close(0.05), close(1.0))
    assert result.fit_covered == close(0.1)


def test_zipper() -> None:
    zipper = found(worked_example()).zipper
    # Peers: anna with dora and bert, ben with ines and uwe: two teeth, both closed
    # (anna-bert, ben-uwe); all four levels are known.
    assert (zipper.closed, zipper.possible, zipper.value, zipper.share) == (2, 2, 1.0, 0.5)


def test_zipper_teeth_are_a_matching_not_a_count() -> None:
    # Both peers of ours meet the same stakeholder: one tooth closed of two possible.
    case = Case().own("s1", "s2", function="sales", level=3)
    case.buyer("b1", function="purchasing", level=3).buyer("b2", function="purchasing", level=2)
    case.contact("s1", "b1", 4).contact("s2", "b1", 4)
    zipper = found(case).zipper
    assert (zipper.closed, zipper.possible, zipper.value, zipper.share) == (1, 2, 0.5, 0.5)


@pytest.mark.parametrize(
    ("ours", "theirs", "possible"),
    [
        ((3, "sales"), (4, "purchasing"), 1),  # one level apart
        ((3, "sales"), (5, "purchasing"), 0),  # two
        ((None, "sales"), (3, "purchasing"), 0),  # unknown is no peer
        ((3, "sales"), (None, "purchasing"), 0),
        ((3, "engineering"), (3, "it"), 1),  # 0.5 just suffices
        ((3, "sales"), (3, "it"), 0),  # 0.2
        ((3, None), (3, None), 0),
    ],
)
def test_who_are_peers(ours: Any, theirs: Any, possible: int) -> None:
    case = Case().own("s", level=ours[0], function=ours[1])
    case.buyer("b", level=theirs[0], function=theirs[1])
    assert found(case).zipper.possible == possible


def test_zipper_without_peers_or_known_levels() -> None:
    zipper = found(Case().own("s", level=1).buyer("b").contact("s", "b", 4)).zipper
    assert (zipper.value, zipper.closed, zipper.possible, zipper.share) == (None, 0, 0, None)


def test_level_gap() -> None:
    gap = found(worked_example()).level_gap
    # -1 (0.5), 0 (0.75), +1 (0.25), 0 (0.25); Σ w = 1.75
    assert gap.mean == close((-0.5 + 0.25) / 1.75)
    assert gap.distribution == {"-1": 1, "0": 2, "1": 1}
    assert list(gap.distribution) == ["-1", "0", "1"]


def test_level_gap_leaves_out_unknown_levels_and_inactive_ties() -> None:
    case = Case().own("s", level=2).buyer("b1", level=5).buyer("b2").buyer("b3", level=1)
    case.contact("s", "b1", 2).contact("s", "b2", 4).contact("s", "b3", 0)
    gap = found(case).level_gap
    assert (gap.mean, gap.distribution) == (-3.0, {"-3": 1})
    assert found(Case().own("s").buyer("b")).level_gap.mean is None


def test_faces() -> None:
    faces = [tuple(face.model_dump().values()) for face in found(worked_example()).faces]
    assert faces == [
        ("sales", "purchasing", close(1.25)),
        ("engineering", "production", 0.25),
        ("sales", "production", 0.25),
    ]


def test_faces_of_equal_strength_stand_by_name_unknown_last() -> None:
    case = Case().own("s1", function="it").own("s2").buyer("b1", function="legal").buyer("b2")
    for own, person in product(("s1", "s2"), ("b1", "b2")):
        case.contact(own, person, 4)
    faces = [(face.own_function, face.function) for face in found(case).faces]
    assert faces == [("it", "legal"), ("it", None), (None, "legal"), (None, None)]


# -- counterparts -----------------------------------------------------------------------


def rows(case: Case, **options: Any) -> list[tuple[str, str | None, str]]:
    found_rows = found(case, **options).counterparts
    return [(row.person, row.own, row.status.value) for row in found_rows]


def test_counterparts_of_the_example() -> None:
    result = found(worked_example())
    assert rows(worked_example()) == [
        ("dora", "anna", "in place"),
        ("bert", "anna", "in place"),
        ("ines", "ben", "build"),
        ("uwe", "ben", "in place"),
    ]
    assert [(row.fit, row.strength) for row in result.counterparts] == [
        (close(0.75), 0.5),
        (close(1.0), 0.75),
        (close(0.375), 0.0),
        (close(0.5), 0.25),
    ]
    # 1.0 · 0.75 + 0.4 · 1 + 0.35 · 0.375 + 0.2 · 0.5
    assert result.counterparts_value == close(1.38125)


def test_scarce_capacity_goes_where_it_counts() -> None:
    # One place each. anna takes dora (0.75) rather than bert (0.4), ben takes ines (0.13125)
    # rather than uwe (0.1) or bert (0.06).
    result = found(worked_example(), constants=policy(capacity=1))
    assert [(row.person, row.own) for row in result.counterparts] == [
        ("dora", "anna"),
        ("bert", None),
        ("ines", "ben"),
        ("uwe", None),
    ]
    assert result.counterparts_value == close(0.75 + 0.13125)
    unassigned = result.counterparts[1]
    assert (unassigned.fit, unassigned.strength, unassigned.status) == (None, None, "unassigned")


def test_among_equal_fits_the_stronger_ties_decide() -> None:
    # Nobody has level or function: every fit is 0.1. One place each; both ways are worth
    # Σ v·fit = 0.05, but s2-b1 with s1-b2 keeps 0.25 · (1 + 0.5), the other way 0.25 · 0.75.
    case = Case().own("s1", "s2").buyer("b1", "user").buyer("b2", "user")
    case.contact("s2", "b1", 4).contact("s1", "b2", 2).contact("s1", "b1", 3)
    result = found(case, constants=policy(capacity=1))
    assert [(row.person, row.own) for row in result.counterparts] == [("b1", "s2"), ("b2", "s1")]
    assert result.counterparts_value == close(2 * 0.25 * 0.1)


def test_everybody_is_assigned_while_there_is_room_even_at_fit_zero() -> None:
    case = Case().own("s", level=1, function="sales")
    case.buyer("b1", level=5, function="purchasing").buyer("b2", influence=0)
    result = found(case)
    assert [(row.person, row.own, row.fit) for row in result.counterparts] == [
        ("b1", "s", 0.0),
        ("b2", "s", close(0.1)),
    ]
    assert result.counterparts_value == 0.0


def test_nobody_to_assign() -> None:
    result = found(Case().buyer("b1", "user"))
    assert rows(Case().buyer("b1", "user")) == [("b1", None, "unassigned")]
    assert result.counterparts_value == 0.0
    assert result.alignment == Share(value=None, numerator=0, denominator=0)
    assert (result.fit_covered, result.zipper.value, result.zipper.share) == (0.0, None, None)
    assert found(Case().buyer("b1", level=3)).zipper.share == 0.0


@settings(derandomize=True, deadline=None, max_examples=count(40, 300), database=None)
@given(st.data())
def test_assignment_against_trying_all(data: st.DataObject) -> None:
    sizes = st.integers(1, 3)
    count, columns, capacity = data.draw(sizes), data.draw(sizes), data.draw(sizes)
    grid = st.lists(
        st.lists(st.integers(0, 2), min_size=columns, max_size=columns),
        min_size=count,
        max_size=count,
    )
    gain, second = np.array(data.draw(grid), float), np.array(data.draw(grid), float)
    options = []
    for chosen in product(range(-1, columns), repeat=count):
        loads = [chosen.count(column) for column in range(columns)]
        if max(loads) <= capacity and chosen.count(-1) == max(0, count - columns * capacity):
            totals = [
                sum(table[r, c] for r, c in enumerate(chosen) if c >= 0) for table in (gain, second)
            ]
            options.append(tuple(totals))
    chosen = tuple(assignment(gain, second, capacity).tolist())
    assert max(chosen.count(column) for column in range(columns)) <= capacity
    assert chosen.count(-1) == max(0, count - columns * capacity)
    assert (
        sum(gain[r, c] for r, c in enumerate(chosen) if c >= 0),
        sum(second[r, c] for r, c in enumerate(chosen) if c >= 0),
    ) == max(options)


# -- width and shape --------------------------------------------------------------------


def grid(people: int, *ties: tuple[int, int, int]) -> Case:
    """So many on both sides, and ties (ours, theirs, level)."""
    case = Case()
    for number in range(people):
        case.own(f"s{number}").buyer(f"b{number}")
    for own, person, level in ties:
        case.contact(f"s{own}", f"b{person}", level)
    return case


def test_no_active_tie_has_no_shape() -> None:
    result = found(grid(2, (0, 0, 0)))
    assert (result.width, result.shape) == (0, "none")


def test_one_person_wide_is_a_bow_tie() -> None:
    # A star: everything ends when s0 leaves, whoever is on the other side.
    result = found(grid(4, (0, 0, 2), (0, 1, 2), (0, 2, 2), (0, 3, 2)))
    assert (result.width, result.shape) == (1, "bow-tie")


def test_one_pair_with_more_than_half_is_a_bow_tie() -> None:
    # 1.0 of 1.0 + 0.25 + 0.5 = 1.75
    result = found(grid(3, (0, 0, 4), (1, 1, 1), (2, 2, 2)))
    assert (result.width, result.shape) == (3, "bow-tie")


def test_one_pair_with_exactly_half_is_in_transition() -> None:
    # 1.0 of 1.0 + 0.5 + 0.5
    result = found(grid(3, (0, 0, 4), (1, 1, 2), (2, 2, 2)))
    assert (result.width, result.shape) == (3, "transition")


def test_four_even_pairs_are_a_diamond() -> None:
    # A quarter each: no person carries more.
    ties = [(number, number, 3) for number in range(4)]
    result = found(grid(4, *ties))
    assert (result.width, result.shape) == (4, "diamond")


@pytest.mark.parametrize("more", [(0, 4, 1), (4, 0, 1)], ids=["ours", "theirs"])
def test_one_person_with_more_than_a_quarter_is_no_diamond(more: tuple[int, int, int]) -> None:
    # Somebody on one side alone carries 0.5 + 0.25 of 2.0 + 0.25: 0.75 > 0.5625.
    ties = [(number, number, 2) for number in range(4)]
    assert found(grid(5, *ties)).shape == "diamond"
    result = found(grid(5, *ties, more))
    assert (result.width, result.shape) == (4, "transition")


def test_shape_bounds_are_the_policys() -> None:
    ties = [(number, number, 3) for number in range(3)]
    narrow = policy(shape={"diamond_width": 3, "diamond_share": 0.34})
    assert found(grid(3, *ties), constants=narrow).shape == "diamond"
    assert found(grid(3, *ties), constants=policy(shape={"bow_tie_width": 3})).shape == "bow-tie"


def test_width_is_the_smallest_number_that_ends_every_tie() -> None:
    # Five ties, all through s0 or b2.
    result = found(grid(4, (0, 0, 2), (0, 1, 2), (1, 2, 2), (2, 2, 2), (3, 2, 2)))
    assert result.width == 2


def test_empty_buying_center() -> None:
    result = found(Case().own("s", level=3, function="sales"))
    assert result.alignment == Share(value=None, numerator=0, denominator=0)
    assert (result.fit_covered, result.counterparts, result.counterparts_value) == (None, (), None)
    zipper = result.zipper.model_dump(mode="json")
    assert zipper == {"value": None, "closed": 0, "possible": 0, "share": None}
    assert (result.level_gap.mean, result.level_gap.distribution) == (None, {})
    assert (result.faces, result.width, result.shape) == ((), 0, "none")


def test_weightless_stakeholders() -> None:
    case = Case().own("s", left=T).own("r").buyer("b", influence=0).contact("r", "b", 4)
    result = found(case)
    assert (result.alignment.value, result.fit_covered) == (None, None)
    assert (result.width, result.counterparts_value) == (1, 0.0)
