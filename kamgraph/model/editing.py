"""What daily wishes mean in rows: somebody met, knows somebody better, leaves; a correction.

Each function returns a decision, which a store calls inside the transaction that carries it
out (`Store.change`). The rules are not repeated here: the store checks them on the outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from kamgraph.errors import InputError, shortened
from kamgraph.model.choosing import sought, the_row
from kamgraph.model.edits import Added, Decision, Edit, Reader, Replaced
from kamgraph.model.entities import SCHEMA, Contact, Organization, Person
from kamgraph.model.kinds import value_of
from kamgraph.model.schema import Field, Row, Table
from kamgraph.model.vocabulary import OrganizationKind


def adding(table: Table, values: Mapping[str, object]) -> Decision:
    """A row comes.

    Args:
        table: its table.
        values: texts or Python values by column; what is left out is empty.

    Raises:
        InputError: no such column, or a value that cannot stand in it.
    """
    row = built(table, values)

    def decide(_: Reader) -> Sequence[Edit]:
        return [Added(table.name, row)]

    return decide


def logging(values: Mapping[str, object]) -> Decision:
    """One of us and somebody met, wrote or spoke; only adds an interaction.

    Args:
        values: texts or Python values by column of `interactions`.

    Raises:
        InputError: no such column, or a value that cannot stand in it.
    """
    return adding(SCHEMA.table("interactions"), values)


def rating(own: str, person: str, on: date, values: Mapping[str, object]) -> Decision:
    """How well one of us knows somebody, from a day on; what was known before stays readable.

    A new level on a later day ends the row that holds and begins another, which keeps its
    target and last contact; anything else changes the row that holds.

    Args:
        own: the id of one of us.
        person: the id of the other one.
        on: the first day it holds.
        values: texts or Python values by column of `contacts`: level, target, last_contact, ...

    Raises:
        InputError: no such column, or a value that cannot stand in it; from the decision: the
            pair has a later row, or no row yet and no level is given.
    """
    table = SCHEMA.table("contacts")
    given = read(table, values)

    def decide(reader: Reader) -> Sequence[Edit]:
        rows = cast("tuple[Contact, ...]", reader.matching("contacts", "person", person))
        rows = tuple(row for row in rows if row.own == own)
        later = [row.since for row in rows if row.since is not None and row.since > on]
        if later:
            raise InputError(
                f"contacts: a row of {own} and {person} begins on {min(later)}, after {on}; name a "
                "later day with --on, or correct that row with `kamgraph edit contact`"
            )
        holding = next((row for row in rows if row.until is None or row.until > on), None)
        if holding is None:
            values = {"own": own, "person": person, "since": on, **given}
            return [Added("contacts", built(table, values))]
        return _rated(table, holding, on, given)

    return decide


def _rated(table: Table, holding: Contact, on: date, given: Mapping[str, Any]) -> list[Edit]:
    """What a new rating does to the row that holds."""
    level = given.get("level", holding.level)
    if holding.since == on or level == holding.level:
        return _replaced(table, holding, given)
    carried = {name: getattr(holding, name) for name in ("own", "person", "target", "last_contact")}
    # An end that was foreseen is not forgotten: the new row takes it over.
    following = {**carried, "since": on, "until": holding.until, **given}
    return [
        *_replaced(table, holding, {"until": on}),
        Added("contacts", built(table, following)),
    ]


def _replaced(table: Table, row: Row, given: Mapping[str, Any]) -> list[Edit]:
    """A row with some other values; nothing where they are the same."""
    new = row.model_copy(update=dict(given))
    return [] if table.texts(new) == table.texts(row) else [Replaced(table.name, row, new)]


def leaving(person: str, on: date, successor: str | None = None) -> Decision:
    """Somebody leaves; nothing they held is ended, so that what hangs on them stays visible.

    Args:
        person: their id.
        on: the first day they are no longer there.
        successor: the id of who follows them, if known.

    Raises:
        InputError: from the decision: there is nobody of that id, or they left on another day.
    """
    table = SCHEMA.table("people")

    def decide(reader: Reader) -> Sequence[Edit]:
        rows = cast("tuple[Person, ...]", reader.matching("people", "id", person))
        if not rows:
            raise InputError(f"people: there is nobody with the id '{shortened(person)}'")
        if rows[0].left not in (None, on):
            raise InputError(
                f"people: {person} left on {rows[0].left} already; correct that with "
                f"`kamgraph edit person {person} --set left={on}`"
            )
        given: dict[str, Any] = {"left": on}
        if successor is not None:
            if _ours(reader, person) != _ours(reader, successor):
                side = "one of ours" if _ours(reader, person) else "not one of ours"
                raise InputError(
                    f"people, successor: '{shortened(successor)}' is on the other side; whoever "
                    f"follows {person} is {side}"
                )
            given["successor"] = successor
        return _replaced(table, rows[0], given)

    return decide


def _ours(reader: Reader, person: str) -> bool:
    """Whether somebody belongs to one of our organizations."""
    rows = cast("tuple[Person, ...]", reader.matching("people", "id", person))
    found = (reader.matching("organizations", "id", row.organization) for row in rows)
    return any(cast("Organization", row).kind is OrganizationKind.OWN for (row,) in found)


def correcting(table: Table, where: Mapping[str, object], values: Mapping[str, object]) -> Decision:
    """A row gets other values in place, as if it had always been so: no history is kept.

    Args:
        table: its table.
        where: texts or Python values by column that single the row out.
        values: the new values by column; an empty one clears.

    Raises:
        InputError: no such column, or a value that cannot stand in it; from the decision: no
            row or several different ones match.
    """
    given = read(table, values)
    wanted = sought(table, where)

    def decide(reader: Reader) -> Sequence[Edit]:
        return _replaced(table, the_row(reader, table, wanted), given)

    return decide


def read(table: Table, values: Mapping[str, object]) -> dict[str, Any]:
    """Values as the columns of a table keep them.

    Args:
        table: the table.
        values: texts or Python values by column.

    Raises:
        InputError: no such column, a value that cannot stand in it, or a required one empty.
    """
    return {name: _value(table, table.field(name), value) for name, value in values.items()}


def built(table: Table, values: Mapping[str, object]) -> Row:
    """A row of values as a user gives them.

    Args:
        table: its table.
        values: texts or Python values by column; what is left out is empty.

    Raises:
        InputError: no such column, a value that cannot stand in it, or a required one missing.
    """
    found = read(table, {**dict.fromkeys(table.names), **values})
    return table.row.model_construct(**found)


def _value(table: Table, field: Field, value: object) -> Any:
    """A value as the column keeps it."""
    kind = field.column.kind
    try:
        found = value_of(kind, value)
    except ValueError as error:
        said = f"{table.name}, {field.name}: '{shortened(str(value))}' {error}"
        raise InputError(said) from None
    if found is None and field.required:
        raise InputError(f"{table.name}, {field.name}: is required and empty")
    return () if found is None and kind.several else found
