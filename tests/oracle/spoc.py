"""Single-point-of-contact risk, spoc/1."""

from __future__ import annotations

import math
from datetime import date
from itertools import combinations
from typing import Any

from .access import gatekeepers, independent_paths
from .policy import Policy
from .strength import (
    Scope,
    Tables,
    descending,
    is_zero,
    make_scope,
    more_than,
    weighted_cover,
)


def spoc(
    tables: Tables,
    account: str,
    as_of: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> dict[str, Any]:
    """Single-point-of-contact risk of one account."""
    return spoc_of(make_scope(tables, account, as_of, policy, opportunity))


def spoc_of(scope: Scope) -> dict[str, Any]:
    carriers = {b: scope.reached_by(b) for b in scope.B}
    single = scope.by_weight([b for b in scope.B if len(carriers[b]) == 1])
    orphaned = scope.by_weight([b for b in scope.B if not carriers[b]])
    total = scope.total_weight()
    lost = _sum(scope, orphaned)
    reached = _sum(scope, [b for b in scope.B if carriers[b]])
    own, hhi = _own(scope, carriers)
    bus_factor, bus_factor_set = _bus_factor(scope, carriers)
    result = scope.envelope("spoc/1")
    result["single_threaded"] = [
        {"person": b, "own": carriers[b][0], "weight": scope.v[b]} for b in single
    ]
    result["orphaned"] = orphaned
    result["thin_share"] = thin_share_of(scope)
    result["orphaned_share"] = _share(lost, total)
    result["spoc_share"] = _share(_sum(scope, single), reached)
    result["own"] = own
    result["hhi"] = hhi
    result["effective_carriers"] = None if hhi is None else 1 / hhi
    result["bus_factor"] = bus_factor
    result["bus_factor_set"] = bus_factor_set
    result["robustness"] = _robustness(scope)
    result["expected_loss"] = _expected_loss(scope)
    result["roles_on_one_head"] = _roles_on_one_head(scope)
    result["customer_hhi"] = _customer_hhi(scope)
    result["gatekeepers"] = gatekeepers(scope)
    result["independent_paths"] = independent_paths(scope)
    return result


def thin_share_of(scope: Scope) -> float | None:
    """The share of weight with one active tie or none; alone, it takes no search."""
    thin = [b for b in scope.B if len(scope.reached_by(b)) < 2]
    return _share(_sum(scope, thin), scope.total_weight())


def _sum(scope: Scope, ids: list[str]) -> float:
    return math.fsum(scope.v[b] for b in ids)


def _share(part: float, whole: float) -> float | None:
    return None if is_zero(whole) else part / whole


def _c(scope: Scope, own: list[str]) -> float:
    """C with these own people; only where the stakeholders weigh something."""
    return weighted_cover(scope, own) / scope.total_weight()


def _own(scope: Scope, carriers: dict[str, list[str]]) -> tuple[list[dict[str, Any]], float | None]:
    """A row per own person, and the concentration of their shares."""
    assessed = not is_zero(scope.total_weight())  # also false without stakeholders
    c = _c(scope, scope.S) if assessed else None
    carried = {s: math.fsum(scope.v[b] * scope.w[s, b] for b in scope.B) for s in scope.S}
    whole = math.fsum(carried.values())
    rows = []
    for s in scope.S:
        loss = None
        if c is not None:
            loss = c - _c(scope, [other for other in scope.S if other != s])
        rows.append(
            {
                "id": s,
                "name": scope.people[s]["name"],
                "loss": loss,
                "loss_share": None if loss is None or c is None else _share(loss, c),
                "load": sum(s in carriers[b] for b in scope.B),
                "share": _share(carried[s], whole),
                "sole": [b for b in scope.B if carriers[b] == [s]],
            }
        )
    rows.sort(key=lambda row: (descending(row["loss"]), row["id"]))
    if is_zero(whole):
        return rows, None
    return rows, math.fsum((carried[s] / whole) ** 2 for s in scope.S)


def _bus_factor(scope: Scope, carriers: dict[str, list[str]]) -> tuple[int | None, list[str]]:
    """All sets of own people by size; combinations come in lexicographic order."""
    whole = _sum(scope, [b for b in scope.B if carriers[b]])
    if is_zero(whole):
        return None, []
    # Who carries nothing active cannot be part of a smallest set.
    people = [s for s in scope.S if any(s in carriers[b] for b in scope.B)]
    bit = {s: 1 << n for n, s in enumerate(people)}
    reach = [(scope.v[b], sum(bit[s] for s in carriers[b])) for b in scope.B if carriers[b]]
    limit = scope.policy["bus_factor_share"] * whole
    for size in range(1, len(people) + 1):
        for leaving in combinations(people, size):
            away = sum(bit[s] for s in leaving)
            left = math.fsum(v for v, mask in reach if mask & ~away)
            if more_than(limit, left):
                return size, list(leaving)
    # Only with a share of 0: nothing is less than nothing.
    return None, []


def _robustness(scope: Scope) -> dict[str, Any]:
    if is_zero(scope.total_weight()):
        return {"curve": [], "order": [], "value": None}
    staying = list(scope.S)
    curve, order = [_c(scope, staying)], []
    while staying:
        # max() keeps the first of equals, and ids ascend.
        worst = max(
            staying,
            key=lambda s: round(curve[-1] - _c(scope, [o for o in staying if o != s]), 12),
        )
        staying.remove(worst)
        order.append(worst)
        curve.append(_c(scope, staying))
    # Where C is 0 the curve is still defined (zeros); only the value is null.
    if is_zero(curve[0]):
        return {"curve": curve, "order": order, "value": None}
    k = scope.policy["robustness_steps"]
    return {
        "curve": curve,
        "order": order,
        "value": math.fsum(curve[1 : k + 1]) / (k * curve[0]),
    }


def _expected_loss(scope: Scope) -> float | None:
    total = scope.total_weight()
    if is_zero(total):
        return None
    expected = []
    for b in scope.B:
        missed = 1.0
        for s in scope.S:
            p = scope.people[s]["attrition"]
            if p is None:
                p = scope.policy["attrition"]
            missed *= 1.0 - scope.w[s, b] * (1.0 - p)
        expected.append(scope.v[b] * (1.0 - missed))
    return _c(scope, scope.S) - math.fsum(expected) / total


def _roles_on_one_head(scope: Scope) -> list[dict[str, str]]:
    rows = []
    for role in scope.required_roles():
        holders = [b for b in scope.B if role in scope.roles[b]]
        if len(holders) == 1:
            rows.append({"role": role, "person": holders[0]})
    return rows


def _customer_hhi(scope: Scope) -> float | None:
    received = [math.fsum(scope.w[s, b] for s in scope.S) for b in scope.B]
    whole = math.fsum(received)
    if is_zero(whole):
        return None
    return math.fsum((part / whole) ** 2 for part in received)
