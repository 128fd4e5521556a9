"""Which row a user means with KIND ARG…, and the columns given as COLUMN=VALUE.

Ids, names and the ends of rows without an id; what is done with the row is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kamgraph.errors import InputError, shortened
from kamgraph_cli.lookup import hits, the_one

if TYPE_CHECKING:
    from datetime import date

    from kamgraph.model.schema import Table
    from kamgraph.stores.base import Store

TABLES = {
    "person": "people",
    "organization": "organizations",
    "account": "accounts",
    "opportunity": "opportunities",
    "membership": "memberships",
    "contact": "contacts",
    "interaction": "interactions",
    "tie": "ties",
    "acceptance": "acceptances",
}
"""The table of each kind of row, as users name the kinds."""


_NAMED_BY: dict[str, tuple[str, ...]] = {"acceptances": ("rule", "account")}
"""The columns that name a row which has neither an id nor ends."""


def pairs(texts: Iterable[str], option: str) -> dict[str, object]:
    """Columns and their values.

    Args:
        texts: as the user wrote them, COLUMN=VALUE each.
        option: the option they were given with, for messages.

    Raises:
        InputError: no equals sign, or a column twice.
    """
    found: dict[str, object] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        name = name.strip()
        if not sign or not name:
            raise InputError(f"{option} '{shortened(text)}' is not COLUMN=VALUE")
        if name in found:
            raise InputError(f"{option} names the column '{shortened(name)}' twice")
        found[name] = value
    return found


def resolved(
    store: Store, table: Table, values: Mapping[str, object], on: date
) -> dict[str, object]:
    """Values with names of people, organizations, ... as ids.

    Args:
        store: an open store.
        table: the values' table.
        values: texts by column.
        on: the date at which somebody may have left.

    Raises:
        InputError: no such column, or nothing or several things of that name.
    """
    found = dict(values)
    for name, text in values.items():
        references = table.field(name).column.references
        if references and isinstance(text, str) and text.strip():
            found[name] = the_one(store, text, references, on).id
    return found


def singled_out(
    store: Store, kind: str, arguments: Sequence[str], where: Mapping[str, object], on: date
) -> tuple[Table, dict[str, object]]:
    """The table and the columns that single out the row a user means.

    Args:
        store: an open store.
        kind: person, contact, tie, ...
        arguments: an id or a name, or both ends.
        where: further columns.
        on: the date at which somebody may have left.

    Raises:
        InputError: too few or too many arguments, or they mean nothing or several things.
    """
    table = store.schema.table(TABLES[kind])
    named_by = table.ends or _NAMED_BY.get(table.name, ())
    columns: tuple[str, ...] = ("id",) if table.identified else named_by
    if len(arguments) != len(columns):
        wanted = " and ".join(name.upper() for name in columns)
        raise InputError(f"a {kind} is named by {wanted}; given were {len(arguments)}")
    rest = resolved(store, table, where, on)
    if table.identified:
        return table, {"id": the_one(store, arguments[0], [table.name], on).id, **rest}
    given = in_order(store, table, arguments, on)
    return table, {**resolved(store, table, dict(zip(columns, given, strict=True)), on), **rest}


def in_order(store: Store, table: Table, ends: Sequence[str], on: date) -> Sequence[str]:
    """Both ends in the table's order, where the user gave them the other way round.

    Only a membership has ends that cannot be mistaken: a person and an account.

    Args:
        store: an open store.
        table: a table of rows with two ends.
        ends: as the user wrote them.
        on: the date at which somebody may have left.
    """
    if table.name != "memberships":
        return ends
    person, account = ends
    as_written = hits(store, person, ["people"], on) and hits(store, account, ["accounts"], on)
    turned = hits(store, account, ["people"], on) and hits(store, person, ["accounts"], on)
    return (account, person) if turned and not as_written else ends


def accounts_of(store: Store, people: Iterable[str]) -> list[str]:
    """The accounts that people are members of, at any date.

    Args:
        store: an open store.
        people: their ids.
    """
    rows = (row for key in people for row in store.matching("memberships", "person", key))
    return sorted({str(row.__dict__["account"]) for row in rows})


_NOT_MOVED = ("own", "manager", "successor")
"""Columns of people whose own accounts a change does not concern."""


def concerned(store: Store, table: Table, values: Mapping[str, object]) -> list[str]:
    """The accounts that a change of a row concerns; accepting a finding moves no number.

    Args:
        store: an open store.
        table: the row's table.
        values: what is known of the row.
    """
    if table.name == "acceptances":
        return []
    people: set[str] = set()
    accounts: set[str] = set()
    for name, value in values.items():
        if not value:
            continue
        declared = table.field(name).column.references
        references = (table.name,) if name == "id" and table.identified else declared
        if "people" in references and name not in _NOT_MOVED:
            people.add(str(value))
        if "accounts" in references:
            accounts.add(str(value))
        if table.name == "organizations" and name == "id":
            rows = store.matching("accounts", "organization", value)
            accounts.update(str(row.__dict__["id"]) for row in rows)
    return sorted(accounts or {*accounts_of(store, people)})
