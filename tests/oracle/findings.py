"""Findings, findings/1: K01-K17, with the policy's switches and what is accepted."""

from __future__ import annotations

from datetime import date
from typing import Any

from .access import gatekeepers
from .alignment import fits
from .competition import best_of, reach_of_rivals
from .policy import Policy
from .spoc import spoc_of
from .strength import (
    EPS,
    Scope,
    Tables,
    at_least,
    cover,
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
    found: list[tuple[Finding, Any]] = []
    for each in accounts:
        scope = make_scope(tables, each, as_of, policy, opportunity)
        found += [(finding, acceptance_of(scope, finding)) for finding in findings_of(scope)]
    return {
        "formula": "findings/1",
        "as_of": as_of.isoformat(),
        "findings": [finding for finding, row in found if row is None],
        "accepted": [
            {
                **finding,
                "until": row["until"].isoformat(),
                "reason": row["reason"],
                "accepted_on": row["accepted_on"] and row["accepted_on"].isoformat(),
            }
            for finding, row in found
            if row is not None
        ],
    }


# What an acceptance compares, and whether a higher (1) or a lower (-1) value is worse.
COMPARED = {
    **dict.fromkeys(("K01", "K02", "K09", "K10"), ("weight", 1)),
    "K03": ("lost_share", 1),
    "K04": ("gate_weight", 1),
    "K06": ("holders", 1),
    "K07": ("stage", 1),
    "K08": ("level", 1),
    "K11": ("load", 1),
    "K14": ("best", 1),
    "K17": ("covered", -1),
}


def acceptance_of(scope: Scope, finding: Finding) -> Any:
    """The row that accepts a finding, None where it counts."""
    rows = []
    for number, row in enumerate(scope.tables["acceptances"]):
        concerned = [*finding["people"], finding["values"].get("own")]
        if finding["rule"] == "K17":
            concerned = []  # the rule names nobody
        begun = row["accepted_on"] is None or row["accepted_on"] <= scope.t
        if (
            row["rule"] == finding["rule"]
            and row["account"] == finding["account"]
            and row["opportunity"] in (None, scope.opportunity)
            and row["person"] in (None, *concerned)
            and row["role"] in (None, finding["values"].get("role"))
            and begun
            and row["until"] > scope.t
            and not _worse(finding, row["value"])
        ):
            since = row["accepted_on"] or date.min
            rows.append((row["until"], since, -number, row))
    return max(rows, key=lambda item: item[:3])[3] if rows else None


def _worse(finding: Finding, value: float | None) -> bool:
    if value is None or finding["rule"] not in COMPARED:
        return False
    name, sign = COMPARED[finding["rule"]]
    return more_than(sign * finding["values"][name], sign * value)


def findings_of(scope: Scope) -> list[Finding]:
    """`people` are exactly those who name the finding; roles stand in `values`."""
    found: list[Finding] = []

    def add(rule: str, severity: str, people: list[str], threshold: Any, **values: Any) -> None:
        switch = switch_of(scope, rule)
        if switch.get("enabled", True) is False:
            return
        found.append(
            {
                "rule": rule,
                "severity": switch.get("severity", severity),
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


def switch_of(scope: Scope, rule: str) -> dict[str, Any]:
    """The policy's switch of a rule."""
    found: dict[str, Any] = scope.policy["findings"].get(rule, {})
    return found


def bound(scope: Scope, rule: str, shared: Any) -> Any:
    """A rule's own threshold, else the one it shares."""
    return switch_of(scope, rule).get("threshold", shared)


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
    shared = scope.policy["findings"]["heavy_stakeholder"]
    least, single, against, best = (
        bound(scope, "K01", theta),
        *(bound(scope, rule, shared) for rule in ("K02", "K09", "K10")),
    )
    fit = fits(scope)
    for b in scope.B:
        ties, v = scope.reached_by(b), scope.v[b]
        decides = [r for r in ("decider", "approver") if r in scope.roles[b]]
        if decides and not any(at_least(scope.w[s, b], least) for s in scope.S):
            add("K01", CRITICAL, [b], least, weight=v, role=decides[0])
        if at_least(v, single) and len(ties) == 1:
            add("K02", WARNING, [b], single, own=ties[0], weight=v)
        if at_least(v, against) and not ties and scope.stance[b] == "opponent":
            add("K09", CRITICAL, [b], against, weight=v)
        # Without own people there is no such tie, and K10 is raised. An active tie from any
        # one of several equally fitting people is enough.
        if at_least(v, best):
            largest = max((fit[s, b] for s in scope.S), default=0.0)
            if not any(fit[s, b] >= largest - EPS for s in ties):
                add("K10", NOTICE, [b], best, weight=v, best_fit=largest)
        _rivals(scope, b, add)


def _rivals(scope: Scope, b: str, add: Any) -> None:
    reach = reach_of_rivals(scope, b)
    if "decider" not in scope.roles[b] or not reach:
        return
    name, best = best_of(reach)
    lead = cover(scope, b, scope.S) - best
    least = bound(scope, "K14", 0)
    if more_than(least, lead):
        add("K14", CRITICAL, [b], least, role="decider", best=best, lead=lead, competitor=name)


def _roles(scope: Scope, add: Any) -> None:
    least = bound(scope, "K06", scope.policy["active_threshold"])
    for role in scope.required_roles():
        holders = [b for b in scope.B if role in scope.roles[b]]
        reached = any(at_least(scope.w[s, b], least) for b in holders for s in scope.S)
        if not holders:
            add("K05", WARNING, [], None, role=role, holders=0)
        elif not reached:
            add("K06", WARNING, holders, least, role=role, holders=len(holders))


def _own_people(scope: Scope, add: Any) -> None:
    capacity = bound(scope, "K11", scope.policy["capacity"])
    trace = bound(scope, "K13", scope.policy["trace_threshold"])
    for s in scope.S:
        load = sum(scope.active(s, b) for b in scope.B)
        if more_than(load, capacity):
            add("K11", WARNING, [s], capacity, load=load)
        # A selling membership outside the scope (another opportunity) does not count.
        if s not in scope.listed and any(at_least(scope.w[s, b], trace) for b in scope.B):
            add("K13", NOTICE, [s], trace)


def _pairs(scope: Scope, add: Any) -> None:
    quiet = bound(scope, "K07", scope.policy["rhythm"]["quiet"])
    lapsed = scope.policy["rhythm"]["lapsed"]
    if "threshold" in switch_of(scope, "K07"):
        lapsed = max(lapsed, quiet)
    for s in scope.S:
        for b in scope.B:
            silence = silence_ratio(scope.interactions.get((s, b), []), scope.t, scope.policy)
            if silence is not None and at_least(silence, lapsed):
                add("K07", WARNING, [s, b], lapsed, silence=silence, stage=2)
            elif silence is not None and at_least(silence, quiet):
                add("K07", NOTICE, [s, b], quiet, silence=silence, stage=1)
            r = scope.rated.get((s, b))
            if r is not None and not r.dated and r.level >= 1:
                add("K08", NOTICE, [s, b], None, level=r.level)


def _gates(scope: Scope, add: Any) -> None:
    least = bound(scope, "K04", scope.policy["findings"]["gate_share"])
    for row in gatekeepers(scope):
        share = row["gate_weight"]
        if share is not None and at_least(share, least):
            values = {"gate_weight": share, "behind": len(row["dominates"])}
            add("K04", WARNING, [row["person"]], least, **values)


def _account(scope: Scope, add: Any) -> None:
    covered = [b for b in scope.B if scope.reached_by(b)]
    enough = bound(scope, "K03", scope.policy["findings"]["bus_factor_min_covered"])
    risk = spoc_of(scope)
    if risk["bus_factor"] == 1 and len(covered) >= enough:
        (witness,) = risk["bus_factor_set"]
        lost = sum(scope.v[b] for b in covered if scope.reached_by(b) == [witness])
        share = lost / sum(scope.v[b] for b in covered)
        add("K03", CRITICAL, [witness], enough, covered=len(covered), lost_share=share)
    # Somebody of unknown function is one of the others, and somebody must be covered.
    outside = [b for b in scope.B if scope.people[b]["function"] != "purchasing"]
    if covered and outside and not set(covered) & set(outside):
        add("K17", WARNING, covered, None, covered=len(covered))
