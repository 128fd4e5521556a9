"""Portfolio to graph and back."""

from __future__ import annotations

import pytest

from kamgraph.errors import InputError
from kamgraph.graph import to_graph, to_portfolio
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.vocabulary import TieKind
from kamgraph.testing import examples


@pytest.mark.parametrize("schema", [examples.SCHEMA, examples.EXTENDED], ids=["nine", "ten"])
def test_round_trip_is_lossless(schema: examples.Schema) -> None:
    portfolio = examples.small(schema)
    assert to_portfolio(to_graph(portfolio), schema) == portfolio


def test_rows_are_nodes_and_edges_with_their_columns() -> None:
    graph = to_graph(examples.small())
    assert graph.nodes["people", "c1"]["name"] == "Ana O'Neill"
    assert graph.nodes["accounts", "a1"]["organization"] == "a1"
    (tie,) = graph.get_edge_data(("organizations", "rival"), ("people", "c1")).values()
    assert (tie["kind"], tie["weight"]) == (TieKind.CONTACT, 0.5)
    assert graph.number_of_edges(("people", "c1"), ("accounts", "a1")) == 2


def test_table_without_ends_has_nodes_of_its_own() -> None:
    graph = to_graph(examples.small(examples.EXTENDED))
    assert graph.nodes["goals", 1]["person"] == "c1"


def test_missing_end_is_named() -> None:
    rows = {"ties": examples.small().ties}
    with pytest.raises(InputError, match="no row of people or organizations has the id 'c1'"):
        to_graph(Portfolio(rows))
