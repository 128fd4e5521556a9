"""Who is in scope, how strong each tie is, how much each stakeholder weighs."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from .policy import Policy, default_policy

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Pair = tuple[str, str]

EPS = 1e-12
BUYING_ROLES = ("initiator", "user", "influencer", "decider", "approver", "buyer", "gatekeeper")
STANCES = ("opponent", "sceptic", "neutral", "supporter", "champion")  # least favourable first


def at_least(x: float, y: float) -> bool:
    """x >= y within the tolerance."""
    return x >= y - EPS


def more_than(x: float, y: float) -> bool:
    """x > y beyond the tolerance (also y < x)."""
    return x > y + EPS


def is_zero(x: float) -> bool:
    """x = 0 within the tolerance."""
    return abs(x) <= EPS


def descending(value: float | None) -> float:
    """Sort key: value descending, rounded to 12 decimals, null last."""
    return math.inf if value is None else -round(value, 12)


def ratio(numerator: float, denominator: float) -> dict[str, float | None]:
    """A ratio of the results; without a denominator there is no numerator either."""
    if is_zero(denominator):
        return {"value": None, "numerator": 0, "denominator": 0}
    return {
        "value": numerator / denominator,
        "numerator": numerator,
        "denominator": denominator,
    }


def valid(row: Row, t: date) -> bool:
    """Whether a dated row holds at t."""
    since, until = row.get("since"), row.get("until")
    return (since is None or since <= t) and (until is None or until > t)


def gone(person: Row, t: date) -> bool:
    """Left already (the reading of K12)."""
    left = person.get("left")
    return left is not None and left <= t


def has_left(person: Row, t: date) -> bool:
    """Left at t; not there yet counts like having left."""
    joined = person.get("joined")
    return gone(person, t) or (joined is not None and joined > t)


def present(person: Row, t: date) -> bool:
    """Neither vacant nor left: may stand in S, B and E."""
    return not person.get("vacant") and not has_left(person, t)


@dataclass
class Rated:
    """The contact row of a pair valid at t."""

    level: int
    dated: bool
    strength: float


def rated(contacts: list[Row], interactions: list[Row], t: date, policy: Policy) -> Rated | None:
    """r of a pair (1.1), from the pair's own rows."""
    for row in contacts:
        if not valid(row, t):
            continue
        dates = [i["date"] for i in interactions if i["date"] <= t and i["two_way"] is not False]
        if row["last_contact"] is not None and row["last_contact"] <= t:
            dates.append(row["last_contact"])
        share = row["level"] / 4
        if not dates:
            return Rated(row["level"], False, share * policy["undated_factor"])
        days = (t - max(dates)).days
        return Rated(row["level"], True, share * 2.0 ** (-days / policy["half_life_days"]))
    return None


def evidence(interactions: list[Row], t: date, policy: Policy) -> float:
    """q of a pair (1.1)."""
    total = 0.0
    for row in interactions:
        if row["date"] <= t:
            amount = policy["channel_weights"][row["channel"]]
            if row["two_way"] is False:  # empty means two-way
                amount *= policy["one_way_factor"]
            total += amount * 2.0 ** (-(t - row["date"]).days / policy["half_life_days"])
    return 1.0 - math.exp(-total)


def silence_ratio(interactions: list[Row], t: date, policy: Policy) -> float | None:
    """Days since the last interaction over the median gap, null with too few dates (1.2)."""
    dates = sorted({row["date"] for row in interactions if row["date"] <= t})
    # A single date has no gap, whatever the policy asks for.
    if len(dates) < max(policy["rhythm"]["min_days"], 2):
        return None
    gaps = sorted((b - a).days for a, b in pairwise(dates))
    middle = len(gaps) // 2
    median: float = gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) / 2
    days: int = (t - dates[-1]).days
    return days / median


@dataclass
class Scope:
    """Everything the metrics read: one account (or opportunity) at one date."""

    tables: Tables
    account: Row
    opportunity: str | None
    t: date
    policy: Policy
    people: dict[str, Row]
    rows: list[Row]  # memberships in scope and valid at t
    B: list[str] = field(default_factory=list)
    S: list[str] = field(default_factory=list)
    E: list[str] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)  # S by a selling membership
    roles: dict[str, list[str]] = field(default_factory=dict)
    stance: dict[str, str] = field(default_factory=dict)
    v: dict[str, float] = field(default_factory=dict)
    w: dict[Pair, float] = field(default_factory=dict)
    w_lower: dict[Pair, float] = field(default_factory=dict)
    w_upper: dict[Pair, float] = field(default_factory=dict)
    rated: dict[Pair, Rated] = field(default_factory=dict)
    contacts: dict[Pair, list[Row]] = field(default_factory=dict)
    interactions: dict[Pair, list[Row]] = field(default_factory=dict)
    added: dict[Pair, float] = field(default_factory=dict)  # what a what-if adds, at least

    def active(self, own: str, person: str) -> bool:
        """Whether w >= theta."""
        return at_least(self.w[own, person], self.policy["active_threshold"])

    def reached_by(self, person: str) -> list[str]:
        """Own people with an active tie to the stakeholder."""
        return [s for s in self.S if self.active(s, person)]

    def by_weight(self, ids: list[str]) -> list[str]:
        """Stakeholders by v descending, then id."""
        return sorted(ids, key=lambda b: (descending(self.v[b]), b))

    def total_weight(self) -> float:
        return math.fsum(self.v[b] for b in self.B)

    def required_roles(self) -> list[str]:
        return list(self.policy["required_roles"])

    def envelope(self, formula: str) -> dict[str, Any]:
        """The keys every metric starts with (the policy's hash is left out)."""
        return {
            "formula": formula,
            "account": self.account["id"],
            "opportunity": self.opportunity,
            "as_of": self.t.isoformat(),
            "stakeholders": len(self.B),
            "own_people": len(self.S),
        }


def roles_of(rows: list[Row]) -> list[str]:
    """Union of buying roles over rows, in the vocabulary's order."""
    held = {role for row in rows for role in row["roles"] or []}
    return [role for role in BUYING_ROLES if role in held]


def _stance(rows: list[Row]) -> str:
    for stance in STANCES:
        if any(row["stance"] == stance for row in rows):
            return stance
    return "unknown"


def _weight(person: Row, roles: list[str], policy: Policy) -> float:
    influence = person["influence"]
    if influence is None:
        influence = policy["default_influence"]
    if not roles:
        return float(policy["no_role_weight"] * influence / 10)
    return float(max(policy["role_weights"][role] for role in roles) * influence / 10)


def _in_scope(row: Row, account: str, opportunity: str | None) -> bool:
    if row["account"] != account:
        return False
    if opportunity is None or row["opportunity"] == opportunity:
        return True
    return row["center"] != "buying" and row["opportunity"] is None


def _group(rows: list[Row]) -> dict[Pair, list[Row]]:
    groups: dict[Pair, list[Row]] = {}
    for row in rows:
        groups.setdefault((row["own"], row["person"]), []).append(row)
    return groups


def make_scope(
    tables: Tables,
    account: str,
    t: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> Scope:
    """Find B, S and E and every strength between own people and B."""
    policy = default_policy() if policy is None else policy
    people = {row["id"]: row for row in tables["people"]}
    kinds = {row["id"]: row["kind"] for row in tables["organizations"]}
    (account_row,) = [row for row in tables["accounts"] if row["id"] == account]
    rows = [
        row
        for row in tables["memberships"]
        if _in_scope(row, account, opportunity) and valid(row, t)
    ]
    scope = Scope(tables, account_row, opportunity, t, policy, people, rows)
    scope.contacts = _group(tables["contacts"])
    scope.interactions = _group(tables["interactions"])

    def members(center: str) -> list[str]:
        ids = {row["person"] for row in rows if row["center"] == center}
        return sorted(i for i in ids if present(people[i], t))

    scope.B, scope.E = members("buying"), members("ecosystem")
    scope.listed = set(members("selling"))
    for b in scope.B:
        mine = [row for row in rows if row["center"] == "buying" and row["person"] == b]
        scope.roles[b] = roles_of(mine)
        scope.stance[b] = _stance(mine)
        scope.v[b] = _weight(people[b], scope.roles[b], policy)

    chosen = set(scope.listed)
    for s, person in people.items():
        if kinds[person["organization"]] != "own" or not present(person, t):
            continue
        for b in scope.B:
            _strengths(scope, s, b)
            if at_least(scope.w[s, b], policy["trace_threshold"]):
                chosen.add(s)
    scope.S = sorted(chosen)
    return scope


def strength(scope: Scope, s: str, person: str) -> float:
    """w of one pair, whoever the other is."""
    interactions = scope.interactions.get((s, person), [])
    r = rated(scope.contacts.get((s, person), []), interactions, scope.t, scope.policy)
    q = evidence(interactions, scope.t, scope.policy)
    return max(q, 0.0 if r is None else r.strength, scope.added.get((s, person), 0.0))


def _strengths(scope: Scope, s: str, b: str) -> None:
    """w and its two bounds for one pair."""
    interactions = scope.interactions.get((s, b), [])
    r = rated(scope.contacts.get((s, b), []), interactions, scope.t, scope.policy)
    q = evidence(interactions, scope.t, scope.policy)
    if r is None:
        scope.w[s, b] = scope.w_lower[s, b] = scope.w_upper[s, b] = q
        return
    scope.rated[s, b] = r
    scope.w[s, b] = max(r.strength, q)
    scope.w_lower[s, b] = max(r.strength if r.dated else 0.0, q)
    scope.w_upper[s, b] = max(r.strength if r.dated else r.level / 4, q)


def cover(scope: Scope, b: str, own: list[str], w: dict[Pair, float] | None = None) -> float:
    """c_b from the given own people."""
    missed = 1.0
    for s in own:
        missed *= 1.0 - (scope.w if w is None else w)[s, b]
    return 1.0 - missed


def weighted_cover(scope: Scope, own: list[str], w: dict[Pair, float] | None = None) -> float:
    """The numerator of C from the given own people."""
    return math.fsum(scope.v[b] * cover(scope, b, own, w) for b in scope.B)
