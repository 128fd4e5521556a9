"""The embedded file's tables and indexes, derived from the declarations.

Identified rows of all tables share one range of integer keys (`pk`), so that a tie points to
a person or an organization with one integer; ids, dates and truth values become integers,
numbers doubles, everything else its canonical text. Reading and writing them live beside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kamgraph.model.kinds import Boolean, Integer, Kind
from kamgraph.model.schema import Field, Schema, Table

APPLICATION_ID = 0x4B414D47
"""`KAMG` in the file's header: this file is ours."""

VERSION = 2
"""The schema's number (`user_version`); a change of it needs a migration."""

META = 'CREATE TABLE "meta" ("name" TEXT PRIMARY KEY, "value" TEXT NOT NULL) STRICT, WITHOUT ROWID'

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,62}")


def quoted(name: str) -> str:
    """A declared name as an SQL identifier.

    Args:
        name: a table's or column's name, from a declaration.

    Raises:
        TypeError: not a plain lower-case identifier.
    """
    if not _IDENTIFIER.fullmatch(name):
        raise TypeError(f"'{name}' is no name for a table or column; use a-z, 0-9 and _")
    return f'"{name}"'


@dataclass(frozen=True)
class StoredColumn:
    """How one column is kept."""

    field: Field

    @property
    def name(self) -> str:
        """The column's name, in the file too."""
        return self.field.name

    @property
    def kind(self) -> Kind:
        """What its cells hold."""
        return self.field.column.kind

    @property
    def references(self) -> tuple[str, ...]:
        """The tables it points into, as integer keys."""
        return self.field.column.references

    def within(self, table: Table) -> bool:
        """Whether it may point from a row to another one of its own table, or to none.

        Args:
            table: the table it belongs to.
        """
        return self.references == (table.name,) and not self.field.required

    @property
    def storage(self) -> str:
        """Its type in SQLite."""
        return "INTEGER" if self.references else self.kind.storage

    @property
    def largest(self) -> int:
        """The largest integer that a cell of it can hold; keys aside."""
        if isinstance(self.kind, Integer):
            return self.kind.high
        return 1 if isinstance(self.kind, Boolean) else date.max.toordinal()

    @property
    def empty(self) -> str:
        """An SQL literal of its type that no cell of it can hold."""
        if self.storage == "TEXT":
            return "''"
        if self.storage == "REAL":
            return "9e999"
        # Keys and days begin at 1, truth values at 0, and so do all numbers we declare.
        return str(min(0, getattr(self.kind, "low", 1)) - 1)


@dataclass(frozen=True)
class Layout:
    """How one table is kept."""

    table: Table

    @cached_property
    def columns(self) -> tuple[StoredColumn, ...]:
        """Its columns beside `pk`, in the declared order."""
        return tuple(StoredColumn(field) for field in self.table.fields)

    def column(self, name: str) -> StoredColumn:
        """The column of that name.

        Args:
            name: a column's name.

        Raises:
            InputError: no such column.
        """
        return StoredColumn(self.table.field(name))

    def insert(self, columns: Sequence[str]) -> str:
        """The statement that adds a row, `pk` first; columns left out are empty.

        Args:
            columns: the columns' names.
        """
        names = ", ".join(['"pk"', *(quoted(name) for name in columns)])
        places = ", ".join("?" * (len(columns) + 1))
        return f"INSERT INTO {quoted(self.table.name)} ({names}) VALUES ({places})"

    def point(self, column: str) -> str:
        """The statement that sets where a row points to; where to comes first, `pk` last.

        Args:
            column: the column that points.
        """
        return f'UPDATE {quoted(self.table.name)} SET {quoted(column)} = ? WHERE "pk" = ?'

    @cached_property
    def update(self) -> str:
        """The statement that gives a row other values, its `pk` last."""
        terms = ", ".join(f"{quoted(name)} = ?" for name in self.table.names)
        return f'UPDATE {quoted(self.table.name)} SET {terms} WHERE "pk" = ?'

    @cached_property
    def create(self) -> str:
        """The statement that makes the table."""
        lines = ['"pk" INTEGER PRIMARY KEY', *(self._definition(c) for c in self.columns)]
        return f"CREATE TABLE {quoted(self.table.name)} (\n  " + ",\n  ".join(lines) + "\n) STRICT"

    def _definition(self, column: StoredColumn) -> str:
        """One column's line."""
        words = [quoted(column.name), column.storage]
        if column.field.required:
            words.append("NOT NULL")
        if column.field.column.unique or (self.table.identified and column.name == "id"):
            words.append("UNIQUE")
        if len(column.references) == 1:
            # Deferred: a person may arrive before their successor, in the same transaction.
            target = quoted(column.references[0])
            words.append(f'REFERENCES {target}("pk") DEFERRABLE INITIALLY DEFERRED')
        return " ".join(words)

    @cached_property
    def indexes(self) -> dict[str, str]:
        """The statements that make the table's indexes, by the indexes' names."""
        name = self.table.name
        found = {}
        for column in self._looked_up:
            index = quoted(f"{name}_{column}")
            found[f"{name}_{column}"] = f"CREATE INDEX {index} ON {quoted(name)} ({quoted(column)})"
        if self.table.key and not self.table.identified and not self.table.keyless:
            # An empty key column is a value, while SQL's NULL differs from itself.
            parts = (self.column(part) for part in self.table.key)
            terms = (
                quoted(p.name) if p.field.required else f"ifnull({quoted(p.name)}, {p.empty})"
                for p in parts
            )
            found[f"{name}_key"] = (
                f"CREATE UNIQUE INDEX {quoted(f'{name}_key')} ON {quoted(name)} "
                f"({', '.join(terms)})"
            )
        return found

    @property
    def _looked_up(self) -> tuple[str, ...]:
        """Columns that an account's slice looks rows up by."""
        table = self.table
        wanted = [*table.match[:1], *(table.ends[1:] if table.ends else ())]
        if not wanted:
            wanted = [f.name for f in table.fields if "accounts" in f.column.references]
        return tuple(dict.fromkeys(wanted))


def layouts(schema: Schema) -> dict[str, Layout]:
    """How each table is kept, by name.

    Args:
        schema: the declared tables.
    """
    return {table.name: Layout(table) for table in schema}


def definition(schema: Schema) -> dict[str, str]:
    """The statements that make the file's tables and indexes, by name, in order.

    Args:
        schema: the declared tables.
    """
    found = {"meta": META}
    for layout in layouts(schema).values():
        found[layout.table.name] = layout.create
    for layout in layouts(schema).values():
        found.update(layout.indexes)
    return found
