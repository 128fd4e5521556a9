"""Telling where two results differ."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

IGNORED = frozenset({"policy"})


def differences(
    expected: Any,
    actual: Any,
    tolerance: float = 1e-9,
    *,
    weights: Mapping[str, float] | None = None,
    capacity: float | None = None,
    ignore: Iterable[str] = IGNORED,
) -> list[str]:
    """One line per difference, named by its path; nothing where the results agree.

    `weights` are the stakeholders' v (see `weights_of`), without which the counterparts'
    sums are not compared; with `capacity` the number of stakeholders per own person is
    checked too. Keys in `ignore` may be missing or extra anywhere.
    """
    found: list[str] = []
    _compare(expected, actual, "$", found, _Rules(tolerance, weights, capacity, frozenset(ignore)))
    return found


def weights_of(coverage: Mapping[str, Any]) -> dict[str, float]:
    """v of every stakeholder, from a coverage result."""
    return {row["id"]: row["weight"] for row in coverage["people"]}


class _Rules:
    def __init__(
        self,
        tolerance: float,
        weights: Mapping[str, float] | None,
        capacity: float | None,
        ignore: frozenset[str],
    ) -> None:
        self.tolerance = tolerance
        self.weights = weights
        self.capacity = capacity
        self.ignore = ignore


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _compare(expected: Any, actual: Any, path: str, found: list[str], rules: _Rules) -> None:
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        _compare_keys(expected, actual, path, found, rules)
    elif isinstance(expected, list) and isinstance(actual, list | tuple):
        if len(expected) != len(actual):
            found.append(f"{path}: {len(expected)} entries expected, {len(actual)} found")
        for n, (one, other) in enumerate(zip(expected, actual, strict=False)):
            _compare(one, other, f"{path}[{n}]", found, rules)
    elif _number(expected) and _number(actual):
        if not math.isclose(expected, actual, rel_tol=rules.tolerance, abs_tol=rules.tolerance):
            found.append(f"{path}: {expected!r} expected, {actual!r} found")
    elif type(expected) is not type(actual) or expected != actual:
        found.append(f"{path}: {expected!r} expected, {actual!r} found")


def _compare_keys(
    expected: Mapping[str, Any],
    actual: Mapping[str, Any],
    path: str,
    found: list[str],
    rules: _Rules,
) -> None:
    for key in expected:
        if key in rules.ignore:
            continue
        here = f"{path}.{key}"
        if key not in actual:
            found.append(f"{here}: missing")
        elif key == "counterparts" and isinstance(actual[key], list | tuple):
            _counterparts(expected[key], list(actual[key]), here, found, rules)
        else:
            _compare(expected[key], actual[key], here, found, rules)
    for key in actual:
        if key not in expected and key not in rules.ignore:
            found.append(f"{path}.{key}: unexpected")


def _counterparts(
    expected: list[Any], actual: list[Any], path: str, found: list[str], rules: _Rules
) -> None:
    """Any best assignment will do: only what all of them share is compared."""

    def say(what: str, one: Any, other: Any) -> None:
        found.append(f"{path}: {what}: {one!r} expected, {other!r} found")

    people = [[row["person"] for row in rows] for rows in (expected, actual)]
    if people[0] != people[1]:  # the order is fixed as well
        say("stakeholders", *people)
        return
    nobody = [sum(row["status"] == "unassigned" for row in rows) for rows in (expected, actual)]
    if nobody[0] != nobody[1]:
        say("unassigned", *nobody)
    for row in actual:
        if (row["own"] is None) != (row["status"] == "unassigned"):
            found.append(f"{path}: {row['person']}: {row['own']!r} is {row['status']!r}")
    loads: dict[str, int] = {}
    for row in actual:
        if row["own"] is not None:
            loads[row["own"]] = loads.get(row["own"], 0) + 1
    if rules.capacity is not None and max(loads.values(), default=0) > rules.capacity:
        say("most stakeholders of one person", rules.capacity, max(loads.values()))
    if rules.weights is None:
        return
    for column in ("fit", "strength"):
        sums = [
            math.fsum(
                rules.weights[row["person"]] * row[column] for row in rows if row["own"] is not None
            )
            for rows in (expected, actual)
        ]
        if not math.isclose(*sums, rel_tol=rules.tolerance, abs_tol=rules.tolerance):
            say(f"sum of v·{column}", *sums)


# Rules whose finding is named by its people; the others by a role or by the account alone.
_BY_PEOPLE = frozenset(
    {"K01", "K02", "K04", "K07", "K08", "K09", "K10", "K11", "K12", "K13", "K14", "K16"}
)


def finding_differences(expected: Iterable[Any], actual: Iterable[Any]) -> list[str]:
    """Findings on either side alone, whatever their order.

    A finding is named by rule, severity, account, people and role. An actual finding may
    concern more people than the oracle names; roles are looked up in its `values`.
    """
    rest = list(actual)
    found = []
    for one in expected:
        match = next((other for other in rest if _same_finding(one, other)), None)
        if match is None:
            found.append(f"missing: {_label(one)}")
        else:
            rest.remove(match)
    return found + [f"unexpected: {_label(other)}" for other in rest]


def _same_finding(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    accepted = ("until", "reason", "accepted_on")
    named = ("rule", "severity", "account", "threshold", *accepted)
    if any(one.get(key) != other.get(key) for key in named):
        return False
    if one["rule"] in _BY_PEOPLE and not set(one["people"]) <= set(other["people"]):
        return False
    for name, value in one["values"].items():
        if name in other["values"] and not _alike(value, other["values"][name]):
            return False
    role = one["values"].get("role")
    return role is None or other["values"].get("role") == role


def _alike(one: Any, other: Any) -> bool:
    """Whether two values of a finding are the same."""
    if _number(one) and _number(other):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)


def _label(finding: Mapping[str, Any]) -> str:
    parts = [finding["rule"], finding["severity"], finding["account"], list(finding["people"])]
    role = finding["values"].get("role")
    return " ".join(str(part) for part in [*parts, role] if part is not None)
