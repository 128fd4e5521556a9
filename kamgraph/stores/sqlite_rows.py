"""Single rows out of the embedded file: found by a value, given as models.

Whole tables are read as columns in `sqlite_reading`; what belongs to a slice is decided in
`slices`.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast

from kamgraph.model.kinds import Kind, value_of
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.schema import Row, Schema
from kamgraph.stores.slices import Key, Raw, Slice
from kamgraph.stores.sqlite_reading import restoring
from kamgraph.stores.sqlite_schema import Layout, layouts, quoted

_PARAMETERS = 900
"""Values in one statement; every SQLite takes 999."""


Ids = dict[Key | None, str | None]
"""The id of each key, None of None."""


class Rows:
    """Finds rows of a file.

    Args:
        connection: inside a transaction.
        schema: the declared tables.
    """

    def __init__(self, connection: sqlite3.Connection, schema: Schema) -> None:
        self._connection = connection
        self.schema = schema
        self._layouts = layouts(schema)

    def where(self, table: str, column: str, keys: Collection[Key]) -> Iterator[tuple[Key, Raw]]:
        """The rows that hold one of the keys in a column; see `slices.Finder`."""
        layout = self._layouts[table]
        found = '"pk"' if column == "id" and layout.table.identified else quoted(column)
        names = ", ".join(quoted(name) for name in layout.table.names)
        wanted = sorted(cast("Collection[int]", keys))
        for start in range(0, len(wanted), _PARAMETERS):
            some = wanted[start : start + _PARAMETERS]
            query = (
                f'SELECT "pk", {names} FROM {quoted(table)} '
                f"WHERE {found} IN ({', '.join('?' * len(some))})"
            )
            for row in self._connection.execute(query, some):
                yield row[0], row[1:]

    def key_of(self, table: str, identifier: str) -> int | None:
        """The key of an id, None where there is none.

        Args:
            table: an identified table.
            identifier: the id.
        """
        query = f'SELECT "pk" FROM {quoted(table)} WHERE "id" = ?'
        found = self._connection.execute(query, (identifier,)).fetchone()
        return None if found is None else int(found[0])

    def matching(self, table: str, column: str, value: object) -> tuple[Row, ...]:
        """The rows that hold a value in a column, in the order of their keys.

        Args:
            table: the table's name.
            column: a column's name.
            value: a canonical text or a value of the column's type; empty or None for empty.
        """
        layout = self._layouts[table]
        stored = layout.column(column)
        wanted = _canonical(stored.kind, value)
        names = ", ".join(quoted(name) for name in layout.table.names)
        query = f'SELECT "pk", {names} FROM {quoted(table)} WHERE {quoted(column)} '
        if wanted == "":
            rows = self._connection.execute(query + 'IS NULL ORDER BY "pk"').fetchall()
        else:
            values: list[Any] = [stored.kind.stored(wanted)]
            if stored.references:
                keys = (self.key_of(target, wanted) for target in stored.references)
                values = [next((key for key in keys if key is not None), None)]
            rows = self._connection.execute(query + '= ? ORDER BY "pk"', values).fetchall()
        raw = [row[1:] for row in rows]
        with restoring():
            return tuple(self.models(table, raw, self._ids(layout, raw)))

    def _ids(self, layout: Layout, rows: Collection[Raw]) -> Ids:
        """The ids of the keys that rows refer to."""
        found: Ids = {None: None}
        for place, column in enumerate(layout.columns):
            keys = {row[place] for row in rows if row[place] is not None}
            for target in column.references:
                for key, values in self.where(target, "id", keys):
                    found[key] = values[self.schema.table(target).names.index("id")]
        return found

    def models(self, table: str, rows: Iterable[Raw], ids: Ids) -> Iterator[Row]:
        """Rows as models.

        Args:
            table: the table's name.
            rows: raw rows.
            ids: the id of each key they refer to.
        """
        layout = self._layouts[table]
        readers: list[Mapping[Any, Any]] = [
            ids if column.references else _Values(column.kind) for column in layout.columns
        ]
        names = layout.table.names
        construct = layout.table.row.model_construct
        for row in rows:
            values = {n: read[v] for n, read, v in zip(names, readers, row, strict=True)}
            yield construct(**values)

    def account(self, key: int) -> Portfolio:
        """The slice of an account.

        Args:
            key: the account's key.
        """
        with restoring():  # keys of a damaged file may be no integers
            found = Slice(self.schema, self, key).rows
        ids: Ids = {None: None}
        for table in self.schema:
            if table.identified:
                place = table.names.index("id")
                ids.update((key, values[place]) for key, values in found[table.name].items())
        rows = {
            name: self.models(name, [rows[key] for key in sorted(cast("Any", rows))], ids)
            for name, rows in found.items()
        }
        with restoring():
            return Portfolio(rows, self.schema)

    def names(self, table: str) -> tuple[tuple[str, str], ...]:
        """Id and name of each row.

        Args:
            table: a table that has both.
        """
        query = f'SELECT "id", ifnull("name", \'\') FROM {quoted(table)} ORDER BY "pk"'
        return tuple(self._connection.execute(query))

    def ids(self, table: str) -> tuple[str, ...]:
        """The ids of a table.

        Args:
            table: an identified table.
        """
        query = f'SELECT "id" FROM {quoted(table)} ORDER BY "pk"'
        return tuple(itertools.chain.from_iterable(self._connection.execute(query)))


class _Values(dict[Any, Any]):
    """SQLite's value to ours, each converted once."""

    def __init__(self, kind: Kind) -> None:
        super().__init__({None: () if kind.several else None})
        self._kind = kind

    def __missing__(self, stored: Any) -> Any:
        """Converts an unseen value."""
        value = self[stored] = self._kind.read(self._kind.restored(stored))
        return value


def _canonical(kind: Kind, value: object) -> str:
    """A value as canonical text; a text is taken as canonical already."""
    if value is None or value == "" or value == ():
        return ""
    if type(value) is str:
        return value
    return kind.text(value_of(kind, value))
