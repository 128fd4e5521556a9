"""What every departure would cost: the headline numbers of many what-ifs at once.

Ties of one account laid out as own people × stakeholders, so that a departure is a row or a
column left out, and hundreds of departures are a few array operations. Each row equals the
what-if of its people (`what_if`), which has all the numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kamgraph.matrix import ContactMatrix, Flags, Floats, Ints, reaches
from kamgraph.metrics.bus_factor import departure_size
from kamgraph.metrics.common import defined, heaviest_first, ratios, rounded
from kamgraph.metrics.fit import classes, fits
from kamgraph.metrics.matching import assignment
from kamgraph.model.vocabulary import Center
from kamgraph.planning.changed import number_of
from kamgraph.planning.results import Departure, Departures, Headline
from kamgraph.planning.ways import Ways
from kamgraph.planning.what_if import FORMULA

_AT_ONCE = 2_000_000
"""Departures × pairs laid out at a time: some 16 MB an array."""


def headlines(
    matrix: ContactMatrix, departures: Sequence[Collection[str]], *, exact: bool = False
) -> list[Headline]:
    """The headline numbers after each of some departures (metrics.md 6).

    Args:
        matrix: one account.
        departures: ids of the people who would leave, a collection a departure; nobody in it
            gives today's numbers.
        exact: whether the bus factor and the value of the counterparts are computed, too, which
            takes longer.

    Raises:
        InputError: an unknown id.
    """
    people = max(len(matrix.columns.people.ids), 1)
    leaving = np.zeros((len(departures), people), np.bool_)
    numbers = {person: n for n, person in enumerate(matrix.columns.people.ids)}
    for row, persons in enumerate(departures):
        for person in persons:
            known = numbers.get(person)
            leaving[row, number_of(matrix.columns, person) if known is None else known] = True
    account, found = _Account(matrix), []
    size = len(matrix.person) * len(matrix.own_person) + len(account.ways.pool.weight)
    for rows in _portions(len(departures), size):
        after = account.without(leaving[rows])
        found += [after.headline(row, exact=exact) for row in range(len(after.stays))]
    return found


def departures(matrix: ContactMatrix, *, exact: bool = False) -> Departures:
    """What the departure of every single person would cost an account (metrics.md 6).

    It is about an account's ties: what hangs on somebody, never how somebody works.

    Args:
        matrix: one account.
        exact: as in `headlines`.

    Returns:
        Own people by what coverage would be without them, the lowest first, then stakeholders
        by weight, then those of the ecosystem, by id, through whom ways lead.
    """
    known, names = matrix.columns.people.ids, matrix.columns.people.names
    theirs = [matrix.ids[b] for b in heaviest_first(matrix, range(len(matrix.person)))]
    around = {known[person] for person in matrix.ecosystem.person.tolist()} - {*theirs}
    people = {
        **dict.fromkeys(sorted(matrix.own_ids), Center.SELLING),
        **dict.fromkeys(theirs, Center.BUYING),
        **dict.fromkeys(sorted(around), Center.ECOSYSTEM),
    }
    today, *found = headlines(matrix, [(), *((person,) for person in people)], exact=exact)
    name = {person: names[n] or None for n, person in enumerate(known) if person in people}
    rows = [
        Departure(id=person, name=name[person], center=center, **vars(headline))
        for (person, center), headline in zip(people.items(), found, strict=True)
    ]
    return Departures(
        formula=FORMULA,
        as_of=matrix.as_of,
        policy=matrix.policy.hash,
        account=matrix.columns.accounts.ids[int(matrix.accounts[0])],
        opportunity=matrix.opportunity,
        today=today,
        people=(
            *sorted(
                (row for row in rows if row.center is Center.SELLING),
                key=lambda row: (rounded(row.weighted or 0.0), row.id),
            ),
            *(row for row in rows if row.center is Center.BUYING),
            *(row for row in rows if row.center is Center.ECOSYSTEM and _matters(row, today)),
        ),
    )


def _matters(row: Headline, today: Headline) -> bool:
    """Whether a way leads through somebody of the ecosystem that no other equals."""
    return bool(row.out_of_reach) or rounded(row.indirect or 0.0) < rounded(today.indirect or 0.0)


def _portions(count: int, size: int) -> Iterator[slice]:
    """Ranges of departures that together lay out a bounded number of pairs."""
    step = max(1, _AT_ONCE // max(size, 1))
    for first in range(0, count, step):
        yield slice(first, first + step)


class _Account:
    """One account's pairs laid out: arrays of shape (stakeholders, own people)."""

    def __init__(self, matrix: ContactMatrix) -> None:
        shape = (len(matrix.person), len(matrix.own_person))
        self.matrix = matrix
        self.strength = np.zeros(shape)
        self.strength[matrix.row, matrix.own] = matrix.strength
        self.active = np.zeros(shape, np.bool_)
        self.active[matrix.row, matrix.own] = matrix.active
        self.traces = np.zeros(shape, np.bool_)
        traces = reaches(matrix.strength, matrix.policy.trace_threshold)
        self.traces[matrix.row, matrix.own] = traces
        own, facing = classes(matrix, matrix.own_person), classes(matrix, matrix.person)
        self.fit = fits(matrix.policy.fit)[own[None, :], facing[:, None]]
        self.ways = Ways(matrix)
        self.order = np.array(heaviest_first(matrix, range(shape[0])), np.int64)

    @cached_property
    def reachable(self) -> Flags:
        """To which stakeholders active ties lead today, through others too."""
        nobody = np.zeros((1, max(len(self.matrix.columns.people.ids), 1)), np.bool_)
        found: Flags = self.without(nobody).reachable[0]
        return found

    def without(self, leaving: Flags) -> _After:
        """The account after some departures.

        Args:
            leaving: who leaves, shape (departures, people).
        """
        matrix = self.matrix
        stays = ~leaving[:, matrix.person]
        # Who is in S by traces alone is there as long as a stakeholder with a trace is.
        traced = stays.astype(np.float64) @ self.traces.astype(np.float64) > 0
        team = ~leaving[:, matrix.own_person] & (matrix.listed | traced)
        ties = team.astype(np.float64) @ self.active.T.astype(np.float64)
        pool = ~leaving[:, self.ways.pool.person]
        return _After(self, stays, team, pool, ties.astype(np.int64))


@dataclass(frozen=True)
class _After:
    """An account after some departures, a row each.

    Args:
        account: the account as it is.
        stays: which stakeholders are still there, shape (departures, stakeholders).
        team: who of us is still in S, shape (departures, own people).
        pool: who is still in the access pool, shape (departures, members).
        ties: active ties of each stakeholder, shape (departures, stakeholders).
    """

    account: _Account
    stays: Flags
    team: Flags
    pool: Flags
    ties: Ints

    @cached_property
    def weight(self) -> Floats:
        """v_b of who is still there, else 0."""
        return np.where(self.stays, self.account.matrix.weight, 0.0)

    @cached_property
    def total(self) -> Floats:
        """Σ v_b of each departure."""
        total: Floats = self.weight.sum(axis=1)
        return total

    @cached_property
    def strength(self) -> Floats:
        """The ties that are still there, shape (departures, stakeholders, own people)."""
        return self.account.strength * self.team[:, None, :]

    @cached_property
    def certainty(self) -> Floats:
        """c_b of each stakeholder."""
        missed: Floats = (1.0 - self.strength).prod(axis=2)
        return 1.0 - missed

    @cached_property
    def weighted(self) -> Floats:
        """C of each departure."""
        return self.mean(self.certainty)

    @cached_property
    def indirect(self) -> Floats:
        """C with the best ways through others, of each departure."""
        direct = self.strength.max(axis=2, initial=0.0)
        ways = self.account.ways.strengths(direct, self.team, self.pool)
        return self.mean(np.maximum(self.certainty, ways))

    @cached_property
    def reachable(self) -> Flags:
        """To which stakeholders active ties lead, through others too."""
        return self.stays & self.account.ways.open(self.team, self.pool)

    def mean(self, values: Floats) -> Floats:
        """The mean over who is still there, each counted with their weight."""
        whole: Floats = (self.weight * values).sum(axis=1)
        return ratios(whole, self.total)

    @cached_property
    def alignment(self) -> Floats:
        """Alignment of each departure."""
        fit = self.account.fit * self.team[:, None, :]
        done = (fit * self.strength).max(axis=2, initial=0.0)
        offered = fit.max(axis=2, initial=0.0)
        return ratios((self.weight * done).sum(axis=1), (self.weight * offered).sum(axis=1))

    @cached_property
    def shares(self) -> tuple[Floats, Floats, Floats]:
        """Active, thin and orphaned share of each departure."""
        reached = (self.stays & (self.ties > 0)).sum(axis=1).astype(np.float64)
        active = ratios(reached, self.stays.sum(axis=1).astype(np.float64))
        thin, orphaned = (self.ties <= 1).astype(float), (self.ties == 0).astype(float)
        return active, self.mean(thin), self.mean(orphaned)

    def headline(self, row: int, *, exact: bool) -> Headline:
        """The numbers of one departure."""
        before = self.account.matrix.active_ties
        stays, ties = self.stays[row], self.ties[row]
        active, thin, orphaned = (float(share[row]) for share in self.shares)
        return Headline(
            weighted=defined(float(self.weighted[row])),
            indirect=defined(float(self.indirect[row])),
            active=defined(active),
            thin_share=defined(thin),
            orphaned_share=defined(orphaned),
            single_threaded=int((stays & (ties == 1)).sum()),
            orphaned=int((stays & (ties == 0)).sum()),
            alignment=defined(float(self.alignment[row])),
            cut_off=self.named(stays & (ties == 0) & (before > 0)),
            thinned=self.named(stays & (ties == 1) & (before > 1)),
            out_of_reach=self.named(stays & ~self.reachable[row] & self.account.reachable),
            bus_factor=self.bus_factor(row) if exact else None,
            counterparts_value=self.counterparts_value(row) if exact else None,
        )

    def named(self, rows: Flags) -> tuple[str, ...]:
        """Ids of some stakeholders, heaviest first."""
        order = self.account.order
        return tuple(self.account.matrix.ids[b] for b in order[rows[order]].tolist())

    def bus_factor(self, row: int) -> int | None:
        """The bus factor of one departure (metrics.md 3)."""
        matrix, active = self.account.matrix, self.account.active & self.team[row]
        reached = np.flatnonzero(self.stays[row] & (self.ties[row] > 0) & (matrix.weight > 0))
        masks = [sum(1 << s for s in np.flatnonzero(active[b]).tolist()) for b in reached]
        weights = matrix.weight[reached].tolist()
        share = matrix.policy.bus_factor_share
        return departure_size(masks, weights, len(matrix.own_person), share)

    def counterparts_value(self, row: int) -> float | None:
        """Σ v · fit of the best counterparts of one departure (metrics.md 4)."""
        there, team = np.flatnonzero(self.stays[row]), np.flatnonzero(self.team[row])
        if not len(there):
            return None
        pairs, weight = np.ix_(there, team), self.weight[row][there][:, None]
        fit, strength = self.account.fit[pairs], self.account.strength[pairs]
        capacity = self.account.matrix.policy.capacity
        chosen = assignment(weight * fit, weight * strength, capacity)
        taken = np.flatnonzero(chosen >= 0)
        return float((weight[taken, 0] * fit[taken, chosen[taken]]).sum())
