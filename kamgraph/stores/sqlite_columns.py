"""The whole portfolio as numpy arrays, straight from the embedded file.

Only the columns that the arrays are made of are read; the contract's tests hold the result
against the arrays of a full export.
"""

from __future__ import annotations

import sqlite3

from kamgraph.model.columns import PortfolioColumns, from_cells
from kamgraph.model.schema import Schema
from kamgraph.stores.sqlite_reading import restoring, whole

_NEEDED = {
    "organizations": ("id", "kind", "name"),
    "people": (
        "id",
        "organization",
        "name",
        "title",
        "function",
        "level",
        "influence",
        "vacant",
        "joined",
        "left",
        "attrition",
    ),
    "accounts": ("id", "name", "expected_size"),
    "opportunities": ("id",),
    "memberships": (
        "account",
        "center",
        "person",
        "opportunity",
        "roles",
        "stance",
        "since",
        "until",
    ),
    "contacts": ("own", "person", "level", "target", "last_contact", "since", "until"),
    "interactions": ("date", "own", "person", "channel", "two_way"),
    "ties": ("source", "target", "kind", "weight", "since", "until"),
    "acceptances": (
        "rule",
        "account",
        "opportunity",
        "person",
        "role",
        "accepted_on",
        "until",
        "value",
        "reason",
    ),
}


def portfolio_columns(connection: sqlite3.Connection, schema: Schema) -> PortfolioColumns:
    """The arrays that the metrics of all accounts are computed from.

    Args:
        connection: inside a transaction, so that all is of one instant.
        schema: the declared tables.

    Raises:
        StoreDamaged: the file holds what no portfolio can.
    """
    cells = whole(connection, schema, _NEEDED).cells
    with restoring():
        return from_cells(cells)
