"""The rows of the template that show what a row looks like; an import passes over them.

They are known by a mark in a column of their own, and by being unchanged: who types over an
example means it.
"""

from __future__ import annotations

from kamgraph.model.kinds import Boolean, Choice, Currency, Date, Integer, Number, Several
from kamgraph.model.schema import Field, Table

MARK_COLUMN = "#"
"""The hidden column of the mark; no table can have a column of that name."""

MARK = "example"

_ROWS: dict[str, dict[str, str]] = {
    "organizations": {
        "id": "example-works",
        "name": "Example Works",
        "kind": "customer",
        "industry": "Pumps",
        "country": "Germany",
    },
    "people": {
        "id": "eva-example",
        "organization": "example-works",
        "name": "Eva Example",
        "title": "Head of Purchasing",
        "function": "purchasing",
        "level": "3",
        "influence": "7.5",
        "location": "Kiel",
        "languages": "de|en",
        "email": "eva@example.org",
        "phone": "+49 431 5550",
        "vacant": "false",
        "joined": "2019-04-01",
    },
    "accounts": {
        "id": "example-account",
        "name": "Example Works",
        "organization": "example-works",
        "manager": "our-anna",
        "expected_size": "8",
        "tier": "A",
    },
    "opportunities": {
        "id": "example-pumps",
        "account": "example-account",
        "name": "Pumps 2027",
        "stage": "offer",
        "value": "250000",
        "currency": "EUR",
        "close_date": "2027-03-31",
        "probability": "0.4",
    },
    "memberships": {
        "account": "example-account",
        "center": "buying",
        "person": "eva-example",
        "roles": "decider|approver",
        "stance": "supporter",
        "source_of_fact": "visit",
        "stated_on": "2026-09-15",
        "stated_by": "our-anna",
        "since": "2026-01-01",
    },
    "contacts": {
        "own": "our-anna",
        "person": "eva-example",
        "level": "2",
        "target": "3",
        "last_contact": "2026-09-15",
        "since": "2026-01-01",
    },
    "interactions": {
        "date": "2026-09-15",
        "own": "our-anna",
        "person": "eva-example",
        "channel": "meeting",
        "two_way": "true",
        "subject": "Offer for 2027",
    },
    "ties": {
        "source": "carl-example",
        "target": "eva-example",
        "kind": "reports_to",
        "weight": "1",
        "since": "2026-01-01",
    },
    "acceptances": {
        "rule": "K02",
        "account": "example-account",
        "until": "2027-06-30",
        "reason": "The second contact starts in June.",
        "person": "eva-example",
        "accepted_on": "2026-09-15",
        "value": "0.75",
    },
}


def example_of(table: Table) -> tuple[str, ...]:
    """The canonical texts of a table's example, in the columns' order.

    Args:
        table: any declared table; one without an example of its own gets a plain one.
    """
    row = _ROWS.get(table.name)
    if row is None:
        return tuple(_plain(field) if field.required else "" for field in table.fields)
    return tuple(row.get(name, "") for name in table.names)


def _plain(field: Field) -> str:
    """A value of a column's kind."""
    kind = field.column.kind
    if isinstance(kind, Choice):
        return str(next(iter(kind.vocabulary)))
    if isinstance(kind, Several) and kind.vocabulary is not None:
        return str(next(iter(kind.vocabulary)))
    if isinstance(kind, Integer | Number):
        return kind.text(max(kind.low, 0))
    if isinstance(kind, Date):
        return "2026-01-31"
    if isinstance(kind, Boolean):
        return "true"
    return "EUR" if isinstance(kind, Currency) else MARK
