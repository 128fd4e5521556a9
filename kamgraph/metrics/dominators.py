"""Immediate dominators of a directed graph: on every way to a node, who comes last.

A pure algorithm on numbered nodes, for one graph or for many side by side under one root; what
it means for accounts lives in `gatekeepers`.

Networks of people are shallow, so this works on whole arrays: it starts from the tree of
shortest ways and hangs every node, all at once, below the nearest common ancestor of its
predecessors, until nothing moves. Ancestors in this tree always include the dominators and
always lie on the first tree's way, so that what is left when nothing moves are the dominators
alone. (Dominator tree: Lengauer & Tarjan 1979; by common ancestors: Cooper, Harvey & Kennedy
2001.)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kamgraph import segments
from kamgraph.matrix import Flags, Ints

UNREACHABLE = -1


@dataclass(frozen=True)
class DominatorTree:
    """Each node below its immediate dominator; the root is one number beyond the nodes.

    Args:
        parent: the immediate dominator of each node, `UNREACHABLE` where no way leads, shape
            (nodes,).
        depth: steps from the root, 1 for a node without a dominator but the root, 0 where no
            way leads.
    """

    parent: Ints
    depth: Ints

    @property
    def root(self) -> int:
        """The root's number."""
        return len(self.parent)

    @property
    def reachable(self) -> Flags:
        """Which nodes a way leads to."""
        found: Flags = self.parent != UNREACHABLE
        return found


def dominator_tree(entries: Flags, source: Ints, target: Ints) -> DominatorTree:
    """The dominator tree of a graph whose root leads to some nodes.

    Args:
        entries: which nodes the root leads to, shape (nodes,).
        source: where each edge comes from, shape (edges,).
        target: where each edge leads to.
    """
    root = len(entries)
    parent = _shortest_ways(entries, source, target)
    # What the root itself leads to hangs below it whatever else leads there.
    open_edges = (parent[source] != UNREACHABLE) & (parent[target] != root)
    source, target = source[open_edges], target[open_edges]
    order = np.argsort(target, kind="stable")
    source, target = source[order], target[order]
    while len(target):
        depth, jumps = _depths(parent)
        joint = _nearest_common(source, parent[target], depth, jumps)
        # All joints of a node lie on one way to the root: the highest is common to all.
        first = np.flatnonzero(np.diff(target, prepend=-1))
        highest = np.minimum.reduceat(depth[joint] * (root + 1) + joint, first) % (root + 1)
        if (parent[target[first]] == highest).all():
            break
        parent[target[first]] = highest
        left = parent[target] != root
        source, target = source[left], target[left]
    return DominatorTree(parent[:-1], _depths(parent)[0][:-1])


def _shortest_ways(entries: Flags, source: Ints, target: Ints) -> Ints:
    """Each node's predecessor on a shortest way; the root is its own."""
    count = len(entries)
    parent = np.full(count + 1, UNREACHABLE, np.int64)
    parent[:count][entries] = parent[count] = count
    order = np.argsort(source, kind="stable")
    start = segments.starts(source[order], count)
    leads_to = target[order]
    reached = np.flatnonzero(entries)
    while len(reached):
        of, edge = segments.expanded(start[reached], start[reached + 1] - start[reached])
        to = leads_to[edge]
        new = parent[to] == UNREACHABLE
        parent[to[new]] = reached[of[new]]
        reached = segments.distinct(to[new])
    return parent


def _depths(parent: Ints) -> tuple[Ints, list[Ints]]:
    """Steps from the root, and the ancestor 1, 2, 4, … steps up; the root is its own."""
    root = len(parent) - 1
    jump = np.where(parent == UNREACHABLE, root, parent)
    depth = (parent != UNREACHABLE).astype(np.int64)
    depth[root] = 0
    jumps = [jump]
    while (jump != root).any():
        depth = depth + depth[jump]
        jump = jump[jump]
        jumps.append(jump)
    return depth, jumps


def _nearest_common(one: Ints, other: Ints, depth: Ints, jumps: list[Ints]) -> Ints:
    """The nearest common ancestor of pairs of nodes, each being its own."""
    lower = np.where(depth[one] >= depth[other], one, other)
    upper = np.where(depth[one] >= depth[other], other, one)
    above = depth[lower] - depth[upper]
    for power, jump in enumerate(jumps):
        lower = np.where(above >> power & 1, jump[lower], lower)
    for jump in reversed(jumps):
        apart = jump[lower] != jump[upper]
        lower = np.where(apart, jump[lower], lower)
        upper = np.where(apart, jump[upper], upper)
    return np.where(lower == upper, lower, jumps[0][lower])
