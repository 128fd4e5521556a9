"""Influence inside the buying center, influence/1."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from .access import inside
from .policy import Policy
from .strength import EPS, Scope, Tables, descending, make_scope, ratio


def influence(
    tables: Tables,
    account: str,
    as_of: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> dict[str, Any]:
    """Influence inside one buying center."""
    scope = make_scope(tables, account, as_of, policy, opportunity)
    ties = {pair: w for pair, w in inside(scope, scope.B).items() if w > EPS}
    strengths = {b: _strengths(scope.B, ties, b) for b in scope.B}
    sides = {
        stance: [b for b in scope.B if scope.stance[b] == stance]
        for stance in ("champion", "opponent")
    }

    def hold(stance: str, b: str) -> dict[str, Any] | None:
        found = [
            (descending(strengths[p][b][0]), p)
            for p in sides[stance]
            if p != b and b in strengths[p]
        ]
        if not found:
            return None
        by = min(found)[1]
        return {"by": by, "strength": strengths[by][b][0]}

    def side(stance: str) -> dict[str, Any]:
        rest = [b for b in scope.B if b not in sides[stance]]
        moved = [scope.v[b] * h["strength"] for b in rest if (h := hold(stance, b))]
        return {
            "people": scope.by_weight(sides[stance]),
            "reach": ratio(math.fsum(moved), math.fsum(scope.v[b] for b in rest)),
        }

    neither = [b for b in scope.B if b not in sides["champion"] + sides["opponent"]]
    between = _betweenness(scope, ties, strengths)
    result = scope.envelope("influence/1")
    result["champions"], result["opponents"] = side("champion"), side("opponent")
    result["contested"] = scope.by_weight(
        [b for b in neither if hold("champion", b) and hold("opponent", b)]
    )
    result["brokers"] = [
        {"person": b, "betweenness": value}
        for b, value in sorted(between.items(), key=lambda one: (descending(one[1]), one[0]))
        if value is not None and value > EPS
    ]
    result["people"] = [
        {
            "id": b,
            "name": scope.people[b]["name"] or scope.people[b]["title"],
            "weight": scope.v[b],
            "stance": _entered(scope, b),
            "champions": hold("champion", b),
            "opponents": hold("opponent", b),
            "betweenness": between[b],
        }
        for b in scope.by_weight(scope.B)
    ]
    return result


def _entered(scope: Scope, b: str) -> str | None:
    """The stance; None where no row has one."""
    rows = [row for row in scope.rows if row["center"] == "buying" and row["person"] == b]
    return scope.stance[b] if any(row["stance"] for row in rows) else None


def _strengths(
    people: list[str], ties: dict[tuple[str, str], float], source: str
) -> dict[str, tuple[float, int]]:
    """Strength and number of ties of the best way to each, by relaxing until nothing changes."""
    found = {source: (1.0, 0)}

    def better(one: tuple[float, int], other: tuple[float, int]) -> bool:
        return (round(one[0], 12), -one[1]) > (round(other[0], 12), -other[1])

    for _ in people:
        for (a, b), w in sorted(ties.items()):
            if a in found and b != source:
                new = (found[a][0] * w, found[a][1] + 1)
                if new[0] > EPS and (b not in found or better(new, found[b])):
                    found[b] = new
    return found


def _counter(onward: dict[str, list[str]]) -> Callable[[str, str], int]:
    """Counts the ways from one to another."""

    @cache
    def count(a: str, b: str) -> int:
        return 1 if a == b else sum(count(x, b) for x in onward[a])

    return count


def _betweenness(
    scope: Scope,
    ties: dict[tuple[str, str], float],
    strengths: dict[str, dict[str, tuple[float, int]]],
) -> dict[str, float | None]:
    """Of all best ways from s to t, those that pass b, summed over the pairs of others."""
    n = len(scope.B)
    total = dict.fromkeys(scope.B, 0.0)
    for s in scope.B:
        best = strengths[s]
        tight: dict[str, list[str]] = {a: [] for a in scope.B}
        for (a, b), w in ties.items():
            if a in best and b in best:
                same = round(best[a][0] * w, 12) == round(best[b][0], 12)
                if same and best[a][1] + 1 == best[b][1]:
                    tight[a].append(b)

        count = _counter(tight)
        for t in best:
            for b in scope.B:
                if len({s, t, b}) == 3 and b in best and count(s, t):
                    total[b] += count(s, b) * count(b, t) / count(s, t)
    return {b: value / ((n - 1) * (n - 2)) if n > 2 else None for b, value in total.items()}
