"""Who is in scope, how strong each tie is, how much each stakeholder weighs: by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from kamgraph.errors import InputError
from kamgraph.matrix import ContactMatrix, reaches
from kamgraph.model.vocabulary import Center, Role, Stance
from tests.unit.builders import Case, T, ago, close, policy, strengths, tie_strength


def pair() -> Case:
    """One of us and one stakeholder, without a tie."""
    return Case().own("s").buyer("b", "user")


# -- rated strength ---------------------------------------------------------------------


@pytest.mark.parametrize(("level", "strength"), [(0, 0.0), (1, 0.25), (2, 0.5), (3, 0.75), (4, 1)])
def test_a_contact_of_today_counts_its_level(level: int, strength: float) -> None:
    assert tie_strength(pair().contact("s", "b", level)) == strength


def test_a_rating_halves_with_every_half_life() -> None:
    # r = 4/4 · 2^(-days/180): after 180 days a half, after 360 a quarter, after 90 the root.
    assert tie_strength(pair().contact("s", "b", 4, ago(180))) == 0.5
    assert tie_strength(pair().contact("s", "b", 4, ago(360))) == 0.25
    assert tie_strength(pair().contact("s", "b", 4, ago(90))) == close(math.sqrt(0.5))
    assert tie_strength(pair().contact("s", "b", 4, ago(30)), policy(half_life_days=30)) == 0.5


def test_an_undated_rating_counts_half() -> None:
    # r = 3/4 · 0.5
    assert tie_strength(pair().contact("s", "b", 3, None)) == 0.375
    assert tie_strength(pair().contact("s", "b", 3, None), policy(undated_factor=0.2)) == close(
        0.15
    )


def test_a_last_contact_in_the_future_is_ignored() -> None:
    # The day after T has not come: undated, 4/4 · 0.5. On that day itself it is of today.
    case = pair().contact("s", "b", 4, ago(-1))
    assert tie_strength(case) == 0.5
    assert case.matrix().undated.tolist() == [True]
    assert tie_strength(case, day=ago(-1)) == 1.0


def test_a_later_two_way_interaction_stops_the_decay() -> None:
    # d is the later of 360 and 180 days ago: r = 2^-1, above q = 1 - exp(-0.1 · 2^-1).
    case = pair().contact("s", "b", 4, ago(360)).met("s", "b", 180, channel="email")
    assert tie_strength(case) == 0.5
    # The rating's own date is the later one.
    case = pair().contact("s", "b", 4, ago(180)).met("s", "b", 360, channel="email")
    assert tie_strength(case) == 0.5


def test_a_one_way_interaction_leaves_the_decay_alone() -> None:
    # r stays 2^-2; q = 1 - exp(-0.1 · 0.5) = 0.049 is below it.
    case = pair().contact("s", "b", 4, ago(360)).met("s", "b", 0, channel="email", two_way=False)
    assert tie_strength(case) == 0.25


def test_a_two_way_interaction_dates_an_undated_rating() -> None:
    # Undated: 4/4 · 0.5; dated 90 days ago: 2^-0.5 = 0.707.
    case = pair().contact("s", "b", 4, None).met("s", "b", 90, channel="email")
    assert tie_strength(case) == close(2**-0.5)
    assert case.matrix().undated.tolist() == [False]
    one_way = pair().contact("s", "b", 4, None).met("s", "b", 90, channel="email", two_way=False)
    assert one_way.matrix().undated.tolist() == [True]


def test_an_old_interaction_can_weaken_an_undated_rating() -> None:
    # docs/decisions.md: the formula holds. Undated 0.5; dated 360 days ago 2^-2 = 0.25,
    # and q = 1 - exp(-0.5 · 2^-2) = 0.118 does not make up for it.
    case = pair().contact("s", "b", 4, None)
    assert tie_strength(case) == 0.5
    assert tie_strength(case.met("s", "b", 360)) == 0.25


# -- evidence ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "worth"),
    [
        ("meeting", 0.5),
        ("video", 0.4),
        ("event", 0.3),
        ("call", 0.25),
        ("order", 0.15),
        ("email", 0.1),
        ("message", 0.1),
        ("other", 0.1),
    ],
)
def test_evidence_of_one_interaction(channel: str, worth: float) -> None:
    # Today, two-way: q = 1 - exp(-a)
    assert tie_strength(pair().met("s", "b", 0, channel=channel)) == close(1 - math.exp(-worth))


def test_evidence_adds_up_decays_and_counts_one_way_half() -> None:
    # 0.5 · 2^-1 (180 days ago) + 0.4 · 0.5 (one-way video today) = 0.45
    case = pair().met("s", "b", 180).met("s", "b", 0, channel="video", two_way=False)
    assert tie_strength(case) == close(1 - math.exp(-0.45))
    # A meeting tomorrow has not taken place.
    assert tie_strength(case.met("s", "b", -1)) == close(1 - math.exp(-0.45))


def test_an_empty_two_way_counts_as_two_way() -> None:
    said, unsaid = pair().met("s", "b", 0, two_way=True), pair().met("s", "b", 0)
    assert tie_strength(said) == tie_strength(unsaid)


def test_equal_interactions_both_count() -> None:
    # A multiset: two equal rows are two meetings. q = 1 - exp(-1)
    assert tie_strength(pair().met("s", "b", 0, 0)) == close(1 - math.exp(-1))


def test_the_larger_source_holds() -> None:
    # r = 0.25; q = 1 - exp(-0.5) = 0.393
    assert tie_strength(pair().contact("s", "b", 1).met("s", "b", 0)) == close(1 - math.exp(-0.5))
    # r = 0.5 against the same q
    assert tie_strength(pair().contact("s", "b", 2).met("s", "b", 0)) == 0.5


def test_bounds_of_an_undated_tie() -> None:
    # lower takes r as 0, upper as 3/4; evidence 1 - exp(-0.05) stays in both.
    case = pair().contact("s", "b", 3, None).met("s", "b", 0, channel="email", two_way=False)
    matrix = case.matrix()
    assert matrix.strength.tolist() == [0.375]
    assert matrix.lower == close([1 - math.exp(-0.05)])
    assert matrix.upper.tolist() == [0.75]


# -- validity ---------------------------------------------------------------------------


def test_a_contact_row_holds_from_since_until_the_day_before_until() -> None:
    case = pair().contact("s", "b", 4, since=T, until=ago(-10))
    assert tie_strength(case, day=T) == 1.0
    assert tie_strength(case, day=ago(1)) == 0.0
    assert tie_strength(pair().contact("s", "b", 4, until=T)) == 0.0
    assert tie_strength(pair().contact("s", "b", 4, until=ago(-1))) == 1.0


def test_of_rows_that_follow_each_other_the_valid_one_counts() -> None:
    # Last contacts are their own row's: yesterday's row would be 1/4, today's is 3/4.
    case = pair().contact("s", "b", 1, until=T).contact("s", "b", 3, since=T)
    assert tie_strength(case) == 0.75


@pytest.mark.parametrize(
    ("facts", "there"),
    [
        ({"left": T}, False),
        ({"left": ago(-1)}, True),
        ({"joined": T}, True),
        ({"joined": ago(-1)}, False),
        ({"vacant": True}, False),
        ({"vacant": False}, True),
    ],
)
def test_who_is_there(facts: dict[str, Any], there: bool) -> None:
    ours = Case().own("s", **facts).buyer("b").contact("s", "b", 4).matrix()
    assert ours.own_ids == (["s"] if there else [])
    assert len(ours.strength) == there
    theirs = Case().own("s").buyer("b", **facts).contact("s", "b", 4).matrix()
    assert theirs.ids == (["b"] if there else [])
    assert len(theirs.strength) == there


@pytest.mark.parametrize(
    ("period", "there"),
    [
        ({"since": T}, True),
        ({"since": ago(-1)}, False),
        ({"until": T}, False),
        ({"until": ago(-1)}, True),
    ],
)
def test_a_membership_holds_from_since_until_the_day_before_until(
    period: dict[str, Any], there: bool
) -> None:
    case = Case().add("people", id="b", organization="CU", name="B").member("b", "user", **period)
    assert case.matrix().ids == (["b"] if there else [])
    rows, _ = case.matrix().memberships(Center.BUYING)
    assert len(rows) == there


# -- stakeholders -----------------------------------------------------------------------


def test_weight_is_the_heaviest_role_times_influence() -> None:
    case = (
        Case()
        .buyer("b1", "decider", influence=10)  # 1.0 · 1
        .buyer("b2", "user", "buyer", influence=5)  # max(0.5, 0.8) · 0.5
        .buyer("b3", "gatekeeper")  # 0.6 · 0.5, influence unknown
        .buyer("b4", influence=4)  # 0.3 · 0.4, no role
        .buyer("b5", "decider", influence=0)  # nothing to say
    )
    matrix = case.matrix()
    assert dict(zip(matrix.ids, matrix.weight.tolist(), strict=True)) == close(
        {"b1": 1.0, "b2": 0.4, "b3": 0.3, "b4": 0.12, "b5": 0.0}
    )
    assert matrix.total_weight == close([1.82])
    changed = case.matrix(
        policy(default_influence=10, no_role_weight=0.5, role_weights={"user": 1})
    )
    assert changed.weight == close([1.0, 0.5, 0.6, 0.2, 0.0])


def test_an_unknown_role_weight_of_zero_still_is_a_role() -> None:
    # A role that weighs 0 is no missing role: v = 0, not no_role_weight · 0.5.
    matrix = Case().buyer("b", "user").matrix(policy(role_weights={"user": 0}))
    assert matrix.weight.tolist() == [0.0]


def test_several_rows_of_one_person_unite_roles_and_keep_the_worst_stance() -> None:
    case = Case().buyer("b", "user", stance="champion", influence=10)
    case.member("b", "decider", stance="sceptic").member("b", stance="unknown")
    case.member("b", "buyer", stance="opponent", until=T)  # over
    matrix = case.matrix()
    assert matrix.ids == ["b"]
    held = [role for role in Role if matrix.holds(role)[0]]
    assert held == [Role.USER, Role.DECIDER]
    assert matrix.weight.tolist() == [1.0]
    assert list(Stance)[matrix.stance[0]] is Stance.SCEPTIC


@pytest.mark.parametrize(
    ("stances", "worst"),
    [
        (["champion", "supporter"], "supporter"),
        (["supporter", "neutral"], "neutral"),
        (["neutral", "sceptic"], "sceptic"),
        (["sceptic", "opponent"], "opponent"),
        (["unknown", "champion"], "champion"),
        ([None, "champion"], "champion"),
        ([None, "unknown"], "unknown"),
    ],
)
def test_the_least_favourable_stance_holds(stances: list[str | None], worst: str) -> None:
    for order in (stances, stances[::-1]):
        case = Case().add("people", id="b", organization="CU", name="B")
        for stance in order:
            case.member("b", "user", stance=stance)
        assert list(Stance)[case.matrix().stance[0]] == worst


def test_no_stance_at_all_is_missing() -> None:
    assert Case().buyer("b").matrix().stance.tolist() == [-1]


# -- the selling center -----------------------------------------------------------------


def test_traces_bring_somebody_into_the_selling_center() -> None:
    # An undated level 1 is 0.25 · 0.2 = 0.05: exactly at the threshold.
    case = Case().own("s", listed=False).buyer("b").contact("s", "b", 1, None)
    at_it = case.matrix(policy(undated_factor=0.2))
    assert (at_it.own_ids, at_it.listed.tolist()) == (["s"], [False])
    assert at_it.strength == close([0.05])
    # 0.25 · 0.196 = 0.049 is below: neither the person nor the tie counts.
    below = case.matrix(policy(undated_factor=0.196))
    assert (below.own_ids, below.strength.tolist()) == ([], [])
    assert below.reached.tolist() == [True]  # `reach` and `target` still see them


def test_a_member_keeps_ties_below_the_trace_threshold() -> None:
    case = Case().own("s").buyer("b").contact("s", "b", 1, None)
    matrix = case.matrix(policy(undated_factor=0.1))
    assert (matrix.own_ids, matrix.listed.tolist()) == (["s"], [True])
    assert matrix.strength == close([0.025])


def test_one_trace_counts_all_ties_of_that_person() -> None:
    # s is in S for b1 (1.0); the tie to b2 (0.25 · 0.1) counts then, too.
    case = Case().own("s", listed=False).buyer("b1").buyer("b2")
    case.contact("s", "b1", 4).contact("s", "b2", 1, None)
    assert strengths(case.matrix(policy(undated_factor=0.1))) == {
        ("s", "b1"): 1.0,
        ("s", "b2"): close(0.025),
    }


def test_traces_at_another_account_do_not_count_here() -> None:
    case = Case().own("s", listed=False).buyer("b")
    case.add("organizations", id="CU2", name="Second", kind="customer")
    case.add("accounts", id="A2", name="Beta", organization="CU2")
    case.add("people", id="x", organization="CU2", name="X").member("x", account="A2")
    case.contact("s", "x", 4)
    assert case.matrix().own_ids == []
    assert case.matrix(account="A2").own_ids == ["s"]


def test_reach_counts_whoever_is_not_gone() -> None:
    # A vacant position may reach somebody, but carries no tie; who left does neither.
    case = Case().own("v", vacant=True).own("g", left=T).buyer("b1").buyer("b2").buyer("b3")
    case.contact("v", "b1", 1).contact("g", "b2", 4).met("v", "b3", 0)
    matrix = case.matrix()
    assert dict(zip(matrix.ids, matrix.reached.tolist(), strict=True)) == {
        "b1": True,
        "b2": False,
        "b3": True,
    }
    assert matrix.pairs() == []


def test_level_zero_reaches_nobody_but_any_interaction_does() -> None:
    case = Case().own("s").buyer("b1").buyer("b2").contact("s", "b1", 0)
    case.met("s", "b2", 3000, channel="email", two_way=False)
    assert case.matrix().reached.tolist() == [False, True]


# -- opportunities ----------------------------------------------------------------------


def with_opportunity() -> Case:
    """Two stakeholders and two of us, one each for the opportunity alone."""
    case = Case().own("s").buyer("b", "user", influence=10)
    case.add("opportunities", id="O", account="A", name="Deal")
    case.add("people", id="ob", organization="CU", name="OB")
    case.add("people", id="os", organization="US", name="OS")
    case.member("ob", "decider", opportunity="O").member("os", center="selling", opportunity="O")
    return case.contact("os", "b", 4).contact("s", "ob", 4)


def test_an_account_holds_all_rows_whatever_their_opportunity() -> None:
    matrix = with_opportunity().matrix()
    assert (matrix.ids, sorted(matrix.own_ids)) == (["b", "ob"], ["os", "s"])


def test_an_opportunity_narrows_the_buying_center_alone() -> None:
    matrix = with_opportunity().matrix(opportunity="O")
    assert (matrix.ids, sorted(matrix.own_ids)) == (["ob"], ["os", "s"])
    assert strengths(matrix) == {("s", "ob"): 1.0}
    rows, _ = matrix.memberships(Center.SELLING)
    assert len(rows) == 2


def test_roles_are_those_of_the_scope() -> None:
    # b is a user of the account, and a decider in the opportunity.
    case = with_opportunity().member("b", "decider", opportunity="O")
    narrow, wide = case.matrix(opportunity="O"), case.matrix()
    assert [r for r in Role if narrow.holds(r)[narrow.ids.index("b")]] == [Role.DECIDER]
    assert [r for r in Role if wide.holds(r)[wide.ids.index("b")]] == [Role.USER, Role.DECIDER]


def test_selling_members_of_another_opportunity_stay_out() -> None:
    case = with_opportunity().add("opportunities", id="P", account="A", name="Other")
    case.member("b", opportunity="P")
    matrix = case.matrix(opportunity="P")
    # os is not listed here; the tie to b brings them in by traces.
    assert dict(zip(matrix.own_ids, matrix.listed.tolist(), strict=True)) == {
        "os": False,
        "s": True,
    }


# -- the matrix itself ------------------------------------------------------------------


def test_a_tie_at_the_threshold_is_active() -> None:
    case = Case().own("s").buyer("b1").buyer("b2").contact("s", "b1", 1)
    case.contact("s", "b2", 1, ago(1))  # 0.25 · 2^(-1/180)
    matrix = case.matrix()
    assert matrix.active.tolist() == [True, False]
    assert matrix.active_ties.tolist() == [1, 0]
    assert case.matrix(policy(active_threshold=0.2)).active.all()


def test_comparisons_forgive_rounding_and_no_more() -> None:
    values = np.array([0.25, 0.25 - 5e-13, 0.25 - 2e-12])
    assert reaches(values, 0.25).tolist() == [True, True, False]


def test_of_columns_puts_accounts_side_by_side() -> None:
    case = Case().own("s").buyer("b1").buyer("b2").contact("s", "b1", 4).contact("s", "b2", 2)
    case.add("organizations", id="CU2", name="Second", kind="customer")
    case.add("accounts", id="A2", name="Beta", organization="CU2")
    case.member("b2", account="A2").add("accounts", id="A3", name="Gamma", organization="CU2")
    matrix = ContactMatrix.of_columns(case.portfolio().columns(), T)
    assert (matrix.blocks, matrix.stakeholders.tolist(), matrix.own_people.tolist()) == (
        3,
        [2, 1, 0],
        [1, 1, 0],
    )
    assert matrix.listed.tolist() == [True, False]
    assert matrix.strength.tolist() == [1.0, 0.5, 0.5]
    assert matrix.to_scipy().toarray().tolist() == [[1.0, 0.0], [0.5, 0.0], [0.0, 0.5]]
    assert matrix.as_of == T


def test_nobody_at_all() -> None:
    matrix = Case().matrix()
    assert (matrix.ids, matrix.own_ids, matrix.pairs()) == ([], [], [])
    assert matrix.total_weight.tolist() == [0.0]


def test_unknown_accounts_and_opportunities_are_named() -> None:
    case = with_opportunity()
    with pytest.raises(InputError, match="there is no account 'B'; known are: A"):
        case.matrix(account="B")
    with pytest.raises(InputError, match="there is no account 'B'; known are: A"):
        case.matrix(account="B", opportunity="O")
    with pytest.raises(InputError, match="account 'A' has no opportunity 'OO'; did you mean 'O'"):
        case.matrix(opportunity="OO")
    case.add("accounts", id="A2", name="Beta", organization="CU")
    with pytest.raises(InputError, match="account 'A2' has no opportunity 'O'; there are none"):
        case.matrix(account="A2", opportunity="O")
    with pytest.raises(InputError, match="there is no opportunity 'X'"):
        ContactMatrix.of_columns(case.portfolio().columns(), T, None, "A", "X")
