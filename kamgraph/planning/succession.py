"""Succession, `handover/1`: every tie of somebody who leaves, who could take it, what stays lost.

The plan is made account by account, as each is looked after by people of its own; nothing is
added up across accounts. What a departure costs before anybody takes over is `what_if`'s.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from kamgraph import segments
from kamgraph.errors import InputError, shortened
from kamgraph.matrix import EPSILON, ContactMatrix, Floats, Ints
from kamgraph.metrics.common import defined, heaviest_first, rounded
from kamgraph.metrics.coverage import weighted
from kamgraph.metrics.fit import classes, fits
from kamgraph.model.columns import ALWAYS, PortfolioColumns
from kamgraph.model.policy import Policy
from kamgraph.planning.changed import changed, is_own, number_of
from kamgraph.planning.results import AccountHandover, Handed, Handover
from kamgraph.planning.what_if import covers

FORMULA = "handover/1"


def handover(
    columns: PortfolioColumns,
    person: str,
    as_of: date,
    policy: Policy,
    *,
    successor: str | None = None,
    managed: Collection[str] = (),
) -> Handover:
    """Everything to hand over when somebody leaves.

    A taker is, for each tie, who of us fits the stakeholder best among those who stay in the
    account's selling center (then the stronger tie today, then id). A handover passes on what
    is there, as far as it fits: the taker's tie becomes `min(w, new_tie_strength · fit)`, and
    stays what it is where that is more. Ties to ecosystem people are handed over, too; they
    weigh nothing.

    Args:
        columns: the whole portfolio.
        person: who leaves, of whichever side. Whoever has left already is taken as still
            there, so that the plan can be made afterwards.
        as_of: the day everything is stated for.
        policy: the constants.
        successor: the one of us who is to take everything, instead of who fits best.
        managed: ids of the accounts the person manages.

    Raises:
        InputError: an unknown id, or a successor who is not one of us, not there, or the
            person themselves.
    """
    number, people = number_of(columns, person), columns.people
    heir = None if successor is None else _successor(columns, successor, number, as_of)
    left = people.left.copy()
    left[number] = ALWAYS
    columns = replace(columns, people=replace(people, left=left))
    whole = ContactMatrix.of_columns(columns, as_of, policy)
    own = is_own(columns, number)
    around = segments.numbers(whole.ecosystem.start)
    blocks = (
        *whole.own_block[whole.own_person == number].tolist(),
        *whole.block[whole.person == number].tolist(),
        *around[whole.ecosystem.person == number].tolist(),
    )
    ids = list(columns.accounts.ids)
    wanted = {*whole.accounts[list(blocks)].tolist(), *(ids.index(key) for key in managed)}
    plans = [
        _account(columns, ids[account], as_of, policy, _Leaver(person, number, own, heir))
        for account in sorted(wanted, key=ids.__getitem__)
    ]
    return Handover(
        formula=FORMULA,
        as_of=as_of,
        policy=policy.hash,
        person=person,
        name=people.names[number] or None,
        own=own,
        successor=successor,
        accounts=tuple(
            plan.model_copy(update={"managed": plan.account in managed}) for plan in plans
        ),
    )


@dataclass(frozen=True)
class _Leaver:
    """Who leaves, and who is to take everything where somebody is named."""

    id: str
    number: int
    own: bool
    heir: int | None


def _successor(columns: PortfolioColumns, successor: str, leaver: int, as_of: date) -> int:
    """The number of a successor who can take over."""
    number, day = number_of(columns, successor), as_of.toordinal()
    people = columns.people
    there = people.joined[number] <= day < people.left[number] and not people.vacant[number]
    if number == leaver or not is_own(columns, number) or not there:
        raise InputError(
            f"'{shortened(successor)}' cannot take over on {as_of.isoformat()}: a successor is "
            "another one of ours who is there on that day"
        )
    return number


def _account(
    columns: PortfolioColumns, account: str, as_of: date, policy: Policy, leaver: _Leaver
) -> AccountHandover:
    """The plan of one account."""
    before = ContactMatrix.of_columns(columns, as_of, policy, account)
    after = changed(before, [leaver.id])
    team = after
    if leaver.heir is not None and leaver.heir not in after.own_person:
        team = changed(before, [leaver.id], joining=[columns.people.ids[leaver.heir]])
    state = _State(team, leaver)
    ties = state.taken(before) if leaver.own else _lost_with(before, leaver)
    reached = (state.stakeholders >= state.threshold).any(axis=1)
    covered = [role for role in dict.fromkeys(policy.required_roles) if covers(before, role)]
    return AccountHandover(
        account=account,
        name=columns.accounts.names[int(before.accounts[0])],
        managed=False,
        member=leaver.number in _members(before),
        weighted=defined(float(weighted(before)[0])),
        weighted_without=defined(float(weighted(after)[0])),
        weighted_handed=state.coverage(),
        orphaned_roles=tuple(role for role in covered if not (after.holds(role) & reached).any()),
        ties=tuple(ties),
        overloaded=state.overloaded(),
    )


def _members(matrix: ContactMatrix) -> set[int]:
    """Who is in one of the centers by a membership, not by traces alone."""
    ours = matrix.own_person[matrix.listed]
    return {*ours.tolist(), *matrix.person.tolist(), *matrix.ecosystem.person.tolist()}


def _lost_with(matrix: ContactMatrix, leaver: _Leaver) -> list[Handed]:
    """Our ties to somebody who leaves, the strongest first: nobody can take them."""
    around = matrix.ecosystem
    weight = matrix.weight[matrix.person == leaver.number]
    to = matrix.person[matrix.row] == leaver.number
    own, strength = matrix.own[to], matrix.strength[to]
    if not len(weight):
        to = around.person[segments.numbers(around.tie_start)] == leaver.number
        own, strength = around.own[to], around.strength[to]
    found = [
        Handed(
            own=matrix.own_ids[s],
            person=leaver.id,
            weight=float(weight[0]) if len(weight) else None,
            strength=w,
            active=w >= matrix.policy.active_threshold - EPSILON,
            taker=None,
            fit=None,
            taker_strength=None,
            strength_after=None,
            lost=True,
        )
        for s, w in zip(own.tolist(), strength.tolist(), strict=True)
        if w > EPSILON
    ]
    return sorted(found, key=lambda tie: (-rounded(tie.strength), tie.own))


class _State:
    """The account without one of us, and what it becomes while ties are taken over.

    Rows are the stakeholders, then the ecosystem people who are not stakeholders; columns the
    people of ours who stay, a successor who is named among them.
    """

    def __init__(self, after: ContactMatrix, leaver: _Leaver) -> None:
        self.matrix = after
        self.leaver = leaver
        self.threshold = after.policy.active_threshold - EPSILON
        self.around = np.flatnonzero(~np.isin(after.ecosystem.person, after.person))
        self.person = np.concatenate((after.person, after.ecosystem.person[self.around]))
        self.team: Ints = after.own_person
        known = after.columns.people.ids
        self.ids = [known[number] for number in self.team.tolist()]
        own, facing = classes(after, self.team), classes(after, self.person)
        self.fit: Floats = fits(after.policy.fit)[own[None, :], facing[:, None]]
        self.today = self.strengths(after, self.team)
        self.strength = self.today.copy()

    def strengths(self, matrix: ContactMatrix, team: Ints) -> Floats:
        """The ties of some of us to everybody here, shape (people, team)."""
        place = {number: s for s, number in enumerate(team.tolist())}
        column = np.array([place.get(n, -1) for n in matrix.own_person.tolist()], np.int64)
        found = np.zeros((len(self.person), len(team) + 1))  # the last one is for all others
        found[matrix.row, column[matrix.own]] = matrix.strength
        around = matrix.ecosystem
        row = np.full(len(around.person), len(self.person), np.int64)
        row[self.around] = np.arange(len(matrix.person), len(self.person))
        rows = row[segments.numbers(around.tie_start)]
        kept = rows < len(self.person)
        found[rows[kept], column[around.own[kept]]] = around.strength[kept]
        return found[:, :-1]

    @property
    def stakeholders(self) -> Floats:
        """The ties to stakeholders alone."""
        return self.strength[: len(self.matrix.person)]

    def taken(self, before: ContactMatrix) -> list[Handed]:
        """The ties of the person, heaviest stakeholder first, each taken by who fits best."""
        mine = self.strengths(before, np.array([self.leaver.number]))[:, 0]
        held = np.flatnonzero(mine > EPSILON).tolist()
        size = len(self.matrix.person)
        rows = heaviest_first(self.matrix, [row for row in held if row < size])
        rows += sorted((row for row in held if row >= size), key=self._id)
        takers = {row: self._taker(row) for row in rows}
        for row, taker in takers.items():
            if taker is not None:
                reach = self.matrix.policy.new_tie_strength * float(self.fit[row, taker])
                passed = min(float(mine[row]), reach)
                self.strength[row, taker] = max(float(self.strength[row, taker]), passed)
        return [self._handed(row, float(mine[row]), taker) for row, taker in takers.items()]

    def _id(self, row: int) -> str:
        return self.matrix.columns.people.ids[int(self.person[row])]

    def _handed(self, row: int, strength: float, taker: int | None) -> Handed:
        """One tie as the plan says it, after all were taken."""
        weights = self.matrix.weight
        return Handed(
            own=self.leaver.id,
            person=self._id(row),
            weight=float(weights[row]) if row < len(weights) else None,
            strength=strength,
            active=strength >= self.threshold,
            taker=None if taker is None else self.ids[taker],
            fit=None if taker is None else float(self.fit[row, taker]),
            taker_strength=None if taker is None else float(self.today[row, taker]),
            strength_after=None if taker is None else float(self.strength[row, taker]),
            lost=not (self.strength[row] >= self.threshold).any(),
        )

    def _taker(self, row: int) -> int | None:
        """Who fits somebody best; nobody where nobody fits at all."""
        candidates = list(range(len(self.team)))
        if self.leaver.heir is not None:
            candidates = [self.team.tolist().index(self.leaver.heir)]

        def order(s: int) -> tuple[float, float, str]:
            fit, strength = self.fit[row, s], self.today[row, s]
            return -rounded(float(fit)), -rounded(float(strength)), self.ids[s]

        best = min(candidates, key=order, default=None)
        return None if best is None or self.fit[row, best] <= EPSILON else best

    def coverage(self) -> float | None:
        """C as things then stand."""
        total = float(self.matrix.total_weight[0])
        sure = 1.0 - (1.0 - self.stakeholders).prod(axis=1)
        return float((self.matrix.weight * sure).sum()) / total if total > EPSILON else None

    def overloaded(self) -> tuple[str, ...]:
        """Who takes ties and then holds more active ones than anybody can keep."""
        loads = (self.stakeholders >= self.threshold).sum(axis=0)
        took = (self.strength > self.today + EPSILON).any(axis=0)
        over = took & (loads > self.matrix.policy.capacity)
        return tuple(sorted(self.ids[s] for s in np.flatnonzero(over).tolist()))
