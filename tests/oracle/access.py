"""Ways through others: the access pool, gatekeepers, disjoint paths, introductions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

import networkx as nx

from .policy import Policy
from .strength import (
    Scope,
    Tables,
    at_least,
    descending,
    is_zero,
    make_scope,
    more_than,
    present,
    strength,
    valid,
)

Path = tuple[list[str], float]
ROOT = 0  # people are texts


def pool_of(scope: Scope) -> list[str]:
    """B and E without competitors."""
    kinds = {row["id"]: row["kind"] for row in scope.tables["organizations"]}
    rivals = {
        row["person"]
        for row in scope.rows
        if row["center"] == "ecosystem" and "competitor" in (row["roles"] or [])
    }
    return [
        p
        for p in sorted({*scope.B, *scope.E})
        if p not in rivals and kinds[scope.people[p]["organization"]] != "competitor"
    ]


def inside(scope: Scope, people: list[str]) -> dict[tuple[str, str], float]:
    """Weights of the ties that lead from one of these people to another."""
    found: dict[tuple[str, str], float] = {}
    for row in scope.tables["ties"]:
        if row["kind"] not in ("knows", "influences") or not valid(row, scope.t):
            continue
        weight = 1.0 if row["weight"] is None else row["weight"]
        ends = [(row["source"], row["target"])]
        if row["kind"] == "knows":
            ends.append((row["target"], row["source"]))
        for one, other in ends:
            if one in people and other in people:
                found[one, other] = max(weight, found.get((one, other), 0.0))
    return found


def paths(scope: Scope, target: str) -> Iterator[Path]:
    """Every path to somebody that passes nobody twice, and its strength."""
    pool = pool_of(scope)
    ties = inside(scope, sorted({*pool, target}))
    return _paths(scope, pool, ties, target)


def _paths(
    scope: Scope, pool: list[str], ties: dict[tuple[str, str], float], target: str
) -> Iterator[Path]:
    discount, most = scope.policy["indirect_discount"], scope.policy["max_intermediaries"]

    def extend(path: list[str], value: float) -> Iterator[Path]:
        last = path[-1]
        if last == target:
            yield path, value
            return
        if len(path) - 1 > most:  # all but the first are intermediaries already
            return
        for (one, other), weight in ties.items():
            if one == last and other not in path and more_than(weight, 0.0):
                yield from extend([*path, other], value * weight * discount)

    for s in scope.S:
        for first in sorted({*pool, target}):
            w = strength(scope, s, first)
            if more_than(w, 0.0):
                yield from extend([s, first], w)


def indirect_strengths(scope: Scope) -> dict[str, float]:
    """i_b: the best path, 0 without one; to people outside the pool only direct ones."""
    pool = pool_of(scope)
    ties = inside(scope, pool)
    return {
        b: max((value for _, value in _paths(scope, pool, ties, b)), default=0.0) for b in scope.B
    }


def access_graph(scope: Scope) -> nx.DiGraph:
    """Who leads to whom, from the root on."""
    theta = scope.policy["active_threshold"]
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_node(ROOT)
    pool = pool_of(scope)
    for s in scope.S:
        graph.add_edge(ROOT, s)
        for p in pool:
            if at_least(strength(scope, s, p), theta):
                graph.add_edge(s, p)
    for (one, other), weight in inside(scope, pool).items():
        if at_least(weight, theta):
            graph.add_edge(one, other)
    return graph


def gatekeepers(scope: Scope) -> list[dict[str, Any]]:
    """Remove each person in turn, and see who is no longer reachable."""
    graph = access_graph(scope)
    before = nx.descendants(graph, ROOT)
    whole = math.fsum(scope.v[b] for b in scope.B if b in before)
    found = []
    for p in set(graph) - {ROOT}:
        without = graph.copy()
        without.remove_node(p)
        after = nx.descendants(without, ROOT)
        lost = sorted(b for b in scope.B if b in before and b not in after and b != p)
        if lost:
            behind = math.fsum(scope.v[b] for b in lost)
            share = None if is_zero(whole) else behind / whole
            found.append({"person": p, "gate_weight": share, "dominates": lost})
    return sorted(found, key=lambda row: (descending(row["gate_weight"]), row["person"]))


def independent_paths(scope: Scope) -> dict[str, int]:
    """Maximum flow where nobody lets more than one path pass."""
    graph = access_graph(scope)
    split: nx.DiGraph = nx.DiGraph()
    for p in graph:
        split.add_edge((p, "in"), (p, "out"), capacity=1)
    for one, other in graph.edges:
        split.add_edge((one, "out"), (other, "in"), capacity=1)
    most = scope.policy["max_independent_paths"]
    found = {}
    for b in sorted(scope.B):
        flow = 0
        if b in graph:  # else nothing of it is strong enough
            flow = nx.maximum_flow_value(split, (ROOT, "out"), (b, "in"))
        found[b] = min(flow, most)
    return found


def introductions(
    tables: Tables,
    account: str,
    as_of: date,
    target: str,
    k: int = 3,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> dict[str, Any]:
    """The best way to somebody, then the best that shares nobody with those before."""
    scope = make_scope(tables, account, as_of, policy, opportunity)
    if not present(scope.people[target], as_of):
        return {"formula": "introductions/1", "as_of": as_of.isoformat(), "paths": []}
    found = [path for path in paths(scope, target) if more_than(path[1], 0.0)]
    found.sort(key=lambda path: (descending(path[1]), len(path[0]), path[0]))
    used: set[str] = set()
    chosen: list[dict[str, Any]] = []
    for people, value in found:
        if len(chosen) < k and not used & set(people[:-1]):
            used |= set(people[:-1])
            chosen.append({"people": people, "strength": value})
    return {"formula": "introductions/1", "as_of": as_of.isoformat(), "paths": chosen}
