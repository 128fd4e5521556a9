"""The plain baseline: contact coverage of every account, as an analyst would script it.

Reads the CSV files with ``csv``, puts people, memberships, contacts and interactions into one
NetworkX graph and computes coverage/1 (``weighted``) with the default policy: a line an
account. It checks nothing, keeps nothing and knows no other measure. It is written to be read, as
such a script would be, neither slowed down nor tuned.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx

HALF_LIFE = 180
UNDATED = 0.5
ONE_WAY = 0.5
TRACE = 0.05
DEFAULT_INFLUENCE = 5.0
NO_ROLE = 0.3
CHANNELS = {
    "meeting": 0.5,
    "video": 0.4,
    "event": 0.3,
    "call": 0.25,
    "order": 0.15,
    "email": 0.1,
    "message": 0.1,
    "other": 0.1,
}
ROLES = {
    "decider": 1.0,
    "approver": 0.9,
    "buyer": 0.8,
    "influencer": 0.7,
    "gatekeeper": 0.6,
    "initiator": 0.6,
    "user": 0.5,
}


def rows(folder: Path, table: str) -> Iterator[dict[str, str]]:
    """The rows of one file."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def valid(row: dict[str, str], day: str) -> bool:
    """Whether a row holds on that day; ISO dates compare as text."""
    return row["since"] <= day and (not row["until"] or row["until"] > day)


def read_graph(folder: Path, day: date) -> nx.DiGraph[Any]:
    """People and centers as nodes; memberships, and one edge a pair who know each other."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    today = day.isoformat()
    for row in rows(folder, "people"):
        there = row["vacant"] != "true" and row["joined"] <= today
        there = there and (not row["left"] or row["left"] > today)
        influence = float(row["influence"] or DEFAULT_INFLUENCE)
        graph.add_node(row["id"], name=row["name"], there=there, influence=influence)
    for row in rows(folder, "memberships"):
        if valid(row, today):
            center, person = (row["account"], row["center"]), row["person"]
            if not graph.has_edge(center, person):
                graph.add_edge(center, person, roles=set())
            graph.edges[center, person]["roles"].update(row["roles"].split("|"))
    for row in rows(folder, "contacts"):
        if valid(row, today):
            tie = pair(graph, row["person"], row["own"])
            tie["level"] = int(row["level"])
            if row["last_contact"]:
                last = date.fromisoformat(row["last_contact"])
                if last <= day:
                    tie["latest"] = max(tie["latest"], last)
    for row in rows(folder, "interactions"):
        when = date.fromisoformat(row["date"])
        if when <= day:
            tie = pair(graph, row["person"], row["own"])
            weight = CHANNELS[row["channel"]]
            if row["two_way"] == "false":
                weight *= ONE_WAY
            else:
                tie["latest"] = max(tie["latest"], when)
            tie["evidence"] += weight * 2 ** (-(day - when).days / HALF_LIFE)
    return graph


def pair(graph: nx.DiGraph[Any], person: str, own: str) -> dict[str, Any]:
    """The edge from somebody to one of us, made where it is missing."""
    if not graph.has_edge(person, own):
        graph.add_edge(person, own, level=0, latest=date.min, evidence=0.0)
    tie: dict[str, Any] = graph.edges[person, own]
    return tie


def strength(tie: dict[str, Any], day: date) -> float:
    """The larger of what is rated and what the interactions show (metrics.md 1.1)."""
    faded = UNDATED
    if tie["latest"] > date.min:
        faded = 2 ** (-(day - tie["latest"]).days / HALF_LIFE)
    return float(max(tie["level"] / 4 * faded, 1 - math.exp(-tie["evidence"])))


def members(graph: nx.DiGraph[Any], account: str, center: str) -> list[str]:
    """Who belongs to a center today and is there."""
    node = (account, center)
    if node not in graph:
        return []
    return [person for person in graph[node] if graph.nodes[person]["there"]]


def coverage(graph: nx.DiGraph[Any], account: str, day: date) -> tuple[int, int, float | None]:
    """The numbers of stakeholders and of own people, and their weighted coverage."""
    people, team = members(graph, account, "buying"), set(members(graph, account, "selling"))
    ties = {}
    for person in people:
        ties[person] = {
            own: strength(tie, day)
            for own, tie in graph[person].items()
            if graph.nodes[own]["there"]
        }
        team.update(own for own, w in ties[person].items() if w >= TRACE)
    reached = total = 0.0
    for person in people:
        held = graph.edges[(account, "buying"), person]["roles"]
        weight = max(ROLES.get(role, NO_ROLE) for role in held)
        weight *= graph.nodes[person]["influence"] / 10
        missed = math.prod(1 - w for own, w in ties[person].items() if own in team)
        reached += weight * (1 - missed)
        total += weight
    return len(people), len(team), reached / total if total else None


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Coverage of every account, the plain way.")
    parser.add_argument("source", type=Path, help="folder of CSV files")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 21))
    options = parser.parse_args()
    graph = read_graph(options.source, options.as_of)
    for row in rows(options.source, "accounts"):
        people, own, value = coverage(graph, row["id"], options.as_of)
        print(row["id"], people, own, "" if value is None else f"{value:.6f}", sep="\t")


if __name__ == "__main__":
    main()
