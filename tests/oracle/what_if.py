"""What-if, next contacts and what every departure costs: by editing the tables, and by trying."""

from __future__ import annotations

import copy
import math
from datetime import date
from typing import Any

from .alignment import alignment_of, fits
from .coverage import coverage_of
from .policy import Policy, default_policy
from .spoc import spoc_of
from .strength import Row, Scope, Tables, is_zero, make_scope, more_than, weighted_cover
from .structure import structure_of

Contact = tuple[str, str, int]


def edited(tables: Tables, account: str, t: date, without: list[str], own: list[str]) -> Tables:
    """The tables where some left on the day, and others joined the selling center."""
    later = copy.deepcopy(tables)
    for person in later["people"]:
        if person["id"] in without and (person["left"] is None or person["left"] > t):
            person["left"] = t
    for s in own:
        row: Row = dict.fromkeys(later["memberships"][0] if later["memberships"] else [])
        row |= {"account": account, "center": "selling", "person": s, "opportunity": None}
        later["memberships"].append({"roles": None, "stance": None, **row})
    return later


def scope_after(
    tables: Tables,
    account: str,
    t: date,
    policy: Policy,
    opportunity: str | None,
    without: list[str],
    contacts: list[Contact],
) -> Scope:
    """The account as it would be."""
    later = edited(tables, account, t, without, [s for s, _, _ in contacts])
    scope = make_scope(later, account, t, policy, opportunity)
    for s, b, level in contacts:
        scope.added[s, b] = max(scope.added.get((s, b), 0.0), level / 4)
        if s in scope.S and b in scope.B:
            for w in (scope.w, scope.w_lower, scope.w_upper):
                w[s, b] = max(w[s, b], level / 4)
        # A row of that level dated that day: for `reach`. It aims at nothing.
        row: Row = {"own": s, "person": b, "level": level, "target": None}
        later["contacts"].append({**row, "last_contact": t, "since": t, "until": None})
    return scope


def metrics_of(scope: Scope) -> dict[str, Any]:
    return {
        "coverage": coverage_of(scope),
        "spoc": spoc_of(scope),
        "alignment": alignment_of(scope),
        "structure": structure_of(scope),
    }


def what_if(
    tables: Tables,
    account: str,
    as_of: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
    without: list[str] | None = None,
    contacts: list[Contact] | None = None,
) -> dict[str, Any]:
    """Before and after."""
    policy, without, contacts = policy or default_policy(), without or [], contacts or []
    before = make_scope(tables, account, as_of, policy, opportunity)
    after = scope_after(tables, account, as_of, policy, opportunity, without, contacts)
    cut = [b for b in after.B if not after.reached_by(b) and before.reached_by(b)]
    own = {o["id"] for o in tables["organizations"] if o["kind"] == "own"}
    ours = [p for p in without if before.people[p]["organization"] in own]
    return {
        "formula": "whatif/1",
        "as_of": as_of.isoformat(),
        "removed": sorted(set(without)),
        "added": [{"own": s, "person": b, "level": level} for s, b, level in contacts],
        "before": metrics_of(before),
        "after": metrics_of(after),
        "cut_off": after.by_weight(cut),
        "orphaned_roles": [
            role
            for role in dict.fromkeys(before.required_roles())
            if _covered(before, role) and not _covered(after, role)
        ],
        "successors": [_successor(p, before, after, cut) for p in dict.fromkeys(ours)],
    }


def _covered(scope: Scope, role: str) -> bool:
    return any(role in scope.roles[b] and scope.reached_by(b) for b in scope.B)


def _successor(leaver: str, before: Scope, after: Scope, cut: list[str]) -> dict[str, Any]:
    through = [b for b in cut if leaver in before.reached_by(b)]
    if not through or not after.S:
        return {"for": leaver, "own": None, "value": None}
    fit = fits(after)
    value = {s: math.fsum(after.v[b] * fit[s, b] for b in through) for s in after.S}
    best = max(after.S, key=lambda s: round(value[s], 12))  # ids ascend, the first stays
    return {"for": leaver, "own": best, "value": value[best]}


def next_contacts(scope: Scope, k: int) -> list[dict[str, Any]]:
    """Tries every pair at every step."""
    total = scope.total_weight()
    steps: list[dict[str, Any]] = []
    if is_zero(total):
        return steps
    while len(steps) < k:
        now = weighted_cover(scope, scope.S) / total
        tried = []
        for s, b in allowed(scope):
            before, scope.w[s, b] = scope.w[s, b], reachable(scope, s, b)
            after = weighted_cover(scope, scope.S) / total
            scope.w[s, b] = before
            tried.append((-round(after - now, 12), s, b, after))
        if not tried:
            break
        _, s, b, after = min(tried)
        if not more_than(after - now, 0.0):
            break
        scope.w[s, b] = reachable(scope, s, b)
        steps.append({"own": s, "person": b, "gain": after - now, "coverage_after": after})
    return steps


def reachable(scope: Scope, s: str, b: str) -> float:
    """What a new tie would reach."""
    return float(scope.policy["new_tie_strength"] * fits(scope)[s, b])


def allowed(scope: Scope) -> list[tuple[str, str]]:
    """Pairs that may be built."""
    fit, capacity = fits(scope), scope.policy["capacity"]
    load = {s: sum(scope.active(s, b) for b in scope.B) for s in scope.S}
    return [
        (s, b)
        for s in scope.S
        for b in scope.B
        if more_than(scope.policy["new_tie_strength"] * fit[s, b], scope.w[s, b])
        and (load[s] < capacity or scope.active(s, b))
    ]
