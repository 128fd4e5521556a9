"""How far numbers and orders move with the policy, worked by hand."""

from __future__ import annotations

import pytest

from kamgraph.findings.sensitivity import grid, portfolio_sensitivity, sensitivity, tau_b
from kamgraph.metrics.results_over_time import Sensitivity, Variation
from tests.unit.builders import Case, T, ago, close, policy


def rows(result: Sensitivity) -> dict[tuple[str, str], Variation]:
    return {(row.constant, row.number): row for row in result.rows}


def one_tie() -> Case:
    """One stakeholder of unknown influence, trusted, last met 180 days ago: w = 0.5."""
    return Case().own("s").buyer("b", "decider").contact("s", "b", 4, ago(180))


def test_half_life_moves_the_coverage() -> None:
    found = rows(sensitivity(one_tie().portfolio().columns(), "A", T))
    row = found["half_life_days", "weighted"]
    assert row.value == close(0.5)
    assert row.lowest is not None
    assert row.highest is not None
    assert (row.lowest.value, row.lowest.at) == (close(2**-2), 90.0)
    assert (row.highest.value, row.highest.at) == (close(2 ** (-180 / 365)), 365.0)


def test_what_does_not_move_is_at_the_policy_itself() -> None:
    found = rows(sensitivity(one_tie().portfolio().columns(), "A", T))
    # One stakeholder alone: their weight cancels out, whatever unknown influence counts as.
    for constant, own in (("active_threshold", 0.25), ("default_influence", 5.0)):
        row = found[constant, "weighted"]
        assert row.lowest == row.highest
        assert row.lowest is not None
        assert (row.lowest.value, row.lowest.at) == (row.value, own)


def test_threshold_decides_what_is_active() -> None:
    case = Case().own("s").buyer("b", "decider", influence=10).contact("s", "b", 1)
    row = rows(sensitivity(case.portfolio().columns(), "A", T))["active_threshold", "active"]
    # w = 0.25 is active up to 0.25; of the values that agree the nearest to 0.25 is named.
    assert row.value == 1.0
    assert row.lowest is not None
    assert row.highest is not None
    assert (row.lowest.value, row.lowest.at) == (0.0, 0.3)
    assert (row.highest.value, row.highest.at) == (1.0, 0.25)
    factor = rows(sensitivity(case.portfolio().columns(), "A", T))["active_threshold", "bus_factor"]
    assert factor.undefined == (0.3, 0.35)
    assert factor.lowest is not None
    assert factor.lowest.value == 1


def test_the_policys_own_value_is_in_the_grid() -> None:
    assert grid(policy(half_life_days=30))["half_life_days"] == (30, 90, 120, 180, 270, 365)
    assert grid(policy())["half_life_days"] == (90, 120, 180, 270, 365)
    result = sensitivity(one_tie().portfolio().columns(), "A", T, policy(half_life_days=30))
    row = rows(result)["half_life_days", "weighted"]
    assert row.lowest is not None
    assert (row.lowest.value, row.lowest.at) == (row.value, 30.0)
    assert result.policy == policy(half_life_days=30).hash


def test_nothing_to_assess() -> None:
    row = rows(sensitivity(Case().portfolio().columns(), "A", T))["half_life_days", "weighted"]
    assert (row.value, row.lowest, row.highest) == (None, None, None)
    assert row.undefined == (90, 120, 180, 270, 365)


@pytest.mark.parametrize(
    ("first", "second", "tau"),
    [
        ([1, 2, 3], [1, 2, 3], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        # Of six pairs one stands the other way round: (5 - 1) / 6.
        ([1, 2, 3, 4], [2, 1, 3, 4], 2 / 3),
        # Two equal in the first: three pairs, two of them agree: 2 / sqrt(2 · 3).
        ([1, 1, 2], [1, 2, 3], 2 / 6**0.5),
        ([1, 1], [1, 2], None),
        ([1], [1], None),
        ([], [], None),
    ],
)
def test_tau_b(first: list[float], second: list[float], tau: float | None) -> None:
    assert tau_b(first, second) == (None if tau is None else close(tau))
    assert tau_b(second, first) == tau_b(first, second)


def two_accounts() -> Case:
    """A was met lately but hardly, B is trusted and was met long ago."""
    case = Case().own("s").buyer("b", "user").contact("s", "b", 2, ago(10))
    case.add("organizations", id="CV", name="Other", kind="customer")
    case.add("accounts", id="B", name="Beta", organization="CV")
    case.add("people", id="o", organization="CV", name="Other").member("o", "user", account="B")
    return case.member("s", center="selling", account="B").contact("s", "o", 4, ago(150))


def test_order_that_turns() -> None:
    columns = two_accounts().portfolio().columns()
    result = portfolio_sensitivity(columns, T, policy(required_roles=[]))
    turned = {(row.constant, row.at): row for row in result.rows}
    # A 0.48, B 0.56 with 180 days; A 0.46, B 0.31 with 90 days.
    assert result.worst == ("A", "B")
    assert turned["half_life_days", 90.0].tau_weighted == -1.0
    assert turned["half_life_days", 90.0].worst == ("B", "A")
    assert turned["half_life_days", 365.0].tau_weighted == 1.0
    assert turned["default_influence", 3.0].tau == 1.0
    assert ("half_life_days", 180.0) not in turned
    assert (result.accounts, len(result.rows)) == (2, 12)
