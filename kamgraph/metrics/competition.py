"""Competitors, `competition/1` (metrics.md 7): where another is ahead of us, or we of them.

A competitor reaches a stakeholder by ties of kind contact, of the organization itself and of
its people; how surely, is computed as for our own ties: 1 - Π(1 - w). Strengths of theirs are
as entered; they do not fade, since nobody tells us when they met.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kamgraph import segments
from kamgraph.matrix import EPSILON, ContactMatrix, Flags, Floats, Ints, reaches
from kamgraph.metrics.common import envelope, heaviest_first, rounded
from kamgraph.metrics.coverage import certainty
from kamgraph.metrics.results import Competition, Contested, RoleLead
from kamgraph.model.columns import MISSING
from kamgraph.model.vocabulary import OrganizationKind, Role, TieKind

FORMULA = "competition/1"

_CONTACT = list(TieKind).index(TieKind.CONTACT)
_COMPETITOR = list(OrganizationKind).index(OrganizationKind.COMPETITOR)


@dataclass(frozen=True)
class Rivals:
    """The best competitor at each stakeholder.

    Args:
        best: how surely they reach the stakeholder, 0..1; NaN where no competitor has a tie,
            shape (stakeholders,).
        organization: the number of the competitor's organization, `MISSING` where there is none.
        lead: ours less theirs, -1..1; NaN where no competitor has a tie.
    """

    best: Floats
    organization: Ints
    lead: Floats

    @property
    def met(self) -> Flags:
        """Which stakeholders any competitor has a tie to."""
        found: Flags = self.organization != MISSING
        return found


def rivals(matrix: ContactMatrix) -> Rivals:
    """The best competitor at each stakeholder (metrics.md 7).

    Args:
        matrix: one account, or all accounts side by side.
    """
    person, organization, value = _reach(matrix)
    best = np.full(len(matrix.person), np.nan)
    which = np.full(len(matrix.person), MISSING, np.int64)
    place = np.searchsorted(person, matrix.person)
    inside = place < len(person)
    met = np.flatnonzero(inside)[person[place[inside]] == matrix.person[inside]]
    best[met], which[met] = value[place[met]], organization[place[met]]
    lead = certainty(matrix) - best
    # Level is level: no sign of rounding stands before a lead of 0.
    return Rivals(best, which, np.where(np.abs(lead) <= EPSILON, 0.0, lead))


def _reach(matrix: ContactMatrix) -> tuple[Ints, Ints, Floats]:
    """Whom competitors reach, ascending; the best one of each, and how surely."""
    target, source, organization, weight = _ties(matrix)
    order = np.lexsort((source, organization, target))
    target, source = target[order], source[order]
    organization, weight = organization[order], weight[order]
    # Of parallel rows the largest; then everybody of one organization together.
    rows = _changes(target, organization, source)
    strongest = segments.maxima(weight, np.append(rows, len(weight)))
    target, organization = target[rows], organization[rows]
    groups = _changes(target, organization)
    sure = 1.0 - segments.products(1.0 - strongest, np.append(groups, len(strongest)))
    target, organization = target[groups], organization[groups]
    names = {
        number: matrix.columns.organizations.ids[number] for number in set(organization.tolist())
    }
    rank = {number: place for place, number in enumerate(sorted(names, key=names.__getitem__))}
    ranked = np.array([rank[number] for number in organization.tolist()], np.int64)
    order = np.lexsort((ranked, -np.round(sure, 12), target))
    firsts = order[_changes(target[order])]
    return target[firsts], organization[firsts], sure[firsts]


def _ties(matrix: ContactMatrix) -> tuple[Ints, Ints, Ints, Floats]:
    """Valid contacts of competitors: target, source, the source's organization, weight."""
    ties, people = matrix.columns.ties, matrix.columns.people
    kinds = matrix.columns.organizations.kind
    holds = (ties.kind == _CONTACT) & (ties.since <= matrix.day) & (ties.until > matrix.day)
    rows = np.flatnonzero(holds)
    source = ties.source[rows].astype(np.int64)
    organization, present = -1 - source, np.ones(len(rows), np.bool_)
    somebody = np.flatnonzero(source >= 0)
    who = source[somebody]
    organization[somebody] = people.organization[who]
    present[somebody] = (people.left[who] > matrix.day) & (people.joined[who] <= matrix.day)
    kept = present & (kinds[organization] == _COMPETITOR)
    rows, source, organization = rows[kept], source[kept], organization[kept]
    return ties.target[rows].astype(np.int64), source, organization, ties.weight[rows]


def _changes(*keys: Ints) -> Ints:
    """Where in sorted rows any of the keys is another one than in the row before."""
    differs = np.ones(len(keys[0]), np.bool_)
    differs[1:] = False
    for key in keys:
        differs[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(differs)


def competition(matrix: ContactMatrix) -> Competition:
    """Who reaches whom in one account: we or a competitor, `competition/1` (metrics.md 7).

    Args:
        matrix: one account.

    Raises:
        InputError: the matrix holds several accounts.
    """
    head = envelope(matrix, FORMULA)
    found, ids = rivals(matrix), matrix.ids
    ours, active = certainty(matrix), matrix.active_ties > 0
    theirs = found.met & reaches(found.best, matrix.policy.active_threshold)
    met = sorted(
        np.flatnonzero(found.met).tolist(), key=lambda b: (rounded(float(found.lead[b])), ids[b])
    )
    return Competition(
        **head,
        people=tuple(
            Contested(
                id=ids[b],
                ours=float(ours[b]),
                best=float(found.best[b]),
                competitor=matrix.columns.organizations.ids[int(found.organization[b])],
                lead=float(found.lead[b]),
            )
            for b in met
        ),
        by_role=_by_role(matrix, found),
        contested=_listed(matrix, theirs & active),
        lost_ground=_listed(matrix, theirs & ~active),
    )


def _listed(matrix: ContactMatrix, which: Flags) -> tuple[str, ...]:
    """The ids of some stakeholders, the heaviest first."""
    ids = matrix.ids
    return tuple(ids[b] for b in heaviest_first(matrix, np.flatnonzero(which).tolist()))


def _by_role(matrix: ContactMatrix, found: Rivals) -> tuple[RoleLead, ...]:
    """The mean lead over those with a role whom a competitor knows, roles in their order."""
    rows = []
    for role in Role:
        lead = found.lead[found.met & matrix.holds(role)]
        if len(lead):
            rows.append(RoleLead(role=role, lead=float(lead.mean()), count=len(lead)))
    return tuple(rows)
