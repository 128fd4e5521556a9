"""Independent paths: how many ways lead to a stakeholder that share no person (metrics.md 3).

By Menger's theorem it is also the number of people whose removal would cut us off from
somebody we reach through others alone. Who these people are where it is one stands in
`gatekeepers`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from kamgraph import segments
from kamgraph.metrics.dominators import UNREACHABLE
from kamgraph.metrics.gatekeepers import AccessGraph
from kamgraph.model.columns import MISSING

State = tuple[int, bool]
"""A node of the access graph, and whether we stand before passing it (else: behind)."""


def independent_paths(graph: AccessGraph) -> dict[str, int]:
    """The largest number of ways to each stakeholder that share nobody before them.

    Own people count as people on the way. 0 where no way leads, cut at the policy's
    `max_independent_paths`.

    Args:
        graph: one account.

    Returns:
        The number by stakeholder id, ids ascending.
    """
    matrix, parent = graph.matrix, graph.tree.parent
    most, ways = matrix.policy.max_independent_paths, _Ways(graph)
    found: dict[str, int] = {}
    for person, node in zip(matrix.ids, graph.stakeholder.tolist(), strict=True):
        if node == MISSING or parent[node] == UNREACHABLE:
            found[person] = 0
        elif parent[node] != graph.tree.root:
            found[person] = 1  # everything passes through the dominator
        else:
            found[person] = ways.to(node, most)
    return dict(sorted(found.items()))


class _Ways:
    """The access graph backwards, from each node to those that lead to it."""

    def __init__(self, graph: AccessGraph) -> None:
        self.own = len(graph.matrix.own_person)
        known = graph.tree.parent[graph.source] != UNREACHABLE
        source, target = graph.source[known], graph.target[known]
        order = np.argsort(target, kind="stable")
        start = segments.starts(target[order], len(graph.tree.parent)).tolist()
        flat = source[order].tolist()
        self.before = [flat[first:end] for first, end in pairwise(start)]

    def to(self, end: int, most: int) -> int:
        """The largest number of disjoint ways to a node, at most so many.

        The direct ones come first; each further one is searched backwards, where somebody who
        is on an earlier way can be passed only by leading that way round (augmenting paths,
        every person split into before and behind).
        """
        direct = [person for person in self.before[end] if person < self.own]
        count, bound = len(direct), min(most, len(self.before[end]))
        following = dict.fromkeys(direct, end)
        while count < bound and self._lengthen(end, following):
            count += 1
        return min(count, bound)

    def _lengthen(self, end: int, following: dict[int, int]) -> bool:
        """Finds one more way.

        Args:
            end: where all ways lead.
            following: who comes next, for everybody on a way; changed where one is found.
        """
        came: dict[State, State] = {}
        waiting: deque[State] = deque([(end, True)])
        while waiting:
            state = waiting.popleft()
            person, before = state
            if not before and person < self.own and person not in following:
                _lead(state, came, following)
                return True
            for step in self._steps(state, end, following):
                if step not in came:
                    came[step] = state
                    waiting.append(step)
        return False

    def _steps(self, state: State, end: int, following: dict[int, int]) -> Iterator[State]:
        """From where a state can be come to, while the ways found so far stand."""
        person, before = state
        if before:
            for other in self.before[person]:
                if other != end and following.get(other) != person:
                    yield other, False
            if person in following:
                yield person, False
        elif person not in following:
            yield person, True
        elif following[person] != end:
            yield following[person], True


def _lead(state: State, came: dict[State, State], following: dict[int, int]) -> None:
    """Joins a new way to the others: what it passes backwards is taken from them."""
    joined: list[tuple[int, int]] = []
    parted: list[tuple[int, int]] = []
    while state in came:
        then = came[state]
        if state[0] != then[0]:
            (parted if state[1] else joined).append((state[0], then[0]))
        state = then
    for _, person in parted:
        del following[person]
    following.update(joined)
