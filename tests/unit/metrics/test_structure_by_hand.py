"""Structure of the buying center, worked by hand."""

from __future__ import annotations

from kamgraph.metrics.results import Structure
from kamgraph.metrics.structure import structure
from tests.unit.builders import Case, T, ago, close, worked_example


def found(case: Case) -> Structure:
    return structure(case.matrix())


def three() -> Case:
    return Case().buyer("a", "buyer").buyer("b", "user").buyer("c", "decider")


def test_worked_example() -> None:
    result = found(worked_example())
    assert (result.vertical_involvement, result.lateral_involvement) == (3, 3)
    assert result.extensivity == 4
    # bert → dora, uwe ↔ ines (two), ines → dora: 4 of 4 · 3
    assert result.connectedness == close(4 / 12)
    # One of them touches bert, the buyer: 1 of 1 · 2 · 3
    assert result.purchasing_centrality == close(1 / 6)


def test_each_ordered_pair_counts_once() -> None:
    case = three().tie("a", "b", "reports_to").tie("a", "b", "influences", weight=0.0)
    assert found(case).connectedness == close(1 / 6)
    # knows goes both ways, so a → b is there already and b → a comes.
    assert found(case.tie("b", "a", "knows").tie("a", "b", "knows")).connectedness == close(2 / 6)


def test_only_valid_ties_of_the_three_kinds_inside_the_center() -> None:
    case = three().tie("a", "b", "conflicts").tie("a", "b", "assists")
    case.tie("a", "c", "knows", until=T).tie("b", "c", "knows", since=ago(-1))
    case.add("people", id="x", organization="CU", name="X").tie("a", "x", "knows")
    assert (found(case).connectedness, found(case).purchasing_centrality) == (0.0, 0.0)
    assert found(case.tie("c", "b", "influences", since=T)).connectedness == close(1 / 6)


def test_purchasing_centrality_counts_every_buyer() -> None:
    case = three().member("b", "buyer").tie("a", "b", "knows").tie("c", "a", "influences")
    # a → b and b → a touch both buyers, two each; c → a touches a: 5 of 2 · 2 · 2
    assert found(case).purchasing_centrality == close(5 / 8)


def test_unknown_levels_and_functions_do_not_count() -> None:
    case = Case().buyer("a", level=1, function="other").buyer("b", level=1).buyer("c")
    result = found(case)
    assert (result.vertical_involvement, result.lateral_involvement) == (1, 1)


def test_too_few_people() -> None:
    nobody = found(Case())
    assert (nobody.extensivity, nobody.vertical_involvement, nobody.lateral_involvement) == (0,) * 3
    assert (nobody.connectedness, nobody.purchasing_centrality) == (None, None)
    one = found(Case().buyer("a", "buyer", level=2))
    assert (one.extensivity, one.vertical_involvement) == (1, 1)
    assert (one.connectedness, one.purchasing_centrality) == (None, None)
    no_buyer = found(Case().buyer("a").buyer("b"))
    assert (no_buyer.connectedness, no_buyer.purchasing_centrality) == (0.0, None)
