"""Trend and diff, naively: the tables as they stood are written down, then asked as ever."""

from __future__ import annotations

import math
from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from itertools import combinations, permutations, product
from typing import Any

from .alignment import alignment_of, done_and_offered
from .coverage import coverage_of
from .policy import Policy
from .portfolio import headline_of, portfolio
from .spoc import thin_share_of
from .strength import Row, Scope, Tables, has_left, make_scope, ratio, valid, weighted_cover

CAUSES = ("people", "memberships", "ties", "interactions", "clock")


def month_ends(as_of: date, months: int) -> list[date]:
    """The last month ends before a date, and the date itself."""
    found, year, month = [], as_of.year, as_of.month
    for _ in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        found.append(date(year, month, monthrange(year, month)[1]))
    return [*reversed(found), as_of]


def trend(
    tables: Tables,
    account: str | None,
    as_of: date,
    months: int,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> list[dict[str, Any]]:
    """The rows of a trend, of one account or of all together."""
    rows = []
    for day in month_ends(as_of, months):
        if account is None:
            scopes = [make_scope(tables, row["id"], day, policy) for row in tables["accounts"]]
            rows.append({"as_of": day.isoformat(), **_together(scopes)})
        else:
            scope = make_scope(tables, account, day, policy, opportunity)
            rows.append({"as_of": day.isoformat(), **headline_of(scope)})
    return rows


def _together(scopes: list[Scope]) -> dict[str, Any]:
    """All accounts: sums over sums, the middle bus factor."""
    rows = [headline_of(scope) for scope in scopes]
    covers = [coverage_of(scope) for scope in scopes]
    fits = [alignment_of(scope) for scope in scopes]
    weights = [scope.total_weight() for scope in scopes]

    def share(numerators: list[float], denominators: list[float]) -> float | None:
        return ratio(math.fsum(numerators), math.fsum(denominators))["value"]

    def weighed(name: str) -> float | None:
        return share([(row[name] or 0) * v for row, v in zip(rows, weights, strict=True)], weights)

    def counted(name: str) -> float | None:
        return share(*([cover[name][part] for cover in covers] for part in _PARTS))

    named = [
        0 if s.account["expected_size"] is None else s.account["expected_size"] for s in scopes
    ]
    expected = [
        v * max(size, len(s.B)) / len(s.B) if s.B else 0.0
        for s, v, size in zip(scopes, weights, named, strict=True)
    ]
    factors = sorted(row["bus_factor"] for row in rows if row["bus_factor"] is not None)
    return {
        "accounts": sum(bool(scope.B) for scope in scopes),
        **{name: sum(row[name] for row in rows) for name in _SUMMED},
        "weighted": counted("weighted"),
        "lower": share([weighted_cover(s, s.S, s.w_lower) for s in scopes], expected),
        "upper": share([weighted_cover(s, s.S, s.w_upper) for s in scopes], weights),
        "active": counted("active"),
        "redundant": counted("redundant"),
        "thin_share": weighed("thin_share"),
        "orphaned_share": weighed("orphaned_share"),
        "bus_factor": factors[math.ceil(len(factors) / 2) - 1] if factors else None,
        "alignment": share(*([fit["alignment"][part] for fit in fits] for part in _PARTS)),
        "zipper": share(
            [fit["zipper"]["closed"] for fit in fits], [fit["zipper"]["possible"] for fit in fits]
        ),
    }


_PARTS = ("numerator", "denominator")
_SUMMED = ("stakeholders", "own_people", "critical", "warning", "notice")


def as_it_stood(tables: Tables, at: dict[str, date]) -> Tables:
    """The tables in which every cause stands at its own date, to be asked at the clock's."""
    clock = at["clock"]
    stood = dict(tables)
    long_ago = date(1, 1, 1)
    stood["people"] = [
        {**row, "joined": None, "left": long_ago if has_left(row, at["people"]) else None}
        for row in tables["people"]
    ]
    stood["memberships"] = [
        _open(row) for row in tables["memberships"] if valid(row, at["memberships"])
    ]
    stood["contacts"] = []
    for row in tables["contacts"]:
        if valid(row, at["ties"]):
            last = row["last_contact"]
            last = None if last is None or last > at["ties"] else min(last, clock)
            stood["contacts"].append({**_open(row), "last_contact": last})
    stood["interactions"] = [
        {**row, "date": min(row["date"], clock)}
        for row in tables["interactions"]
        if row["date"] <= at["interactions"]
    ]
    return stood


def _open(row: Row) -> Row:
    return {**row, "since": None, "until": None}


def attribution(
    tables: Tables,
    account: str,
    start: date,
    end: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> dict[str, dict[str, float] | None]:
    """Each cause's mean contribution over all orders in which the causes may come."""
    values: dict[tuple[bool, ...], dict[str, float | None]] = {}
    for state in product((False, True), repeat=len(CAUSES)):
        at = {cause: end if later else start for cause, later in zip(CAUSES, state, strict=True)}
        scope = make_scope(as_it_stood(tables, at), account, at["clock"], policy, opportunity)
        values[state] = {
            "weighted": coverage_of(scope)["weighted"]["value"],
            "thin_share": thin_share_of(scope),
            "alignment": ratio(*done_and_offered(scope))["value"],
        }
    return {
        measure: _parts({state: found[measure] for state, found in values.items()})
        for measure in ("weighted", "thin_share", "alignment")
    }


def _parts(values: dict[tuple[bool, ...], float | None]) -> dict[str, float] | None:
    known = {state: value for state, value in values.items() if value is not None}
    if len(known) < len(values):
        return None
    gained: dict[str, list[float]] = {cause: [] for cause in CAUSES}
    for order in permutations(range(len(CAUSES))):
        state = [False] * len(CAUSES)
        for place in order:
            before = known[tuple(state)]
            state[place] = True
            gained[CAUSES[place]].append(known[tuple(state)] - before)
    return {cause: math.fsum(parts) / len(parts) for cause, parts in gained.items()}


def changes(
    tables: Tables,
    account: str,
    start: date,
    end: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> list[tuple[Any, ...]]:
    """What differs, as (cause, change, ids, kind, before, after, count), in no order."""
    first, last = (make_scope(tables, account, day, policy, opportunity) for day in (start, end))
    found = _of_people(first, last) + _of_memberships(first, last)
    return found + _of_ratings(first, last) + _of_ties(first, last) + _of_meetings(first, last)


def _around(first: Scope, last: Scope, *centers: str) -> set[str]:
    return {
        row["person"] for scope in (first, last) for row in scope.rows if row["center"] in centers
    }


def _circle(first: Scope, last: Scope) -> set[str]:
    return _around(first, last, "buying", "selling", "ecosystem") | {*first.S, *last.S}


def _of_people(first: Scope, last: Scope) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for person in _circle(first, last):
        row = first.people[person]
        was, now = not has_left(row, first.t), not has_left(row, last.t)
        if not row["vacant"] and was != now:
            change = "joined" if now else "left"
            found.append(("people", change, (person,), None, None, None, 1))
    return found


_LEAST_FAVOURABLE = ("opponent", "sceptic", "neutral", "supporter", "champion")
_VOCABULARY = (
    *("initiator", "user", "influencer", "decider", "approver", "buyer", "gatekeeper"),
    *("lead", "sponsor", "member", "expert", "service", "back_office"),
    *("partner", "consultant", "referrer", "competitor", "regulator"),
)


def _of_memberships(first: Scope, last: Scope) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for center in ("buying", "selling", "ecosystem"):
        for person in _around(first, last, center):
            states = []
            for scope in (first, last):
                rows = [r for r in scope.rows if r["center"] == center and r["person"] == person]
                held = {role for row in rows for role in row["roles"] or []}
                stances = {row["stance"] for row in rows}
                stance = next((s for s in _LEAST_FAVOURABLE if s in stances), None)
                roles = "|".join(role for role in _VOCABULARY if role in held) or None
                states.append((bool(rows), roles, stance if center == "buying" else None))
            (was, roles, stance), (now, new_roles, new_stance) = states
            who = (person,)
            if not was:
                found.append(("memberships", "begun", who, center, None, new_roles, 1))
            elif not now:
                found.append(("memberships", "ended", who, center, roles, None, 1))
            else:
                if roles != new_roles:
                    found.append(("memberships", "roles", who, center, roles, new_roles, 1))
                if stance != new_stance:
                    found.append(("memberships", "stance", who, center, stance, new_stance, 1))
    return found


def _moved(was: dict[Any, Any], now: dict[Any, Any], word: str) -> list[tuple[Any, ...]]:
    """Pairs (ids, kind) whose number appeared, went or changed."""
    found: list[tuple[Any, ...]] = []
    for who, kind in {**was, **now}:
        before, after = was.get((who, kind)), now.get((who, kind))
        if before != after:
            change = "begun" if before is None else "ended" if after is None else word
            found.append(("ties", change, who, kind, before, after, 1))
    return found


def _of_ratings(first: Scope, last: Scope) -> list[tuple[Any, ...]]:
    facing = _around(first, last, "buying", "ecosystem")
    rows = [row for row in first.tables["contacts"] if row["person"] in facing]
    was, now = (
        {((r["person"], r["own"]), "rating"): r["level"] for r in rows if valid(r, scope.t)}
        for scope in (first, last)
    )
    found = _moved(was, now, "level")
    for row in rows:
        who, seen = (row["person"], row["own"]), row["last_contact"]
        if not valid(row, last.t) or (who, "rating") not in was or seen is None:
            continue
        if first.t < seen <= last.t:
            found.append(("ties", "dated", who, "rating", None, None, 1))
    return found


def _of_ties(first: Scope, last: Scope) -> list[tuple[Any, ...]]:
    circle = _circle(first, last)
    ends = circle | {first.people[person]["organization"] for person in circle}
    facing = _around(first, last, "buying", "ecosystem")

    def snapshot(t: date) -> dict[Any, float]:
        weights: dict[Any, float] = {}
        for row in first.tables["ties"]:
            source, target, kind = row["source"], row["target"], row["kind"]
            concerns = (source in ends and target in ends) or (
                kind == "contact" and target in facing
            )
            if concerns and valid(row, t):
                key = ((source, target), kind)
                weight = 1.0 if row["weight"] is None else row["weight"]
                weights[key] = max(weights.get(key, 0.0), weight)
        return weights

    return _moved(snapshot(first.t), snapshot(last.t), "weight")


def _of_meetings(first: Scope, last: Scope) -> list[tuple[Any, ...]]:
    facing = _around(first, last, "buying", "ecosystem")
    one_day = timedelta(days=1)
    between = [
        (row["person"], row["own"])
        for row in first.tables["interactions"]
        if row["person"] in facing and first.t + one_day <= row["date"] <= last.t
    ]
    return [
        ("interactions", "met", who, None, None, None, n) for who, n in Counter(between).items()
    ]


GRID = {
    "half_life_days": [90, 120, 180, 270, 365],
    "active_threshold": [0.15, 0.2, 0.25, 0.3, 0.35],
    "default_influence": [3, 4, 5, 6, 7],
}


def _variants(policy: Policy, constant: str) -> list[tuple[float, Policy]]:
    """Every value of a constant, the policy's own nearest to first, then the smaller."""
    values = {float(value) for value in (*GRID[constant], policy[constant])}
    nearest = sorted(values, key=lambda value: (abs(value - policy[constant]), value))
    return [(value, {**policy, constant: value}) for value in nearest]


def sensitivity(
    tables: Tables, account: str, as_of: date, policy: Policy, opportunity: str | None = None
) -> list[dict[str, Any]]:
    """The rows of an account's sensitivity."""
    rows = []
    for constant in GRID:
        found = [
            (at, headline_of(make_scope(tables, account, as_of, variant, opportunity)))
            for at, variant in _variants(policy, constant)
        ]
        for number in found[0][1]:
            known = [(at, row[number]) for at, row in found if row[number] is not None]
            row = {
                "constant": constant,
                "number": number,
                "value": found[0][1][number],
                "lowest": None,
                "highest": None,
                "undefined": sorted(at for at, row in found if row[number] is None),
            }
            if known:
                low = min(round(value, 12) for _, value in known)
                high = max(round(value, 12) for _, value in known)
                row["lowest"] = next(_extreme(p) for p in known if round(p[1], 12) == low)
                row["highest"] = next(_extreme(p) for p in known if round(p[1], 12) == high)
            rows.append(row)
    return rows


def _extreme(pair: tuple[float, float]) -> dict[str, float]:
    return {"value": pair[1], "at": pair[0]}


def portfolio_sensitivity(tables: Tables, as_of: date, policy: Policy) -> list[dict[str, Any]]:
    """The rows of the sensitivity of the order of accounts."""
    today = portfolio(tables, as_of, policy)["accounts"]
    rows = []
    for constant in GRID:
        for at, variant in sorted(_variants(policy, constant), key=lambda pair: pair[0]):
            if at == policy[constant]:
                continue
            then = portfolio(tables, as_of, variant)["accounts"]
            changed = {row["account"]: row for row in then}
            pairs = [(row, changed[row["account"]]) for row in today]
            covers = [
                (round(old["weighted"], 12), round(new["weighted"], 12))
                for old, new in pairs
                if old["weighted"] is not None and new["weighted"] is not None
            ]
            rows.append(
                {
                    "constant": constant,
                    "at": at,
                    "tau": tau_b([(_urgency(old), _urgency(new)) for old, new in pairs]),
                    "tau_weighted": tau_b(covers),
                    "worst": [row["account"] for row in then[:5]],
                }
            )
    return rows


def _urgency(row: dict[str, Any]) -> tuple[float, ...]:
    weighted = math.inf if row["weighted"] is None else round(row["weighted"], 12)
    return (-row["critical"], -row["warning"], weighted)


def tau_b(pairs: list[tuple[Any, Any]]) -> float | None:
    """Kendall's tau-b, by looking at every two things."""
    agree = differ = first_equal = second_equal = 0
    for (a, x), (b, y) in combinations(pairs, 2):
        if a == b or x == y:
            first_equal += a == b
            second_equal += x == y
        elif (a < b) == (x < y):
            agree += 1
        else:
            differ += 1
    whole = math.comb(len(pairs), 2)
    spread = (whole - first_equal) * (whole - second_equal)
    return (agree - differ) / math.sqrt(spread) if spread else None
