"""Structure of the buying center, structure/1."""

from __future__ import annotations

from datetime import date
from typing import Any

from .policy import Policy
from .strength import Scope, Tables, make_scope, valid


def structure(
    tables: Tables,
    account: str,
    as_of: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> dict[str, Any]:
    """Structure of one account's buying center."""
    return structure_of(make_scope(tables, account, as_of, policy, opportunity))


def structure_of(scope: Scope) -> dict[str, Any]:
    n = len(scope.B)
    pairs = _pairs(scope)
    buyers = [b for b in scope.B if "buyer" in scope.roles[b]]
    # A pair between two buyers leaves one and enters the other: it counts for both.
    touching = sum((a == p) + (b == p) for a, b in pairs for p in buyers)
    result = scope.envelope("structure/1")
    levels = {scope.people[b]["level"] for b in scope.B} - {None}
    functions = {scope.people[b]["function"] for b in scope.B} - {None}  # other is a known one
    result["vertical_involvement"] = len(levels)
    result["lateral_involvement"] = len(functions)
    result["extensivity"] = n
    result["connectedness"] = len(pairs) / (n * (n - 1)) if n >= 2 else None
    result["purchasing_centrality"] = (
        touching / (len(buyers) * 2 * (n - 1)) if n >= 2 and buyers else None
    )
    return result


def _pairs(scope: Scope) -> set[tuple[str, str]]:
    """Ordered pairs of stakeholders with a tie valid at t, each once."""
    pairs = set()
    for row in scope.tables["ties"]:
        a, b = row["source"], row["target"]
        if a == b or a not in scope.B or b not in scope.B or not valid(row, scope.t):
            continue
        if row["kind"] in ("reports_to", "influences", "knows"):
            pairs.add((a, b))
        if row["kind"] == "knows":
            pairs.add((b, a))
    return pairs
