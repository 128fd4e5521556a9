"""How the server means to run each metric of one account: from the account on, by its index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from neo4j import GraphDatabase

from kamgraph.engines.parameters import parameters
from kamgraph.model.policy import Policy
from kamgraph.stores.neo4j import Neo4jStore
from kamgraph.testing import examples
from kamgraph_cypher import load, names
from tests.database.server import Server

OF_ONE_ACCOUNT = [name for name in names("metrics") if name != "metrics/portfolio"]


def operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield plan["operatorType"].partition("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from operators(child)


@cache
def forget_plans(uri: str, password: str) -> None:
    """What was planned for other data does not count here."""
    with GraphDatabase.driver(uri, auth=("neo4j", password)) as driver:
        driver.execute_query("CALL db.clearQueryCaches()")


def explained(
    server: Server, name: str, account: str | None, opportunity: str | None = None
) -> list[tuple[str, str]]:
    values = parameters(Policy(), date(2026, 1, 1), account, opportunity)
    auth = ("neo4j", server.password)
    with (
        GraphDatabase.driver(server.uri, auth=auth, notifications_min_severity="OFF") as driver,
        driver.session() as session,
    ):
        plan = session.run("EXPLAIN " + load(name), values).consume().plan
    assert plan is not None
    return list(operators(plan))


@pytest.fixture
def filled(neo4j: Server) -> Server:
    with Neo4jStore(neo4j.uri, create=True, access=neo4j.access) as store:
        store.apply(examples.small().cells())
    forget_plans(neo4j.uri, neo4j.password)
    return neo4j


@pytest.mark.parametrize("opportunity", [None, "o1"])
@pytest.mark.parametrize("name", OF_ONE_ACCOUNT)
def test_one_account_is_found_by_its_index(
    filled: Server, name: str, opportunity: str | None
) -> None:
    found = explained(filled, name, "a1", opportunity)
    kinds = {kind for kind, _ in found}
    assert not {kind for kind in kinds if "CartesianProduct" in kind}
    assert not [(kind, details) for kind, details in found if "Scan" in kind]
    assert any("UniqueIndexSeek" in kind and "Account" in details for kind, details in found)


def test_the_portfolio_reads_accounts_and_nothing_else_in_full(filled: Server) -> None:
    found = explained(filled, "metrics/portfolio", None)
    scans = [details for kind, details in found if "Scan" in kind]
    assert len(scans) == 1
    assert "account:Account" in scans[0]
    assert not [kind for kind, _ in found if "CartesianProduct" in kind]


def test_what_all_metrics_compute_stands_in_them_alike() -> None:
    """Who buys, who sells, who knows whom: one text in all queries of one account."""
    begin, end = "// Who buys, with roles", "WITH account, buyers, held, weights, own,"
    texts = set()
    for name in OF_ONE_ACCOUNT:
        text = load(name)
        texts.add(text[text.index(begin) : text.index(end)])
    assert len(texts) == 1
