"""Succession, handover/1: by asking everybody, and by putting the ties into the scope."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from .alignment import function_fit, level_fit
from .policy import Policy, default_policy
from .strength import (
    Scope,
    Tables,
    at_least,
    descending,
    is_zero,
    make_scope,
    more_than,
    strength,
    weighted_cover,
)
from .what_if import edited


def handover(
    tables: Tables,
    leaver: str,
    as_of: date,
    policy: Policy | None = None,
    successor: str | None = None,
) -> list[dict[str, Any]]:
    """The plan for one of ours, a row an account; as if they were still there."""
    policy = default_policy() if policy is None else policy
    tables = copy.deepcopy(tables)
    for person in tables["people"]:
        if person["id"] == leaver:
            person["left"] = None
    found = []
    for account in sorted(tables["accounts"], key=lambda row: row["id"]):
        before = make_scope(tables, account["id"], as_of, policy)
        managed = account["manager"] == leaver
        if leaver in before.S or managed:
            heirs = [] if successor is None else [successor]
            later = edited(tables, account["id"], as_of, [leaver], [])
            without = make_scope(later, account["id"], as_of, policy)
            later = edited(tables, account["id"], as_of, [leaver], heirs)
            after = make_scope(later, account["id"], as_of, policy)
            row = {"account": account["id"], "managed": managed, "member": leaver in before.listed}
            found.append({**row, **_account(before, without, after, leaver, successor)})
    return found


def _account(
    before: Scope, without: Scope, after: Scope, leaver: str, successor: str | None
) -> dict[str, Any]:
    around = [x for x in after.E if x not in after.B]
    people = [*after.by_weight(after.B), *around]
    today = {(s, x): strength(after, s, x) for s in after.S for x in people}
    then, taken = dict(today), {}
    for x in people:
        mine = strength(before, leaver, x) if leaver in before.S else 0.0
        if is_zero(mine):
            continue
        taker, fit = _taker(after, [successor] if successor else after.S, x, today)
        taken[x] = (mine, taker, fit)
        if taker is not None:
            passed = min(mine, after.policy["new_tie_strength"] * fit)
            then[taker, x] = max(today[taker, x], passed)
    for (s, x), w in then.items():
        if x in after.B:
            after.w[s, x] = w
    theta = after.policy["active_threshold"]
    total = after.total_weight()
    return {
        "weighted": _weighted(before),
        "weighted_without": _weighted(without),
        "weighted_handed": None if is_zero(total) else weighted_cover(after, after.S) / total,
        "orphaned_roles": [
            role
            for role in dict.fromkeys(before.required_roles())
            if _covered(before, role) and not _covered(after, role)
        ],
        "overloaded": [
            s
            for s in after.S
            if sum(after.active(s, b) for b in after.B) > after.policy["capacity"]
            and any(more_than(then[s, x], today[s, x]) for x in people)
        ],
        "ties": [
            {
                "own": leaver,
                "person": x,
                "weight": after.v[x] if x in after.B else None,
                "strength": mine,
                "active": at_least(mine, theta),
                "taker": taker,
                "fit": fit,
                "taker_strength": None if taker is None else today[taker, x],
                "strength_after": None if taker is None else then[taker, x],
                "lost": not any(at_least(then[s, x], theta) for s in after.S),
            }
            for x, (mine, taker, fit) in taken.items()
        ],
    }


def _taker(
    after: Scope, candidates: list[str], x: str, today: dict[tuple[str, str], float]
) -> tuple[str | None, float | None]:
    """Who fits best, then is closest today, then comes first; nobody where nobody fits."""
    people = after.people
    fit = {
        s: level_fit(people[s], people[x], after.policy)
        * function_fit(people[s], people[x], after.policy)
        for s in candidates
    }
    order = sorted(candidates, key=lambda s: (descending(fit[s]), descending(today[s, x]), s))
    if not order or is_zero(fit[order[0]]):
        return None, None
    return order[0], fit[order[0]]


def _weighted(scope: Scope) -> float | None:
    total = scope.total_weight()
    return None if is_zero(total) else weighted_cover(scope, scope.S) / total


def _covered(scope: Scope, role: str) -> bool:
    return any(role in scope.roles[b] and scope.reached_by(b) for b in scope.B)
