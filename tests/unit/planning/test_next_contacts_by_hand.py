"""Whom to meet next, worked by hand."""

from __future__ import annotations

import pytest

from kamgraph.errors import InputError
from kamgraph.planning.next_contacts import next_contacts, next_contacts_with_reasons
from tests.unit.builders import Case, close, policy, worked_example


def pairs(case: Case, k: int = 5, **constants: object) -> list[tuple[str, str]]:
    found = next_contacts(case.matrix(policy(**constants)), k)
    return [(step.own, step.person) for step in found.steps]


# The example: fit anna: dora 0.75, bert 1.0, ines 0.2, uwe 0.15; ben: 0.1, 0.15, 0.375, 0.5.
# A new tie reaches 0.75 · fit. C = 0.8875 / 1.95.


def test_the_best_first_and_what_it_leads_to() -> None:
    found = next_contacts(worked_example().matrix(), 2)
    first, second = found.steps
    assert (first.own, first.person) == ("ben", "ines")
    assert first.gain == close(0.35 * 0.28125 / 1.95)
    assert first.coverage_after == close((0.8875 + 0.35 * 0.28125) / 1.95)
    assert (second.own, second.person) == ("anna", "dora")
    assert second.gain == close(0.0625 / 1.95)
    assert second.coverage_after == close(first.coverage_after + second.gain)


def test_a_pair_comes_once_and_only_where_it_can_grow() -> None:
    # anna-bert stands at 0.75 already, all that fit allows; anna-uwe (0.1125) is above it, too.
    found = pairs(worked_example(), 20)
    assert len(found) == len(set(found))
    assert ("anna", "bert") not in found
    assert ("anna", "uwe") not in found
    assert len(found) == 6


def test_equal_gains_go_by_our_id_then_theirs() -> None:
    case = Case().own("s2", "s1").buyer("b2", "user").buyer("b1", "user")
    assert pairs(case, 2) == [("s1", "b1"), ("s1", "b2")]


def team(**facts: object) -> Case:
    """Two of us who fit three buyers by 1 and 0.75; nobody has met."""
    case = Case().own("s1", level=3, function="sales").own("s2", level=2, function="sales")
    for person in ("b1", "b2", "b3"):
        case.buyer(person, "buyer", level=3, function="purchasing", **facts)
    return case


def test_nobody_gets_more_than_they_can_keep() -> None:
    assert pairs(team(), 3) == [("s1", "b1"), ("s1", "b2"), ("s1", "b3")]
    # With room for one each, s1 takes b1, s2 takes b2, and nobody is left for b3.
    assert pairs(team(), 3, capacity=1) == [("s1", "b1"), ("s2", "b2")]


def test_a_tie_that_is_active_can_be_deepened_without_room() -> None:
    case = team().contact("s1", "b1", 2)
    # s1 is full: only b1 itself can become stronger, which gains less than s2 with b2.
    assert pairs(case, 3, capacity=1) == [("s2", "b2"), ("s1", "b1")]


def test_a_tie_that_stays_below_the_threshold_takes_no_room() -> None:
    case = Case().own("s").buyer("b1").buyer("b2")  # fit 0.5 · 0.2 = 0.1, a new tie 0.075
    assert pairs(case, 5, capacity=1) == [("s", "b1"), ("s", "b2")]
    assert pairs(case, 5, capacity=1, active_threshold=0.075) == [("s", "b1")]


@pytest.mark.parametrize(
    "case",
    [
        Case().own("s"),
        Case().buyer("b", "user"),
        Case().own("s").buyer("b", "user", influence=0),
        Case().own("s").buyer("b", "user").contact("s", "b", 4),
    ],
)
def test_nobody_to_meet(case: Case) -> None:
    assert pairs(case) == []


def test_what_speaks_for_a_step() -> None:
    _, (ines, dora, *_) = next_contacts_with_reasons(worked_example().matrix())
    assert (ines.fit, ines.strength, ines.strength_after) == close((0.375, 0.0, 0.28125))
    assert (ines.active, ines.active_after, ines.carriers) == (False, True, ())
    assert (ines.own_position.function, ines.own_position.level) == ("engineering", 2)
    assert (ines.position.function, ines.position.level) == ("quality", 3)
    assert (dora.active, dora.carriers, dora.coverage) == (True, ("anna",), close(0.5))


def test_at_least_one_is_asked_for() -> None:
    with pytest.raises(InputError, match="at least 1 contact"):
        next_contacts(worked_example().matrix(), 0)
