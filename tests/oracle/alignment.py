"""Selling-center to buying-center alignment, alignment/1."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

from .policy import Policy
from .strength import (
    Row,
    Scope,
    Tables,
    at_least,
    descending,
    is_zero,
    make_scope,
    more_than,
    ratio,
)


def level_fit(own: Row, person: Row, policy: Policy) -> float:
    if own["level"] is None or person["level"] is None:
        return float(policy["fit"]["level_unknown"])
    difference: int = abs(own["level"] - person["level"])
    return 1.0 - difference / 4


def function_fit(own: Row, person: Row, policy: Policy) -> float:
    fit = policy["fit"]
    ours, theirs = own["function"], person["function"]
    if ours in (None, "other") or theirs in (None, "other"):
        return float(fit["function_unknown"])
    if ours == theirs:
        return float(fit["function_same"])
    for a, b, value in fit["function_pairs"]:
        if {a, b} == {ours, theirs}:
            return float(value)
    # Two wildcards could meet in one pair; the text does not say which counts. The larger.
    wild = [
        value
        for a, b, value in fit["function_pairs"]
        if (b == "*" and a in (ours, theirs)) or (a == "*" and b in (ours, theirs))
    ]
    return float(max(wild)) if wild else float(fit["function_default"])


def fits(scope: Scope) -> dict[tuple[str, str], float]:
    """fit_sb of every pair."""
    people, policy = scope.people, scope.policy
    return {
        (s, b): level_fit(people[s], people[b], policy) * function_fit(people[s], people[b], policy)
        for s in scope.S
        for b in scope.B
    }


def alignment(
    tables: Tables,
    account: str,
    as_of: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> dict[str, Any]:
    """Alignment of one account."""
    return alignment_of(make_scope(tables, account, as_of, policy, opportunity))


def done_and_offered(scope: Scope) -> tuple[float, float]:
    """What the fit that is done and the fit that could be offered weigh; takes no matching."""
    fit = fits(scope)
    done = math.fsum(
        scope.v[b] * max((fit[s, b] * scope.w[s, b] for s in scope.S), default=0.0) for b in scope.B
    )
    offered = math.fsum(
        scope.v[b] * max((fit[s, b] for s in scope.S), default=0.0) for b in scope.B
    )
    return done, offered


def alignment_of(scope: Scope) -> dict[str, Any]:
    fit = fits(scope)
    total = scope.total_weight()
    done, offered = done_and_offered(scope)
    result = scope.envelope("alignment/1")
    result["alignment"] = ratio(done, offered)
    result["fit_covered"] = None if is_zero(total) else done / total
    result["zipper"] = _zipper(scope)
    result["level_gap"] = _level_gap(scope)
    result["counterparts"], result["counterparts_value"] = _counterparts(scope, fit)
    result["faces"] = _faces(scope)
    result["width"] = matching(scope.S, scope.B, scope.active)
    result["shape"] = _shape(scope, result["width"])
    return result


def matching(left: list[str], right: list[str], joined: Callable[[str, str], bool]) -> int:
    """Size of a maximum matching, by augmenting paths."""
    partner: dict[str, str] = {}

    def place(s: str, tried: set[str]) -> bool:
        for b in right:
            if b not in tried and joined(s, b):
                tried.add(b)
                if b not in partner or place(partner[b], tried):
                    partner[b] = s
                    return True
        return False

    return sum(place(s, set()) for s in left)


def _zipper(scope: Scope) -> dict[str, Any]:
    people, fit = scope.people, scope.policy["fit"]

    def peers(s: str, b: str) -> bool:
        ours, theirs = people[s]["level"], people[b]["level"]
        if ours is None or theirs is None:
            return False
        if more_than(abs(ours - theirs), fit["peer_level_difference"]):
            return False
        return at_least(function_fit(people[s], people[b], scope.policy), fit["peer_function_fit"])

    possible = matching(scope.S, scope.B, peers)
    closed = matching(scope.S, scope.B, lambda s, b: peers(s, b) and scope.active(s, b))
    known = sum(people[b]["level"] is not None for b in scope.B)
    return {
        "value": closed / possible if possible else None,
        "closed": closed,
        "possible": possible,
        "share": closed / known if known else None,
    }


def _level_gap(scope: Scope) -> dict[str, Any]:
    gaps: list[tuple[int, float]] = []
    for s in scope.S:
        for b in scope.B:
            ours, theirs = scope.people[s]["level"], scope.people[b]["level"]
            if ours is not None and theirs is not None and scope.active(s, b):
                gaps.append((ours - theirs, scope.w[s, b]))
    if not gaps:
        return {"mean": None, "distribution": {}}
    distribution: dict[str, int] = {}
    for gap in sorted(gap for gap, _ in gaps):
        distribution[str(gap)] = distribution.get(str(gap), 0) + 1
    return {
        "mean": math.fsum(gap * w for gap, w in gaps) / math.fsum(w for _, w in gaps),
        "distribution": distribution,
    }


def _counterparts(
    scope: Scope, fit: dict[tuple[str, str], float]
) -> tuple[list[dict[str, Any]], float | None]:
    """Exact assignment; v·fit first and v·w second, as one integer per pair."""
    if not scope.B:
        return [], None
    # Each own person stands in a column per place; columns of nobody fill up what is missing.
    places = min(int(scope.policy["capacity"]), len(scope.B))
    columns: list[str | None] = [s for s in scope.S for _ in range(places)]
    columns += [None] * max(0, len(scope.B) - len(columns))
    unit = 10**12
    # Larger than any sum of second values, so that it never outweighs a first one.
    second = unit * (len(scope.B) + 1)

    def cost(b: str, s: str | None) -> int:
        if s is None:
            return 0
        first = round(scope.v[b] * fit[s, b] * unit)
        return -(first * second + round(scope.v[b] * scope.w[s, b] * unit))

    chosen = assign([[cost(b, s) for s in columns] for b in scope.B])
    own = {b: columns[chosen[n]] for n, b in enumerate(scope.B)}
    rows: list[dict[str, Any]] = []
    for b in scope.by_weight(scope.B):
        s = own[b]
        if s is None:
            # Nobody stands there, so fit and strength are unknown rather than 0.
            rows.append(
                {"person": b, "own": None, "fit": None, "strength": None, "status": "unassigned"}
            )
            continue
        status = "in place" if scope.active(s, b) else "build"
        rows.append(
            {"person": b, "own": s, "fit": fit[s, b], "strength": scope.w[s, b], "status": status}
        )
    value = math.fsum(scope.v[b] * fit[s, b] for b, s in own.items() if s is not None)
    return rows, value


def assign(cost: list[list[int]]) -> list[int]:  # noqa: C901 - the textbook form
    """Cheapest column per row (Hungarian method, integers; at least as many columns)."""
    n, m = len(cost), len(cost[0])
    u, v = [0] * (n + 1), [0] * (m + 1)
    row_of = [0] * (m + 1)
    for i in range(1, n + 1):
        row_of[0] = i
        j = 0
        slack: list[int | None] = [None] * (m + 1)
        before = [0] * (m + 1)
        used = [False] * (m + 1)
        while True:
            used[j] = True
            delta: int | None = None
            following = 0
            for k in range(1, m + 1):
                if used[k]:
                    continue
                here = cost[row_of[j] - 1][k - 1] - u[row_of[j]] - v[k]
                known = slack[k]
                if known is None or here < known:
                    slack[k] = known = here
                    before[k] = j
                if delta is None or known < delta:
                    delta, following = known, k
            assert delta is not None
            for k in range(m + 1):
                known = slack[k]
                if used[k]:
                    u[row_of[k]] += delta
                    v[k] -= delta
                elif known is not None:
                    slack[k] = known - delta
            j = following
            if row_of[j] == 0:
                break
        while j:
            row_of[j] = row_of[before[j]]
            j = before[j]
    chosen = [0] * n
    for k in range(1, m + 1):
        if row_of[k]:
            chosen[row_of[k] - 1] = k - 1
    return chosen


def _faces(scope: Scope) -> list[dict[str, Any]]:
    sums: dict[tuple[str | None, str | None], list[float]] = {}
    for s in scope.S:
        for b in scope.B:
            if scope.active(s, b):
                key = (scope.people[s]["function"], scope.people[b]["function"])
                sums.setdefault(key, []).append(scope.w[s, b])
    rows = [
        {"own_function": ours, "function": theirs, "strength": math.fsum(values)}
        for (ours, theirs), values in sums.items()
    ]

    def order(row: dict[str, Any]) -> tuple[Any, ...]:
        ours, theirs = row["own_function"], row["function"]
        # Null keys come after all others.
        return (descending(row["strength"]), ours is None, ours or "", theirs is None, theirs or "")

    return sorted(rows, key=order)


def _shape(scope: Scope, width: int) -> str:
    ties = {(s, b): scope.w[s, b] for s in scope.S for b in scope.B if scope.active(s, b)}
    if not ties:
        return "none"
    rules = scope.policy["shape"]
    total = math.fsum(ties.values())
    if width <= rules["bow_tie_width"]:
        return "bow-tie"
    if more_than(max(ties.values()), rules["bow_tie_share"] * total):
        return "bow-tie"
    carried = [math.fsum(w for pair, w in ties.items() if p in pair) for p in scope.S + scope.B]
    heavy = any(more_than(part, rules["diamond_share"] * total) for part in carried)
    return "diamond" if width >= rules["diamond_width"] and not heavy else "transition"
