"""Structure of the buying center, `structure/1` (metrics.md 5).

Johnston & Bonoma 1981, Journal of Marketing 45(3), in normalised forms: connectedness and
purchasing centrality are shares of the ordered pairs that there could be.
"""

from __future__ import annotations

import numpy as np

from kamgraph.matrix import ContactMatrix, Ints
from kamgraph.metrics.common import envelope, ratio
from kamgraph.metrics.results import Structure
from kamgraph.model.columns import MISSING
from kamgraph.model.vocabulary import Role, TieKind

FORMULA = "structure/1"

_KINDS = list(TieKind)


def communication(matrix: ContactMatrix) -> set[tuple[int, int]]:
    """Ordered pairs of stakeholders that talk: reports_to and influences one way, knows both.

    Args:
        matrix: one account.

    Returns:
        Pairs of person numbers, each once, nobody with themselves.
    """
    ties = matrix.columns.ties
    valid = (ties.since <= matrix.day) & (ties.until > matrix.day)
    valid &= np.isin(ties.source, matrix.person) & np.isin(ties.target, matrix.person)
    pairs: set[tuple[int, int]] = set()
    for kind in (TieKind.REPORTS_TO, TieKind.INFLUENCES, TieKind.KNOWS):
        rows = valid & (ties.kind == _KINDS.index(kind))
        found = list(zip(ties.source[rows].tolist(), ties.target[rows].tolist(), strict=True))
        pairs.update(found)
        if kind is TieKind.KNOWS:
            pairs.update((target, source) for source, target in found)
    return {(source, target) for source, target in pairs if source != target}


def structure(matrix: ContactMatrix) -> Structure:
    """Structure of one account's buying center, `structure/1` (metrics.md 5).

    Args:
        matrix: one account.

    Raises:
        InputError: the matrix holds several accounts.
    """
    head = envelope(matrix, FORMULA)
    people, size = matrix.columns.people, len(matrix.person)
    pairs = communication(matrix)
    return Structure(
        **head,
        vertical_involvement=_distinct(people.level[matrix.person]),
        lateral_involvement=_distinct(people.function[matrix.person]),
        extensivity=size,
        connectedness=ratio(len(pairs), size * (size - 1)),
        purchasing_centrality=_purchasing_centrality(matrix, pairs),
    )


def _distinct(values: np.ndarray[tuple[int], np.dtype[np.int32]]) -> int:
    """How many different known values there are."""
    return len(set(values.tolist()) - {MISSING})


def _purchasing_centrality(matrix: ContactMatrix, pairs: set[tuple[int, int]]) -> float | None:
    """Pairs into and out of the buyers, over those there could be."""
    buyers: Ints = matrix.person[matrix.holds(Role.BUYER)]
    known = set(buyers.tolist())
    touching = sum((source in known) + (target in known) for source, target in pairs)
    return ratio(touching, len(known) * 2 * (len(matrix.person) - 1))
