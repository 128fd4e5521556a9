"""Small portfolios for tests of stores: one written out, and a tenth table.

Nothing here is needed to use kamgraph; larger, fictional data come with `kamgraph demo`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from kamgraph.model.entities import SCHEMA
from kamgraph.model.kinds import Date, Identifier, Text
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.schema import Column, Privacy, Row, Schema, Table


class Goal(Row):
    """What we want to reach in an account until a day: a tenth table."""

    aim: Annotated[str, Column(Text(worth_encoding=True), Privacy.NONE, "What to reach.")]
    account: Annotated[
        str, Column(Identifier(), Privacy.NONE, "The account.", references=("accounts",))
    ]
    person: Annotated[
        str | None,
        Column(Identifier(), Privacy.IDENTIFIES, "With whom.", references=("people",)),
    ] = None
    until: Annotated[date | None, Column(Date(), Privacy.NONE, "Until when.")] = None
    note: Annotated[str | None, Column(Text(), Privacy.FREE_TEXT, "Why.")] = None


GOALS = Table("goals", Goal, ("aim", "account", "person"), "What we want to reach.")

EXTENDED: Schema = SCHEMA.extended(GOALS)
"""The nine tables and a tenth, declared outside kamgraph."""


def texts(schema: Schema, rows: dict[str, list[dict[str, object]]]) -> Portfolio:
    """A portfolio of rows written as dictionaries.

    Args:
        schema: the declared tables.
        rows: column values by table.
    """
    built = {name: [schema.table(name).row(**row) for row in found] for name, found in rows.items()}
    return Portfolio(built, schema)


def small(schema: Schema = SCHEMA) -> Portfolio:
    """Two accounts with what can be awkward: vacancies, histories, equal rows, odd texts.

    Args:
        schema: the declared tables; rows of a tenth are included where it is declared.
    """
    rows = _small_rows()
    if "goals" in schema.names:
        rows["goals"] = [
            {"aim": "two contacts", "account": "a1", "until": "2026-12-31", "note": "known"},
            {"aim": "two contacts", "account": "a1", "person": "c1"},
            {"aim": "a first visit", "account": "a2", "person": "c3", "note": "line\nbreak"},
        ]
    return texts(schema, rows)


def _small_rows() -> dict[str, list[dict[str, object]]]:
    return {
        "organizations": [
            {"id": "us", "name": "Us AG", "kind": "own"},
            {"id": "us-south", "name": "Us Süd", "kind": "own", "parent": "us"},
            {"id": "a1", "name": "'s-Hertogenbosch NV", "kind": "customer", "country": "NL"},
            {"id": "works", "name": "Works", "kind": "customer", "parent": "a1"},
            {"id": "o,2", "name": 'The "Second", Ltd|Co'.replace("|", "/"), "kind": "customer"},
            {"id": "rival", "name": "Rival", "kind": "competitor"},
        ],
        "people": [
            {"id": "k1", "organization": "us", "name": "Kim", "level": 3, "function": "sales"},
            {
                "id": "k2",
                "organization": "us-south",
                "name": "Luz",
                "left": "2025-01-01",
                "successor": "k1",
                "attrition": 0.1,
            },
            {
                "id": "c1",
                "organization": "a1",
                "name": "Ana O'Neill",
                "languages": ("de", "en"),
                "influence": 7.3,
            },
            {"id": "c2", "organization": "works", "vacant": True, "influence": 0.1 + 0.2},
            {"id": "c3", "organization": "o,2", "name": "Zoë, 李", "phone": "+49 89 1"},
            {"id": "r1", "organization": "rival", "name": "Rex", "note": "=2+2\n'x"},
        ],
        "accounts": [
            {"id": "a1", "name": "First", "organization": "a1", "manager": "k1"},
            {"id": "a2", "name": "Second", "organization": "o,2", "expected_size": 12},
        ],
        "opportunities": [
            {"id": "d1", "account": "a1", "name": "Deal", "value": 1e6, "currency": "EUR"}
        ],
        "memberships": [
            {"account": "a1", "center": "buying", "person": "c1", "roles": ("decider", "user")},
            {"account": "a1", "center": "buying", "person": "c1", "roles": ("decider", "user")},
            {"account": "a1", "center": "buying", "person": "c2", "opportunity": "d1"},
            {"account": "a1", "center": "selling", "person": "k1", "roles": ("lead",)},
            {"account": "a2", "center": "buying", "person": "c3", "until": "2024-05-01"},
            {"account": "a2", "center": "ecosystem", "person": "r1", "roles": ("competitor",)},
        ],
        "contacts": [
            {"own": "k1", "person": "c1", "level": 2, "until": "2024-01-01"},
            {"own": "k1", "person": "c1", "level": 3, "since": "2024-01-01", "target": 4},
            {"own": "k2", "person": "c3", "level": 0},
        ],
        "interactions": [
            {"date": "2024-02-29", "own": "k1", "person": "c1", "channel": "call"},
            {"date": "2024-02-29", "own": "k1", "person": "c1", "channel": "call"},
            {"date": "2024-03-01", "own": "k1", "person": "c3", "channel": "email", "id": "m-1"},
            {
                "date": "2024-03-01",
                "own": "k2",
                "person": "r1",
                "channel": "event",
                "two_way": False,
                "subject": "fair",
            },
        ],
        "ties": [
            {"source": "c1", "target": "c2", "kind": "reports_to", "since": "2023-01-01"},
            {"source": "rival", "target": "c1", "kind": "contact", "weight": 0.5},
            {"source": "rival", "target": "us", "kind": "competes"},
            {"source": "r1", "target": "c3", "kind": "knows", "until": "2024-01-01"},
        ],
        "acceptances": [
            {"rule": "K05", "account": "a1", "until": "2026-12-31", "reason": "known"},
            {"rule": "K05", "account": "a1", "until": "2026-12-31", "reason": "known"},
            {
                "rule": "K01",
                "account": "a1",
                "opportunity": "d1",
                "person": "c1",
                "role": "decider",
                "accepted_on": "2024-02-29",
                "until": "2024-07-01",
                "value": 0.1 + 0.2,
                "reason": "=2+2\nline",
            },
            {"rule": "K15", "account": "a2", "until": "2025-01-01", "reason": "mapped in 2025"},
        ],
    }
