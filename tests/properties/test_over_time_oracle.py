"""Trend and diff against the naive implementation, on random portfolios full of edge cases."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

import pytest

from kamgraph.findings.sensitivity import portfolio_sensitivity, sensitivity
from kamgraph.findings.trend import trend
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.attribution import MEASURES
from kamgraph.metrics.diff import diff
from kamgraph.metrics.results_over_time import Attribution
from kamgraph.model.policy import Policy
from tests.counts import count
from tests.oracle import over_time
from tests.oracle.compare import differences
from tests.oracle.generate import as_of, random_policy, random_portfolio
from tests.oracle.policy import default_policy
from tests.properties.test_metrics_oracle import portfolio_of

SEEDS = range(count(60, 300))


def scopes(tables: Any) -> list[tuple[str, str | None]]:
    """Every account, and every opportunity of it."""
    accounts = [(account["id"], None) for account in tables["accounts"]]
    return [*accounts, *((deal["account"], deal["id"]) for deal in tables["opportunities"])]


@pytest.mark.parametrize("seed", range(count(30, 300)))
def test_trend_equals_the_naive_one(seed: int) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    columns, policy = portfolio_of(tables).columns(), Policy.from_differences(constants)
    months = 1 + seed % 3
    for account, opportunity in [scopes(tables)[seed % len(scopes(tables))], (None, None)]:
        wanted = over_time.trend(tables, account, day, months, constants, opportunity)
        result = trend(columns, day, months, policy, account, opportunity)
        found = result.model_dump(mode="json")
        assert differences(wanted, found["rows"]) == [], f"{account}, {opportunity}"
        head = (found["formula"], found["account"], found["opportunity"], found["as_of"])
        assert head == ("trend/1", account, opportunity, day.isoformat())


@pytest.mark.parametrize("seed", SEEDS)
def test_diff_equals_the_naive_one(seed: int) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    columns, policy = portfolio_of(tables).columns(), Policy.from_differences(constants)
    start = day - timedelta((0, 1, 30, 200, 365, 900)[seed % 6])
    for account, opportunity in scopes(tables)[seed % 3 : seed % 3 + 1]:
        question = (account, start, day, constants, opportunity)
        result = diff(columns, account, start, day, policy, opportunity)
        found = result.model_dump(mode="json")
        assert differences(over_time.attribution(tables, *question), found["attribution"]) == []
        assert (found["from"], found["to"], found["as_of"]) == (str(start), str(day), str(day))
        rows = [
            (r.cause, r.change, r.who, r.kind, r.before, r.after, r.count) for r in result.changes
        ]
        assert sorted(rows, key=repr) == sorted(over_time.changes(tables, *question), key=repr)
        assert all(start < row.date <= day for row in result.changes)


@pytest.mark.parametrize("seed", SEEDS)
def test_parts_add_up_and_vanish_where_nothing_changed(seed: int) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    columns, policy = portfolio_of(tables).columns(), Policy.from_differences(constants)
    start = day - timedelta(250)
    for account, opportunity in scopes(tables):
        result = diff(columns, account, start, day, policy, opportunity)
        matrices = [
            ContactMatrix.of_columns(columns, at, policy, account, opportunity)
            for at in (start, day)
        ]
        changed = {row.cause for row in result.changes}
        for name, measure in MEASURES.items():
            before, after = (float(measure(matrix)[0]) for matrix in matrices)
            parts: Attribution | None = getattr(result.attribution, name)
            if parts is None:
                continue
            numbers = parts.model_dump()
            assert abs(math.fsum(numbers.values()) - (after - before)) <= 1e-12
            for cause in ("memberships", "interactions"):
                if cause not in changed:
                    assert numbers[cause] == 0.0
        same = diff(columns, account, day, day, policy, opportunity)
        assert same.changes == ()
        for parts in (same.attribution.weighted, same.attribution.thin_share):
            assert parts is None or set(parts.model_dump().values()) == {0.0}


@pytest.mark.parametrize("seed", range(count(15, 300)))
def test_sensitivity_equals_the_naive_one(seed: int) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    columns, policy = portfolio_of(tables).columns(), Policy.from_differences(constants)
    account, opportunity = scopes(tables)[seed % len(scopes(tables))]
    whole = {**default_policy(), **constants}
    wanted = over_time.sensitivity(tables, account, day, whole, opportunity)
    result = sensitivity(columns, account, day, policy, opportunity)
    assert differences(wanted, result.model_dump(mode="json")["rows"]) == []
    if seed % 5 == 0:
        orders = over_time.portfolio_sensitivity(tables, day, whole)
        answer = portfolio_sensitivity(columns, day, policy).model_dump(mode="json")
        assert differences(orders, answer["rows"]) == []
