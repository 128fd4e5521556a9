"""The access pool and the ties inside it: through whom we may come to a stakeholder.

Built of the ContactMatrix for one account or for many side by side (metrics.md 2, `indirect`).
What is concluded from it, indirect reach, gatekeepers and independent paths, lives in
`kamgraph.metrics`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kamgraph import segments
from kamgraph.model.columns import MISSING
from kamgraph.model.vocabulary import OrganizationKind, Role, TieKind

if TYPE_CHECKING:
    from kamgraph.matrix.contact_matrix import (
        ContactMatrix,
        Ecosystem,
        Flags,
        Floats,
        Ints,
    )

_COMPETITOR = 1 << list(Role).index(Role.COMPETITOR)
_RIVAL = list(OrganizationKind).index(OrganizationKind.COMPETITOR)
_KNOWS = list(TieKind).index(TieKind.KNOWS)
_INFLUENCES = list(TieKind).index(TieKind.INFLUENCES)


@dataclass(frozen=True)
class Access:
    """The access pool of each block, our ties to it and the ties inside it.

    The pool is B and E without competitors: people of competitor organizations and those
    whose ecosystem roles include competitor. Its members stand block after block. Both kinds
    of ties are in CSR order by the member they lead to.

    Args:
        block: the block of each member, ascending.
        person: the person number of each member.
        stakeholder: the member that each stakeholder is, `MISSING` for a competitor's people,
            shape (stakeholders,).
        own_start: where the ties from own people to each member start, shape (members + 1,).
        own: the own person of each of them, as an index into `ContactMatrix.own_person`.
        strength: w_sx in [0, 1] of each of them.
        start: where the ties to each member from others start, shape (members + 1,).
        source: the member each of them comes from; `knows` both ways, `influences` one way.
        weight: the largest weight of parallel rows, in [0, 1].
    """

    block: Ints
    person: Ints
    stakeholder: Ints
    own_start: Ints
    own: Ints
    strength: Floats
    start: Ints
    source: Ints
    weight: Floats

    @property
    def size(self) -> int:
        """How many members the pools have together."""
        return len(self.person)


def access(matrix: ContactMatrix, guest: Ecosystem | None = None) -> Access:
    """The access pools of a matrix.

    Args:
        matrix: one or many accounts.
        guest: somebody who is a member as well, whoever they are (the target of an
            introduction), with our ties to them.
    """
    people, around = max(len(matrix.columns.people.ids), 1), matrix.ecosystem
    listed = matrix.block * people + matrix.person
    key = segments.numbers(around.start) * people + around.person
    rival = key[(around.roles & _COMPETITOR) != 0]
    pool = segments.distinct(np.concatenate((listed, key)))
    pool = pool[~_rivals(matrix)[pool % people] & ~np.isin(pool, rival)]
    groups = [around] if guest is None else [around, guest]
    keys = [segments.numbers(group.start) * people + group.person for group in groups]
    pool = segments.distinct(np.concatenate((pool, *keys[1:])))
    stakeholder = segments.places(listed, pool)
    places = [
        segments.places(found, pool)[segments.numbers(group.tie_start)]
        for found, group in zip(keys, groups, strict=True)
    ]
    own_start, own, strength = _strongest(
        np.concatenate((stakeholder[matrix.row], *places)),
        np.concatenate((matrix.own, *(group.own for group in groups))),
        np.concatenate((matrix.strength, *(group.strength for group in groups))),
        (len(pool), len(matrix.own_person)),
    )
    start, source, weight = _inside(matrix, pool, people)
    return Access(
        block=pool // people,
        person=pool % people,
        stakeholder=stakeholder,
        own_start=own_start,
        own=own,
        strength=strength,
        start=start,
        source=source,
        weight=weight,
    )


def _rivals(matrix: ContactMatrix) -> Flags:
    """Which people belong to an organization that competes with us."""
    columns = matrix.columns
    if not len(columns.people.ids):
        return np.zeros(1, np.bool_)
    rivals: Flags = columns.organizations.kind[columns.people.organization] == _RIVAL
    return rivals


def _inside(matrix: ContactMatrix, pool: Ints, people: int) -> tuple[Ints, Ints, Floats]:
    """The valid `knows` and `influences` ties between members of one pool, in CSR order."""
    ties = matrix.columns.ties
    known, influences = ties.kind == _KNOWS, ties.kind == _INFLUENCES
    valid = (known | influences) & (ties.since <= matrix.day) & (ties.until > matrix.day)
    forth, back = np.flatnonzero(valid), np.flatnonzero(valid & known)
    source = np.concatenate((ties.source[forth], ties.target[back])).astype(np.int64)
    target = np.concatenate((ties.target[forth], ties.source[back])).astype(np.int64)
    weight = np.concatenate((ties.weight[forth], ties.weight[back]))
    # Somebody may be in the pools of several accounts, and a tie in each of them.
    by_person = np.argsort(pool % people, kind="stable")
    person = (pool % people)[by_person]
    first, end = np.searchsorted(person, source), np.searchsorted(person, source, "right")
    tie, place = segments.expanded(first, end - first)
    member = by_person[place]
    reached = segments.places(pool[member] // people * people + target[tie], pool)
    return _strongest(reached, member, weight[tie], (len(pool), len(pool)))


def _strongest(
    to: Ints, source: Ints, weight: Floats, sizes: tuple[int, int]
) -> tuple[Ints, Ints, Floats]:
    """Ties in CSR order, the largest of parallel ones; those that lead nowhere fall away."""
    inside = to != MISSING
    key = to[inside] * sizes[1] + source[inside]
    order = np.argsort(key, kind="stable")
    keys = segments.distinct(key)
    first = np.append(np.searchsorted(key[order], keys), len(key))
    to, source = np.divmod(keys, max(sizes[1], 1))
    return segments.starts(to, sizes[0]), source, segments.maxima(weight[inside][order], first)
