"""What changed between two dates, and what moved the numbers, worked by hand."""

from __future__ import annotations

import math
from datetime import date

import pytest

from kamgraph.errors import InputError
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.attribution import shapley
from kamgraph.metrics.coverage import weighted
from kamgraph.metrics.diff import diff
from kamgraph.metrics.results_over_time import Attribution, Diff
from tests.unit.builders import Case, T, ago, close


def found(case: Case, days: int, end: date = T, opportunity: str | None = None) -> Diff:
    return diff(case.portfolio().columns(), "A", ago(days), end, opportunity=opportunity)


def moved(parts: Attribution | None) -> dict[str, float]:
    """The causes that moved anything."""
    assert parts is not None
    return {cause: part for cause, part in parts.model_dump().items() if part != 0.0}


def happened(result: Diff) -> list[tuple[object, ...]]:
    return [(r.cause, r.change, r.date, r.who, r.kind, r.before, r.after) for r in result.changes]


def test_shapley_of_two_who_need_each_other() -> None:
    # A glove is worth nothing alone; a third who brings nothing gets nothing.
    values = {
        (left, right, other): float(left and right)
        for left in (False, True)
        for right in (False, True)
        for other in (False, True)
    }
    assert shapley(values) == [close(0.5), close(0.5), 0.0]


def test_time_alone() -> None:
    case = Case().own("s").buyer("b", "decider", influence=10).contact("s", "b", 4, ago(180))
    result = found(case, 180)
    assert moved(result.attribution.weighted) == {"clock": close(-0.5)}
    assert result.changes == ()


def test_meeting_stops_the_clock() -> None:
    case = Case().own("s").buyer("b", "decider", influence=10).contact("s", "b", 4, ago(180))
    result = found(case.met("s", "b", 0), 180)
    # Without the meeting 1 → 0.5; with it 1 → 1: each order of the two counts half.
    assert moved(result.attribution.weighted) == {
        "interactions": close(0.25),
        "clock": close(-0.25),
    }
    assert happened(result) == [("interactions", "met", T, ("b", "s"), None, None, None)]
    assert result.changes[0].count == 1


def test_departure() -> None:
    case = Case().own("anna", left=ago(3)).own("ben").buyer("b", "decider", influence=10)
    result = found(case.contact("anna", "b", 2, ago(9)).contact("ben", "b", 2, ago(9)), 4)
    at_start, at_end = 0.5 * 2 ** (-5 / 180), 0.5 * 2 ** (-9 / 180)
    # Half of the orders let anna leave first, with the ties as they were, half as they are.
    anna = ((1 - at_start) * at_start + (1 - at_end) * at_end) / 2
    assert moved(result.attribution.weighted)["people"] == close(-anna)
    # One of two active ties is gone: what hung on two hangs on one.
    assert moved(result.attribution.thin_share) == {"people": close(1.0)}
    assert happened(result) == [("people", "left", ago(3), ("anna",), None, None, None)]


def test_last_contact_stands_on_the_rating() -> None:
    case = Case().own("s").buyer("b", "decider", influence=10).contact("s", "b", 4, ago(10))
    result = found(case, 100)
    # Undated at 0.5 before, dated after; by the clock of before it lies ahead: age 0.
    dated = 2 ** (-10 / 180)
    assert moved(result.attribution.weighted) == {
        "ties": close((0.5 + dated - 0.5) / 2),
        "clock": close((dated - 1) / 2),
    }
    assert happened(result) == [("ties", "dated", ago(10), ("b", "s"), "rating", None, None)]


def test_null_where_a_state_is_undefined() -> None:
    case = Case().own("s").buyer("b", "decider", influence=10, joined=ago(5))
    result = found(case.contact("s", "b", 4), 10)
    # Before b joined there was nobody to assess.
    assert result.attribution.model_dump() == dict.fromkeys(("weighted", "thin_share", "alignment"))
    assert happened(result)[0] == ("people", "joined", ago(5), ("b",), None, None, None)


def test_memberships_that_begin_end_and_change() -> None:
    case = Case().own("s")
    for person in ("stays", "comes", "goes"):
        case.add("people", id=person, organization="CU", name=person.title())
    case.member("stays", "decider", stance="neutral", since=ago(90), until=ago(5))
    case.member("stays", "decider", "user", stance="opponent", since=ago(5))
    case.member("comes", since=ago(7)).member("goes", "user", until=ago(6)).member(
        "goes", center="ecosystem", since=ago(40)
    )
    assert happened(found(case, 30)) == [
        ("memberships", "begun", ago(7), ("comes",), "buying", None, None),
        ("memberships", "ended", ago(6), ("goes",), "buying", "user", None),
        ("memberships", "roles", ago(5), ("stays",), "buying", "decider", "user|decider"),
        ("memberships", "stance", ago(5), ("stays",), "buying", "neutral", "opponent"),
    ]


def test_what_came_and_went_in_between_leaves_no_trace() -> None:
    case = Case().own("s").buyer("b").member("b", "user", since=ago(20), until=ago(10))
    case.contact("s", "b", 3, None, since=ago(20), until=ago(10))
    case.own("guest", joined=ago(20), left=ago(10))
    assert found(case, 30).changes == ()


def test_ratings_and_ties() -> None:
    case = Case().own("s").buyer("b").buyer("c")
    case.contact("s", "b", 1, None, until=ago(8)).contact("s", "b", 3, None, since=ago(8))
    case.contact("s", "c", 2, None, until=ago(7))
    case.tie("b", "c", "knows", until=ago(4), weight=0.5).tie("b", "c", "knows", since=ago(4))
    case.add("organizations", id="RI", name="Rival", kind="competitor")
    case.tie("RI", "c", "contact", since=ago(3), weight=0.4)
    case.add("people", id="x", organization="CU", name="X").tie("x", "b", "knows", since=ago(2))
    assert happened(found(case, 30)) == [
        ("ties", "level", ago(8), ("b", "s"), "rating", 1, 3),
        ("ties", "ended", ago(7), ("c", "s"), "rating", 2, None),
        ("ties", "weight", ago(4), ("b", "c"), "knows", 0.5, 1.0),
        ("ties", "begun", ago(3), ("RI", "c"), "contact", None, 0.4),
    ]


def test_scope_of_an_opportunity() -> None:
    case = Case().own("s").buyer("b").add("opportunities", id="O", account="A", name="Deal")
    case.add("people", id="c", organization="CU", name="C").member("c", since=ago(5))
    case.member("b", "user", opportunity="O", since=ago(4))
    # For the whole account b was there already and has one more role.
    assert happened(found(case, 30)) == [
        ("memberships", "begun", ago(5), ("c",), "buying", None, None),
        ("memberships", "roles", ago(4), ("b",), "buying", None, "user"),
    ]
    inside = found(case, 30, opportunity="O")
    assert happened(inside) == [("memberships", "begun", ago(4), ("b",), "buying", None, "user")]
    assert inside.opportunity == "O"


def test_same_day_changes_nothing() -> None:
    case = Case().own("s").buyer("b", "decider").contact("s", "b", 2)
    result = found(case, 0)
    assert (result.changes, moved(result.attribution.weighted)) == ((), {})


def test_dates_the_wrong_way_round() -> None:
    with pytest.raises(InputError, match="swap the two dates"):
        found(Case(), 0, ago(1))


def test_parts_add_up() -> None:
    case = Case().own("anna", left=ago(20)).own("ben", joined=ago(50))
    case.buyer("b", "decider", influence=9).buyer("c", "user")
    case.contact("anna", "b", 4, ago(90)).contact("ben", "b", 3, None).met("ben", "c", 70, 30, 2)
    result = found(case, 60)
    parts = result.attribution.weighted
    assert parts is not None
    columns = case.portfolio().columns()
    before, after = (
        float(weighted(ContactMatrix.of_columns(columns, day, None, "A"))[0])
        for day in (ago(60), T)
    )
    assert abs(math.fsum(parts.model_dump().values()) - (after - before)) <= 1e-12
