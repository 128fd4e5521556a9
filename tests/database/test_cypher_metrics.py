"""The metrics as queries against the Python ones, on random portfolios full of edge cases.

Ten portfolios share the database, their ids told apart by a prefix, so that what belongs to
another account must not count; each has its own date and policy.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamgraph.engines import CypherMetrics
from kamgraph.errors import InputError
from kamgraph.findings.overview import portfolio
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.alignment import alignment
from kamgraph.metrics.competition import competition
from kamgraph.metrics.coverage import coverage
from kamgraph.metrics.results import Result
from kamgraph.metrics.spoc import spoc
from kamgraph.model.columns import from_cells
from kamgraph.model.entities import SCHEMA
from kamgraph.model.policy import Policy
from kamgraph.model.portfolio import Portfolio
from kamgraph.opening import read_source
from kamgraph.stores.memory import MemoryStore
from kamgraph.stores.neo4j import Neo4jStore
from tests.counts import count
from tests.database.server import Server
from tests.oracle.compare import differences
from tests.oracle.generate import as_of, random_policy, random_portfolio
from tests.properties.test_metrics_oracle import portfolio_of

ROOT = Path(__file__).parents[2]
TOGETHER = 10
METRICS = {
    "coverage": coverage,
    "spoc": spoc,
    "alignment": alignment,
    "competition": competition,
}
UNREACHED = {
    "coverage": {"indirect"},
    "spoc": {
        *("bus_factor", "bus_factor_set", "robustness", "customer_hhi", "gatekeepers"),
        "independent_paths",
    },
    "alignment": {"zipper", "counterparts", "counterparts_value", "width", "shape"},
    "competition": set(),
    "portfolio": {"bus_factor", "zipper", "critical", "warning", "notice"},
}


def prefixed(tables: dict[str, list[dict[str, Any]]], prefix: str) -> dict[str, list[Any]]:
    """The same portfolio, every id with a prefix; orders of ids stay."""
    found = {}
    for table in SCHEMA:
        ids = {f.name for f in table.fields if f.column.references or f.name == "id"}
        found[table.name] = [
            {k: prefix + v if k in ids and v is not None else v for k, v in row.items()}
            for row in tables[table.name]
        ]
    return found


def together(parts: list[Portfolio]) -> Portfolio:
    return Portfolio({n: [row for part in parts for row in part.rows(n)] for n in SCHEMA.names})


def compared(name: str, found: Result, wanted: Result) -> list[str]:
    """Where the store's answer differs; what a query does not reach has to be null."""
    mine, theirs = found.model_dump(mode="json"), wanted.model_dump(mode="json")
    assert list(mine) == list(theirs)
    assert {key for key in mine if mine[key] is None and theirs[key] is not None} <= UNREACHED[name]
    assert all(mine[key] is None for key in UNREACHED[name])
    return differences(theirs, mine, ignore={"policy", *UNREACHED[name]})


def unlike(store: Neo4jStore, part: Portfolio, day: date, policy: Policy) -> list[str]:
    """Where queries and Python differ on one portfolio, named."""
    metrics, lines = CypherMetrics(store, day, policy), []
    for account in part.accounts:
        deals = [deal.id for deal in part.opportunities if deal.account == account.id]
        for scope in (None, *deals):
            matrix = ContactMatrix.of_account(part, account.id, day, policy, scope)
            for name, metric in METRICS.items():
                found = getattr(metrics, name)(account.id, scope)
                lines += [
                    f"{account.id} {scope} {d}" for d in compared(name, found, metric(matrix))
                ]
            assert metrics.uncovered(account.id, scope) == coverage(matrix).uncovered
            threads = [thread.model_dump() for thread in metrics.single_threaded(account.id, scope)]
            lines += differences([t.model_dump() for t in spoc(matrix).single_threaded], threads)
    wanted_rows = {
        row.account: row for row in portfolio(from_cells(part.cells()), day, policy).accounts
    }
    rows = [row for row in metrics.portfolio().accounts if row.account in wanted_rows]
    assert len(rows) == len(wanted_rows)
    for row in rows:
        lines += compared("portfolio", row, wanted_rows[row.account])
    order = [(row.weighted is None, round(row.weighted or 0.0, 12), row.account) for row in rows]
    assert order == sorted(order)
    return lines


@pytest.mark.parametrize("first", range(0, count(40, 200), TOGETHER))
def test_queries_equal_python(neo4j: Server, first: int) -> None:
    seeds = range(first, first + TOGETHER)
    tables = {seed: prefixed(random_portfolio(seed), f"{seed}·") for seed in seeds}
    parts = {seed: portfolio_of(found) for seed, found in tables.items()}
    with Neo4jStore(neo4j.uri, create=True, access=neo4j.access) as store:
        store.apply(together(list(parts.values())).cells())
        for seed in seeds:
            policy = Policy.from_differences(random_policy(seed))
            lines = unlike(store, parts[seed], as_of(seed), policy)
            assert lines == [], f"seed {seed}"


def test_northwind(neo4j: Server, tmp_path: Path) -> None:
    """91 real customers with their orders as interactions."""
    script = ROOT / "examples" / "northwind" / "convert.py"
    subprocess.run([sys.executable, script, "northwind"], cwd=tmp_path, check=True)
    policy = Policy.from_file(script.with_name("policy.toml"))
    source = read_source(str(tmp_path / "northwind")).cells
    day = date(1998, 5, 6)
    with Neo4jStore(neo4j.uri, create=True, access=neo4j.access) as store:
        store.apply(source)
        metrics = CypherMetrics(store, day, policy)
        wanted = {row.account: row for row in portfolio(from_cells(source), day, policy).accounts}
        rows = metrics.portfolio().accounts
        assert len(rows) == len(wanted) == 91
        for row in rows:
            assert compared("portfolio", row, wanted[row.account]) == []
        memory = MemoryStore(source)
        for row in rows[:: count(15, 1)]:
            part = memory.account_slice(row.account)
            matrix = ContactMatrix.of_account(part, row.account, day, policy)
            for name, metric in METRICS.items():
                found = getattr(metrics, name)(row.account)
                assert compared(name, found, metric(matrix)) == []


def test_an_account_that_is_not_there(neo4j: Server) -> None:
    with Neo4jStore(neo4j.uri, create=True, access=neo4j.access) as store:
        for name in ("coverage", "spoc", "alignment", "competition"):
            with pytest.raises(InputError, match="no account 'nobody'"):
                getattr(CypherMetrics(store, date(2026, 1, 1)), name)("nobody")
        assert CypherMetrics(store, date(2026, 1, 1)).portfolio().accounts == ()


def test_other_stores_have_no_such_engine() -> None:
    with pytest.raises(InputError, match="Leave out --engine store"):
        CypherMetrics(MemoryStore(), date(2026, 1, 1))
