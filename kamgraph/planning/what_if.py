"""What-if, `whatif/1` (metrics.md 6): an account before and after departures and added contacts.

How the other state is made lives in `changed`; what every single departure costs, in
`departures`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kamgraph.matrix import ContactMatrix, Floats
from kamgraph.metrics.alignment import alignment
from kamgraph.metrics.common import heaviest_first, rounded
from kamgraph.metrics.coverage import coverage
from kamgraph.metrics.fit import classes, fits
from kamgraph.metrics.spoc import spoc
from kamgraph.metrics.structure import structure
from kamgraph.model.vocabulary import Role
from kamgraph.planning.changed import changed, is_own, number_of
from kamgraph.planning.results import AddedContact, Metrics, Successor, WhatIf

FORMULA = "whatif/1"


def what_if(
    matrix: ContactMatrix, without: Sequence[str] = (), contacts: Sequence[AddedContact] = ()
) -> WhatIf:
    """One account before and after departures and added contacts, `whatif/1` (metrics.md 6).

    Args:
        matrix: one account.
        without: ids of own people, stakeholders or ecosystem people who would be gone.
        contacts: contacts that there would be.

    Raises:
        InputError: the matrix holds several accounts, an unknown id, a level outside 0..4, or
            a contact that is not between somebody of ours and somebody who is not.
    """
    before = metrics(matrix)
    later = changed(matrix, without, contacts)
    cut = cut_off(matrix, later)
    leaving = [
        person
        for person in dict.fromkeys(without)
        if is_own(matrix.columns, number_of(matrix.columns, person))
    ]
    return WhatIf(
        formula=FORMULA,
        as_of=matrix.as_of,
        policy=matrix.policy.hash,
        removed=tuple(sorted(set(without))),
        added=tuple(contacts),
        before=before,
        after=metrics(later),
        cut_off=tuple(later.ids[b] for b in cut),
        orphaned_roles=_orphaned_roles(matrix, later),
        successors=tuple(_successor(person, matrix, later, cut) for person in leaving),
    )


def metrics(matrix: ContactMatrix) -> Metrics:
    """The four metrics of one account.

    Args:
        matrix: one account.
    """
    return Metrics(
        coverage=coverage(matrix),
        spoc=spoc(matrix),
        alignment=alignment(matrix),
        structure=structure(matrix),
    )


def cut_off(before: ContactMatrix, after: ContactMatrix) -> list[int]:
    """Stakeholders left without an active tie who had one, as indices of `after`.

    Args:
        before: the account as it is.
        after: the account as it would be.

    Returns:
        Heaviest first.
    """
    had = set(before.person[before.active_ties > 0].tolist())
    lost = [b for b in np.flatnonzero(after.active_ties == 0).tolist() if _at(after, b) in had]
    return heaviest_first(after, lost)


def _at(matrix: ContactMatrix, stakeholder: int) -> int:
    """The person number of a stakeholder."""
    return int(matrix.person[stakeholder])


def covers(matrix: ContactMatrix, role: Role) -> bool:
    """Whether a stakeholder with an active tie holds a role.

    Args:
        matrix: one account.
        role: a role of the buying center.
    """
    return bool((matrix.holds(role) & (matrix.active_ties > 0)).any())


def _orphaned_roles(before: ContactMatrix, after: ContactMatrix) -> tuple[Role, ...]:
    """Required roles that somebody with an active tie held, and nobody holds any more."""
    required = dict.fromkeys(before.policy.required_roles)
    return tuple(role for role in required if covers(before, role) and not covers(after, role))


def _successor(
    person: str, before: ContactMatrix, after: ContactMatrix, cut: list[int]
) -> Successor:
    """Who of those remaining fits best to whom the departure cuts off."""
    number = number_of(before.columns, person)
    ties = before.active & (before.own_person[before.own] == number)
    reached = set(before.person[before.row[ties]].tolist())
    through = [b for b in cut if _at(after, b) in reached]
    if not through or not len(after.own_person):
        return Successor(leaver=person, own=None, value=None)
    value = fitting(after, through)
    ids = after.own_ids
    best = min(range(len(ids)), key=lambda s: (-rounded(float(value[s])), ids[s]))
    return Successor(leaver=person, own=ids[best], value=float(value[best]))


def fitting(matrix: ContactMatrix, stakeholders: Sequence[int]) -> Floats:
    """Σ v · fit of each own person over some stakeholders.

    Args:
        matrix: one account.
        stakeholders: indices of stakeholders.

    Returns:
        Shape (own people,).
    """
    chosen = list(stakeholders)
    own, facing = classes(matrix, matrix.own_person), classes(matrix, matrix.person[chosen])
    fit = fits(matrix.policy.fit)[own[:, None], facing[None, :]]
    return np.asarray(fit @ matrix.weight[chosen], np.float64)
