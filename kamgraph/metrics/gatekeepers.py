"""Gatekeepers: people whose removal cuts us off from stakeholders (metrics.md 3).

The functions on many accounts return arrays; `gatekeepers` is the list of one account. How
dominators are found is in `dominators`, through how many independent ways somebody is reached
in `independent_paths`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kamgraph import segments
from kamgraph.matrix import ContactMatrix, Flags, Floats, Ints, reaches
from kamgraph.metrics.common import defined, ratios, rounded
from kamgraph.metrics.dominators import DominatorTree, dominator_tree
from kamgraph.metrics.results import Gatekeeper
from kamgraph.model.columns import MISSING


@dataclass(frozen=True)
class AccessGraph:
    """The ways from us to the access pool, without those too weak to count.

    Its nodes are the own people of the matrix, then the members of the access pool; the root
    leads to every own person. Active ties lead from own people to members, `knows` and
    `influences` ties of at least the policy's threshold from member to member.

    Args:
        matrix: one or many accounts.
        source: where each way comes from, shape (ways,).
        target: where each way leads to.
        tree: the immediate dominators.
    """

    matrix: ContactMatrix
    source: Ints
    target: Ints
    tree: DominatorTree

    @property
    def person(self) -> Ints:
        """The person number of each node."""
        return np.concatenate((self.matrix.own_person, self.matrix.access.person))

    @property
    def block(self) -> Ints:
        """The block of each node."""
        return np.concatenate((self.matrix.own_block, self.matrix.access.block))

    @property
    def stakeholder(self) -> Ints:
        """The node that each stakeholder is, `MISSING` outside the access pool."""
        place = self.matrix.access.stakeholder
        return np.where(place == MISSING, MISSING, place + len(self.matrix.own_person))

    @property
    def reachable(self) -> Flags:
        """Which stakeholders a way leads to."""
        node = self.stakeholder
        found: Flags = node != MISSING
        found[found] = self.tree.reachable[node[found]]
        return found


def access_graph(matrix: ContactMatrix) -> AccessGraph:
    """The access graph of metrics.md 3 with its dominators.

    Args:
        matrix: one or many accounts.
    """
    pool, own = matrix.access, len(matrix.own_person)
    threshold = matrix.policy.active_threshold
    active, strong = reaches(pool.strength, threshold), reaches(pool.weight, threshold)
    to_pool, inside = segments.numbers(pool.own_start), segments.numbers(pool.start)
    source = np.concatenate((pool.own[active], pool.source[strong] + own))
    target = np.concatenate((to_pool[active], inside[strong])) + own
    entries = np.arange(own + pool.size) < own
    return AccessGraph(matrix, source, target, dominator_tree(entries, source, target))


def gate_weights(graph: AccessGraph) -> tuple[Floats, Ints]:
    """How much each node alone is the way to.

    Args:
        graph: one or many accounts.

    Returns:
        Σ v of the stakeholders it dominates (itself not counted) over Σ v of those reachable in
        its account, NaN where the latter is 0; and how many it dominates. Each of shape
        (nodes,).
    """
    matrix, tree = graph.matrix, graph.tree
    node, reachable = graph.stakeholder, graph.reachable
    behind, count = np.zeros((2, len(tree.parent) + 1))
    weight, one = np.zeros((2, len(tree.parent)))
    weight[node[reachable]], one[node[reachable]] = matrix.weight[reachable], 1.0
    for depth in range(int(tree.depth.max(initial=0)), 1, -1):
        there = np.flatnonzero(tree.depth == depth)
        above = tree.parent[there]
        np.add.at(behind, above, behind[there] + weight[there])
        np.add.at(count, above, count[there] + one[there])
    whole = segments.sums(np.where(reachable, matrix.weight, 0.0), matrix.stakeholder_start)
    return ratios(behind[:-1], whole[graph.block]), count[:-1].astype(np.int64)


def gatekeepers(graph: AccessGraph) -> tuple[Gatekeeper, ...]:
    """Who could cut us off from whom, the heaviest first.

    Args:
        graph: one account.
    """
    matrix, parent, root = graph.matrix, graph.tree.parent, graph.tree.root
    dominates: dict[int, list[str]] = {}
    node = graph.stakeholder
    for stakeholder in np.flatnonzero(graph.reachable).tolist():
        above = int(parent[node[stakeholder]])
        while above != root:
            dominates.setdefault(above, []).append(matrix.ids[stakeholder])
            above = int(parent[above])
    share, person = gate_weights(graph)[0], graph.person
    ids = matrix.columns.people.ids
    found = [
        Gatekeeper(
            person=ids[int(person[gate])],
            gate_weight=defined(float(share[gate])),
            dominates=tuple(sorted(behind)),
        )
        for gate, behind in dominates.items()
    ]
    return tuple(sorted(found, key=lambda row: (_descending(row.gate_weight), row.person)))


def _descending(share: float | None) -> float:
    """The largest first, those without a value last."""
    return 1.0 if share is None else -rounded(share)
