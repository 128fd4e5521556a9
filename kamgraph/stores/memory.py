"""The memory store: a portfolio as a networkx.MultiDiGraph, for as long as the process lives.

It is what tests hold the other stores against, what a folder of CSV files is opened as, and
what a program uses that needs no file. How rows become nodes is `kamgraph.graph`'s matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from kamgraph import graph as graphs
from kamgraph.errors import Fault, FaultyInput, InputError
from kamgraph.graph import Node, to_graph
from kamgraph.model.cells import Cells
from kamgraph.model.columns import PortfolioColumns, from_cells
from kamgraph.model.edits import Decision, Edit, come, gone
from kamgraph.model.entities import SCHEMA
from kamgraph.model.kinds import value_of
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.rules import faults as broken_rules
from kamgraph.model.rules.around import around
from kamgraph.model.schema import Row, Schema, Table
from kamgraph.stores import base, digests, merging
from kamgraph.stores.base import Changed, Changes, Store, StoreInfo, Verification
from kamgraph.stores.slices import Key, Raw, Slice

if TYPE_CHECKING:
    from kamgraph.graph import Graph


class MemoryStore(Store):
    """A portfolio in memory.

    Args:
        cells: what it holds at first; the rules are taken to hold. None for nothing.
        schema: the declared tables, where there are no cells.
        location: what users read as its place.
        read_only: what to do instead of writing, as a sentence; empty for a store that can be
            written to.
        kind: what users read as its kind.
    """

    kind = "memory"

    def __init__(
        self,
        cells: Cells | None = None,
        *,
        schema: Schema = SCHEMA,
        location: str = "memory",
        read_only: str = "",
        kind: str = "memory",
    ) -> None:
        self._cells = Cells(schema) if cells is None else cells
        super().__init__(self._cells.schema, location)
        self._read_only = read_only
        self.kind = kind
        self._graph: Graph | None = None

    @classmethod
    def from_cells(cls, cells: Cells) -> MemoryStore:
        """A store of these tables.

        Args:
            cells: any tables.

        Raises:
            FaultyInput: a rule is broken.
        """
        found = broken_rules(cells)
        if found:
            raise FaultyInput(found)
        return cls(cells)

    @classmethod
    def from_portfolio(cls, portfolio: Portfolio) -> MemoryStore:
        """A store of these rows.

        Args:
            portfolio: any rows.

        Raises:
            FaultyInput: a rule is broken.
        """
        return cls.from_cells(portfolio.cells())

    @property
    def graph(self) -> Graph:
        """The portfolio as a graph; to be read, not changed."""
        if self._graph is None:
            self._graph = to_graph(Portfolio.from_cells(self._cells))
        return self._graph

    def counts(self) -> dict[str, int]:
        """The number of rows of each table."""
        return {name: len(self._cells.table(name)) for name in self.schema.names}

    def rows(self, table: str) -> tuple[Row, ...]:
        """All rows of a table."""
        declared = self.schema.table(table)
        return tuple(self._cells.table(declared.name).models())

    def matching(self, table: str, column: str, value: object) -> tuple[Row, ...]:
        """The rows of a table that hold a value in a column."""
        declared = self.schema.table(table)
        kind = declared.field(column).column.kind
        empty = () if kind.several else None
        wanted = empty if value in (None, "", ()) else value_of(kind, value)
        return tuple(row for row in self.rows(table) if getattr(row, column) == wanted)

    def names(self, table: str) -> tuple[tuple[str, str], ...]:
        """Id and name of each row of a table."""
        base.named_table(self.schema, table)
        cells = self._cells.table(table)
        return tuple(zip(cells.texts("id"), cells.texts("name"), strict=True))

    def account_slice(self, account_id: str) -> Portfolio:
        """Everything a person reads or edits of one account."""
        account: Node = ("accounts", account_id)
        if account not in self.graph:
            raise base.unknown_account(account_id, self._cells.table("accounts").texts("id"))
        finder = _GraphFinder(self.graph, self.schema)
        found = Slice(self.schema, finder, account).rows
        rows = {}
        for table in self.schema:
            keys = sorted(found[table.name], key=finder.order.__getitem__)
            rows[table.name] = [finder.row(table, key) for key in keys]
        return Portfolio(rows, self.schema)

    def columns(self) -> PortfolioColumns:
        """The whole portfolio as numpy arrays."""
        return from_cells(self._cells)

    def cells(self) -> Cells:
        """Everything as columns of canonical text."""
        return self._cells

    def apply(
        self,
        source: Cells,
        *,
        replace: bool = False,
        dry_run: bool = False,
        faults: Sequence[Fault] = (),
    ) -> Changes:
        """Imports a source, all of it or nothing."""
        if self._read_only and not dry_run:
            raise InputError(self._read_only)
        if replace:
            merging.check_replacing(source)
        if any(self.counts().values()):
            merge = merging.merged(self._cells, source, replace=replace)
            state, changes = merge.state, merge.changes
        else:
            state, changes = source, merging.all_added(source)
        merging.check(state, faults)
        if not dry_run:
            self._cells, self._graph = state, None
        return changes

    def change(
        self, decide: Decision, *, watched: Collection[str] = (), dry_run: bool = False
    ) -> Changed:
        """Changes single rows, all as decided or none."""
        if self._read_only:
            raise InputError(self._read_only)
        edits = tuple(decide(self))
        base.check_ids_stay(self.schema, edits)
        state = _edited(Portfolio.from_cells(self._cells), edits)
        merging.check(around(self, edits))
        other = MemoryStore(state.cells())
        changed = Changed(edits, self._watched(watched), other._watched(watched))
        if not dry_run and edits:
            self._cells, self._graph = other._cells, None
        return changed

    def _watched(self, accounts: Collection[str]) -> dict[str, Portfolio]:
        """The slices of those accounts that are there."""
        known = set(self._cells.table("accounts").texts("id"))
        return {account: self.account_slice(account) for account in accounts if account in known}

    def digests(self) -> dict[str, str]:
        """The digest of each table."""
        return digests.hex_digests(self._cells)

    def verify(self) -> Verification:
        """Checks the rules; a store in memory keeps nothing that could differ from it."""
        found = tuple(str(fault) for fault in broken_rules(self._cells))
        return Verification(found, self._contents())

    def info(self) -> StoreInfo:
        """What the store holds."""
        return StoreInfo(self.kind, self.location, None, "", self._contents())

    def close(self) -> None:
        """Nothing to let go of."""


def _edited(portfolio: Portfolio, edits: Sequence[Edit]) -> Portfolio:
    """The portfolio after some edits; added rows come last."""
    rows = {name: list(portfolio.rows(name)) for name in portfolio.schema.names}
    added: list[tuple[str, Row]] = []
    places: list[tuple[str, int, Row | None]] = []
    for edit in edits:
        old, new = gone(edit), come(edit)
        if old is None:
            added.append((edit.table, cast("Row", new)))
            continue
        taken = {place for name, place, _ in places if name == edit.table}
        found = (i for i, row in enumerate(rows[edit.table]) if row == old and i not in taken)
        place = next(found, None)
        if place is None:
            raise base.not_there(edit.table, portfolio.schema.table(edit.table).texts(old))
        places.append((edit.table, place, new))
    for name, place, row in sorted(places, key=lambda found: found[1], reverse=True):
        rows[name][place : place + 1] = [] if row is None else [row]
    for name, row in added:
        rows[name].append(row)
    return Portfolio(rows, portfolio.schema)


class _GraphFinder:
    """Finds rows of a graph: nodes by themselves, edges by their ends, others one by one."""

    def __init__(self, graph: Graph, schema: Schema) -> None:
        self._graph = graph
        self._schema = schema
        self.order: dict[Key, int] = {node: place for place, node in enumerate(graph)}
        self._edges: dict[Key, dict[str, Any]] = {}

    def row(self, table: Table, key: Key) -> Row:
        """The row of a key."""
        values = self._edges[key] if key in self._edges else self._graph.nodes[cast("Node", key)]
        return graphs.row_of(table, values)

    def where(self, table: str, column: str, keys: Collection[Key]) -> Iterator[tuple[Key, Raw]]:
        """The rows that hold one of the keys in a column; see `slices.Finder`."""
        declared = self._schema.table(table)
        if column == "id" and declared.identified:
            for key in keys:
                if key in self._graph and cast("Node", key)[0] == table:
                    yield key, self._raw(declared, self._graph.nodes[cast("Node", key)])
        elif declared.ends and column in declared.ends:
            yield from self._edges_at(declared, column, keys)
        else:
            yield from self._scanned(declared, column, keys)

    def _edges_at(
        self, table: Table, column: str, keys: Collection[Key]
    ) -> Iterator[tuple[Key, Raw]]:
        """Edges of a table that begin, or end, at one of the nodes."""
        outgoing = table.ends is not None and column == table.ends[0]
        for node in cast("Collection[Node]", keys):
            around = (
                self._graph.out_edges(node, keys=True, data=True)
                if outgoing
                else self._graph.in_edges(node, keys=True, data=True)
            )
            for _, _, key, values in around:
                if key[0] == table.name:
                    self._edges[key] = values
                    self.order[key] = key[1]
                    yield key, self._raw(table, values)

    def _scanned(
        self, table: Table, column: str, keys: Collection[Key]
    ) -> Iterator[tuple[Key, Raw]]:
        """Rows that are found by looking at each."""
        place = table.names.index(column)
        if table.ends is None:
            rows: Iterator[tuple[Key, dict[str, Any]]] = (
                (node, values) for node, values in self._graph.nodes(data=True)
            )
        else:
            rows = ((key, values) for _, _, key, values in self._graph.edges(keys=True, data=True))
        for key, values in rows:
            if cast("Node", key)[0] != table.name:
                continue
            raw = self._raw(table, values)
            if raw[place] in keys:
                if table.ends is not None:
                    self._edges[key] = values
                    self.order[key] = cast("int", cast("Node", key)[1])
                yield key, raw

    def _raw(self, table: Table, values: dict[str, Any]) -> Raw:
        """A row's values, references as nodes."""
        found: list[Any] = []
        for field in table.fields:
            value = values[field.name]
            if value is not None and field.column.references:
                nodes = graphs.references(table, field.name, value)
                value = next((node for node in nodes if node in self._graph), None)
            found.append(value)
        return tuple(found)
