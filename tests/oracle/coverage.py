"""Contact coverage, coverage/1."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

from .access import indirect_strengths
from .policy import Policy
from .strength import (
    BUYING_ROLES,
    Scope,
    Tables,
    cover,
    has_left,
    is_zero,
    make_scope,
    more_than,
    ratio,
    valid,
    weighted_cover,
)


def coverage(
    tables: Tables,
    account: str,
    as_of: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> dict[str, Any]:
    """Coverage of one account."""
    return coverage_of(make_scope(tables, account, as_of, policy, opportunity))


def coverage_of(scope: Scope) -> dict[str, Any]:
    n = len(scope.B)
    ties = {b: len(scope.reached_by(b)) for b in scope.B}
    required = scope.required_roles()
    identified = {role for b in scope.B for role in scope.roles[b]}
    covered = {role for b in scope.B if ties[b] for role in scope.roles[b]}
    total = scope.total_weight()
    result = scope.envelope("coverage/1")
    result["reach"] = ratio(sum(_reached(scope, b) for b in scope.B), n)
    result["active"] = ratio(sum(ties[b] >= 1 for b in scope.B), n)
    result["redundant"] = ratio(sum(ties[b] >= 2 for b in scope.B), n)
    result["weighted"] = ratio(weighted_cover(scope, scope.S), total)
    # With nobody to assess every ratio is null, roles too, though its denominator is not 0.
    assessed = len(required) if n else 0
    result["roles"] = ratio(sum(role in covered for role in required), assessed)
    result["roles_identified"] = ratio(sum(role in identified for role in required), assessed)
    result["target"] = _target(scope)
    through = indirect_strengths(scope)
    best = [scope.v[b] * max(cover(scope, b, scope.S), through[b]) for b in scope.B]
    result["indirect"] = ratio(math.fsum(best), total)
    result["bounds"] = _bounds(scope)
    strong = [scope.w[s, b] for s in scope.S for b in scope.B if scope.active(s, b)]
    places = len(scope.S) * n
    result["density"] = len(strong) / places if places else None
    result["authority"] = _mean([_influence(scope, b) for b in scope.B if ties[b]])
    result["quality"] = _mean(strong)
    result["by"] = _by(scope, ties)
    result["people"] = [
        {
            "id": b,
            "name": scope.people[b]["name"],
            "weight": scope.v[b],
            "coverage": cover(scope, b, scope.S),
            "active_ties": ties[b],
            "indirect": through[b],
            "strongest": _strongest(scope, b),
        }
        for b in scope.by_weight(scope.B)
    ]
    result["uncovered"] = scope.by_weight([b for b in scope.B if ties[b] == 0])
    return result


def _mean(values: list[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def _influence(scope: Scope, b: str) -> float:
    influence = scope.people[b]["influence"]
    return float(scope.policy["default_influence"] if influence is None else influence)


def _reached(scope: Scope, b: str) -> bool:
    """Known to anybody of us who is still there, in S or not."""
    # The text asks only that the own person has not left; a vacant one would count.
    owners = [
        row["own"]
        for row in scope.tables["contacts"]
        if row["person"] == b and row["level"] >= 1 and valid(row, scope.t)
    ]
    owners += [
        row["own"]
        for row in scope.tables["interactions"]
        if row["person"] == b and row["date"] <= scope.t
    ]
    return any(not has_left(scope.people[own], scope.t) for own in owners)


def _target(scope: Scope) -> dict[str, Any]:
    met = wanted = 0
    for row in scope.tables["contacts"]:
        if row["person"] in scope.B and row["target"] is not None and valid(row, scope.t):
            wanted += row["target"]
            if not has_left(scope.people[row["own"]], scope.t):
                met += min(row["level"], row["target"])
    return ratio(met, wanted)


def _bounds(scope: Scope) -> dict[str, float | None]:
    total = scope.total_weight()
    if is_zero(total):
        return {"lower": None, "upper": None}
    unknown = 0
    expected = scope.account["expected_size"]
    if scope.opportunity is None and expected is not None:
        unknown = max(0, expected - len(scope.B))
    full = total + unknown * total / len(scope.B)
    return {
        "lower": weighted_cover(scope, scope.S, scope.w_lower) / full,
        "upper": weighted_cover(scope, scope.S, scope.w_upper) / total,
    }


def _strongest(scope: Scope, b: str) -> dict[str, Any] | None:
    best: str | None = None
    for s in scope.S:  # ascending ids, so that the first of equals stays
        if best is None or round(scope.w[s, b], 12) > round(scope.w[best, b], 12):
            best = s
    # "All are 0" is read with the tolerance: a tie decayed below it is none.
    if best is None or not more_than(scope.w[best, b], 0.0):
        return None
    return {"own": best, "strength": scope.w[best, b]}


def _by(scope: Scope, ties: dict[str, int]) -> dict[str, list[dict[str, Any]]]:
    def person(column: str) -> Callable[[str], list[Any]]:
        return lambda b: [scope.people[b][column]]

    functions = sorted({f for b in scope.B if (f := scope.people[b]["function"]) is not None})
    organizations = sorted({scope.people[b]["organization"] for b in scope.B})
    return {
        "role": _groups(scope, ties, [*BUYING_ROLES, None], lambda b: scope.roles[b] or [None]),
        "level": _groups(scope, ties, [5, 4, 3, 2, 1, None], person("level")),
        "function": _groups(scope, ties, [*functions, None], person("function")),
        "organization": _groups(scope, ties, organizations, person("organization")),
    }


def _groups(
    scope: Scope, ties: dict[str, int], keys: list[Any], keys_of: Callable[[str], list[Any]]
) -> list[dict[str, Any]]:
    rows = []
    for key in keys:
        group = [b for b in scope.B if key in keys_of(b)]
        if not group:
            continue
        total = math.fsum(scope.v[b] for b in group)
        reached = math.fsum(scope.v[b] * cover(scope, b, scope.S) for b in group)
        rows.append(
            {
                "key": key,
                "count": len(group),
                "active": sum(ties[b] >= 1 for b in group) / len(group),
                "redundant": sum(ties[b] >= 2 for b in group) / len(group),
                "weighted": None if is_zero(total) else reached / total,
            }
        )
    return rows
