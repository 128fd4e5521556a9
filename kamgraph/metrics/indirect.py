"""Reaching stakeholders through others (metrics.md 2, `indirect`).

The best way counts, not all ways together; who stands on it is answered by
`kamgraph.planning.introductions`.
"""

from __future__ import annotations

import numpy as np

from kamgraph import segments
from kamgraph.matrix import ContactMatrix, Floats
from kamgraph.model.columns import MISSING


def indirect_strengths(matrix: ContactMatrix) -> Floats:
    """i_b: the strength of the best way to each stakeholder, 0 where there is none.

    A way's strength is that of our tie to the first on it, times the weights of the ties
    between the others, times the policy's discount for each of at most `max_intermediaries`
    people between us and the stakeholder. A direct tie is a way too, and the only one to people
    outside the access pool.

    Args:
        matrix: one or many accounts.

    Returns:
        Shape (stakeholders,), in [0, 1].
    """
    pool, policy = matrix.access, matrix.policy
    best = segments.maxima(pool.strength, pool.own_start)
    for _ in range(policy.max_intermediaries):
        # Passing somebody twice never helps: no factor is above 1.
        through = best[pool.source] * pool.weight * policy.indirect_discount
        longer = np.maximum(best, segments.maxima(through, pool.start))
        if (longer == best).all():
            break
        best = longer
    direct = segments.maxima(matrix.strength, matrix.start)
    place = matrix.access.stakeholder
    direct[place != MISSING] = best[place[place != MISSING]]
    return direct
