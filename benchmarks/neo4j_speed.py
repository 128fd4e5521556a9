"""Measures the Neo4j store against bare driver loops, and prints ratios of one run.

``python benchmarks/neo4j_speed.py`` starts a server as the tests do (or takes the one that
KAMGRAPH_TEST_NEO4J_URI names, which has to be empty) and fills it twice with generated data.
The baselines are what somebody writes who has the driver and no library: a list of maps a
batch, a record a row.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from generate import write_portfolio  # noqa: E402
from neo4j import Driver, GraphDatabase  # noqa: E402

from kamgraph.engines import CypherMetrics  # noqa: E402
from kamgraph.findings.overview import portfolio  # noqa: E402
from kamgraph.opening import read_source  # noqa: E402
from kamgraph.stores.neo4j import Neo4jStore  # noqa: E402
from kamgraph.stores.neo4j_graph import TIE_TYPES  # noqa: E402
from tests.database import server as servers  # noqa: E402

AS_OF = date(2026, 11, 21)
BATCH = 10_000

NODES = {
    "organizations": "UNWIND $rows AS row CREATE (n:Organization) SET n = row",
    "people": "UNWIND $rows AS row MATCH (o:Organization {id: row.organization}) "
    "CREATE (n:Person)-[:WORKS_FOR]->(o) SET n = row",
    "accounts": "UNWIND $rows AS row MATCH (o:Organization {id: row.organization}) "
    "CREATE (n:Account)-[:OF]->(o) SET n = row",
    "opportunities": "UNWIND $rows AS row MATCH (a:Account {id: row.account}) "
    "CREATE (n:Opportunity)-[:OF]->(a) SET n = row",
}
LINKS = {
    ("organizations", "parent"): "UNWIND $rows AS row MATCH (n:Organization {id: row.id}) "
    "MATCH (m:Organization {id: row.parent}) CREATE (n)-[:PART_OF]->(m)",
    ("people", "successor"): "UNWIND $rows AS row MATCH (n:Person {id: row.id}) "
    "MATCH (m:Person {id: row.successor}) CREATE (n)-[:SUCCEEDED_BY]->(m)",
    ("accounts", "manager"): "UNWIND $rows AS row MATCH (n:Account {id: row.id}) "
    "MATCH (m:Person {id: row.manager}) CREATE (n)-[:MANAGED_BY]->(m)",
}
CENTERS = (
    "UNWIND $rows AS row MATCH (a:Account {id: row.account}) "
    "CREATE (c:Center {key: row.in_center, kind: row.center})-[:OF]->(a)"
)
DEALS = (
    "UNWIND $rows AS row MATCH (c:Center {key: row.in_center}) "
    "MATCH (o:Opportunity {id: row.opportunity}) CREATE (c)-[:FOR]->(o)"
)
EDGES = {
    "memberships": "UNWIND $rows AS row MATCH (p:Person {id: row.person}) "
    "MATCH (c:Center {key: row.in_center}) CREATE (p)-[r:MEMBER_OF]->(c) SET r = row",
    "contacts": "UNWIND $rows AS row MATCH (s:Person {id: row.own}) "
    "MATCH (p:Person {id: row.person}) CREATE (s)-[r:CONTACT]->(p) SET r = row",
    "interactions": "UNWIND $rows AS row MATCH (s:Person {id: row.own}) "
    "MATCH (p:Person {id: row.person}) CREATE (s)-[r:INTERACTED]->(p) SET r = row",
}
TIE = (
    "UNWIND $rows AS row OPTIONAL MATCH (a:Person {id: row.source}) "
    "OPTIONAL MATCH (o:Organization {id: row.source}) OPTIONAL MATCH (b:Person {id: row.target}) "
    "OPTIONAL MATCH (q:Organization {id: row.target}) "
    "WITH row, coalesce(a, o) AS x, coalesce(b, q) AS y CREATE (x)-[r:$($type)]->(y) SET r = row"
)
ROW_BY_ROW = (
    "MATCH (n:Organization) RETURN n.id AS id, n.kind AS kind",
    "MATCH (n:Person)-[:WORKS_FOR]->(o) RETURN n.id AS id, n.name AS name, n.title AS title, "
    "o.id AS organization, n.function AS function, n.level AS level, n.influence AS influence, "
    "n.attrition AS attrition, n.vacant AS vacant, n.joined AS joined, n.left AS left",
    "MATCH (n:Account) RETURN n.id AS id, n.name AS name, n.expected_size AS expected_size",
    "MATCH (p)-[r:MEMBER_OF]->(c)-[:OF]->(a) OPTIONAL MATCH (c)-[:FOR]->(o) "
    "RETURN a.id AS account, c.kind AS center, p.id AS person, o.id AS opportunity, "
    "r.roles AS roles, r.stance AS stance, r.since AS since, r.until AS until",
    "MATCH (s)-[r:CONTACT]->(p) RETURN s.id AS own, p.id AS person, r.level AS level, "
    "r.target AS target, r.last_contact AS last_contact, r.since AS since, r.until AS until",
    "MATCH (s)-[r:INTERACTED]->(p) RETURN s.id AS own, p.id AS person, r.date AS date, "
    "r.channel AS channel, r.two_way AS two_way",
    f"MATCH (a)-[r:{'|'.join(TIE_TYPES.values())}]->(b) RETURN a.id AS source, b.id AS target, "
    "type(r) AS kind, r.weight AS weight, r.since AS since, r.until AS until",
)


def timed(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def rows_of(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [{k: v for k, v in row.items() if v} for row in csv.DictReader(file)]


def batches(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def bare_load(driver: Driver, folder: Path) -> None:
    """What a script does for the same nodes and relationships: csv, lists of maps, CREATE.

    Nothing is checked, numbered or given a key; values stay the text they are.
    """

    def write(statement: str, rows: list[dict[str, str]], **more: str) -> None:
        for batch in batches(rows):
            driver.execute_query(statement, rows=batch, **more)  # type: ignore[arg-type]

    tables = {name: rows_of(folder, name) for name in (*NODES, *EDGES, "ties")}
    for name, statement in NODES.items():
        write(statement, tables[name])
    for (name, column), statement in LINKS.items():
        write(statement, [row for row in tables[name] if column in row])
    centers: dict[str, dict[str, str]] = {}
    for row in tables["memberships"]:
        row["in_center"] = "|".join((row["center"], row["account"], row.get("opportunity", "")))
        centers[row["in_center"]] = row
    write(CENTERS, list(centers.values()))
    write(DEALS, [row for row in centers.values() if "opportunity" in row])
    for name, statement in EDGES.items():
        write(statement, tables[name])
    for kind, made in TIE_TYPES.items():
        write(TIE, [row for row in tables["ties"] if row["kind"] == kind], type=made)


def read_by_row(driver: Driver) -> None:
    """A record a row, the columns that the metrics need."""
    for statement in ROW_BY_ROW:
        with driver.session() as session:
            found = [record.values() for record in session.run(statement)]  # type: ignore[arg-type]
        del found


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Measure the Neo4j store against bare loops.")
    parser.add_argument("--accounts", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3, help="measured runs of each reading")
    asked = parser.parse_args()
    server = servers.running(settings=())  # compiles and plans as users' servers do
    auth = ("neo4j", server.password)
    with (
        tempfile.TemporaryDirectory() as place,
        GraphDatabase.driver(server.uri, auth=auth, notifications_min_severity="OFF") as driver,
    ):
        folder = Path(place)
        count = sum(write_portfolio(folder, asked.accounts, 1).values())
        print(f"{asked.accounts} accounts, {count} rows", flush=True)
        with Neo4jStore(server.uri, create=True, access=server.access) as store:
            fill(store, folder)  # constraints, warm
        measured(server, driver, folder, count, asked.runs)
    servers.finish()


def best(runs: int, *ways: Callable[[], object]) -> list[float]:
    """The least seconds of each way; they take turns, so that a busy machine is so for all."""
    turns = [[timed(way) for way in ways] for _ in range(runs)]
    return [min(seconds) for seconds in zip(*turns, strict=True)]


def measured(server: servers.Server, driver: Driver, folder: Path, rows: int, runs: int) -> None:
    """The three comparisons."""
    bare, ours = [], []
    for _ in range(runs):
        servers.emptied(server)
        bare.append(timed(lambda: bare_load(driver, folder)))
        servers.emptied(server)
        with Neo4jStore(server.uri, create=True, access=server.access) as store:
            ours.append(timed(partial(fill, store, folder)))
    with Neo4jStore(server.uri, access=server.access) as store:
        say("bulk load, checked, with digests", min(ours), "bare UNWIND", min(bare), rows)
        by_row, columns = best(runs, lambda: read_by_row(driver), store.columns)
        say("whole portfolio as columns", columns, "a record a row", by_row, rows)
        metrics = CypherMetrics(store, AS_OF)
        python, query = best(runs, lambda: portfolio(store.columns(), AS_OF), metrics.portfolio)
        say("portfolio in Cypher", query, "columns and Python", python, 0)
        account, _ = store.names("accounts")[0]
        first = timed(lambda: metrics.coverage(account))
        (later,) = best(10, lambda: metrics.coverage(account))
        print(f"one account's coverage in Cypher: {first:.1f} s to plan it, then {later:.3f} s")


def fill(store: Neo4jStore, folder: Path) -> None:
    """What `kamgraph import` does: read, check, write."""
    store.apply(read_source(str(folder)).cells)


def say(what: str, seconds: float, baseline: str, other: float, rows: int) -> None:
    """One line: seconds, rows a second, and how many times as fast as the baseline."""
    speed = f", {rows / seconds:,.0f} rows/s" if rows else ""
    print(
        f"{what}: {seconds:.1f} s{speed}; {baseline}: {other:.1f} s; "
        f"{other / seconds:.2f} times as fast",
        flush=True,
    )


if __name__ == "__main__":
    main()
