"""Contact coverage, `coverage/1` (metrics.md 2): whom do we reach, and how surely.

The functions on many accounts return one number a block; `coverage` is the whole answer for
one account. How a lost person changes these numbers lives in `spoc`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from kamgraph import segments
from kamgraph.matrix import EPSILON, ContactMatrix, Flags, Floats, Ints
from kamgraph.metrics.common import defined, envelope, heaviest_first, ratio, ratios, rounded, share
from kamgraph.metrics.indirect import indirect_strengths
from kamgraph.metrics.results import (
    Bounds,
    Breakdown,
    Coverage,
    Group,
    Share,
    StakeholderCoverage,
    Strongest,
)
from kamgraph.model.columns import MISSING
from kamgraph.model.vocabulary import ROLES_OF_CENTER, Center, Function

FORMULA = "coverage/1"

K = TypeVar("K", str, int)


def certainty(matrix: ContactMatrix, strength: Floats | None = None) -> Floats:
    """c_b = 1 - Π_s (1 - w_sb): how surely at least one of us reaches each stakeholder.

    Args:
        matrix: one or many accounts.
        strength: other strengths of the same ties; the effective ones where left out.

    Returns:
        Shape (stakeholders,), in [0, 1].
    """
    w = matrix.strength if strength is None else strength
    with np.errstate(divide="ignore"):  # a strength of 1 gives log 0, and so certainty 1
        missed = segments.sums(np.log1p(-w), matrix.start)
    # 1 - Π would round the faintest ties away, and a share of them could pass 1.
    return 0.0 - np.expm1(missed)  # never -0.0


def covered_weight(matrix: ContactMatrix, strength: Floats | None = None) -> Floats:
    """Σ v_b c_b of each block.

    Args:
        matrix: one or many accounts.
        strength: other strengths of the same ties.
    """
    return segments.sums(matrix.weight * certainty(matrix, strength), matrix.stakeholder_start)


def weighted(matrix: ContactMatrix) -> Floats:
    """C = Σ v_b c_b / Σ v_b of each block; NaN where Σ v_b is 0.

    Args:
        matrix: one or many accounts.
    """
    return ratios(covered_weight(matrix), matrix.total_weight)


def lower_bound(matrix: ContactMatrix) -> Floats:
    """C with undated ratings as 0 and the stakeholders nobody has named yet uncovered.

    Args:
        matrix: one or many accounts.
    """
    lower = ratios(covered_weight(matrix, matrix.lower), expected_weight(matrix))
    return np.where(matrix.total_weight > EPSILON, lower, np.nan)


def expected_weight(matrix: ContactMatrix) -> Floats:
    """Σ v_b of each block with the stakeholders nobody has named yet, each of mean weight.

    Args:
        matrix: one or many accounts.
    """
    total = matrix.total_weight
    if matrix.opportunity is not None:
        return total
    size = matrix.stakeholders
    expected = matrix.columns.accounts.expected_size[matrix.accounts]
    unknown = np.maximum(0, expected - size)
    whole: Floats = total + unknown * ratios(total, np.maximum(size, 1).astype(float))
    return whole


def upper_bound(matrix: ContactMatrix) -> Floats:
    """C with undated ratings at their full level.

    Args:
        matrix: one or many accounts.
    """
    return ratios(covered_weight(matrix, matrix.upper), matrix.total_weight)


def undated_share(matrix: ContactMatrix) -> Floats:
    """The part of Σ v c that undated ties carry: decides whether bounds stand beside C.

    Args:
        matrix: one or many accounts.
    """
    carried = covered_weight(matrix)
    return ratios(carried - covered_weight(matrix, matrix.lower), carried)


def doubtful_share(matrix: ContactMatrix) -> float | None:
    """The part of C that undated ties carry, where it is more than the policy tolerates.

    Args:
        matrix: one account.

    Returns:
        None where it is no more than `findings.undated_share`, or C is not defined.
    """
    share = float(undated_share(matrix)[0])
    return share if share > matrix.policy.findings.undated_share + EPSILON else None


def share_with(matrix: ContactMatrix, ties: int) -> Floats:
    """Share of stakeholders with at least so many active ties; NaN without stakeholders.

    Args:
        matrix: one or many accounts.
        ties: 1 for `active`, 2 for `redundant`.
    """
    enough = segments.counts(matrix.active_ties >= ties, matrix.stakeholder_start)
    return ratios(enough.astype(float), matrix.stakeholders.astype(float))


def coverage(matrix: ContactMatrix) -> Coverage:
    """Contact coverage of one account, `coverage/1` (metrics.md 2).

    Args:
        matrix: one account.

    Raises:
        InputError: the matrix holds several accounts.
    """
    head = envelope(matrix, FORMULA)
    size = head["stakeholders"]
    active = matrix.active_ties >= 1
    covered = covered_weight(matrix)[0]
    return Coverage(
        **head,
        reach=share(int(matrix.reached.sum()), size),
        active=share(int(active.sum()), size),
        redundant=share(int((matrix.active_ties >= 2).sum()), size),
        weighted=share(float(covered), float(matrix.total_weight[0])),
        roles=_roles(matrix, active),
        roles_identified=_roles(matrix, np.ones_like(active)),
        target=_target(matrix),
        indirect=_indirect(matrix),
        bounds=_bounds(matrix),
        density=ratio(int(matrix.active.sum()), size * head["own_people"]),
        authority=_authority(matrix, active),
        quality=ratio(float(matrix.strength[matrix.active].sum()), int(matrix.active.sum())),
        by=_breakdown(matrix),
        people=_people(matrix),
        uncovered=tuple(
            matrix.ids[b] for b in heaviest_first(matrix, np.flatnonzero(~active).tolist())
        ),
    )


def _bounds(matrix: ContactMatrix) -> Bounds:
    """Both null where `weighted` is."""
    return Bounds(
        lower=defined(float(lower_bound(matrix)[0])), upper=defined(float(upper_bound(matrix)[0]))
    )


def _roles(matrix: ContactMatrix, counted: Flags) -> Share:
    """Share of the required roles held by at least one of the counted stakeholders."""
    required = matrix.policy.required_roles
    if not len(matrix.person):
        return share(0, 0)
    held = sum(bool((matrix.holds(role) & counted).any()) for role in required)
    return share(held, len(required))


def _target(matrix: ContactMatrix) -> Share:
    """Σ min(level, target) / Σ target over contact rows valid at the date."""
    contacts, people = matrix.columns.contacts, matrix.columns.people
    rows = (contacts.since <= matrix.day) & (contacts.until > matrix.day)
    rows &= (contacts.target != MISSING) & np.isin(contacts.person, matrix.person)
    own = contacts.own[rows]
    gone = (people.left[own] <= matrix.day) | (people.joined[own] > matrix.day)
    level, target = np.where(gone, 0, contacts.level[rows]), contacts.target[rows]
    return share(int(np.minimum(level, target).sum()), int(target.sum()))


def _indirect(matrix: ContactMatrix) -> Share:
    """Σ v max(c, i) / Σ v: as well as we reach everybody, be it through others."""
    best = np.maximum(certainty(matrix), indirect_strengths(matrix))
    return share(math.fsum(matrix.weight * best), float(matrix.total_weight[0]))


def _authority(matrix: ContactMatrix, active: Flags) -> float | None:
    """Mean influence of the covered (Palmatier 2008)."""
    influence = matrix.columns.people.influence[matrix.person[active]]
    influence = np.where(np.isnan(influence), matrix.policy.default_influence, influence)
    return ratio(float(influence.sum()), len(influence))


def _people(matrix: ContactMatrix) -> tuple[StakeholderCoverage, ...]:
    """How each stakeholder is covered, heaviest first."""
    sure, names = certainty(matrix), matrix.columns.people.names
    indirect = indirect_strengths(matrix)
    return tuple(
        StakeholderCoverage(
            id=matrix.ids[b],
            name=names[int(matrix.person[b])] or None,
            weight=float(matrix.weight[b]),
            coverage=float(sure[b]),
            active_ties=int(matrix.active_ties[b]),
            indirect=float(indirect[b]),
            strongest=_strongest(matrix, b),
        )
        for b in heaviest_first(matrix, range(len(matrix.person)))
    )


def _strongest(matrix: ContactMatrix, stakeholder: int) -> Strongest | None:
    """The strongest tie, then the smallest id; None if all are 0."""
    ties = range(int(matrix.start[stakeholder]), int(matrix.start[stakeholder + 1]))
    ids = matrix.own_ids
    best = min(
        (tie for tie in ties if matrix.strength[tie] > EPSILON),
        key=lambda tie: (-rounded(float(matrix.strength[tie])), ids[int(matrix.own[tie])]),
        default=None,
    )
    if best is None:
        return None
    return Strongest(own=ids[int(matrix.own[best])], strength=float(matrix.strength[best]))


def _breakdown(matrix: ContactMatrix) -> Breakdown:
    """The groups by role, level, function and organization, in the order of metrics.md."""
    people, person = matrix.columns.people, matrix.person
    functions = list(Function)
    held = [(role.value, matrix.holds(role)) for role in ROLES_OF_CENTER[Center.BUYING]]
    roles = [[name for name, holders in held if holders[b]] for b in range(len(person))]
    levels = [[level] if level != MISSING else [] for level in people.level[person].tolist()]
    known = [[functions[f].value] if f != MISSING else [] for f in people.function[person].tolist()]
    organization = [
        [matrix.columns.organizations.ids[number]]
        for number in people.organization[person].tolist()
    ]
    order = {role.value: number for number, role in enumerate(ROLES_OF_CENTER[Center.BUYING])}
    return Breakdown(
        role=_groups(matrix, roles, order.__getitem__),
        level=_groups(matrix, levels, lambda level: -level),
        function=_groups(matrix, known, str),
        organization=_groups(matrix, organization, str),
    )


def _groups(
    matrix: ContactMatrix, keys: Sequence[Sequence[K]], order: Callable[[K], str | int]
) -> tuple[Group, ...]:
    """A row a key, those without a key last."""
    members: dict[K, list[int]] = {}
    rest: list[int] = []
    for stakeholder, own_keys in enumerate(keys):
        for key in own_keys:
            members.setdefault(key, []).append(stakeholder)
        if not own_keys:
            rest.append(stakeholder)
    rows: list[tuple[str | int | None, list[int]]] = [
        (key, members[key]) for key in sorted(members, key=order)
    ]
    if rest:
        rows.append((None, rest))
    sure = certainty(matrix)
    return tuple(_group(matrix, sure, key, stakeholders) for key, stakeholders in rows)


def _group(matrix: ContactMatrix, sure: Floats, key: str | int | None, rows: list[int]) -> Group:
    index: Ints = np.array(rows)
    weight = matrix.weight[index]
    return Group(
        key=key,
        count=len(rows),
        active=int((matrix.active_ties[index] >= 1).sum()) / len(rows),
        redundant=int((matrix.active_ties[index] >= 2).sum()) / len(rows),
        weighted=ratio(math.fsum(weight * sure[index]), math.fsum(weight)),
    )
