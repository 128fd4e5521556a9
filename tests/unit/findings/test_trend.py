"""The trend: which dates it has, what its rows say, how accounts are taken together."""

from __future__ import annotations

from datetime import date

import pytest

from kamgraph.errors import InputError
from kamgraph.findings.overview import portfolio
from kamgraph.findings.trend import dates, trend
from kamgraph.metrics.results_over_time import PortfolioTrendRow
from tests.unit.builders import Case, T, ago, close


def test_month_ends_before_the_date_and_the_date() -> None:
    assert dates(date(2024, 3, 15), 2) == [
        date(2024, 1, 31),
        date(2024, 2, 29),
        date(2024, 3, 15),
    ]
    # A month end is no month end before itself.
    assert dates(date(2026, 1, 31), 1) == [date(2025, 12, 31), date(2026, 1, 31)]
    assert len(dates(T, 24)) == 25


def test_months_that_are_not_there() -> None:
    with pytest.raises(InputError, match="ask for at least 1"):
        dates(T, 0)
    with pytest.raises(InputError, match="ask for at most 2"):
        dates(date(1, 3, 2), 3)


def test_a_row_says_what_the_portfolio_said_that_day() -> None:
    case = Case(expected_size=3).own("s").buyer("b", "decider", influence=10)
    columns = case.contact("s", "b", 4, ago(40), since=ago(40)).portfolio().columns()
    result = trend(columns, T, 2, account="A")
    assert [row.as_of for row in result.rows] == dates(T, 2)
    # Rated on 12 October: unknown at the end of September, fading since.
    assert [row.weighted for row in result.rows] == [
        0.0,
        close(2 ** (-19 / 180)),
        close(2 ** (-40 / 180)),
    ]
    for row in result.rows:
        (alone,) = portfolio(columns, row.as_of).accounts
        assert row.model_dump(exclude={"as_of"}) == alone.model_dump(exclude={"account", "name"})


def two_accounts() -> Case:
    """A: a heavy and a light stakeholder; B: a light one. Reached by s: the heavy one."""
    case = Case(expected_size=4).own("s").buyer("heavy", "decider", influence=10)
    case.buyer("light", "user", influence=4)
    case.add("organizations", id="CV", name="Other", kind="customer")
    case.add("accounts", id="B", name="Beta", organization="CV")
    case.add("people", id="other", organization="CV", name="Other", influence=4)
    case.member("other", "user", account="B")
    case.member("s", center="selling", account="B")
    return case.contact("s", "heavy", 2)


def test_accounts_together_are_sums_over_sums() -> None:
    result = trend(two_accounts().portfolio().columns(), T, 1)
    row = result.rows[-1]
    assert isinstance(row, PortfolioTrendRow)
    assert (result.account, row.accounts) == (None, 2)
    # s sells in both accounts and counts in both.
    assert (row.stakeholders, row.own_people) == (3, 2)
    assert row.weighted == close(0.5 / 1.4)
    # Two more are expected in A, of its mean weight 0.6.
    assert row.lower == close(0.5 / 2.6)
    assert row.upper == close(0.5 / 1.4)
    assert row.active == close(1 / 3)
    assert row.redundant == 0.0
    assert row.thin_share == 1.0
    assert row.orphaned_share == close(0.4 / 1.4)
    assert row.bus_factor == 1


def test_accounts_without_anybody_count_nowhere() -> None:
    case = two_accounts()
    case.add("accounts", id="C", name="Gamma", organization="CU", expected_size=9)
    columns = case.portfolio().columns()
    row = trend(columns, T, 1).rows[-1]
    assert isinstance(row, PortfolioTrendRow)
    assert (row.accounts, row.lower) == (2, close(0.5 / 2.6))


def test_nothing_to_assess() -> None:
    row = trend(Case().portfolio().columns(), T, 1).rows[-1]
    assert isinstance(row, PortfolioTrendRow)
    assert (row.accounts, row.stakeholders, row.weighted, row.lower) == (0, 0, None, None)
    assert (row.bus_factor, row.zipper, row.warning) == (None, None, 1)
