"""Ways through others after many departures at once: one row a departure.

The same relaxation as `kamgraph.metrics.indirect` and the same graph as
`kamgraph.metrics.gatekeepers`, with people taken out of it; tests hold them equal.
"""

from __future__ import annotations

import numpy as np

from kamgraph import segments
from kamgraph.matrix import ContactMatrix, Flags, Floats, Ints, reaches
from kamgraph.model.columns import MISSING


class Ways:
    """The access pool of one account, ready to be asked about departures.

    Args:
        matrix: one account.
    """

    def __init__(self, matrix: ContactMatrix) -> None:
        self.pool = matrix.access
        self.policy = matrix.policy
        self.member = segments.numbers(self.pool.own_start)
        self.inside = np.flatnonzero(self.pool.stakeholder != MISSING)
        self.place = self.pool.stakeholder[self.inside]

    def strengths(self, direct: Floats, team: Flags, pool: Flags) -> Floats:
        """i_b of each stakeholder after each departure (metrics.md 2).

        Args:
            direct: the strongest direct tie of each stakeholder, shape (departures,
                stakeholders); the only way to those outside the pool.
            team: who of us is still there, shape (departures, own people).
            pool: who of the pool is still there, shape (departures, members).

        Returns:
            Shape (departures, stakeholders).
        """
        mine = self.pool.strength * team[:, self.pool.own]
        best = _largest(mine, self.pool.own_start) * pool
        step = self.pool.weight * self.policy.indirect_discount
        for _ in range(self.policy.max_intermediaries):
            longer = _largest(best[:, self.pool.source] * step, self.pool.start) * pool
            longer = np.maximum(best, longer)
            if np.array_equal(longer, best):
                break
            best = longer
        found = direct.copy()
        found[:, self.inside] = best[:, self.place]
        return found

    def open(self, team: Flags, pool: Flags) -> Flags:
        """To which stakeholders a way of active ties leads (metrics.md 3, access graph).

        Args:
            team: who of us is still there, shape (departures, own people).
            pool: who of the pool is still there, shape (departures, members).

        Returns:
            Shape (departures, stakeholders).
        """
        threshold = self.policy.active_threshold
        active = reaches(self.pool.strength, threshold) & team[:, self.pool.own]
        strong = reaches(self.pool.weight, threshold)
        reached = (_largest(active, self.pool.own_start) > 0) & pool
        while True:
            through = reached[:, self.pool.source] & strong
            further = reached | ((_largest(through, self.pool.start) > 0) & pool)
            if np.array_equal(further, reached):
                break
            reached = further
        found = np.zeros((len(team), len(self.pool.stakeholder)), np.bool_)
        found[:, self.inside] = reached[:, self.place]
        return found


def _largest(values: Floats | Flags, start: Ints) -> Floats:
    """The largest value of each segment of every row; 0 for an empty one."""
    out = np.zeros((len(values), len(start) - 1))
    filled = start[:-1] < start[1:]
    if filled.any():
        numbers = np.asarray(values, np.float64)
        out[:, filled] = np.maximum.reduceat(numbers, start[:-1][filled], axis=1)
    return out
