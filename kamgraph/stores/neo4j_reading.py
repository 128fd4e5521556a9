"""Tables out of Neo4j as columns of canonical text: whole, or the rows of some ids.

Values travel as lists, some ten thousand rows a record. What belongs to a slice is decided in
`slices`; how values stand in the graph, in `neo4j_graph`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kamgraph.errors import StoreDamaged
from kamgraph.model.cells import Cells, CellsBuilder
from kamgraph.model.kinds import Kind, value_of
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.schema import Field, Row, Schema, Table
from kamgraph.stores.neo4j_graph import Form, content_key, form, key_of, record_text, restored
from kamgraph.stores.neo4j_server import Asking
from kamgraph.stores.slices import Key, Raw, Slice
from kamgraph_cypher import names as statements

Integers = NDArray[np.int64]

CHUNK = 10_000
"""Rows in a record; the statements divide by it."""


@contextmanager
def restoring() -> Iterator[None]:
    """Around the conversion of stored values.

    Raises:
        StoreDamaged: a stored value is no value of its column.
    """
    try:
        yield
    except (ValueError, OverflowError, KeyError, TypeError, IndexError) as error:
        raise StoreDamaged(
            f"the store holds a value that cannot be ({error}); somebody changed it outside of "
            "kamgraph. `kamgraph stores --verify` says in which table"
        ) from error


@dataclass
class Found:
    """Rows of one table as they were read.

    Args:
        table: the declaration.
        names: those of the columns that were read, in the declared order.
        pk: each row's number, ascending: the store's order.
        keys: each row's key, where keys were asked for.
        columns: canonical texts, one list a column.
    """

    table: Table
    names: tuple[str, ...]
    pk: Integers
    keys: list[str]
    columns: list[list[str]]

    def texts(self) -> Iterator[tuple[str, ...]]:
        """Each row's canonical texts."""
        return zip(*self.columns, strict=True)


@dataclass
class Reading:
    """What one read of a store brought.

    Args:
        cells: the tables as canonical text; all rows are numbered -1, as stored ones are.
        keys: each table's keys, in the order of its rows, where they were asked for.
        numbers: each table's row numbers.
    """

    cells: Cells
    keys: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, Integers] = field(default_factory=dict)


def whole(
    asking: Asking,
    schema: Schema,
    wanted: Sequence[str] | None = None,
    *,
    keys: bool = False,
) -> Reading:
    """Reads whole tables.

    Args:
        asking: inside a transaction.
        schema: the declared tables.
        wanted: the tables' names; None for all.
        keys: read the rows' keys too.
    """
    builder = CellsBuilder(schema, trusted=True)
    reading = Reading(builder.cells)
    for table in schema:
        if wanted is not None and table.name not in wanted:
            continue
        found = found_rows(asking, table, keys=keys)
        _collect(builder, found)
        reading.keys[table.name] = found.keys
        reading.numbers[table.name] = found.pk
    return reading


def columns(asking: Asking, table: Table) -> Found:
    """A table, as far as the metrics of all accounts need it.

    Args:
        asking: inside a transaction.
        table: its declaration.
    """
    name = f"read/columns_{table.name}"
    if name not in statements("read"):
        return found_rows(asking, table)
    records = asking.run(name)
    given = set(records[0].keys()) if records else set()
    return _joined(table, [f for f in table.fields if f.name in given], records)


def collected(schema: Schema, found: Iterable[Found]) -> Cells:
    """Tables as they were found, put together.

    Args:
        schema: the declared tables.
        found: each of them, in the declared order.
    """
    builder = CellsBuilder(schema, trusted=True)
    for table in found:
        _collect(builder, table)
    return builder.cells


def _collect(builder: CellsBuilder, found: Found) -> None:
    """Takes what was found of a table."""
    collected = builder.table(found.table, found.table.name, found.names)
    if len(found.pk):
        collected.add(found.columns, [-1] * len(found.pk))
    collected.done()


def found_rows(
    asking: Asking, table: Table, by: str = "", ids: Collection[str] = (), *, keys: bool = False
) -> Found:
    """The rows of a table: all, or those that hold one of some ids in a column.

    Args:
        asking: inside a transaction.
        table: its declaration.
        by: the column; empty for all rows.
        ids: what the column is to hold.
        keys: read the rows' keys too.
    """
    if form(table) is Form.RECORD:
        return _records(asking, table, by, ids)
    # An empty list is of another type than a list of texts, and would be planned for once more.
    wanted = sorted(ids) if by else [""]
    records = asking.run(f"read/{table.name}", by=by, ids=wanted, keys=keys)
    return _joined(table, table.fields, records, keys=keys)


def _joined(
    table: Table,
    fields: Sequence[Field],
    records: Sequence[Mapping[str, Any]],
    *,
    keys: bool = False,
) -> Found:
    """Rows from the records of a statement that gives them in columns.

    Raises:
        StoreDamaged: columns differ in their number of values.
    """
    with restoring():
        pk = np.array(list(chain.from_iterable(r["pk"] for r in records)), np.int64)
        found = [
            restored(table, f)(list(chain.from_iterable(r[f.name] for r in records)))
            for f in fields
        ]
        kept = list(chain.from_iterable(r["key"] for r in records)) if keys else []
    if any(len(column) != len(pk) for column in found) or (keys and len(kept) != len(pk)):
        raise StoreDamaged(
            f"rows of {table.name} lack what every row has; somebody changed the store outside of "
            "kamgraph. Restore it from a backup"
        )
    return _in_order(Found(table, tuple(f.name for f in fields), pk, kept, found))


def _in_order(found: Found) -> Found:
    """The rows in the store's order; the server gives them in any."""
    if (np.diff(found.pk) > 0).all():
        return found
    order = np.argsort(found.pk, kind="stable").tolist()
    return Found(
        found.table,
        found.names,
        np.sort(found.pk),
        [found.keys[i] for i in order] if found.keys else [],
        [[column[i] for i in order] for column in found.columns],
    )


def _records(asking: Asking, table: Table, by: str, ids: Collection[str]) -> Found:
    """Rows of a table that has no label of its own."""
    wanted = set(ids)
    rows: list[tuple[int, str, list[str]]] = []
    with restoring():
        for record in asking.run("read/records", table=table.name):
            links = dict(record["links"])
            texts = [
                links.get(f.name, "")
                if f.column.references
                else record_text(f.column.kind, record["cells"].get(f.name))
                for f in table.fields
            ]
            if not by or texts[table.names.index(by)] in wanted:
                rows.append((record["pk"], record["key"], texts))
    rows.sort(key=lambda row: row[0])
    return Found(
        table,
        table.names,
        np.array([pk for pk, _, _ in rows], np.int64),
        [key for _, key, _ in rows],
        [[texts[i] for _, _, texts in rows] for i in range(len(table.fields))],
    )


class Rows:
    """Finds single rows of a store.

    Args:
        asking: inside a transaction.
        schema: the declared tables.
    """

    def __init__(self, asking: Asking, schema: Schema) -> None:
        self._asking = asking
        self.schema = schema
        self._order: dict[str, dict[Key, int]] = {name: {} for name in schema.names}

    def where(self, table: str, column: str, keys: Collection[Key]) -> Iterator[tuple[Key, Raw]]:
        """The rows that hold one of the keys in a column; see `slices.Finder`.

        Keys of rows that others point to are their ids, of others their numbers.
        """
        declared = self.schema.table(table)
        found = found_rows(self._asking, declared, column, [str(key) for key in keys])
        for pk, texts in zip(found.pk.tolist(), found.texts(), strict=True):
            key: Key = texts[declared.names.index("id")] if declared.identified else pk
            self._order[table][key] = pk
            yield (
                key,
                tuple(
                    text or None if field.column.references else text
                    for field, text in zip(declared.fields, texts, strict=True)
                ),
            )

    def matching(self, table: str, column: str, value: object) -> tuple[Row, ...]:
        """The rows that hold a value in a column, in the store's order.

        Args:
            table: the table's name.
            column: a column's name.
            value: a canonical text or a value of the column's type; empty or None for empty.
        """
        declared = self.schema.table(table)
        wanted = canonical(declared.field(column).column.kind, value)
        found = self.holding(declared, column, wanted)
        with restoring():
            return tuple(declared.from_texts(texts) for texts in found.texts())

    def holding(self, table: Table, column: str, wanted: str, *, keys: bool = False) -> Found:
        """The rows that hold a canonical text in a column.

        Args:
            table: the declaration.
            column: a column's name.
            wanted: the text; the empty one for rows in which the column is empty.
            keys: read the rows' keys too.
        """
        linked = bool(table.field(column).column.references) or column == "id"
        if wanted and linked:
            return found_rows(self._asking, table, column, [wanted], keys=keys)
        found = found_rows(self._asking, table, keys=keys)
        place = table.names.index(column)
        kept = [i for i, text in enumerate(found.columns[place]) if text == wanted]
        return Found(
            table,
            found.names,
            found.pk[kept],
            [found.keys[i] for i in kept] if found.keys else [],
            [[texts[i] for i in kept] for texts in found.columns],
        )

    def account(self, identifier: str) -> Portfolio | None:
        """The slice of an account; None where it is not there.

        Args:
            identifier: the account's id.
        """
        found = Slice(self.schema, self, identifier).rows
        if not found["accounts"]:
            return None
        rows: dict[str, list[Row]] = {}
        with restoring():
            for table in self.schema:
                order, some = self._order[table.name], found[table.name]
                rows[table.name] = [
                    table.from_texts(tuple(value or "" for value in some[key]))
                    for key in sorted(some, key=order.__getitem__)
                ]
            return Portfolio(rows, self.schema)

    def slices(self, accounts: Collection[str]) -> dict[str, Portfolio]:
        """The slices of those accounts that are there.

        Args:
            accounts: ids.
        """
        found = {account: self.account(account) for account in accounts}
        return {account: part for account, part in found.items() if part is not None}


def canonical(kind: Kind, value: object) -> str:
    """A value as canonical text; a text is taken as canonical already.

    Args:
        kind: what the column holds.
        value: text, value of the kind's type, or None.
    """
    if value is None or value == "" or value == ():
        return ""
    if type(value) is str:
        return value
    return kind.text(value_of(kind, value))


def names(asking: Asking, schema: Schema, table: str) -> tuple[tuple[str, str], ...]:
    """Id and name of each row, in the store's order.

    Args:
        asking: inside a transaction.
        schema: the declared tables.
        table: a table that has both.
    """
    declared = schema.table(table)
    if form(declared) is not Form.NODE:
        cells = whole(asking, schema, [table]).cells.table(table)
        return tuple(zip(cells.texts("id"), cells.texts("name"), strict=True))
    found: list[tuple[int, str, str]] = []
    for record in asking.run(f"read/{table}_names"):
        found += zip(record["pk"], record["id"], record["name"], strict=True)
    return tuple((key, name) for _, key, name in sorted(found))


def row_keys(table: Table, texts: Mapping[str, Sequence[str]]) -> list[str]:
    """The keys of rows whose keys are made of content.

    Args:
        table: the declaration.
        texts: canonical texts of the key's columns.
    """
    if not content_key(table):
        raise TypeError(f"rows of {table.name} have no key of their own")
    columns = zip(*(texts[name] for name in table.key), strict=True)
    return [key_of(table, dict(zip(table.key, parts, strict=True))) for parts in columns]
