"""What belongs to one account's slice: the one algorithm, for every store.

A store only says how rows are found by a key; what is fetched, and that nothing it refers to
is missing, is decided here. A table beyond these eight comes along where it points to the
account, to one of its opportunities or to a member.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from typing import Any, Protocol

from kamgraph.model.schema import Schema, Table
from kamgraph.model.vocabulary import Center

Key = Hashable
"""What a store names an identified row by; unlike ids, unique among all tables."""

Raw = tuple[Any, ...]
"""A row's values in the declared order; references are keys, None where empty."""


class Finder(Protocol):
    """How a store finds rows."""

    def where(self, table: str, column: str, keys: Collection[Key]) -> Iterable[tuple[Key, Raw]]:
        """The rows that hold one of the keys in a column of references or ids.

        Args:
            table: the table's name.
            column: a reference, or `id` for the rows that have these keys themselves.
            keys: what to look for.

        Returns:
            Each row with its own key.
        """
        ...


_OURS = {"organizations", "people", "accounts", "opportunities"}
_RELATED = {"memberships", "contacts", "interactions", "ties"}


class Slice:
    """The rows of one account's slice, by table and key.

    Args:
        schema: the declared tables.
        finder: how the store finds rows.
        account: the account's key.
    """

    def __init__(self, schema: Schema, finder: Finder, account: Key) -> None:
        self._schema = schema
        self._finder = finder
        self.rows: dict[str, dict[Key, Raw]] = {table.name: {} for table in schema}
        self._references = {table.name: _references(table) for table in schema}
        self._wanted: dict[tuple[str, ...], set[Key]] = defaultdict(set)
        self._collect(account)
        self._close()

    def _collect(self, account: Key) -> None:
        """Takes what the account consists of, before closing it under references."""
        self._take("accounts", "id", {account})
        self._take("opportunities", "account", {account})
        self._take("memberships", "account", {account})
        members = self._values("memberships", "person")
        customers = self._values("memberships", "person", but=("center", Center.SELLING.value))
        self._take("contacts", "person", customers)
        self._take("interactions", "person", customers)
        people = members | self._values("contacts", "own") | self._values("interactions", "own")
        self._take("people", "id", people)
        around = people | self._values("people", "organization")
        self._take("ties", "source", around)
        self._take("ties", "target", around)
        anchors = {
            "accounts": {account},
            "opportunities": set(self.rows["opportunities"]),
            "people": members,
        }
        for table in self._schema:
            if table.name not in _OURS | _RELATED:
                self._take_other(table, anchors)

    def _take_other(self, table: Table, anchors: dict[str, set[Key]]) -> None:
        """Takes rows of a further table that point to the account, else to what is in it."""
        for target, keys in anchors.items():
            columns = [f.name for f in table.fields if target in f.column.references]
            for column in columns:
                self._take(table.name, column, keys)
            if columns:
                return

    def _take(self, table: str, column: str, keys: Collection[Key]) -> None:
        """Fetches rows, and notes what they refer to."""
        if not keys:
            return
        rows = self.rows[table]
        references = self._references[table]
        for key, values in self._finder.where(table, column, keys):
            rows[key] = values
            for place, targets in references:
                if values[place] is not None:
                    self._wanted[targets].add(values[place])

    def _values(self, table: str, column: str, but: tuple[str, str] = ("", "")) -> set[Key]:
        """The keys in a column of the rows taken so far, save rows with that other value."""
        names = self._schema.table(table).names
        place = names.index(column)
        other = names.index(but[0]) if but[0] else place
        return {
            values[place]
            for values in self.rows[table].values()
            if not but[0] or values[other] != but[1]
        }

    def _close(self) -> None:
        """Fetches what is referred to until nothing is missing."""
        asked: dict[str, set[Key]] = defaultdict(set)
        while True:
            missing: dict[str, set[Key]] = defaultdict(set)
            for targets, keys in self._wanted.items():
                present = set().union(*(self.rows[target].keys() for target in targets))
                for target in targets:
                    missing[target] |= keys - present - asked[target]
            if not any(missing.values()):
                return
            for target, keys in missing.items():
                asked[target] |= keys
                self._take(target, "id", keys)


def _references(table: Table) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Places of the columns that refer, with the tables they refer to."""
    return tuple(
        (place, field.column.references)
        for place, field in enumerate(table.fields)
        if field.column.references
    )
