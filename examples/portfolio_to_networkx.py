"""The portfolio as a NetworkX graph: any algorithm of NetworkX is one line away.

Run it with `python examples/portfolio_to_networkx.py [STORE]`; without an argument it reads
the bundled fictional portfolio. It prints who sits on most shortest paths between people.
"""

from __future__ import annotations

import sys
from pathlib import Path

import networkx as nx

import kamgraph
from kamgraph import Portfolio, open_store, to_graph

DEMO = str(Path(kamgraph.__file__).parent / "demo")


def main(location: str = DEMO) -> None:
    with open_store(location) as store:
        portfolio = Portfolio.from_cells(store.cells())
    graph = to_graph(portfolio)
    people = graph.subgraph(node for node in graph if node[0] == "people")
    between = nx.betweenness_centrality(nx.Graph(people))
    names = {person.id: person.name or "(vacant)" for person in portfolio.people}
    for node, value in sorted(between.items(), key=lambda item: (-round(item[1], 12), item[0]))[:5]:
        print(f"{value:.3f}  {names[node[1]]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
