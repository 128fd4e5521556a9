"""Single-point-of-contact risk, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kamgraph.metrics.results import Spoc
from kamgraph.metrics.spoc import bus_factors, leave_one_out, spoc
from tests.unit.builders import Case, T, close, policy, worked_example


def found(case: Case, **options: Any) -> Spoc:
    return spoc(case.matrix(**options))


# The example: v dora 1.0, bert 0.4, ines 0.35, uwe 0.2 (1.95); anna-dora 0.5, anna-bert 0.75,
# anna-uwe 0.25, ben-uwe 0.25; Σ v c = 0.8875.


def test_single_threaded_and_orphaned_stay_apart() -> None:
    result = found(worked_example())
    assert [(row.person, row.own, row.weight) for row in result.single_threaded] == [
        ("dora", "anna", close(1.0)),
        ("bert", "anna", close(0.4)),
    ]
    assert result.orphaned == ("ines",)
    assert result.thin_share == close((1.0 + 0.4 + 0.35) / 1.95)
    assert result.orphaned_share == close(0.35 / 1.95)
    assert result.spoc_share == close(1.4 / 1.6)


def test_own_people_by_what_is_lost_without_them() -> None:
    anna, ben = found(worked_example()).own
    # Without anna: uwe by ben, 0.2 · 0.25 = 0.05. Without ben: uwe 0.25, 0.5 + 0.3 + 0.05 = 0.85.
    assert (anna.id, anna.loss, anna.loss_share) == (
        "anna",
        close((0.8875 - 0.05) / 1.95),
        close(0.8375 / 0.8875),
    )
    assert (ben.id, ben.loss, ben.loss_share) == (
        "ben",
        close(0.0375 / 1.95),
        close(0.0375 / 0.8875),
    )
    assert (anna.load, ben.load) == (3, 1)
    assert (anna.sole, ben.sole) == (("bert", "dora"), ())
    # W: anna 0.5 + 0.4 · 0.75 + 0.2 · 0.25 = 0.85, ben 0.2 · 0.25 = 0.05; together 0.9
    assert (anna.share, ben.share) == (close(0.85 / 0.9), close(0.05 / 0.9))
    assert (anna.name, ben.name) == ("Anna", "Ben")


def test_concentration_on_our_side() -> None:
    result = found(worked_example())
    # (17² + 1²) / 18²
    assert result.hhi == close(290 / 324)
    assert result.effective_carriers == close(324 / 290)
    even = Case().own("s1", "s2").buyer("b").contact("s1", "b", 2).contact("s2", "b", 2)
    assert (found(even).hhi, found(even).effective_carriers) == (0.5, 2.0)


def test_concentration_on_the_customer_side_is_unweighted() -> None:
    # Σ_s w: dora 0.5, bert 0.75, uwe 0.5, ines 0; together 1.75
    assert found(worked_example()).customer_hhi == close((0.25 + 0.5625 + 0.25) / 3.0625)


def test_leave_one_out_survives_certain_ties() -> None:
    # With w = 1 nothing can be divided: each product leaves one factor out.
    assert leave_one_out([1.0, 0.5, 0.2]) == close([0.4, 0.0, 0.0])
    assert leave_one_out([1.0, 1.0]) == [0.0, 0.0]
    assert leave_one_out([0.3]) == [1.0]
    # 1 - w below the precision of a product of many
    assert leave_one_out([1 - 1e-16, 0.5]) == close([0.5, 1.1e-16])


def test_two_certain_ties_lose_nothing_alone() -> None:
    case = Case().own("s1", "s2").buyer("b").contact("s1", "b", 4).contact("s2", "b", 4)
    result = found(case)
    assert [row.loss for row in result.own] == [0.0, 0.0]
    assert [row.id for row in result.own] == ["s1", "s2"]
    assert result.robustness.curve == (1.0, 1.0, 0.0)


def test_robustness_removes_the_costliest_one_at_a_time() -> None:
    result = found(worked_example()).robustness
    assert result.order == ("anna", "ben")
    assert result.curve == close((0.8875 / 1.95, 0.05 / 1.95, 0.0))
    # (C1 + C2 + C3) / (3 · C0), C3 = 0 beyond |S|
    assert result.value == close(0.05 / (3 * 0.8875))
    two = found(worked_example(), constants=policy(robustness_steps=1)).robustness
    assert two.value == close(0.05 / 0.8875)


def test_robustness_weighs_anew_after_each_departure() -> None:
    # b1 has s1 and s2 (0.5 each), b2 has s3 (0.5); all v = 0.15.
    # First s3 costs 0.5, the others 0.25 each. Then s1 (by id) 0.25, then s2 0.5.
    case = Case().own("s1", "s2", "s3").buyer("b1").buyer("b2")
    case.contact("s1", "b1", 2).contact("s2", "b1", 2).contact("s3", "b2", 2)
    result = found(case).robustness
    assert result.order == ("s3", "s1", "s2")
    assert result.curve == close(((0.75 + 0.5) / 2, 0.75 / 2, 0.5 / 2, 0.0))
    assert result.value == close((0.375 + 0.25 + 0) / (3 * 0.625))


def test_expected_loss_in_closed_form() -> None:
    # p = 0.1, so 0.9 w: 0.45, 0.675, and uwe 1 - (1 - 0.225)² = 0.399375.
    kept = 1.0 * 0.45 + 0.4 * 0.675 + 0.2 * 0.399375
    assert found(worked_example()).expected_loss == close((0.8875 - kept) / 1.95)


def test_expected_loss_takes_each_persons_attrition() -> None:
    case = Case().own("s1", attrition=1.0).own("s2", attrition=0.0).buyer("b").buyer("c")
    case.contact("s1", "b", 2).contact("s2", "c", 2)
    # s1 surely leaves, s2 never: half of 0.5 is lost.
    assert found(case).expected_loss == close(0.25)
    assert found(case, constants=policy(attrition=0.9)).expected_loss == close(0.25)


def test_roles_on_one_head() -> None:
    def heads(case: Case, **options: Any) -> list[tuple[str, str]]:
        rows = found(case, **options).roles_on_one_head
        return [(row.role.value, row.person) for row in rows]

    # In the policy's order.
    assert heads(worked_example()) == [
        ("decider", "dora"),
        ("buyer", "bert"),
        ("influencer", "ines"),
        ("user", "uwe"),
    ]
    case = worked_example().member("uwe", "influencer", "gatekeeper")
    assert heads(case) == [("decider", "dora"), ("buyer", "bert"), ("user", "uwe")]
    constants = policy(required_roles=["gatekeeper", "decider"])
    assert heads(case, constants=constants) == [("gatekeeper", "uwe"), ("decider", "dora")]


def test_empty_buying_center() -> None:
    result = found(Case().own("s"))
    (row,) = result.own
    assert (row.loss, row.loss_share, row.share, row.load, row.sole) == (None, None, None, 0, ())
    shares = (result.thin_share, result.orphaned_share, result.spoc_share, result.expected_loss)
    assert shares == (None,) * 4
    assert (result.hhi, result.effective_carriers, result.customer_hhi) == (None, None, None)
    assert (result.gatekeepers, result.independent_paths) == ((), {})
    assert (result.bus_factor, result.bus_factor_set) == (None, ())
    empty: dict[str, object] = {"curve": [], "order": [], "value": None}
    assert result.robustness.model_dump(mode="json") == empty


def test_nobody_of_us() -> None:
    result = found(Case().buyer("b", "user"))
    assert (result.thin_share, result.orphaned_share, result.spoc_share) == (1.0, 1.0, None)
    assert (result.own, result.bus_factor, result.expected_loss) == ((), None, 0.0)
    assert result.robustness.model_dump(mode="json") == {"curve": [0], "order": [], "value": None}


@pytest.mark.parametrize("influence", [0, 1e-12])
def test_weightless_stakeholders(influence: float) -> None:
    # A Σ v of 1e-12 or less counts as 0.
    result = found(Case().own("s").buyer("b", "user", influence=influence).contact("s", "b", 4))
    assert (result.thin_share, result.spoc_share, result.expected_loss) == (None, None, None)
    assert (result.bus_factor, result.hhi, result.customer_hhi) == (None, None, 1.0)
    assert result.own[0].load == 1
    assert (result.own[0].loss, result.own[0].loss_share) == (None, None)
    assert result.robustness.curve == ()


# -- bus factor -------------------------------------------------------------------------


def team(people: int, *shared: tuple[int, ...]) -> Case:
    """So many of us, one stakeholder of equal weight each, and more that several share."""
    case = Case()
    for number in range(people):
        case.own(f"s{number:02d}").buyer(f"b{number:02d}", "user")
        case.contact(f"s{number:02d}", f"b{number:02d}", 4)
    for number, carriers in enumerate(shared):
        case.buyer(f"x{number}", "user")
        for s in carriers:
            case.contact(f"s{s:02d}", f"x{number}", 4)
    return case


def witness(case: Case, **options: Any) -> tuple[int | None, tuple[str, ...]]:
    result = found(case, **options)
    (size,) = bus_factors(case.matrix(**options))
    assert size == result.bus_factor  # the many accounts' way agrees
    return result.bus_factor, result.bus_factor_set


def test_worked_example_hangs_on_anna() -> None:
    # Covered 1.6; without anna 0.2 < 0.8.
    assert witness(worked_example()) == (1, ("anna",))


@pytest.mark.parametrize(("people", "factor"), [(1, 1), (2, 2), (3, 2), (4, 3), (20, 11)])
def test_equal_carriers_tie_exactly(people: int, factor: int) -> None:
    # Half of the weight must be *more* than lost: of 20, ten leave exactly half, so eleven.
    expected = tuple(f"s{number:02d}" for number in range(factor))
    assert witness(team(people)) == (factor, expected)


def test_rounding_does_not_move_a_tie() -> None:
    # 20 · 0.05 and 10 · 0.05 are no doubles; ten still leave exactly half.
    case = team(20)
    for person in case.tables["people"]:
        person["influence"] = 1
    assert witness(case) == (11, tuple(f"s{number:02d}" for number in range(11)))


def test_the_witness_is_the_lexicographically_smallest() -> None:
    # Four of us; x0 and x1 hang on s02 and s03 together. Weight 6 of 0.25: more than 3 must go.
    # s02, s03 and their two stakeholders: 4. No other pair loses as much.
    assert witness(team(4, (2, 3), (2, 3))) == (2, ("s02", "s03"))
    # x0 shared by s00 and s03, x1 by s01 and s02: both triples with a whole pair lose 4 of 6;
    # {s00, s01, s02} loses s00, s01, s02, x1 and comes first.
    assert witness(team(4, (0, 3), (1, 2))) == (3, ("s00", "s01", "s02"))


def test_redundant_cover_must_go_as_a_whole() -> None:
    case = Case().own("s1", "s2", "s3").buyer("b", "user")
    case.contact("s1", "b", 4).contact("s2", "b", 1).contact("s3", "b", 1)
    assert witness(case) == (3, ("s1", "s2", "s3"))
    # At a higher threshold only one tie is active.
    assert witness(case, constants=policy(active_threshold=0.5)) == (1, ("s1",))


def test_the_share_moves_the_bus_factor() -> None:
    # Four equal carriers: less than 0.9 is left after one, less than 0.1 only after all.
    case = team(4)
    sizes = [witness(case, constants=policy(bus_factor_share=x))[0] for x in (1, 0.9, 0.5, 0.1)]
    assert sizes == [1, 1, 3, 4]


def test_a_share_of_zero_is_never_undercut() -> None:
    assert witness(team(2), constants=policy(bus_factor_share=0)) == (None, ())


def test_nothing_covered_has_no_bus_factor() -> None:
    # A tie below the threshold covers nobody.
    assert witness(Case().own("s").buyer("b").contact("s", "b", 0)) == (None, ())
    assert witness(Case().own("s", left=T).buyer("b").contact("s", "b", 4)) == (None, ())


def test_weightless_stakeholders_do_not_count() -> None:
    case = Case().own("s1", "s2").buyer("b1", "user", influence=0).buyer("b2", "user")
    case.contact("s1", "b1", 4).contact("s2", "b2", 4)
    assert witness(case) == (1, ("s2",))


def test_a_share_never_passes_one_however_faint_the_tie() -> None:
    # One tie, 4,600 days old: C is some 1e-9, where 1 - (1 - w) would be mostly rounding.
    case = Case().own("s").buyer("b", "decider").buyer("c", "user")
    case.contact("s", "b", 1, last=date(2014, 3, 1))
    (row,) = spoc(case.matrix()).own
    assert row.loss_share == pytest.approx(1, abs=1e-12)
