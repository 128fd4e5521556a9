"""The portfolio as one value: rows of every table, as models.

This is what a person reads and edits: one account's slice, or a whole portfolio of moderate
size. Bulk data travels as `cells`, and the metrics compute on `columns`; both are one call
away. The rules that make a portfolio sound live in `rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from kamgraph.model.entities import (
    SCHEMA,
    Acceptance,
    Account,
    Contact,
    Interaction,
    Membership,
    Opportunity,
    Organization,
    Person,
    Tie,
)
from kamgraph.model.schema import Row, Schema

if TYPE_CHECKING:
    from kamgraph.errors import Fault
    from kamgraph.model.cells import Cells
    from kamgraph.model.columns import PortfolioColumns


class Portfolio:
    """Rows of every table, in the order given.

    Args:
        rows: rows by table name; a table left out is empty.
        schema: the declared tables.
    """

    def __init__(
        self, rows: Mapping[str, Iterable[Row]] | None = None, schema: Schema = SCHEMA
    ) -> None:
        given = rows or {}
        for name in given:
            schema.table(name)
        self.schema = schema
        self._rows = {table.name: tuple(given.get(table.name, ())) for table in schema}

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table.

        Args:
            table: its name.

        Raises:
            InputError: no such table.
        """
        return self._rows[self.schema.table(table).name]

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """The organizations."""
        return cast("tuple[Organization, ...]", self._rows["organizations"])

    @property
    def people(self) -> tuple[Person, ...]:
        """The people, vacant positions included."""
        return cast("tuple[Person, ...]", self._rows["people"])

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The key accounts."""
        return cast("tuple[Account, ...]", self._rows["accounts"])

    @property
    def opportunities(self) -> tuple[Opportunity, ...]:
        """The opportunities."""
        return cast("tuple[Opportunity, ...]", self._rows["opportunities"])

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """The memberships, past ones included."""
        return cast("tuple[Membership, ...]", self._rows["memberships"])

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The rated contacts, past ones included."""
        return cast("tuple[Contact, ...]", self._rows["contacts"])

    @property
    def interactions(self) -> tuple[Interaction, ...]:
        """The interactions."""
        return cast("tuple[Interaction, ...]", self._rows["interactions"])

    @property
    def ties(self) -> tuple[Tie, ...]:
        """The ties, past ones included."""
        return cast("tuple[Tie, ...]", self._rows["ties"])

    @property
    def acceptances(self) -> tuple[Acceptance, ...]:
        """The accepted findings, past ones included."""
        return cast("tuple[Acceptance, ...]", self._rows["acceptances"])

    @classmethod
    def from_cells(cls, cells: Cells) -> Portfolio:
        """The rows of tables of text as models.

        Args:
            cells: tables that were read and checked.
        """
        rows = {table.name: tuple(cells.table(table.name).models()) for table in cells.schema}
        return cls(rows, cells.schema)

    def cells(self) -> Cells:
        """The rows as columns of canonical text; rows are numbered from 1 in each table."""
        from kamgraph.model.cells import CellsBuilder

        builder = CellsBuilder(self.schema, trusted=True)
        for table in self.schema:
            texts: Sequence[tuple[str, ...]] = [table.texts(row) for row in self._rows[table.name]]
            collected = builder.table(table, table.name, table.names)
            if texts:
                collected.add(list(zip(*texts, strict=True)), range(1, len(texts) + 1))
            collected.done()
        return builder.cells

    def columns(self) -> PortfolioColumns:
        """The rows as the arrays that the metrics compute on."""
        from kamgraph.model.columns import from_cells

        return from_cells(self.cells())

    def faults(self) -> list[Fault]:
        """Everything that breaks a rule of tables.md; empty for a sound portfolio."""
        from kamgraph.model.rules import faults

        return faults(self.cells())

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same rows in the same order."""
        if not isinstance(other, Portfolio):
            return NotImplemented
        return self._rows == other._rows

    __hash__ = None  # type: ignore[assignment]  # holds dictionaries; compare, do not hash
