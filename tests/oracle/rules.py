"""The rules across tables, checked naively, so that the generator is held to them."""

from __future__ import annotations

import unicodedata
from typing import Any

from .strength import Row, Tables

PERSONAL = ("reports_to", "influences", "knows", "conflicts", "assists")


class _Check:
    """The portfolio's rows by id, and the faults found."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.organizations = {row["id"]: row for row in tables["organizations"]}
        self.people = {row["id"]: row for row in tables["people"]}
        self.accounts = {row["id"]: row for row in tables["accounts"]}
        self.opportunities = {row["id"]: row for row in tables["opportunities"]}
        self.found: list[str] = []

    def need(self, condition: Any, what: str, row: Row) -> None:
        if not condition:
            self.found.append(f"{what}: {row}")

    def own(self, person: str) -> bool:
        return bool(self.organizations[self.people[person]["organization"]]["kind"] == "own")


def faults(tables: Tables) -> list[str]:
    """What breaks a rule; nothing for a valid portfolio."""
    check = _Check(tables)
    _ids(check)
    _values(check)
    _organizations(check)
    _people(check)
    _accounts(check)
    _sides(check)
    _dates(tables, check.need)
    _ties(check)
    return check.found


def _ids(check: _Check) -> None:
    tables = check.tables
    lists = [
        [row["id"] for row in tables["organizations"] + tables["people"]],
        [row["id"] for row in tables["accounts"]],
        [row["id"] for row in tables["opportunities"]],
        [row["id"] for row in tables["interactions"] if row["id"] is not None],
    ]
    for ids in lists:
        check.need(len(ids) == len(set(ids)), "ids unique", {})
    # An account may share its own organization's id, and no other.
    for row in tables["accounts"]:
        shared = row["id"] in lists[0]
        check.need(not shared or row["id"] == row["organization"], "account id", row)


def _values(check: _Check) -> None:
    for row in (row for rows in check.tables.values() for row in rows):
        for value in row.values():
            if isinstance(value, str):
                clean = unicodedata.normalize("NFC", value).strip()
                check.need(value and clean == value, "text clean", row)
        since, until = row.get("since"), row.get("until")
        check.need(not since or not until or since < until, "until after since", row)


def _organizations(check: _Check) -> None:
    for row in check.tables["organizations"]:
        seen, at = {row["id"]}, row["parent"]
        while at is not None and at not in seen:
            check.need(at in check.organizations, "parent exists", row)
            seen.add(at)
            at = check.organizations[at]["parent"]
        check.need(at is None, "no cycle in parent", row)


def _people(check: _Check) -> None:
    for row in check.tables["people"]:
        check.need(row["organization"] in check.organizations, "organization exists", row)
        check.need(row["name"] or row["vacant"], "name", row)
        check.need(row["successor"] in (None, *check.people), "successor exists", row)
        joined, left = row["joined"], row["left"]
        check.need(not joined or not left or joined < left, "left after joined", row)


def _accounts(check: _Check) -> None:
    for row in check.tables["accounts"]:
        kind = check.organizations[row["organization"]]["kind"]
        check.need(kind == "customer", "customer", row)
        check.need(row["manager"] in (None, *check.people), "manager exists", row)
    for row in check.tables["opportunities"]:
        check.need(row["account"] in check.accounts, "account exists", row)
        check.need((row["value"] is None) == (row["currency"] is None), "currency", row)


def _sides(check: _Check) -> None:
    for row in check.tables["memberships"]:
        check.need(row["account"] in check.accounts, "account exists", row)
        check.need(check.own(row["person"]) == (row["center"] == "selling"), "side", row)
        chance = row["opportunity"]
        fits = chance is None or check.opportunities[chance]["account"] == row["account"]
        check.need(fits, "opportunity of the account", row)
    for row in check.tables["contacts"] + check.tables["interactions"]:
        check.need(check.own(row["own"]) and not check.own(row["person"]), "side", row)


def _ties(check: _Check) -> None:
    people, organizations = check.people, check.organizations
    for row in check.tables["ties"]:
        a, b, kind = row["source"], row["target"], row["kind"]
        check.need(a != b, "no tie to oneself", row)
        if kind in PERSONAL:
            check.need(a in people and b in people, "ends", row)
        elif kind == "contact":
            check.need((a in people or a in organizations) and b in people, "ends", row)
        else:
            check.need(a in organizations and b in organizations, "ends", row)


def _dates(tables: Tables, need: Any) -> None:
    """Rows of which only one may hold at any date, and bosses without a cycle."""
    bosses = [row for row in tables["ties"] if row["kind"] == "reports_to"]
    for rows, key in ((tables["contacts"], ("own", "person")), (bosses, ("source",))):
        for n, one in enumerate(rows):
            for other in rows[:n]:
                if all(one[k] == other[k] for k in key):
                    need(not _meet(one, other), "one row at a date", one)
    # Rows change only where one begins, so these dates (and one before all) are enough.
    for day in {row["since"] for row in bosses}:
        boss = {
            row["source"]: row["target"]
            for row in bosses
            if (row["since"] is None or (day is not None and row["since"] <= day))
            and (row["until"] is None or day is None or row["until"] > day)
        }
        for start in boss:
            at, steps = start, 0
            while at in boss and steps <= len(boss):
                at, steps = boss[at], steps + 1
            need(steps <= len(boss), "no cycle in reports_to", {"id": start})


def _meet(one: Row, other: Row) -> bool:
    starts = [row["since"] for row in (one, other) if row["since"] is not None]
    ends = [row["until"] for row in (one, other) if row["until"] is not None]
    return not starts or not ends or max(starts) < min(ends)
