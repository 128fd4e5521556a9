"""Every metric against a second, naive implementation, on random portfolios full of edge cases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kamgraph.findings.check import check
from kamgraph.findings.overview import portfolio
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.alignment import alignment
from kamgraph.metrics.competition import competition
from kamgraph.metrics.coverage import coverage
from kamgraph.metrics.influence import influence
from kamgraph.metrics.results import Envelope
from kamgraph.metrics.spoc import spoc
from kamgraph.metrics.structure import structure
from kamgraph.model.entities import SCHEMA
from kamgraph.model.policy import Policy
from kamgraph.model.portfolio import Portfolio
from tests.counts import count
from tests.oracle import naive
from tests.oracle.compare import differences, finding_differences, weights_of
from tests.oracle.generate import as_of, random_policy, random_portfolio

METRICS = {
    "coverage": coverage,
    "spoc": spoc,
    "alignment": alignment,
    "structure": structure,
    "competition": competition,
    "influence": influence,
}


def portfolio_of(tables: dict[str, list[dict[str, Any]]]) -> Portfolio:
    return Portfolio(
        {
            table.name: [
                table.row(**{k: v for k, v in row.items() if v is not None}) for row in rows
            ]
            for table in SCHEMA
            for rows in [tables[table.name]]
        }
    )


def as_json(result: Envelope) -> dict[str, Any]:
    found = result.model_dump(mode="json")
    assert found.pop("policy")
    return found


def expected(name: str, tables: Any, account: str, day: date, policy: Any, opportunity: Any) -> Any:
    found = getattr(naive, name)(tables, account, day, policy, opportunity)
    found["as_of"] = str(found["as_of"])
    return found


@pytest.mark.parametrize("seed", range(count(60, 400)))
def test_metrics_equal_the_naive_ones(seed: int) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    policy = Policy.from_differences(constants)
    portfolio = portfolio_of(tables)
    assert policy.hash == naive.policy_hash(constants)[:12]
    for account in tables["accounts"]:
        own = [o["id"] for o in tables["opportunities"] if o["account"] == account["id"]]
        for opportunity in [None, *own]:
            matrix = ContactMatrix.of_account(portfolio, account["id"], day, policy, opportunity)
            reference = expected("coverage", tables, account["id"], day, constants, opportunity)
            for name, metric in METRICS.items():
                wanted = expected(name, tables, account["id"], day, constants, opportunity)
                found = as_json(metric(matrix))
                assert (
                    differences(wanted, found, weights=weights_of(reference), ignore={"policy"})
                    == []
                ), f"{name} of {account['id']}, {opportunity}"


@pytest.mark.parametrize("seed", range(count(60, 400)))
def test_findings_and_portfolio_equal_the_naive_ones(seed: int) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    policy, columns = Policy.from_differences(constants), portfolio_of(tables).columns()

    matrix = ContactMatrix.of_columns(columns, day, policy)
    wanted, found = naive.check(tables, None, day, constants), check(matrix).model_dump(mode="json")
    assert finding_differences(wanted["findings"], found["findings"]) == []
    assert finding_differences(wanted["accepted"], found["accepted"]) == []

    rows = naive.portfolio(tables, day, constants)
    answer = portfolio(columns, day, policy).model_dump(mode="json")
    assert differences({**rows, "as_of": str(rows["as_of"])}, answer, ignore={"policy"}) == []
    for account in tables["accounts"]:
        own = [o["id"] for o in tables["opportunities"] if o["account"] == account["id"]]
        for opportunity in [None, *own]:
            matrix = ContactMatrix.of_columns(columns, day, policy, account["id"], opportunity)
            wanted = naive.check(tables, account["id"], day, constants, opportunity)
            found = check(matrix).model_dump(mode="json")
            for part in ("findings", "accepted"):
                assert finding_differences(wanted[part], found[part]) == []
