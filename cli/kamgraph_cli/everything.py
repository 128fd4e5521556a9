"""All rows of a store that an id stands in: the rows of that id, and those that refer to it."""

from __future__ import annotations

from datetime import date

from kamgraph.model.entities import Person
from kamgraph.model.schema import Row
from kamgraph.reports.document import Names
from kamgraph.reports.show import Everything, Known
from kamgraph.stores.base import Store
from kamgraph_cli.lookup import KINDS, distinct, hits, several, unknown

REFERRING = (
    ("accounts", ("organization",)),
    ("opportunities", ("account",)),
    ("people", ("organization",)),
    ("memberships", ("account", "person", "opportunity")),
    ("contacts", ("own", "person")),
    ("ties", ("source", "target")),
    ("acceptances", ("account", "person", "opportunity")),
)
"""Tables, and their columns in which an id may stand."""

_TABLE_OF = {
    "account": "accounts",
    "opportunity": "opportunities",
}
"""Columns that refer to one table alone; all others refer to people or organizations."""


def everything(store: Store, text: str, as_of: date) -> Everything:
    """What a store holds about an id or a name.

    Args:
        store: an open store.
        text: what the user wrote.
        as_of: the date that parts what holds from what does not.

    Raises:
        InputError: nothing, or several things, of that id or name.
    """
    tables = tuple(KINDS)
    found = hits(store, text, tables, as_of)
    if not found:
        raise unknown(store, text, tables)
    if len(distinct(found)) > 1:
        raise several(text, found)
    key, kinds = found[0].id, [hit.table for hit in found]
    subject = [
        Known(table=table, row=row) for table in kinds for row in store.matching(table, "id", key)
    ]
    valid: list[Known] = []
    other: list[Known] = []
    for known in _referring(store, key, kinds):
        (valid if _holds(known.row, as_of) else other).append(known)
    rows = [known.row for known in (*subject, *valid, *other)]
    people = _rows_of(store, "people", rows, _PEOPLE)
    organizations = _rows_of(store, "organizations", rows, _ORGANIZATIONS)
    return Everything(
        subject,
        valid,
        other,
        Names(_names(organizations) | _names(people)),
        Names(_names(_rows_of(store, "accounts", rows, ("account",)))),
        Names(_names(_rows_of(store, "opportunities", rows, ("opportunity",)))),
        {key: row for key, row in people.items() if isinstance(row, Person)},
        as_of,
    )


_PEOPLE = ("person", "own", "source", "target", "manager", "successor")
_ORGANIZATIONS = ("organization", "parent", "source", "target")


def _rows_of(store: Store, table: str, rows: list[Row], columns: tuple[str, ...]) -> dict[str, Row]:
    """The rows of a table that others refer to in some columns, by id; no more are read."""
    keys = {getattr(row, column, None) for row in rows for column in columns}
    texts = sorted(key for key in keys if isinstance(key, str) and key)
    return {key: row for key in texts for row in store.matching(table, "id", key)}


def _names(rows: dict[str, Row]) -> dict[str, str | None]:
    """Names by id; a position that nobody holds goes by its title."""
    return {
        key: getattr(row, "name", None) or getattr(row, "title", None) for key, row in rows.items()
    }


def _referring(store: Store, key: str, kinds: list[str]) -> list[Known]:
    """The rows of other tables in which the id stands, each once."""
    found = []
    for table, columns in REFERRING:
        for number, column in enumerate(columns):
            referred = _TABLE_OF.get(column)
            if referred is None and not {"people", "organizations"} & set(kinds):
                continue
            if referred is not None and referred not in kinds:
                continue
            for row in store.matching(table, column, key):
                seen = any(getattr(row, earlier) == key for earlier in columns[:number])
                if not seen or table == "memberships":
                    found.append(Known(table=table, row=row))
    return found


def _holds(row: Row, as_of: date) -> bool:
    """Whether a row holds at the date."""
    since = getattr(row, "since", None) or getattr(row, "accepted_on", None)
    until = getattr(row, "until", None)
    return (since is None or since <= as_of) and (until is None or until > as_of)
