"""What a table is: its columns, key, references and periods, declared once and read by all.

Files, stores, templates and the documentation of the format derive from these declarations.
The nine tables themselves are declared in `entities`; rules that need a sentence of their
own, in `rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_type_hints

from pydantic import BaseModel, ConfigDict
from pydantic_core import core_schema

from kamgraph.errors import InputError, nearest
from kamgraph.model.kinds import Kind, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import GetCoreSchemaHandler


class Privacy(StrEnum):
    """What a column can tell about a person, so that nothing personal is ever overlooked."""

    NONE = "none"
    """A fact about an organization or a deal."""
    IDENTIFIES = "identifies"
    """Names a person, or points to one."""
    CONTACT = "contact"
    """Reaches a person: address, telephone."""
    FACT = "fact"
    """A fact about a person: title, level, dates."""
    OPINION = "opinion"
    """Somebody's judgement of a person: stance, influence."""
    FREE_TEXT = "free text"
    """Text in which anything personal may stand."""


@dataclass(frozen=True)
class Column:
    """One column of a table, declared as an annotation of the row's field.

    Args:
        kind: what its cells hold.
        privacy: what it can tell about a person; there is no default, on purpose.
        explanation: one sentence for the documentation and the workbook.
        references: tables whose ids it holds, tried in this order.
        unique: whether a value may stand only once in the table.
        empty_means: what an empty cell counts as, for the documentation.
    """

    kind: Kind
    privacy: Privacy
    explanation: str
    references: tuple[str, ...] = ()
    unique: bool = False
    empty_means: str = ""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Reads text and Python values alike, by the kind's one reading."""

        def read(value: object) -> Any:
            found = value_of(self.kind, value)
            return () if found is None and self.kind.several else found

        return core_schema.no_info_before_validator_function(read, handler(source))


class Row(BaseModel):
    """One row of a table: frozen, and nothing in it that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Field:
    """A column with its name and whether it must be filled."""

    name: str
    required: bool
    column: Column


@dataclass(frozen=True)
class Table:
    """One table of the portfolio.

    Args:
        name: the name of file, sheet and database table.
        row: the row's model; its annotated fields are the columns, in order.
        key: columns that identify a row; empty for a multiset, where equal rows are kept.
        explanation: one sentence for the documentation.
        keyless: rows whose key is empty are allowed and form a multiset (interactions).
        periods: pairs of columns where the second date must come after the first.
        match: columns that make two multiset rows speak of the same thing, for the import's
            note on rows that differ.
        ends: the two columns a row connects, where it is a relationship (an edge).
        came_later: sources made before the table existed lack it; a replacing import leaves it
            as it is then, where any other missing table is refused.
    """

    name: str
    row: type[Row]
    key: tuple[str, ...]
    explanation: str
    keyless: bool = False
    periods: tuple[tuple[str, str], ...] = ()
    match: tuple[str, ...] = ()
    ends: tuple[str, str] | None = None
    came_later: bool = False

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The columns in order, read from the row's annotations.

        Raises:
            TypeError: a field without a declared column (and so without a privacy class).
        """
        hints = get_type_hints(self.row, include_extras=True)
        found = []
        for name, info in self.row.model_fields.items():
            declared = [m for m in getattr(hints[name], "__metadata__", ()) if type(m) is Column]
            if not declared:
                raise TypeError(f"{self.row.__name__}.{name} has no Column, so no privacy class")
            found.append(Field(name, info.is_required(), declared[0]))
        return tuple(found)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that must be filled."""
        return tuple(field.name for field in self.fields if field.required)

    def field(self, name: str) -> Field:
        """The column of that name.

        Args:
            name: a column's name.

        Raises:
            InputError: no such column; names the nearest.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise InputError(f"{self.name} has no column '{name}'; {nearest(name, self.names)}")

    @property
    def identified(self) -> bool:
        """Whether other tables can point to its rows by `id`."""
        return self.key == ("id",) and not self.keyless

    def texts(self, row: Row) -> tuple[str, ...]:
        """The canonical texts of a row, in the columns' order.

        Args:
            row: a row of this table.
        """
        texts = []
        for field in self.fields:
            value = getattr(row, field.name)
            empty = value is None or value == ()
            texts.append("" if empty else field.column.kind.text(value))
        return tuple(texts)

    def from_texts(self, texts: tuple[str, ...]) -> Row:
        """The row of canonical texts that were checked before.

        Args:
            texts: one text a column, in order.
        """
        values: dict[str, Any] = {}
        for field, text in zip(self.fields, texts, strict=True):
            kind = field.column.kind
            if text:
                values[field.name] = kind.read(text)
            else:
                values[field.name] = () if kind.several else None
        return self.row.model_construct(**values)


@dataclass(frozen=True)
class Schema:
    """The tables of a portfolio, in the order in which references can be resolved.

    Args:
        tables: the declared tables.
        shared_ids: groups of tables whose ids must differ among all of them.
    """

    tables: tuple[Table, ...]
    shared_ids: tuple[tuple[str, ...], ...] = ()

    def __iter__(self) -> Iterator[Table]:
        """The tables in order."""
        return iter(self.tables)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The tables' names in order."""
        return tuple(table.name for table in self.tables)

    def table(self, name: str) -> Table:
        """The table of that name.

        Args:
            name: a table's name.

        Raises:
            InputError: no such table; names the nearest.
        """
        for table in self.tables:
            if table.name == name:
                return table
        raise InputError(f"there is no table '{name}'; {nearest(name, self.names)}")

    def extended(self, *tables: Table) -> Schema:
        """This schema with more tables.

        Args:
            tables: declarations to append.
        """
        return Schema((*self.tables, *tables), self.shared_ids)
