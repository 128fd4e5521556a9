"""Known answers from two published networks (tests/data/krackhardt_lazega, with its source)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kamgraph.metrics.gatekeepers import access_graph
from kamgraph.metrics.spoc import spoc
from kamgraph.metrics.structure import structure
from tests.unit.builders import Case

DATA = Path(__file__).parents[2] / "data" / "krackhardt_lazega"

MANAGERS, LAWYERS = 21, 71


def edges(name: str) -> list[tuple[str, str]]:
    with (DATA / f"{name}_edges.csv").open(encoding="utf-8") as file:
        return [(row["source"], row["target"]) for row in csv.DictReader(file)]


def buying_center(people: int) -> Case:
    """A buying center of people numbered from 1."""
    case = Case().own("us")
    for number in range(1, people + 1):
        case.buyer(str(number), "user")
    return case


@pytest.mark.parametrize(
    ("name", "people", "pairs"),
    [
        ("ht_advice", MANAGERS, 190),
        ("ht_friends", MANAGERS, 102),
        ("ht_reports", MANAGERS, 20),
        ("law_advice", LAWYERS, 892),
        ("law_friends", LAWYERS, 575),
        ("law_cowork", LAWYERS, 1104),
    ],
)
def test_connectedness(name: str, people: int, pairs: int) -> None:
    case = buying_center(people)
    for source, target in edges(name):
        case.tie(source, target, "influences")
    assert structure(case.matrix()).connectedness == pairs / (people * (people - 1))


def test_reports_to_counts_as_communication() -> None:
    case = buying_center(MANAGERS)
    for source, target in edges("ht_reports"):
        case.tie(source, target, "reports_to")
    assert structure(case.matrix()).connectedness == 20 / 420


def test_the_dominator_tree_of_a_hierarchy_is_the_hierarchy() -> None:
    boss = dict(edges("ht_reports"))
    (top,) = set(boss.values()) - set(boss)
    case = buying_center(MANAGERS).contact("us", top, 4)
    for employee, manager in boss.items():
        case.tie(manager, employee, "influences")
    graph = access_graph(case.matrix())
    ids = graph.matrix.columns.people.ids
    node = [ids[number] for number in graph.person.tolist()]
    parent = {
        node[number]: node[above]
        for number, above in enumerate(graph.tree.parent.tolist())
        if above != graph.tree.root
    }
    assert parent == {**boss, top: "us"}
    gates = {row.person: set(row.dominates) for row in spoc(case.matrix()).gatekeepers}
    assert gates["us"] == {*boss, top}
    for manager in set(boss.values()):
        below = {manager}
        while grown := {e for e, m in boss.items() if m in below} - below:
            below |= grown
        assert gates[manager] == below - {manager}
    assert len(gates) == 1 + len(set(boss.values()))
