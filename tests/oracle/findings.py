"""Findings, findings/1: K01-K13, K15-K17 (K14 comes later)."""

from __future__ import annotations

from datetime import date
from typing import Any

from .access import gatekeepers
from .alignment import fits
from .policy import Policy
from .spoc import spoc_of
from .strength import (
    EPS,
    Scope,
    Tables,
    at_least,
    gone,
    make_scope,
    more_than,
    roles_of,
    silence_ratio,
)

Finding = dict[str, Any]

CRITICAL, WARNING, NOTICE = "critical", "warning", "notice"


def check(
    tables: Tables,
    account: str | None,
    as_of: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> dict[str, Any]:
    """Findings of one account, or of all of them."""
    accounts = [account] if account is not None else [row["id"] for row in tables["accounts"]]
    findings: list[Finding] = []
    for each in accounts:
        findings += findings_of(make_scope(tables, each, as_of, policy, opportunity))
    return {"formula": "findings/1", "as_of": as_of.isoformat(), "findings": findings}


def findings_of(scope: Scope) -> list[Finding]:
    """`people` are exactly those who name the finding; roles stand in `values`."""
    found: list[Finding] = []

    def add(rule: str, severity: str, people: list[str], threshold: Any, **values: Any) -> None:
        found.append(
            {
                "rule": rule,
                "severity": severity,
                "account": scope.account["id"],
                "people": people,
                "values": values,
                "threshold": threshold,
            }
        )

    _memberships(scope, add)
    if not scope.B:
        add("K15", WARNING, [], None)
        return found
    _stakeholders(scope, add)
    _roles(scope, add)
    _own_people(scope, add)
    _pairs(scope, add)
    _gates(scope, add)
    _account(scope, add)
    return found


def _memberships(scope: Scope, add: Any) -> None:
    for p in sorted({row["person"] for row in scope.rows}):
        person = scope.people[p]
        # Rows of any center, in scope. Somebody not there yet has not left.
        if gone(person, scope.t):
            add("K12", WARNING, [p], None)
        if person["vacant"]:
            # Whether somebody vacant carries leaving dates does not matter: the text asks
            # only for the vacancy.
            rows = [r for r in scope.rows if r["person"] == p and r["center"] == "buying"]
            for role in roles_of(rows):
                if role in scope.required_roles():
                    add("K16", WARNING, [p], None, role=role)


def _stakeholders(scope: Scope, add: Any) -> None:
    theta = scope.policy["active_threshold"]
    heavy = scope.policy["findings"]["heavy_stakeholder"]
    fit = fits(scope)
    for b in scope.B:
        ties = scope.reached_by(b)
        weighs = at_least(scope.v[b], heavy)
        if not ties and {"decider", "approver"} & set(scope.roles[b]):
            add("K01", CRITICAL, [b], theta)
        if weighs and len(ties) == 1:
            add("K02", WARNING, [b], heavy, own=ties[0])
        if weighs and not ties and scope.stance[b] == "opponent":
            add("K09", CRITICAL, [b], heavy)
        # Without own people there is no such tie, and K10 is raised. An active tie from any
        # one of several equally fitting people is enough.
        if weighs:
            largest = max((fit[s, b] for s in scope.S), default=0.0)
            if not any(fit[s, b] >= largest - EPS for s in ties):
                add("K10", NOTICE, [b], heavy)


def _roles(scope: Scope, add: Any) -> None:
    for role in scope.required_roles():
        holders = [b for b in scope.B if role in scope.roles[b]]
        if not holders:
            add("K05", WARNING, [], None, role=role)
        elif not any(scope.reached_by(b) for b in holders):
            add("K06", WARNING, holders, scope.policy["active_threshold"], role=role)


def _own_people(scope: Scope, add: Any) -> None:
    capacity = scope.policy["capacity"]
    for s in scope.S:
        load = sum(scope.active(s, b) for b in scope.B)
        if more_than(load, capacity):
            add("K11", WARNING, [s], capacity, load=load)
        # A selling membership outside the scope (another opportunity) does not count.
        if s not in scope.listed:
            add("K13", NOTICE, [s], scope.policy["trace_threshold"])


def _pairs(scope: Scope, add: Any) -> None:
    rhythm = scope.policy["rhythm"]
    for s in scope.S:
        for b in scope.B:
            silence = silence_ratio(scope.interactions.get((s, b), []), scope.t, scope.policy)
            if silence is not None and at_least(silence, rhythm["lapsed"]):
                add("K07", WARNING, [s, b], rhythm["lapsed"], silence=silence)
            elif silence is not None and at_least(silence, rhythm["quiet"]):
                add("K07", NOTICE, [s, b], rhythm["quiet"], silence=silence)
            r = scope.rated.get((s, b))
            if r is not None and not r.dated and r.level >= 1:
                add("K08", NOTICE, [s, b], None)


def _gates(scope: Scope, add: Any) -> None:
    least = scope.policy["findings"]["gate_share"]
    for row in gatekeepers(scope):
        share = row["gate_weight"]
        if share is not None and at_least(share, least):
            values = {"gate_weight": share, "behind": len(row["dominates"])}
            add("K04", WARNING, [row["person"]], least, **values)


def _account(scope: Scope, add: Any) -> None:
    covered = [b for b in scope.B if scope.reached_by(b)]
    enough = scope.policy["findings"]["bus_factor_min_covered"]
    risk = spoc_of(scope)
    if risk["bus_factor"] == 1 and len(covered) >= enough:
        add("K03", CRITICAL, risk["bus_factor_set"], enough)
    # Somebody of unknown function is one of the others, and somebody must be covered.
    outside = [b for b in scope.B if scope.people[b]["function"] != "purchasing"]
    if covered and outside and not set(covered) & set(outside):
        add("K17", WARNING, covered, None)
