"""Competitors, competition/1."""

from __future__ import annotations

from datetime import date
from typing import Any

from .policy import Policy
from .strength import BUYING_ROLES, Scope, Tables, at_least, cover, has_left, make_scope, valid


def competition(
    tables: Tables,
    account: str,
    as_of: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> dict[str, Any]:
    """Who reaches whom: we or a competitor."""
    scope = make_scope(tables, account, as_of, policy, opportunity)
    theta = scope.policy["active_threshold"]
    rows = []
    for b in scope.B:
        reach = reach_of_rivals(scope, b)
        if reach:
            name, best = best_of(reach)
            ours = cover(scope, b, scope.S)
            rows.append(
                {"id": b, "ours": ours, "best": best, "competitor": name, "lead": ours - best}
            )
    by_role = []
    for role in BUYING_ROLES:
        leads = [row["lead"] for row in rows if role in scope.roles[row["id"]]]
        if leads:
            mean = sum(leads) / len(leads)
            by_role.append({"role": role, "lead": mean, "count": len(leads)})
    strong = [row["id"] for row in rows if at_least(row["best"], theta)]
    return {
        **scope.envelope("competition/1"),
        "people": sorted(rows, key=lambda row: (round(row["lead"], 12), row["id"])),
        "by_role": by_role,
        "contested": scope.by_weight([b for b in strong if scope.reached_by(b)]),
        "lost_ground": scope.by_weight([b for b in strong if not scope.reached_by(b)]),
    }


def reach_of_rivals(scope: Scope, b: str) -> dict[str, float]:
    """How surely each competitor organization that has any tie reaches somebody."""
    rivals = {o["id"] for o in scope.tables["organizations"] if o["kind"] == "competitor"}
    sources: dict[str, dict[str, float]] = {}
    for row in scope.tables["ties"]:
        if row["kind"] != "contact" or row["target"] != b or not valid(row, scope.t):
            continue
        source = row["source"]
        person = scope.people.get(source)
        if person is not None and has_left(person, scope.t):
            continue
        organization = source if person is None else person["organization"]
        if organization not in rivals:
            continue
        weight = 1.0 if row["weight"] is None else row["weight"]
        known = sources.setdefault(organization, {})
        known[source] = max(weight, known.get(source, 0.0))
    found = {}
    for organization, weights in sources.items():
        missed = 1.0
        for weight in weights.values():
            missed *= 1.0 - weight
        found[organization] = 1.0 - missed
    return found


def best_of(reach: dict[str, float]) -> tuple[str, float]:
    """The competitor that reaches most surely, of equal ones the first by id."""
    return min(reach.items(), key=lambda item: (-round(item[1], 12), item[0]))
