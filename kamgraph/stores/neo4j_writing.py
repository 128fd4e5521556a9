"""What is written to Neo4j: the steps of filling an empty store, of an import, of single edits.

A plan is made before anything is written, of a source that fills an empty store, or of an
import laid over what is stored (`merging`). Who runs the steps, in one transaction or in many,
is `neo4j_imports`' matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kamgraph.model.cells import Cells, TableCells
from kamgraph.model.schema import Schema
from kamgraph.stores import digests
from kamgraph.stores.merging import Merge, TableMerge
from kamgraph.stores.neo4j_graph import Form, content_key, form, kept_as_records
from kamgraph.stores.neo4j_reading import Reading, row_keys
from kamgraph.stores.neo4j_steps import Columns, Integers, Parameters, Step, centers, steps_of
from kamgraph_cypher import names as statements


@dataclass(frozen=True)
class Plan:
    """What is to be written.

    Args:
        steps: in order.
        rows: how many rows the steps touch.
        numbers: how many row numbers it uses up.
    """

    steps: tuple[Step, ...]
    rows: int
    numbers: int


class Numbering:
    """Gives row numbers and keys.

    Args:
        command: the id of the command that writes, for keys of multiset rows.
        first: the first number to give.
    """

    def __init__(self, command: str, first: int) -> None:
        self._command = command
        self._next = first
        self.given = 0

    def numbers(self, rows: int) -> Integers:
        """New row numbers.

        Args:
            rows: how many.
        """
        found = np.arange(self._next, self._next + rows, dtype=np.int64)
        self._next += rows
        self.given += rows
        return found

    def keys(self, cells: TableCells, numbers: Integers) -> list[str]:
        """The keys of new rows: of their content, or of the command and their numbers.

        Args:
            cells: the rows.
            numbers: their numbers.
        """
        if content_key(cells.table):
            return row_keys(cells.table, {n: cells.texts(n) for n in cells.table.key})
        prefix = f"{self._command}/{cells.table.name}/"
        return [f"{prefix}{number}" for number in numbers.tolist()]


@dataclass(frozen=True)
class Written:
    """Rows of one table that are to be written.

    Args:
        cells: the rows.
        numbers: their numbers.
        keys: their keys.
        fill: none of the table's rows is there yet.
    """

    cells: TableCells
    numbers: Integers
    keys: Sequence[str]
    fill: bool = False

    def put(self) -> Iterator[Step]:
        """Writes the rows themselves."""
        name, kind = self.cells.table.name, form(self.cells.table)
        columns = Columns(self.cells, self.numbers, self.keys)
        rows = len(self.cells)
        if kind is Form.RECORD:
            # A row without a key of its own is whole or absent: an import that broke off between
            # it and what it refers to could not be completed.
            links = self._record_links(columns)
            yield from steps_of(rows, ("write/records", columns.records), *links)
            return
        if name == "memberships":
            yield from centers(columns)
        yield from steps_of(rows, (self._filling or f"write/{name}", columns.parameters))

    @property
    def _filling(self) -> str:
        """The statement for a table without a row, where there is one; it writes nodes together
        with the references that each must have."""
        name = f"write/fill_{self.cells.table.name}"
        return name if self.fill and name in statements("write") else ""

    def link(self) -> Iterator[Step]:
        """Writes where the rows point to, once everything is there."""
        table, kind = self.cells.table, form(self.cells.table)
        columns = Columns(self.cells, self.numbers, self.keys)
        if kind is Form.RECORD:
            for statement in self._record_links(columns, to_records=True):
                yield from steps_of(len(self.cells), statement)
            return
        for field in table.fields:
            done = field.required and self._filling
            if field.column.references and kind is Form.NODE and not done:
                yield from self._pointing(field.name)

    def _pointing(self, column: str) -> Iterator[Step]:
        """Joins nodes to those that a column names; where none were there, only if it does."""
        cells, numbers, keys = self.cells, self.numbers, self.keys
        if self.fill:
            some = np.array([i for i, text in enumerate(cells.texts(column)) if text], np.int64)
            cells, numbers, keys = cells.taken(some), numbers[some], [keys[i] for i in some]
        columns = Columns(cells, numbers, keys)

        def parameters(start: int, stop: int) -> dict[str, Any]:
            ids = columns.column("id", start, stop)
            return {"id": ids, column: columns.column(column, start, stop)}

        yield from steps_of(len(cells), (f"write/{cells.table.name}_{column}", parameters))

    def _record_links(
        self, columns: Columns, *, to_records: bool = False
    ) -> list[tuple[str, Parameters]]:
        """What joins records to what they are about; with `to_records` to other records alone."""
        return [
            ("write/records_links", columns.links(field.name, target))
            for field in self.cells.table.fields
            for target in field.column.references
            if kept_as_records(target) or not to_records
        ]


def removal(cells: TableCells, keys: Sequence[str]) -> Iterator[Step]:
    """Removes rows.

    Args:
        cells: the rows as they are stored.
        keys: their keys.
    """
    table = cells.table

    def parameters(start: int, stop: int) -> dict[str, Any]:
        found: dict[str, Any] = {"key": list(keys[start:stop])}
        if table.name == "ties":
            found["source"] = cells.texts("source", start, stop)
        return found

    name = "records" if form(table) is Form.RECORD else table.name
    return steps_of(len(cells), (f"write/delete_{name}", parameters))


def emptied_centers() -> Step:
    """Removes centers that nobody belongs to any more."""
    return Step((("write/delete_empty_centers", lambda _start, _stop: {}),), 0, 1)


def written(schema: Schema, rows: Mapping[str, Sequence[Written]]) -> Iterator[Step]:
    """Writes rows in the order in which references can be resolved.

    Args:
        schema: the declared tables.
        rows: what is to be written, by table.
    """
    forms = {table.name: form(table) for table in schema}
    for wanted in (Form.NODE, Form.RECORD):
        some = [w for name in schema.names if forms[name] is wanted for w in rows.get(name, ())]
        for one in some:
            yield from one.put()
        for one in some:
            yield from one.link()
        if wanted is Form.NODE:
            for name in schema.names:
                if forms[name] is Form.EDGE:
                    for one in rows.get(name, ()):
                        yield from one.put()


def filling(schema: Schema, source: Cells, numbering: Numbering) -> Plan:
    """What fills an empty store.

    Args:
        schema: the declared tables.
        source: what arrives; it keeps all rules.
        numbering: gives numbers and keys.
    """
    rows: dict[str, list[Written]] = {}
    for table in schema:
        cells = source.table(table.name)
        numbers = numbering.numbers(len(cells))
        keys = numbering.keys(cells, numbers)
        rows[table.name] = [Written(cells, numbers, keys, fill=True)]
    count = sum(len(cells) for cells in source.tables.values())
    return Plan(tuple(written(schema, rows)), count, numbering.given)


def merging_in(schema: Schema, held: Reading, merge: Merge, numbering: Numbering) -> Plan:
    """What lays an import over what is stored.

    Args:
        schema: the declared tables.
        held: everything the store holds, with keys.
        merge: what to do.
        numbering: gives numbers and keys.
    """
    steps: list[Step] = []
    rows: dict[str, list[Written]] = {}
    count, members = 0, False
    for name in reversed(schema.names):  # what refers goes before what is referred to
        if name not in merge.tables:
            continue
        one = merge.tables[name]
        gone = one.removed
        if form(schema.table(name)) is Form.EDGE:
            # A changed relationship may have other ends: it goes, and comes again.
            gone = np.concatenate([gone, one.kept[one.changed]])
        keys = [held.keys[name][row] for row in gone.tolist()]
        steps += removal(held.cells.table(name).taken(gone), keys)
        members |= name == "memberships" and len(gone) > 0
        count += len(one.removed) + len(one.changed) + len(one.added)
    for name in schema.names:
        if name in merge.tables:
            rows[name] = list(_merged(held, name, merge.tables[name], numbering))
    steps += written(schema, rows)
    if members:
        steps.append(emptied_centers())
    return Plan(tuple(steps), count, numbering.given)


def _merged(held: Reading, name: str, merge: TableMerge, numbering: Numbering) -> Iterator[Written]:
    """The changed and the added rows of a table."""
    if len(merge.changed):
        places = merge.kept[merge.changed]
        keys = [held.keys[name][row] for row in places.tolist()]
        yield Written(merge.state.taken(merge.changed), held.numbers[name][places], keys)
    if len(merge.added):
        cells = merge.state.taken(merge.added)
        numbers = numbering.numbers(len(cells))
        yield Written(cells, numbers, numbering.keys(cells, numbers))


def moved(held: TableCells, merge: TableMerge) -> int:
    """How a table's digest moves with an import.

    Args:
        held: the rows before it.
        merge: what it does.
    """
    gone = np.concatenate([merge.removed, merge.kept[merge.changed]])
    come = np.concatenate([merge.changed, merge.added])
    return digests.of_cells(merge.state.taken(come)) - digests.of_cells(held.taken(gone))
