"""Who could introduce us, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kamgraph.errors import InputError
from kamgraph.matrix import ContactMatrix
from kamgraph.planning.introductions import introductions
from tests.unit.builders import Case, T, ago, close, policy, worked_example

Ways = list[tuple[str, Any]]


def ways(case: Case, person: str, k: int = 3, **constants: Any) -> Ways:
    """The ways as `s > x > b`, with their strengths."""
    found = introductions(case.matrix(policy(**constants)), person, k)
    return [(" > ".join(way.people), close(way.strength)) for way in found.paths]


def diamond() -> Case:
    """b is known by x (0.8) and y (0.8), whom s and t know: s-x 0.75, s-y 0.5, t-y 0.75."""
    case = Case().own("s", "t")
    for person in ("b", "x", "y"):
        case.buyer(person, "user")
    case.tie("x", "b", "knows", weight=0.8).tie("y", "b", "knows", weight=0.8)
    return case.contact("s", "x", 3).contact("s", "y", 2).contact("t", "y", 3)


def test_the_next_way_shares_nobody() -> None:
    assert ways(diamond(), "b") == [("s > x > b", 0.3), ("t > y > b", 0.3)]
    assert ways(diamond(), "b", 1) == [("s > x > b", 0.3)]
    alone = diamond()
    alone.tables["contacts"].pop()
    # s is on the first way; y would need somebody else of us.
    assert ways(alone, "b") == [("s > x > b", 0.3)]


def test_among_equals_fewest_people_then_ids() -> None:
    case = diamond().own("r").contact("r", "x", 3)
    assert ways(case, "b", 1) == [("r > x > b", 0.3)]
    # Without a discount a longer way may be as strong.
    even = diamond().buyer("z", "user").tie("x", "z", "knows").tie("z", "b", "knows", weight=0.8)
    assert ways(even, "b", 1, indirect_discount=1) == [("s > x > b", 0.6)]
    even.tables["ties"][0]["weight"] = 0.7
    assert ways(even, "b", indirect_discount=1)[:1] == [("t > y > b", 0.6)]
    assert ways(even, "b", indirect_discount=1)[1:] == [("s > x > z > b", 0.6)]


def test_a_stronger_detour_comes_before_a_faint_direct_tie() -> None:
    case = diamond().own("u").contact("u", "b", 1)
    assert ways(case, "b") == [("s > x > b", 0.3), ("t > y > b", 0.3), ("u > b", 0.25)]
    assert ways(case, "b", max_intermediaries=0) == [("u > b", 0.25)]
    assert ways(case, "b", indirect_discount=0) == [("u > b", 0.25)]


def test_through_the_ecosystem_to_somebody_outside() -> None:
    case = Case().own("s").buyer("b", "user")
    case.add("organizations", id="PA", name="Partner", kind="partner")
    case.add("organizations", id="RI", name="Rival", kind="competitor")
    for person, home in (("p", "PA"), ("q", "PA"), ("r", "RI"), ("far", "CU")):
        case.add("people", id=person, organization=home, name=person)
    case.member("p", center="ecosystem").member("r", center="ecosystem")
    case.contact("s", "p", 4).contact("s", "q", 4).contact("s", "r", 4)
    for person in ("p", "q", "r"):
        case.tie(person, "far", "influences")
    # q is in no center, r a competitor's: neither leads on. Who is asked about may be anybody.
    assert ways(case, "far") == [("s > p > far", 0.5)]
    assert ways(case, "q") == [("s > q", 1.0)]
    assert ways(case, "r") == [("s > r", 1.0)]
    assert ways(case.contact("s", "far", 1), "far") == [("s > p > far", 0.5)]
    assert ways(case.own("t").contact("t", "far", 1).contact("t", "b", 1), "far") == [
        ("s > p > far", 0.5),
        ("t > far", 0.25),
    ]


@pytest.mark.parametrize("facts", [{"left": T}, {"joined": ago(-1)}, {"vacant": True}])
def test_nobody_who_is_not_there(facts: dict[str, Any]) -> None:
    case = Case().own("s").buyer("b", "user").buyer("x", "user", **facts).contact("s", "x", 4)
    assert ways(case.tie("b", "x", "knows").contact("s", "b", 4), "x") == []


def test_no_way_at_all() -> None:
    assert ways(Case().own("s").buyer("b", "user"), "b") == []
    assert ways(Case().buyer("b", "user"), "b") == []


def test_the_formula_and_its_envelope() -> None:
    found = introductions(worked_example().matrix(), "ines")
    assert list(found.model_dump()) == ["formula", "as_of", "policy", "paths"]
    assert (found.formula, found.as_of, found.policy) == ("introductions/1", T, policy().hash)


@pytest.mark.parametrize(
    ("person", "k", "said"),
    [
        ("inez", 3, "there is no person 'inez'; did you mean 'ines'?"),
        ("anna", 3, "'anna' is one of our people"),
        ("ines", 0, "ask for at least 1"),
    ],
)
def test_what_cannot_be_asked(person: str, k: int, said: str) -> None:
    with pytest.raises(InputError, match=said):
        introductions(worked_example().matrix(), person, k)


def test_one_account_at_a_time() -> None:
    case = worked_example().add("accounts", id="A2", name="Other", organization="CU")
    both = ContactMatrix.of_columns(case.portfolio().columns(), T)
    with pytest.raises(InputError, match="one account"):
        introductions(both, "ines")
