"""A portfolio as a networkx.MultiDiGraph, and back, without loss.

The one place that knows how rows become nodes and edges and what their attributes are called:
identified rows are nodes `(table, id)`; rows that connect two (`Table.ends`) are edges with the
key `(table, number)`; other rows are nodes `(table, number)` of their own. Attributes are the
table's columns with their values. What the graph means is computed elsewhere.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

import networkx as nx

from kamgraph.errors import InputError
from kamgraph.model.entities import SCHEMA
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.schema import Row, Schema, Table

Node = tuple[str, str | int]
"""Table and id; or table and number, for a row that neither has an id nor connects two."""

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[Node]

EdgeKey = tuple[str, int]
"""Table and number of the row that an edge is."""


def to_graph(portfolio: Portfolio) -> Graph:
    """The graph of a portfolio.

    Args:
        portfolio: rows whose references all exist.

    Raises:
        InputError: an end of a row is not there.
    """
    graph: Graph = nx.MultiDiGraph()
    tables = sorted(portfolio.schema, key=lambda table: table.ends is not None)
    for table in tables:  # nodes first, so that every end is there
        for number, row in enumerate(portfolio.rows(table.name)):
            if table.ends is None:
                graph.add_node(node_of(table, row, number), **attributes(row))
            else:
                source, target = (end_of(graph, table, row, end) for end in table.ends)
                graph.add_edge(source, target, key=(table.name, number), **attributes(row))
    return graph


def to_portfolio(graph: Graph, schema: Schema = SCHEMA) -> Portfolio:
    """The portfolio that a graph was made of, rows in the same order.

    Args:
        graph: made by `to_graph`, or with the same nodes, keys and attributes.
        schema: the declared tables.
    """
    found: dict[str, list[tuple[int, Mapping[str, Any]]]] = {table.name: [] for table in schema}
    for place, node in enumerate(graph):
        found[node[0]].append((place, graph.nodes[node]))
    for _, _, key, facts in graph.edges(keys=True, data=True):
        name, number = cast("EdgeKey", tuple(key))
        found[name].append((number, facts))
    rows = {}
    for table in schema:
        ordered = sorted(found[table.name], key=lambda pair: pair[0])
        rows[table.name] = [row_of(table, facts) for _, facts in ordered]
    return Portfolio(rows, schema)


def attributes(row: Row) -> dict[str, Any]:
    """A row's columns with their values.

    Args:
        row: any row.
    """
    return dict(row.__dict__)


def row_of(table: Table, values: Mapping[str, Any]) -> Row:
    """The row that a node's or an edge's attributes were.

    Args:
        table: its table.
        values: the attributes.
    """
    return table.row.model_construct(**values)


def node_of(table: Table, row: Row, number: int) -> Node:
    """The node of a row that is not an edge.

    Args:
        table: its table.
        row: the row.
        number: its place in the table.
    """
    return (table.name, getattr(row, "id") if table.identified else number)  # noqa: B009


def end_of(graph: Graph, table: Table, row: Row, end: str) -> Node:
    """The node that an end of an edge's row points to.

    Args:
        graph: holds the nodes already.
        table: the row's table.
        row: the row.
        end: the column.

    Raises:
        InputError: nothing of that id is there.
    """
    value = getattr(row, end)
    nodes = references(table, end, value)
    for node in nodes:
        if node in graph:
            return node
    known = " or ".join(table.field(end).column.references)
    raise InputError(f"{table.name}.{end}: no row of {known} has the id '{value}'")


def references(table: Table, column: str, value: Hashable) -> Iterable[Node]:
    """The nodes that a value of a column may point to, in the order in which they are tried.

    Args:
        table: the table.
        column: a column that refers to others.
        value: an id.
    """
    return [(target, str(value)) for target in table.field(column).column.references]
