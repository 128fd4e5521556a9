"""A portfolio for eyes outside the team: initials for names, numbers for ids, nothing to reach.

It is redacted before anything is computed, so that no sentence, link or address can give away
what a table no longer holds. What a column tells about a person is declared with the column: a new
one is redacted by its privacy class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kamgraph.model.entities import SCHEMA
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.schema import Field, Privacy, Row, Table

_TITLE = re.compile(r"(dr|prof|mr|mrs|ms|herr|frau|dipl|ing|mag|sir)\b\.?", re.IGNORECASE)
_DROPPED = frozenset({Privacy.FREE_TEXT, Privacy.CONTACT})
_NOTHING = "–"
"""Stands where a text that must be there is left out."""


def redacted(portfolio: Portfolio) -> Portfolio:
    """The same portfolio without names, ids, notes and contact data of people.

    People keep the order of their ids, so that every result orders and decides as before.

    Args:
        portfolio: any; it stays as it is.
    """
    ids = sorted(person.id for person in portfolio.people)
    taken = {organization.id for organization in portfolio.organizations}
    prefix = "p"
    while any(id_.startswith(prefix) for id_ in taken):
        prefix += "p"
    digits = len(str(len(ids)))
    number = {id_: f"{prefix}{place:0{digits}}" for place, id_ in enumerate(ids, start=1)}
    return Portfolio(
        {table.name: _table(table, portfolio.rows(table.name), number) for table in SCHEMA}
    )


def _table(table: Table, rows: Iterable[Row], number: dict[str, str]) -> list[Row]:
    fields = [field for field in table.fields if field.column.privacy is not Privacy.NONE]
    found = []
    for row in rows:
        changes = {field.name: _value(field, getattr(row, field.name), number) for field in fields}
        found.append(row.model_copy(update=changes))
    return found


def _value(field: Field, value: Any, number: dict[str, str]) -> Any:
    """A column's value as anybody may see it."""
    privacy = field.column.privacy
    if value is None or value == ():
        return value
    if privacy in _DROPPED:
        return _NOTHING if field.required else None
    if privacy is not Privacy.IDENTIFIES:
        return value
    if field.name == "id" or field.column.references:
        # Ends of ties may be organizations, which keep their ids.
        return number.get(value, value)
    return initials(value) if field.name == "name" else number.get(value)


def initials(name: str) -> str:
    """The initials of a name, academic and polite titles left out.

    Args:
        name: as it stands in the table.
    """
    words = [word for word in re.split(r"\s+", name) if not _TITLE.fullmatch(word.strip(","))]
    letters = [next((c for c in word if c.isalnum()), "") for word in words]
    return " ".join(f"{letter.upper()}." for letter in letters if letter) or _NOTHING
