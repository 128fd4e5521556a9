"""What daily wishes mean in rows: somebody met somebody.

Each function returns a decision, which a store calls inside the transaction that carries it
out (`Store.change`). The rules are not repeated here: the store checks them on the outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kamgraph.errors import InputError, shortened
from kamgraph.model.edits import Added, Decision, Edit, Reader
from kamgraph.model.entities import SCHEMA
from kamgraph.model.kinds import value_of
from kamgraph.model.schema import Field, Row, Table


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


def built(table: Table, values: Mapping[str, object]) -> Row:
    """A row of values as a user gives them.

    Args:
        table: its table.
        values: texts or Python values by column; what is left out is empty.

    Raises:
        InputError: no such column, a value that cannot stand in it, or a required one missing.
    """
    given = {table.field(name).name: value for name, value in values.items()}
    found = {f.name: _value(table, f, given.get(f.name)) for f in table.fields}
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
