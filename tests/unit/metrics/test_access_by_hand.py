"""Ways through others, worked by hand: the access pool, indirect reach, gatekeepers, paths."""

from __future__ import annotations

from typing import Any

import pytest

from kamgraph.metrics.coverage import coverage
from kamgraph.metrics.results import Coverage, Spoc
from kamgraph.metrics.spoc import spoc
from tests.unit.builders import Case as Plain
from tests.unit.builders import T, ago, close, policy


class Case(Plain):
    """A portfolio with people around the account."""

    def around(
        self, person: str, *roles: str, kind: str = "partner", organization: str = "PA", **more: Any
    ) -> Case:
        """Somebody of the ecosystem, in an organization of some kind."""
        if organization not in [row["id"] for row in self.tables["organizations"]]:
            self.add("organizations", id=organization, name=organization, kind=kind)
        self.add("people", id=person, organization=organization, name=person, **more)
        self.member(person, *roles, center="ecosystem")
        return self


def indirect(case: Plain, **options: Any) -> dict[str, float]:
    """i_b by stakeholder."""
    return {row.id: row.indirect for row in found(case, **options).people}


def found(case: Plain, **options: Any) -> Coverage:
    return coverage(case.matrix(**options))


def risk(case: Plain, **options: Any) -> Spoc:
    return spoc(case.matrix(**options))


def gates(case: Plain, **options: Any) -> dict[str, tuple[str, ...]]:
    """Whom everybody dominates."""
    return {row.person: row.dominates for row in risk(case, **options).gatekeepers}


def chain() -> Case:
    """s - p (partner, 0.5) - b1 - b2 - b3 - b4, all knowing each other in a row."""
    case = Case().own("s").around("p", "partner").contact("s", "p", 2)
    for person, before in (("b1", "p"), ("b2", "b1"), ("b3", "b2"), ("b4", "b3")):
        case.buyer(person, "decider", influence=10).tie(before, person, "knows", weight=0.8)
    return case


def test_a_way_loses_half_and_the_ties_weight_at_each_person() -> None:
    one = 0.5 * 0.8 * 0.5
    # Three people between us and b3; b4 is too far away.
    expected = {"b1": one, "b2": one * 0.4, "b3": one * 0.16, "b4": 0.0}
    assert indirect(chain()) == close(expected)
    result = found(chain()).indirect
    assert result.numerator == close(sum(expected.values()))
    assert (result.denominator, result.value) == (4.0, close(sum(expected.values()) / 4))


def test_the_policy_says_how_far_and_at_what_discount() -> None:
    near = indirect(chain(), constants=policy(max_intermediaries=1, indirect_discount=1))
    assert near == close({"b1": 0.4, "b2": 0.0, "b3": 0.0, "b4": 0.0})
    assert set(indirect(chain(), constants=policy(max_intermediaries=0)).values()) == {0.0}
    far = indirect(chain(), constants=policy(max_intermediaries=9, indirect_discount=1))
    assert far["b4"] == close(0.5 * 0.8**4)


def test_the_best_way_counts_and_a_direct_tie_is_one() -> None:
    case = chain().contact("s", "b1", 1)  # 0.25, better than 0.2 through p
    assert indirect(case)["b1"] == close(0.25)
    assert indirect(case)["b2"] == close(0.25 * 0.4)
    # c of two ties is more than the best way alone.
    case.own("t").contact("t", "b1", 1)
    row = next(row for row in found(case).people if row.id == "b1")
    assert (row.coverage, row.indirect) == (close(1 - 0.75**2), close(0.25))


def test_faint_ties_are_a_way_too() -> None:
    case = chain().contact("s", "b4", 1, ago(1800))
    assert 0 < indirect(case)["b4"] < 0.001


def test_influence_leads_one_way_and_other_ties_nowhere() -> None:
    case = Case().own("s").buyer("a", "user").buyer("b", "user").contact("s", "a", 4)
    assert indirect(case.tie("b", "a", "influences"))["b"] == 0.0
    for kind in ("reports_to", "conflicts", "assists"):
        case.tie("a", "b", kind)
    assert indirect(case)["b"] == 0.0
    assert indirect(case.tie("a", "b", "influences", weight=0.4))["b"] == close(0.2)
    # The largest of parallel rows, of either kind.
    assert indirect(case.tie("b", "a", "knows", weight=0.6))["b"] == close(0.3)
    assert indirect(case.tie("a", "b", "knows", weight=0.9, until=T))["b"] == close(0.3)


def through(**more: Any) -> Case:
    """The only way to b leads over p."""
    facts = {"roles": (), "kind": "partner", **more}
    roles = facts.pop("roles")
    case = Case().own("s").buyer("b", "decider", influence=10)
    return case.around("p", *roles, **facts).contact("s", "p", 4).tie("p", "b", "knows")


@pytest.mark.parametrize(
    ("facts", "way"),
    [
        ({"roles": ("partner",)}, True),
        ({"kind": "consultant"}, True),
        ({"kind": "competitor"}, False),
        ({"roles": ("partner", "competitor")}, False),
        ({"left": T}, False),
        ({"joined": ago(-1)}, False),
        ({"vacant": True}, False),
    ],
)
def test_who_is_in_the_access_pool(facts: dict[str, Any], way: bool) -> None:
    case = through(**facts)
    assert indirect(case) == {"b": close(0.5) if way else 0.0}
    assert gates(case) == ({"p": ("b",), "s": ("b",)} if way else {})
    assert risk(case).independent_paths == {"b": int(way)}


def test_the_pool_ends_with_the_membership_and_the_scope() -> None:
    case = Case().own("s").buyer("b", "decider").add("opportunities", id="q", account="A", name="Q")
    case.add("opportunities", id="r", account="A", name="R").member("b", "decider", opportunity="q")
    case.add("organizations", id="PA", name="PA", kind="partner")
    case.add("people", id="p", organization="PA", name="p").contact("s", "p", 4).tie(
        "p", "b", "knows"
    )
    assert indirect(case) == {"b": 0.0}  # p is not listed
    case.member("p", center="ecosystem", opportunity="r")
    assert indirect(case) == {"b": 0.5}
    assert indirect(case, opportunity="q") == {"b": 0.0}


def test_own_people_outside_the_selling_center_open_no_way() -> None:
    # t knows the partner alone: no tie to a stakeholder, no selling membership.
    case = through().own("t", listed=False).contact("t", "p", 4)
    assert gates(case) == {"p": ("b",), "s": ("b",)}
    # With a trace of contact to b, t counts.
    assert gates(case.contact("t", "b", 1, ago(180))) == {"p": ("b",)}


def test_a_competitors_man_in_the_buying_center_is_reached_directly_alone() -> None:
    case = through().add("organizations", id="RI", name="Rival", kind="competitor")
    case.buyer("r", "influencer", organization="RI", influence=10).tie("b", "r", "knows")
    assert indirect(case) == close({"b": 0.5, "r": 0.0})
    case.contact("s", "r", 3)
    assert indirect(case) == close({"b": 0.5, "r": 0.75})
    # The access graph leads to the pool alone: r is neither reached nor a way.
    assert risk(case).independent_paths == {"b": 1, "r": 0}
    assert risk(case).gatekeepers[0].gate_weight == 1.0


def test_gatekeepers_weigh_what_stands_behind_them() -> None:
    # b4 (decider) behind b3 behind b2 behind b1 behind p behind s: 1.0 each.
    result = risk(chain()).gatekeepers
    assert [(row.person, row.gate_weight) for row in result] == [
        ("p", close(1.0)),
        ("s", close(1.0)),
        ("b1", close(0.75)),
        ("b2", close(0.5)),
        ("b3", close(0.25)),
    ]
    assert result[0].dominates == ("b1", "b2", "b3", "b4")
    # A second way into the middle frees what lies behind it, and both before it.
    case = chain().own("t").contact("t", "b2", 1)
    assert gates(case) == {"b2": ("b3", "b4"), "b3": ("b4",)}


def test_a_way_in_the_access_graph_holds_from_the_threshold() -> None:
    case = Case().own("s").buyer("b", "user").buyer("c", "user").contact("s", "b", 1)
    case.tie("b", "c", "knows", weight=0.25)
    assert risk(case).independent_paths == {"b": 1, "c": 1}
    assert risk(case, constants=policy(active_threshold=0.26)).independent_paths == {"b": 0, "c": 0}
    weak = Case().own("s").buyer("b", "user").buyer("c", "user").contact("s", "b", 1)
    assert risk(weak.tie("b", "c", "knows", weight=0.24)).independent_paths == {"b": 1, "c": 0}


def test_gate_weight_of_what_weighs_nothing_is_null() -> None:
    case = Case().own("s").buyer("b", "user", influence=0).contact("s", "b", 4)
    (row,) = risk(case).gatekeepers
    assert (row.person, row.gate_weight, row.dominates) == ("s", None, ("b",))


def test_ways_are_led_round_each_other() -> None:
    # Taken greedily, s1 - x - y - b blocks both others; led round, three ways fit.
    case = Case().own("s1", "s2", "s3")
    for person in ("b", "x", "y", "z"):
        case.buyer(person, "user")
    case.contact("s1", "x", 4).contact("s2", "x", 4).contact("s2", "y", 4).contact("s3", "z", 4)
    for source in ("x", "y", "z"):
        case.tie(source, "b", "influences")
    case.tie("x", "y", "influences").tie("y", "z", "influences")
    assert risk(case).independent_paths == {"b": 3, "x": 2, "y": 2, "z": 2}
    assert gates(case) == {}
    cut = risk(case, constants=policy(max_independent_paths=2)).independent_paths
    assert cut == {"b": 2, "x": 2, "y": 2, "z": 2}


def test_an_earlier_way_is_led_round_where_it_stands_in_the_way() -> None:
    # The first way found is s1 - x - b; y is behind s1 alone, so x has to be left to s2.
    case = Case().own("s1", "s2").buyer("x", "user").buyer("y", "user").buyer("b", "user")
    case.contact("s1", "x", 4).contact("s1", "y", 4).contact("s2", "x", 4)
    case.tie("x", "b", "influences").tie("y", "b", "influences")
    assert risk(case).independent_paths == {"b": 2, "x": 2, "y": 1}
    assert gates(case) == {"s1": ("y",)}


def test_people_of_ours_count_on_a_way() -> None:
    # Two of theirs lead to b, but one of us leads to both.
    case = Case().own("s").buyer("b", "user").buyer("x", "user").buyer("y", "user")
    case.contact("s", "x", 4).contact("s", "y", 4).tie("x", "b", "knows").tie("y", "b", "knows")
    assert risk(case).independent_paths["b"] == 1
    assert gates(case) == {"s": ("b", "x", "y")}
