"""Coverage, every measure worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kamgraph.errors import InputError
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.alignment import alignment
from kamgraph.metrics.coverage import (
    certainty,
    coverage,
    doubtful_share,
    lower_bound,
    share_with,
    undated_share,
    weighted,
)
from kamgraph.metrics.results import Coverage, Share
from kamgraph.metrics.spoc import spoc
from kamgraph.metrics.structure import structure
from tests.unit.builders import Case, T, ago, close, policy, worked_example


def found(case: Case, **options: Any) -> Coverage:
    return coverage(case.matrix(**options))


def part(numerator: float, denominator: float) -> Share:
    return Share(value=numerator / denominator, numerator=numerator, denominator=denominator)


NOTHING = Share(value=None, numerator=0, denominator=0)


# Weights 1.0, 0.4, 0.35 and 0.2; c: dora 0.5, bert 0.75, ines 0, uwe 1 - 0.75 · 0.75 = 0.4375.


def test_weighted_coverage() -> None:
    result = found(worked_example())
    # 1.0 · 0.5 + 0.4 · 0.75 + 0.2 · 0.4375 = 0.8875 of 1.95
    assert result.weighted.numerator == close(0.8875)
    assert result.weighted.denominator == close(1.95)
    assert result.weighted.value == close(0.8875 / 1.95)
    assert [(row.id, row.weight, row.coverage) for row in result.people] == [
        ("dora", close(1.0), close(0.5)),
        ("bert", close(0.4), close(0.75)),
        ("ines", close(0.35), 0.0),
        ("uwe", close(0.2), close(0.4375)),
    ]


def test_shares_of_the_buying_center() -> None:
    result = found(worked_example())
    assert (result.reach, result.active, result.redundant) == (part(3, 4), part(3, 4), part(1, 4))
    # Influencer ines is known and not covered.
    assert (result.roles, result.roles_identified) == (part(3, 4), part(4, 4))
    assert result.uncovered == ("ines",)


def test_reach_asks_less_than_active() -> None:
    # A brief contact two half-lives ago: w = 0.25 · 0.25, reached, not active.
    result = found(Case().own("s").buyer("b").contact("s", "b", 1, ago(360)))
    assert (result.reach.value, result.active.value) == (1.0, 0.0)


def test_roles_are_counted_among_the_required_ones() -> None:
    case = Case().own("s").buyer("b", "decider", "gatekeeper").contact("s", "b", 4)
    result = found(case)
    assert (result.roles, result.roles_identified) == (part(1, 4), part(1, 4))
    assert found(case, constants=policy(required_roles=["gatekeeper"])).roles == part(1, 1)
    assert found(case, constants=policy(required_roles=[])).roles == NOTHING


def test_target_attainment() -> None:
    # min(4, 4) + min(1, 3) of 4 + 3
    assert found(worked_example()).target == part(5, 7)
    case = worked_example()
    # More than was aimed at counts as the target: min(3, 1); a target of 0 adds nothing.
    case.own("carl").contact("carl", "dora", 3, target=1).contact("carl", "uwe", 2, target=0)
    # Who left counts as level 0, who is not there yet too, whose center it is does not matter.
    case.own("gone", left=T, listed=False).contact("gone", "bert", 4, target=4)
    case.own("next", joined=ago(-1), listed=False).contact("next", "bert", 4, target=2)
    # Not in the buying center, over, and without a target: not counted.
    case.add("people", id="out", organization="CU", name="Out").contact("carl", "out", 1, target=4)
    case.contact("ben", "bert", 4, target=4, until=T).contact("ben", "dora", 2)
    assert found(case).target == part(5 + 1 + 0 + 0 + 0, 7 + 1 + 0 + 4 + 2)


def test_a_target_counts_whoever_of_us_owns_it() -> None:
    # w = 0 is no trace: s is not in S, the row counts all the same.
    result = found(Case().own("s", listed=False).buyer("b").contact("s", "b", 0, target=3))
    assert (result.own_people, result.target) == (0, part(0, 3))


def test_a_vacant_position_of_ours_keeps_its_level_in_target() -> None:
    # Vacant is not left: the row counts, though it carries no tie.
    result = found(Case().own("v", vacant=True).buyer("b").contact("v", "b", 3, target=4))
    assert (result.target, result.reach.value, result.active.value) == (part(3, 4), 1.0, 0.0)


def test_bounds_with_undated_ties_and_unknown_stakeholders() -> None:
    result = found(worked_example())
    # lower: uwe 0.25 by ben alone: 0.5 + 0.3 + 0.05 = 0.85; six are expected, four known:
    # two more of the mean weight, 1.95 + 2 · 1.95 / 4 = 2.925.
    assert result.bounds.lower == close(0.85 / 2.925)
    # upper: uwe 1 - (1 - 0.5) · (1 - 0.25) = 0.625: 0.5 + 0.3 + 0.125 = 0.925 of 1.95
    assert result.bounds.upper == close(0.925 / 1.95)


@pytest.mark.parametrize(("expected", "total"), [(None, 1.95), (0, 1.95), (4, 1.95), (5, 2.4375)])
def test_fewer_expected_than_known_adds_nobody(expected: int | None, total: float) -> None:
    case = worked_example()
    case.tables["accounts"][0]["expected_size"] = expected
    assert found(case).bounds.lower == close(0.85 / total)


def test_an_opportunity_expects_nobody() -> None:
    case = Case(expected_size=9).own("s").add("opportunities", id="O", account="A", name="Deal")
    case.add("people", id="b", organization="CU", name="B").member("b", "user", opportunity="O")
    case.contact("s", "b", 4)
    assert found(case).bounds.lower == close(1 / 9)
    assert found(case, opportunity="O").bounds.lower == 1.0


def test_undated_share_decides_whether_bounds_are_printed() -> None:
    # (0.8875 - 0.85) / 0.8875: unknown stakeholders do not enter.
    assert undated_share(worked_example().matrix()).tolist() == close([0.0375 / 0.8875])


def test_density_authority_quality() -> None:
    result = found(worked_example())
    assert result.density == 0.5  # four active ties of 2 · 4
    assert result.authority == close((10 + 5 + 4) / 3)  # dora, bert, uwe
    assert result.quality == close((0.5 + 0.75 + 0.25 + 0.25) / 4)
    # Unknown influence counts as the default.
    unknown = Case().own("s").buyer("b").contact("s", "b", 4)
    assert found(unknown).authority == 5.0
    assert found(unknown, constants=policy(default_influence=7)).authority == 7.0


def test_strongest_then_smallest_id() -> None:
    result = found(worked_example())
    strongest = {row.id: row.strongest and row.strongest.model_dump() for row in result.people}
    assert strongest == {
        "dora": {"own": "anna", "strength": 0.5},
        "bert": {"own": "anna", "strength": 0.75},
        "uwe": {"own": "anna", "strength": 0.25},  # as strong as ben
        "ines": None,
    }


def test_a_tie_of_strength_zero_is_nobodys_strongest() -> None:
    result = found(Case().own("s").buyer("b").contact("s", "b", 0))
    assert result.people[0].strongest is None


# -- breakdowns -------------------------------------------------------------------------


def test_breakdowns_in_their_orders() -> None:
    by = found(worked_example()).by
    # Roles as in tables.md, levels descending, functions and organizations by name.
    assert [row.key for row in by.role] == ["user", "influencer", "decider", "buyer"]
    assert [row.key for row in by.level] == [4, 3, 2]
    assert [row.key for row in by.function] == ["production", "purchasing", "quality"]
    assert [row.key for row in by.organization] == ["CU"]
    purchasing = by.function[1]
    # dora and bert: 1.0 · 0.5 + 0.4 · 0.75 = 0.8 of 1.4
    assert (purchasing.count, purchasing.active, purchasing.redundant) == (2, 1.0, 0.0)
    assert purchasing.weighted == close(0.8 / 1.4)
    third = by.level[1]
    # bert and ines: 0.3 of 0.75
    assert (third.count, third.active, third.weighted) == (2, 0.5, close(0.3 / 0.75))


def test_groups_without_a_key_stand_last() -> None:
    case = Case().own("s").add("organizations", id="AA", name="Aa", kind="partner")
    case.buyer("b1", "buyer", "user", level=1, function="hr", influence=10, organization="AA")
    case.buyer("b2", influence=10).contact("s", "b2", 4)
    by = found(case).by
    assert [(row.key, row.count) for row in by.role] == [("user", 1), ("buyer", 1), (None, 1)]
    assert [row.key for row in by.level] == [1, None]
    assert [row.key for row in by.function] == ["hr", None]
    assert [row.key for row in by.organization] == ["AA", "CU"]
    # b1 counts in both roles with their own weight, 0.8, not the role's.
    assert by.role[0].weighted == by.role[1].weighted == 0.0
    assert by.role[2].weighted == 1.0


def test_a_group_without_weight_has_no_weighted_value() -> None:
    case = Case().own("s").buyer("b1", "user", influence=0).buyer("b2", "buyer")
    case.contact("s", "b1", 4)
    by = found(case).by
    assert (by.role[0].active, by.role[0].weighted) == (1.0, None)


# -- nothing to assess ------------------------------------------------------------------


def test_empty_buying_center() -> None:
    result = found(Case(expected_size=5).own("s"))
    for name in ("reach", "active", "redundant", "weighted", "roles", "roles_identified", "target"):
        assert getattr(result, name) == NOTHING
    assert (result.bounds.lower, result.bounds.upper) == (None, None)
    assert (result.density, result.authority, result.quality) == (None, None, None)
    assert (result.by.role, result.by.level, result.people, result.uncovered) == ((), (), (), ())


def test_weightless_stakeholders() -> None:
    # Σ v = 0: weighted ratios are null, the others stay.
    result = found(Case().own("s").buyer("b", "user", influence=0).contact("s", "b", 4))
    assert (result.weighted, result.bounds.lower, result.bounds.upper) == (NOTHING, None, None)
    assert (result.active, result.reach, result.roles) == (part(1, 1), part(1, 1), part(1, 4))
    assert result.people[0].coverage == 1.0


def test_nobody_of_us() -> None:
    result = found(Case().buyer("b", "user"))
    assert (result.active, result.redundant) == (part(0, 1), part(0, 1))
    assert (result.weighted.value, result.density, result.quality) == (0.0, None, None)
    assert result.authority is None


def test_envelope() -> None:
    result = found(worked_example())
    assert result.model_dump(mode="json")["as_of"] == "2026-11-21"
    head = (result.formula, result.account, result.opportunity, result.policy)
    assert head == ("coverage/1", "A", None, "b19d8ecc074a")
    assert (result.stakeholders, result.own_people) == (4, 2)


def test_a_metric_answers_for_one_account() -> None:
    case = worked_example().add("accounts", id="A2", name="Beta", organization="CU")
    both = ContactMatrix.of_columns(case.portfolio().columns(), T)
    for metric in (coverage, spoc, alignment, structure):
        with pytest.raises(InputError, match="for one account, this matrix holds 2; build it with"):
            metric(both)


def test_many_accounts_at_once() -> None:
    case = worked_example().add("accounts", id="A2", name="Beta", organization="CU")
    both = ContactMatrix.of_columns(case.portfolio().columns(), T)
    values = weighted(both).tolist()
    assert values[0] == close(0.8875 / 1.95)
    assert values[1] != values[1]  # nothing to assess
    assert share_with(both, 1).tolist()[0] == 0.75
    assert lower_bound(both).tolist()[0] == close(0.85 / 2.925)
    assert certainty(both) == close([0.5, 0.75, 0.0, 0.4375])


def test_doubt_is_spoken_of_above_the_policys_bound_only() -> None:
    share = 0.0375 / 0.8875
    matrix = worked_example().matrix
    assert doubtful_share(matrix()) is None  # 4 % of 10 % tolerated
    assert doubtful_share(matrix(policy(findings={"undated_share": 0.04}))) == close(share)
    assert doubtful_share(matrix(policy(findings={"undated_share": share}))) is None
