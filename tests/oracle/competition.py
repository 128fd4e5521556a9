"""Who of the buying center a competitor reaches, written plainly (metrics.md 7)."""

from __future__ import annotations

from datetime import date
from typing import Any

from .strength import Row, Tables

EPSILON = 1e-12


def _valid(row: Row, day: date) -> bool:
    return (row["since"] is None or row["since"] <= day) and (
        row["until"] is None or row["until"] > day
    )


def _gone(person: Row, day: date) -> bool:
    return (person["left"] is not None and person["left"] <= day) or (
        person["joined"] is not None and person["joined"] > day
    )


def competition(tables: Tables, day: date, covered: dict[str, Any]) -> list[dict[str, Any]]:
    """People with any competitor tie, by lead, then id.

    Args:
        tables: a portfolio.
        day: the as-of date.
        covered: the naive coverage of the account.
    """
    kinds = {row["id"]: row["kind"] for row in tables["organizations"]}
    people = {row["id"]: row for row in tables["people"]}
    found = []
    for stakeholder in covered["people"]:
        strengths: dict[str, dict[str, float]] = {}
        for tie in tables["ties"]:
            source = tie["source"]
            if tie["kind"] != "contact" or tie["target"] != stakeholder["id"]:
                continue
            if not _valid(tie, day) or (source in people and _gone(people[source], day)):
                continue
            rival = people[source]["organization"] if source in people else source
            if kinds[rival] == "competitor":
                weight = 1.0 if tie["weight"] is None else tie["weight"]
                mine = strengths.setdefault(rival, {})
                mine[source] = max(mine.get(source, 0.0), weight)
        if not strengths:
            continue
        theirs = {}
        for rival, by_source in strengths.items():
            missed = 1.0
            for weight in by_source.values():
                missed *= 1 - weight
            theirs[rival] = 1 - missed
        best = min(theirs, key=lambda rival: (-round(theirs[rival], 12), rival))
        ours = stakeholder["coverage"]
        row = {"id": stakeholder["id"], "ours": ours, "best": theirs[best], "competitor": best}
        found.append({**row, "lead": ours - theirs[best]})
    return sorted(found, key=lambda row: (round(row["lead"], 12), row["id"]))
