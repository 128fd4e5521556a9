"""Measures gatekeepers and independent paths against removing each person in turn.

``python benchmarks/access.py`` builds an account of 10,000 people and 50,000 ties in memory, and
prints seconds and ratios of one run. The baseline is what anybody would write with NetworkX: take
somebody out, see who is no longer reachable, put them back; done for a sample, and scaled.
``--dominators`` compares ways to compute the dominator tree alone, with rustworkx where installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
from output import Tables

from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.dominators import UNREACHABLE, dominator_tree
from kamgraph.metrics.gatekeepers import AccessGraph, access_graph, gatekeepers
from kamgraph.metrics.independent_paths import independent_paths
from kamgraph.model.columns import from_cells
from kamgraph.opening import read_source

AS_OF = date(2026, 11, 21)
MUST = 5.0
RUNS = 3


@dataclass(frozen=True)
class Size:
    """How large the account is.

    Args:
        people: own people and stakeholders together.
        ties: contacts and ties among stakeholders together.
        own: own people.
        contacts: contacts of own people.
    """

    people: int
    ties: int
    own: int
    contacts: int


def write(folder: Path, size: Size, seed: int = 1) -> None:
    """One account whose ties are drawn by lot; weights and levels lie around the threshold."""
    lots = random.Random(seed)
    ours = [f"s{number:05}" for number in range(size.own)]
    theirs = [f"b{number:05}" for number in range(size.people - size.own)]
    with ExitStack() as stack:
        tables = Tables(folder, stack)
        tables.add("organizations", "us", "Us", "own", "", "", "")
        tables.add("organizations", "them", "Them", "customer", "", "", "")
        tables.add("accounts", "a", "A", "them", "", "", "", "")
        for person in (*ours, *theirs):
            home, center = ("us", "selling") if person[0] == "s" else ("them", "buying")
            influence = lots.randint(0, 10)
            tables.add("people", person, home, person, "", "", "", influence, *[""] * 10)
            tables.add("memberships", "a", center, person, *[""] * 10)
        pairs: set[tuple[str, str]] = set()
        while len(pairs) < size.contacts:
            pairs.add((lots.choice(ours), lots.choice(theirs)))
        for own, person in sorted(pairs):
            level = lots.randint(0, 4)
            tables.add("contacts", own, person, level, "", AS_OF.isoformat(), *[""] * 4)
        for _ in range(size.ties - size.contacts):
            kind, weight = lots.choice(["knows", "influences"]), lots.choice([0.1, 0.25, 0.5, 1])
            tables.add("ties", *lots.sample(theirs, 2), kind, weight, *[""] * 4)


def account(size: Size) -> ContactMatrix:
    """The matrix of an account of that size."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), size)
        columns = from_cells(read_source(folder).cells)
    return ContactMatrix.of_columns(columns, AS_OF, account="a")


def networkx_graph(graph: AccessGraph) -> nx.DiGraph[int]:
    """The access graph as NetworkX has it."""
    root = graph.tree.root
    made: nx.DiGraph[int] = nx.DiGraph()
    made.add_nodes_from(range(root + 1))
    made.add_edges_from(zip(graph.source.tolist(), graph.target.tolist(), strict=True))
    made.add_edges_from((root, own) for own in range(len(graph.matrix.own_person)))
    return made


def removing(graph: AccessGraph, people: list[int]) -> tuple[float, dict[int, set[int]]]:
    """Seconds, and whom each of some people cuts off."""
    made, root = networkx_graph(graph), graph.tree.root
    before, lost = nx.descendants(made, root), {}
    start = time.perf_counter()
    for person in people:
        edges = [*made.in_edges(person), *made.out_edges(person)]
        made.remove_node(person)
        lost[person] = before - nx.descendants(made, root) - {person}
        made.add_edges_from(edges)
    return time.perf_counter() - start, lost


def seconds(task: Callable[[], Any]) -> float:
    """The best time of a few runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return min(times)


def compare(size: Size, sample: int) -> None:
    """Prints a line: both measures, the baseline scaled, the ratio; checks that they agree."""
    matrix = account(size)

    def ours() -> None:
        vars(matrix).pop("access", None)  # building the graph belongs to it
        graph = access_graph(matrix)
        gatekeepers(graph)
        independent_paths(graph)

    taken = seconds(ours)
    graph = access_graph(matrix)
    chosen = random.Random(1).sample(range(size.people), sample)
    part, lost = removing(graph, chosen)
    ids, person = matrix.columns.people.ids, graph.person.tolist()
    found = {row.person: set(row.dominates) for row in gatekeepers(graph)}
    for node, cut in lost.items():
        expected = {ids[person[other]] for other in cut}
        if found.get(ids[person[node]], set()) != expected:
            raise SystemExit(f"{ids[person[node]]}: the two ways differ")
    whole = part / sample * size.people
    ratio = whole / taken
    met = "must" if ratio >= MUST else "NO"
    print(
        f"| {size.people:,} people, {size.ties:,} ties, {size.own} own, {size.contacts:,} contacts "
        f"| {taken:.2f} | {whole:.0f} (from {sample}) | {ratio:.0f} × | {MUST:g} × | {met} |"
    )


def dominators(size: Size) -> None:
    """Prints a line: the dominator tree by several ways, building the graph included."""
    graph = access_graph(account(size))
    entries = np.arange(graph.tree.root) < len(graph.matrix.own_person)
    root = graph.tree.root
    times = {
        "numpy": seconds(lambda: dominator_tree(entries, graph.source, graph.target)),
        "networkx": seconds(lambda: nx.immediate_dominators(networkx_graph(graph), root)),
    }
    found = nx.immediate_dominators(networkx_graph(graph), root)
    for node, parent in enumerate(graph.tree.parent.tolist()):
        if parent != found.get(node, UNREACHABLE):
            raise SystemExit(f"node {node}: the ways differ")
    if importlib.util.find_spec("rustworkx"):
        import rustworkx as rx  # type: ignore[import-not-found,unused-ignore]

        def rust() -> None:
            made = rx.PyDiGraph()
            made.add_nodes_from(range(root + 1))
            edges = zip(graph.source.tolist(), graph.target.tolist(), strict=True)
            made.extend_from_edge_list([*edges, *((root, own) for own in np.flatnonzero(entries))])
            rx.immediate_dominators(made, root)

        times["rustworkx"] = seconds(rust)
    print(f"dominators of {size}: " + ", ".join(f"{k} {v * 1000:.0f} ms" for k, v in times.items()))


SIZES = (
    Size(10_000, 50_000, 40, 5_000),
    Size(10_000, 50_000, 40, 400),
    Size(10_000, 50_000, 500, 10_000),
)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=100, help="people removed by the baseline")
    parser.add_argument("--dominators", action="store_true", help="ways to the dominator tree")
    options = parser.parse_args()
    if options.dominators:
        for size in SIZES:
            dominators(size)
        return
    print("| account | seconds | removing each person, seconds | ratio | must | met |")
    print("|---|---|---|---|---|---|")
    for size in SIZES:
        compare(size, options.sample)


if __name__ == "__main__":
    main()
