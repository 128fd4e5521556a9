"""Competitors worked by hand: whose tie counts, who is best, and where we are behind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kamgraph.errors import InputError
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.competition import competition, rivals
from kamgraph.metrics.results import Competition
from tests.unit.builders import Case, T, ago, close, policy


def field(*roles: str, level: int = 2, **facts: Any) -> Case:
    """We know `b` with `level / 4`; Rivo with its people vera and rolf, and Tec compete."""
    case = Case().own("s").buyer("b", *(roles or ("decider",)), **facts).contact("s", "b", level)
    for rival in ("rivo", "tec"):
        case.add("organizations", id=rival, name=rival.title(), kind="competitor")
    for person in ("vera", "rolf"):
        case.add("people", id=person, organization="rivo", name=person.title())
    return case


def of(case: Case, day: date = T, **options: Any) -> Competition:
    return competition(case.matrix(day=day, **options))


def best(case: Case, day: date = T) -> tuple[str, float] | None:
    """The best competitor at `b`."""
    people = of(case, day).people
    return (people[0].competitor, people[0].best) if people else None


def test_an_organization_and_its_people_count_together() -> None:
    case = field().tie("rivo", "b", "contact", weight=0.2)
    case.tie("vera", "b", "contact", weight=0.4).tie("rolf", "b", "contact", weight=0.5)
    assert best(case) == ("rivo", close(1 - 0.8 * 0.6 * 0.5))
    # Tec is one competitor, Rivo another; they do not add up.
    assert best(case.tie("tec", "b", "contact", weight=0.75)) == ("rivo", close(0.76))
    assert best(case.tie("tec", "b", "contact", weight=0.77)) == ("tec", close(0.77))


def test_of_parallel_rows_the_largest_counts_and_no_weight_is_1() -> None:
    case = field().tie("vera", "b", "contact", weight=0.4)
    case.tie("vera", "b", "contact", weight=0.3).tie("vera", "b", "contact", weight=0.4)
    assert best(case) == ("rivo", close(0.4))
    assert best(case.tie("vera", "b", "contact")) == ("rivo", 1.0)


def test_a_tie_counts_while_it_holds_and_its_source_is_there() -> None:
    case = field().tie("rivo", "b", "contact", weight=0.5, since=ago(10), until=ago(-10))
    held = [best(case, ago(n)) is not None for n in (11, 10, -9, -10)]
    assert held == [False, True, True, False]
    for facts, counts in (
        ({"left": T}, False),
        ({"left": ago(-1)}, True),
        ({"joined": ago(-1)}, False),
        ({"vacant": True}, True),
    ):
        case = field().add("people", id="x", organization="tec", name="X", **facts)
        assert (best(case.tie("x", "b", "contact", weight=0.5)) is not None) is counts, facts


def test_only_contacts_of_competitors_count() -> None:
    case = field().tie("vera", "b", "knows", weight=0.9).tie("vera", "b", "influences")
    case.add("organizations", id="p", name="Partner", kind="partner")
    case.add("people", id="paul", organization="p", name="Paul")
    case.tie("p", "b", "contact").tie("paul", "b", "contact").tie("s", "b", "contact")
    assert best(case) is None
    # Their own people may be in the buying center, and know each other.
    case.member("vera", "user").tie("rolf", "vera", "contact", weight=0.3)
    assert [(row.id, row.best) for row in of(case).people] == [("vera", close(0.3))]


def test_a_subsidiary_is_a_competitor_of_its_own() -> None:
    case = field().add("organizations", id="t2", name="T2", kind="competitor", parent="tec")
    case.tie("tec", "b", "contact", weight=0.5).tie("t2", "b", "contact", weight=0.5)
    assert best(case) == ("t2", 0.5)  # equal: by id


def test_lead_contested_and_lost_ground() -> None:
    def standing(level: int, weight: float) -> tuple[float, bool, bool]:
        result = of(field(level=level).tie("tec", "b", "contact", weight=weight))
        (row,) = result.people
        assert row.lead == close(row.ours - row.best)
        return row.lead, "b" in result.contested, "b" in result.lost_ground

    assert standing(2, 0.25) == (0.25, True, False)
    assert standing(2, 0.24) == (close(0.26), False, False)
    assert standing(1, 0.25) == (0.0, True, False)
    assert standing(0, 0.25) == (-0.25, False, True)
    assert standing(0, 0.24) == (close(-0.24), False, False)
    assert standing(0, 0.0) == (0.0, False, False)  # a tie, if a weak one
    result = competition(
        field().tie("tec", "b", "contact", weight=0.5).matrix(policy(active_threshold=0.6))
    )
    assert (result.contested, result.lost_ground) == ((), ())


def test_people_by_lead_and_lists_by_weight() -> None:
    case = field("user", influence=2)  # 0.1
    for person, influence, weight in (("c", 8, 0.9), ("a", 8, 0.9), ("d", 4, 0.3)):
        case.buyer(person, "decider", influence=influence).tie(
            "tec", person, "contact", weight=weight
        )
    result = of(case.tie("rivo", "b", "contact", weight=0.4))
    assert [row.id for row in result.people] == ["a", "c", "d", "b"]
    assert (result.lost_ground, result.contested) == (("a", "c", "d"), ("b",))
    assert [(r.role, r.lead, r.count) for r in result.by_role] == [
        ("user", close(0.1), 1),
        ("decider", close(-0.7), 3),
    ]


def test_who_has_several_roles_counts_in_each_and_nobody_in_none() -> None:
    case = field("decider", "buyer").buyer("n").tie("tec", "n", "contact", weight=0.5)
    result = of(case.tie("tec", "b", "contact", weight=0.3))
    assert [row.role for row in result.by_role] == ["decider", "buyer"]
    assert [row.id for row in result.people] == ["n", "b"]


def test_an_opportunity_has_its_own_people() -> None:
    case = field().add("opportunities", id="O", account="A", name="Deal").buyer("o")
    case.member("o", "buyer", opportunity="O")
    case.tie("tec", "b", "contact", weight=0.5).tie("tec", "o", "contact", weight=0.5)
    assert [row.id for row in of(case, opportunity="O").people] == ["o"]
    assert {row.id for row in of(case).people} == {"b", "o"}


def test_an_empty_buying_center_has_no_competitors() -> None:
    result = of(Case().own("s"))
    assert (result.people, result.by_role, result.contested, result.lost_ground) == ((), (), (), ())
    assert (result.formula, result.stakeholders, result.own_people) == ("competition/1", 0, 1)


def test_all_accounts_at_once_and_somebody_in_two() -> None:
    case = field().tie("tec", "b", "contact", weight=0.6)
    case.add("accounts", id="B", name="Beta", organization="CU").member("b", account="B")
    case.buyer("c", "user")
    found = rivals(ContactMatrix.of_columns(case.portfolio().columns(), T))
    assert found.met.tolist() == [True, False, True]
    # Nobody of ours is listed in B, but s counts there by trace.
    assert found.lead[found.met].tolist() == [close(-0.1), close(-0.1)]
    with pytest.raises(InputError, match="answers for one account"):
        competition(ContactMatrix.of_columns(case.portfolio().columns(), T))
