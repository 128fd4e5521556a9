"""Influence inside the buying center, worked by hand and held against networkx."""

from __future__ import annotations

import math
import random
from typing import Any

import networkx as nx
import pytest

from kamgraph.metrics.influence import Hold, Influence, influence
from tests.unit.builders import Case, T, close


def people(*stances: tuple[str, str | None], case: Case | None = None) -> Case:
    """Stakeholders of weight 0.25 with a stance each."""
    case = case or Case().own("s")
    for person, stance in stances:
        case.buyer(person, "user", stance=stance)
    return case


def found(case: Case) -> Influence:
    return influence(case.matrix())


def holds(case: Case, side: str) -> dict[str, tuple[str, Any]]:
    """Who of a side moves whom."""
    rows = {row.id: getattr(row, side) for row in found(case).people}
    return {key: (hold.by, close(hold.strength)) for key, hold in rows.items() if hold}


def between(case: Case) -> dict[str, Any]:
    return {row.id: row.betweenness for row in found(case).people}


def two_sides() -> Case:
    """c (champion) - a (0.5) - b (0.8); o (opponent) influences b (0.9), and knows z (0.3)."""
    case = people(("c", "champion"), ("o", "opponent"), ("a", None), ("b", "neutral"), ("z", None))
    case.tie("c", "a", "influences", weight=0.5).tie("a", "b", "knows", weight=0.8)
    return case.tie("o", "b", "influences", weight=0.9).tie("z", "o", "knows", weight=0.3)


def test_a_way_is_as_strong_as_the_product_of_its_ties() -> None:
    assert holds(two_sides(), "champions") == {"a": ("c", 0.5), "b": ("c", 0.4)}
    # Against the arrow nothing is passed on, but those who know each other pass on both ways.
    expected = {"b": ("o", 0.9), "a": ("o", 0.72), "z": ("o", 0.3)}
    assert holds(two_sides(), "opponents") == expected


def test_reach_is_the_part_of_everybody_elses_weight() -> None:
    result = found(two_sides())
    assert (result.champions.people, result.opponents.people) == (("c",), ("o",))
    assert result.champions.reach.value == close((0.5 + 0.4) / 4)
    assert result.opponents.reach.value == close((0.9 + 0.72 + 0.3) / 4)
    assert result.opponents.reach.denominator == close(4 * 0.25)
    assert result.contested == ("a", "b")


def test_the_strongest_of_a_side_then_the_first_by_id() -> None:
    case = people(("d", "champion"), ("c", "champion"), ("a", None))
    case.tie("c", "a", "influences", weight=0.5).tie("d", "a", "influences", weight=0.5)
    assert holds(case, "champions") == {"a": ("c", 0.5)}
    # The larger of parallel rows; a champion is moved by the other one only (d over a).
    case.tie("d", "a", "knows", weight=0.6).tie("c", "d", "knows", weight=0.1)
    expected = {"a": ("d", 0.6), "c": ("d", 0.1), "d": ("c", 0.3)}
    assert holds(case, "champions") == expected


def test_only_what_holds_inside_the_buying_center_counts() -> None:
    case = people(("c", "champion"), ("a", None), ("b", None))
    case.add("people", id="out", organization="CU", name="Out")
    case.tie("c", "out", "knows").tie("out", "a", "knows")
    case.tie("c", "a", "reports_to").tie("c", "a", "conflicts")
    case.tie("c", "a", "knows", until=T).tie("c", "b", "influences", weight=0)
    assert holds(case, "champions") == {}
    result = found(case)
    assert result.champions.reach.value == 0.0
    assert (result.opponents.people, result.contested, result.brokers) == ((), (), ())


def test_the_least_favourable_stance_decides() -> None:
    case = people(("c", "champion")).member("c", "buyer", stance="opponent")
    assert found(case).champions.people == ()
    assert found(case).opponents.people == ("c",)
    assert found(case).opponents.reach.value is None  # nobody else is there


def test_brokers_stand_between_others() -> None:
    # a - b - c - d in a row: of six ordered pairs of others, four pass b and four pass c.
    case = people(("a", None), ("b", None), ("c", None), ("d", None))
    case.tie("a", "b", "knows").tie("b", "c", "knows").tie("c", "d", "knows")
    assert between(case) == {"a": 0.0, "b": close(4 / 6), "c": close(4 / 6), "d": 0.0}
    assert [row.person for row in found(case).brokers] == ["b", "c"]


def test_equal_ways_share_and_ties_of_weight_one_are_no_distance() -> None:
    # a - b - d and a - c - d, all at 1; d is reached over either, never round in circles.
    case = people(("a", None), ("b", None), ("c", None), ("d", None))
    for one, other in (("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")):
        case.tie(one, other, "knows")
    # a-d, d-a over b or c; b-c, c-b over a or d.
    assert between(case) == dict.fromkeys("abcd", close(1 / 6))
    # Among equally strong ways that over the fewest people: a - d itself.
    case.tie("a", "d", "knows")
    assert between(case) == {"a": close(1 / 6), "b": 0.0, "c": 0.0, "d": close(1 / 6)}


def test_the_stronger_way_is_the_shorter_one() -> None:
    case = people(("a", None), ("b", None), ("c", None))
    case.tie("a", "c", "influences", weight=0.4)
    case.tie("a", "b", "influences", weight=0.7).tie("b", "c", "influences", weight=0.7)
    assert between(case)["b"] == close(1 / 2)
    assert [row.champions for row in found(case).people] == [None, None, None]


def test_fewer_than_three_have_nobody_between() -> None:
    case = people(("a", "champion"), ("b", None)).tie("a", "b", "knows")
    assert between(case) == {"a": None, "b": None}


@pytest.mark.parametrize("seed", range(8))
def test_betweenness_is_that_of_networkx_where_no_distance_is_zero(seed: int) -> None:
    lots = random.Random(seed)
    names = [f"p{number}" for number in range(12)]
    case, graph = people(*((name, None) for name in names)), nx.DiGraph()
    graph.add_nodes_from(names)
    for _ in range(30):
        one, other = lots.sample(names, 2)
        weight = lots.uniform(0.1, 0.95)
        if not graph.has_edge(one, other):
            case.tie(one, other, "influences", weight=weight)
            graph.add_edge(one, other, distance=-math.log(weight))
    assert between(case) == close(nx.betweenness_centrality(graph, weight="distance"))


def test_an_empty_buying_center() -> None:
    result = found(Case().own("s"))
    assert (result.people, result.brokers, result.contested) == ((), (), ())
    assert result.champions.reach.model_dump() == {"value": None, "numerator": 0, "denominator": 0}


def test_the_stance_is_as_entered() -> None:
    case = people(("a", "champion"), ("b", "unknown"), ("c", None))
    assert [row.stance for row in found(case).people] == ["champion", "unknown", None]
    assert Hold(by="a", strength=1.0).model_dump() == {"by": "a", "strength": 1.0}
