"""Single rows of the embedded file added, replaced and removed, inside one transaction.

What to change is decided by the caller's decision, which reads in the same transaction; the
transaction itself is `sqlite`'s. Imports are written in `sqlite_writing`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from typing import Any

from kamgraph.model.edits import Decision, Edit, come, gone
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.rules.around import around
from kamgraph.model.schema import Row, Table
from kamgraph.stores import digests, merging
from kamgraph.stores.base import check_ids_stay, not_there
from kamgraph.stores.sqlite_reading import largest_key, restoring
from kamgraph.stores.sqlite_rows import Rows
from kamgraph.stores.sqlite_schema import Layout, layouts, quoted
from kamgraph.stores.sqlite_writing import keep


def slices(rows: Rows, accounts: Collection[str]) -> dict[str, Portfolio]:
    """The slices of those accounts that are there.

    Args:
        rows: how rows are found.
        accounts: ids.
    """
    found = {account: rows.key_of("accounts", account) for account in accounts}
    return {account: rows.account(key) for account, key in found.items() if key is not None}


def carry_out(connection: sqlite3.Connection, rows: Rows, decide: Decision) -> tuple[Edit, ...]:
    """Decides, checks the rules around what changes, writes, and keeps the digests in step.

    Args:
        connection: inside a writing transaction.
        rows: how rows are found in it.
        decide: says what to change.

    Raises:
        FaultyInput: a rule would be broken.
        InputError: a row is not there.
    """
    edits = tuple(decide(rows))
    check_ids_stay(rows.schema, edits)
    if edits:
        merging.check(around(rows, edits))
        _Writer(connection, rows).write(edits)
    return edits


class _Writer:
    """Writes edits that were checked."""

    def __init__(self, connection: sqlite3.Connection, rows: Rows) -> None:
        self._connection = connection
        self._rows = rows
        self._layouts = layouts(rows.schema)
        self._taken: dict[str, list[int]] = {name: [] for name in rows.schema.names}

    def write(self, edits: Sequence[Edit]) -> None:
        """Finds what is to go, then removes, adds what others may refer to, changes, adds."""
        keys = [self._key(edit.table, row) for edit in edits if (row := gone(edit)) is not None]
        old = [edit for edit in edits if gone(edit) is not None]
        for edit, key in zip(old, keys, strict=True):
            if come(edit) is None:
                self._connection.execute(f'DELETE FROM {quoted(edit.table)} WHERE "pk" = ?', [key])
        added = [edit for edit in edits if gone(edit) is None]
        self._add(added, identified=True)
        for edit, key in zip(old, keys, strict=True):
            row = come(edit)
            if row is not None:
                layout = self._layouts[edit.table]
                self._connection.execute(layout.update, [*self._values(layout, row), key])
        self._add(added, identified=False)
        for name in dict.fromkeys(edit.table for edit in edits):
            self._keep_in_step(name, [edit for edit in edits if edit.table == name])

    def _add(self, edits: Sequence[Edit], *, identified: bool) -> None:
        """Adds rows, in the order in which references can be resolved."""
        for table in self._rows.schema:
            if table.identified == identified:
                for edit in edits:
                    row = come(edit)
                    if edit.table == table.name and row is not None:
                        self._insert(table, row)

    def _insert(self, table: Table, row: Row) -> None:
        layout = self._layouts[table.name]
        if table.identified:
            key = largest_key(self._connection, self._rows.schema) + 1
        else:
            query = f'SELECT ifnull(max("pk"), 0) + 1 FROM {quoted(table.name)}'
            (key,) = self._connection.execute(query).fetchone()
        values = self._values(layout, row)
        self._connection.execute(layout.insert(table.names), [key, *values])

    def _values(self, layout: Layout, row: Row) -> list[Any]:
        """A row's values as they are stored, references as keys."""
        found: list[Any] = []
        for column, text in zip(layout.columns, layout.table.texts(row), strict=True):
            if not text:
                found.append(None)
            elif column.references:
                keys = (self._rows.key_of(target, text) for target in column.references)
                found.append(next((key for key in keys if key is not None), None))
            else:
                found.append(column.kind.stored(text))
        return found

    def _key(self, table: str, row: Row) -> int:
        """The key of a stored row that equals this one, and that no other edit has taken."""
        layout = self._layouts[table]
        terms = " AND ".join(f"{quoted(name)} IS ?" for name in layout.table.names)
        query = f'SELECT "pk" FROM {quoted(table)} WHERE {terms} ORDER BY "pk"'
        for (key,) in self._connection.execute(query, self._values(layout, row)):
            if key not in self._taken[table]:
                self._taken[table].append(key)
                return int(key)
        raise not_there(table, layout.table.texts(row))

    def _keep_in_step(self, name: str, edits: Sequence[Edit]) -> None:
        """Brings a table's count and digest up to date."""
        texts = self._rows.schema.table(name).texts
        less = [texts(row) for edit in edits if (row := gone(edit)) is not None]
        more = [texts(row) for edit in edits if (row := come(edit)) is not None]
        query = 'SELECT "name", "value" FROM "meta" WHERE "name" IN (?, ?)'
        meta = dict(self._connection.execute(query, (f"rows.{name}", f"digest.{name}")))
        with restoring():
            count = int(meta[f"rows.{name}"]) + len(more) - len(less)
            total = int(meta[f"digest.{name}"], 16)
        total += digests.of_texts(more) - digests.of_texts(less)
        keep(self._connection, name, count, total % digests.MODULUS)
