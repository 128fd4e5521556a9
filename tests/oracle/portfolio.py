"""The portfolio: a row an account, worst first."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from .alignment import alignment_of
from .coverage import coverage_of
from .findings import acceptance_of, findings_of
from .policy import Policy
from .spoc import spoc_of
from .strength import Scope, Tables, make_scope


def headline_of(scope: Scope) -> dict[str, Any]:
    """The headline numbers of an account or opportunity."""
    covered, risk, fit = coverage_of(scope), spoc_of(scope), alignment_of(scope)
    counting = [f for f in findings_of(scope) if acceptance_of(scope, f) is None]
    severities = [finding["severity"] for finding in counting]
    return {
        "stakeholders": len(scope.B),
        "own_people": len(scope.S),
        "weighted": covered["weighted"]["value"],
        "lower": covered["bounds"]["lower"],
        "upper": covered["bounds"]["upper"],
        "active": covered["active"]["value"],
        "redundant": covered["redundant"]["value"],
        "thin_share": risk["thin_share"],
        "orphaned_share": risk["orphaned_share"],
        "bus_factor": risk["bus_factor"],
        "alignment": fit["alignment"]["value"],
        "zipper": fit["zipper"]["value"],
        "critical": severities.count("critical"),
        "warning": severities.count("warning"),
        "notice": severities.count("notice"),
    }


def portfolio(tables: Tables, as_of: date, policy: Policy | None = None) -> dict[str, Any]:
    """Headline numbers of every account."""
    rows = []
    for account in tables["accounts"]:
        numbers = headline_of(make_scope(tables, account["id"], as_of, policy))
        rows.append({"account": account["id"], "name": account["name"], **numbers})

    def worst_first(row: dict[str, Any]) -> tuple[Any, ...]:
        weighted = math.inf if row["weighted"] is None else round(row["weighted"], 12)
        return (-row["critical"], -row["warning"], weighted, row["account"])

    return {
        "formula": "portfolio/1",
        "as_of": as_of.isoformat(),
        "accounts": sorted(rows, key=worst_first),
    }
