"""Writing portfolios and policies as a user would hand them in."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from .policy import Policy, default_policy
from .strength import Tables

COLUMNS: dict[str, tuple[str, ...]] = {
    "organizations": ("id", "name", "kind", "parent", "industry", "country"),
    "people": (
        *("id", "organization", "name", "title", "function", "level", "influence", "location"),
        *("languages", "email", "phone", "vacant", "joined", "left", "successor", "attrition"),
        "note",
    ),
    "accounts": ("id", "name", "organization", "manager", "expected_size", "tier", "note"),
    "opportunities": (
        *("id", "account", "name", "stage", "value", "currency", "close_date", "probability"),
        "note",
    ),
    "memberships": (
        *("account", "center", "person", "opportunity", "roles", "stance", "source_of_fact"),
        *("stated_on", "stated_by", "since", "until", "phases", "note"),
    ),
    "contacts": (
        *("own", "person", "level", "target", "last_contact", "since", "until", "source"),
        "note",
    ),
    "interactions": ("date", "own", "person", "channel", "two_way", "id", "subject"),
    "ties": ("source", "target", "kind", "weight", "since", "until", "source_of_fact", "note"),
    "acceptances": (
        *("rule", "account", "until", "reason", "opportunity", "person", "role", "accepted_on"),
        "value",
    ),
}

FORMULA = frozenset("=+-@\t\r\n" + "＝＋－＠")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    text = "|".join(value) if isinstance(value, list) else str(value)
    # One more apostrophe before what a spreadsheet would read as a formula.
    return "'" + text if text.lstrip("'")[:1] in FORMULA and text.lstrip("'") else text


def write_csv(tables: Tables, folder: Path) -> None:
    """The nine tables as CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in COLUMNS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
            writer.writerow(columns)
            for row in tables[name]:
                writer.writerow([_cell(row[column]) for column in columns])


def _toml(value: Any) -> str:
    # JSON's strings and lists of strings and numbers are TOML's too.
    return json.dumps(value)


def write_policy(policy: Policy, path: Path) -> None:
    """What differs from the defaults as TOML."""
    default = default_policy()
    lines, sections, switches = [], [], []
    for key, value in policy.items():
        if not isinstance(value, dict):
            if value != default[key]:
                lines.append(f"{key} = {_toml(value)}")
            continue
        inner = []
        for name, entry in value.items():
            if isinstance(entry, dict):  # a rule's switch
                switch = [f"{field} = {_toml(given)}" for field, given in entry.items()]
                switches += ["", f"[{key}.{name}]", *switch]
                continue
            before = default[key].get(name)
            if name == "function_pairs":  # pairs merge, so only the changed ones
                entry = [pair for pair in entry if pair not in before]
                before = []
            if entry != before:
                inner.append(f"{name} = {_toml(entry)}")
        if inner:
            sections += ["", f"[{key}]", *inner]
    path.write_text("\n".join([*lines, *sections, *switches]) + "\n", encoding="utf-8")
