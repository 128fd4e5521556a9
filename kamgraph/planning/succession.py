"""Succession, `handover/1`: every tie of somebody who leaves, who could take it, what stays lost.

The plan is made account by account, as each is looked after by people of its own; nothing is
added up across accounts. What a departure costs before anybody takes over is `what_if`'s.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

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
    stays what it is where that is more.

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
    blocks = whole.own_block[whole.own_person == number]
    if not own:
        blocks = whole.block[whole.person == number]
    ids = list(columns.accounts.ids)
    wanted = {*whole.accounts[blocks].tolist(), *(ids.index(account) for account in managed)}
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
    state = _State(after, leaver)
    ties = state.taken(before) if leaver.own else _lost_with(before, leaver)
    reached = (state.strength >= policy.active_threshold - EPSILON).any(axis=1)
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
    """Who is in one of both centers by a membership, not by traces alone."""
    return {*matrix.own_person[matrix.listed].tolist(), *matrix.person.tolist()}


def _lost_with(matrix: ContactMatrix, leaver: _Leaver) -> list[Handed]:
    """The ties to a stakeholder who leaves, the strongest first: nobody can take them."""
    ties = np.flatnonzero(matrix.person[matrix.row] == leaver.number).tolist()
    ties = [tie for tie in ties if matrix.strength[tie] > EPSILON]
    ids = matrix.own_ids

    def own(tie: int) -> str:
        return ids[int(matrix.own[tie])]

    ties.sort(key=lambda tie: (-rounded(float(matrix.strength[tie])), own(tie)))
    return [
        Handed(
            own=own(tie),
            person=leaver.id,
            weight=float(matrix.weight[matrix.row[tie]]),
            strength=float(matrix.strength[tie]),
            active=bool(matrix.active[tie]),
            taker=None,
            fit=None,
            taker_strength=None,
            strength_after=None,
            lost=True,
        )
        for tie in ties
    ]


class _State:
    """The account without the person, and what it becomes while ties are taken over."""

    def __init__(self, after: ContactMatrix, leaver: _Leaver) -> None:
        self.matrix = after
        self.leaver = leaver
        self.team: Ints = after.own_person
        if leaver.heir is not None and leaver.heir not in self.team.tolist():
            self.team = np.append(self.team, leaver.heir)
        known = after.columns.people.ids
        self.ids = [known[number] for number in self.team.tolist()]
        self.strength = np.zeros((len(after.person), len(self.team)))
        self.strength[after.row, after.own] = after.strength
        own, facing = classes(after, self.team), classes(after, after.person)
        self.fit: Floats = fits(after.policy.fit)[own[None, :], facing[:, None]]
        self.today = self.strength.copy()

    def taken(self, before: ContactMatrix) -> list[Handed]:
        """The ties of the person, heaviest stakeholder first, each taken by who fits best."""
        mine = before.own_person[before.own] == self.leaver.number
        ties = {
            int(before.row[tie]): tie
            for tie in np.flatnonzero(mine & (before.strength > EPSILON)).tolist()
        }
        # The stakeholders are the same before and after: only one of us is gone.
        takers = {b: self._taker(b) for b in heaviest_first(before, ties)}
        for b, taker in takers.items():
            if taker is not None:
                passed = min(float(before.strength[ties[b]]), self._reach(b, taker))
                self.strength[b, taker] = max(self.strength[b, taker], passed)
        threshold = self.matrix.policy.active_threshold - EPSILON
        return [
            Handed(
                own=self.leaver.id,
                person=self.matrix.ids[b],
                weight=float(self.matrix.weight[b]),
                strength=float(before.strength[ties[b]]),
                active=bool(before.active[ties[b]]),
                taker=None if taker is None else self.ids[taker],
                fit=None if taker is None else float(self.fit[b, taker]),
                taker_strength=None if taker is None else float(self.today[b, taker]),
                strength_after=None if taker is None else float(self.strength[b, taker]),
                lost=not (self.strength[b] >= threshold).any(),
            )
            for b, taker in takers.items()
        ]

    def _reach(self, stakeholder: int, taker: int) -> float:
        return float(self.matrix.policy.new_tie_strength * self.fit[stakeholder, taker])

    def _taker(self, stakeholder: int) -> int | None:
        """Who fits a stakeholder best; nobody where nobody fits at all."""
        candidates = range(len(self.team))
        if self.leaver.heir is not None:
            candidates = range(*self._place(self.leaver.heir))

        def order(s: int) -> tuple[float, float, str]:
            fit, strength = self.fit[stakeholder, s], self.today[stakeholder, s]
            return -rounded(float(fit)), -rounded(float(strength)), self.ids[s]

        best = min(candidates, key=order, default=None)
        return None if best is None or self.fit[stakeholder, best] <= EPSILON else best

    def _place(self, number: int) -> tuple[int, int]:
        place = self.team.tolist().index(number)
        return place, place + 1

    def coverage(self) -> float | None:
        """C as things then stand."""
        total = float(self.matrix.total_weight[0])
        sure = 1.0 - (1.0 - self.strength).prod(axis=1)
        return float((self.matrix.weight * sure).sum()) / total if total > EPSILON else None

    def overloaded(self) -> tuple[str, ...]:
        """Who takes ties and then holds more active ones than anybody can keep."""
        threshold = self.matrix.policy.active_threshold - EPSILON
        loads = (self.strength >= threshold).sum(axis=0)
        took = (self.strength > self.today + EPSILON).any(axis=0)
        over = took & (loads > self.matrix.policy.capacity)
        return tuple(sorted(self.ids[s] for s in np.flatnonzero(over).tolist()))
