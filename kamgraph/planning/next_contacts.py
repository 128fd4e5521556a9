"""Next contacts, `next/1` (metrics.md 6): whom to meet next, and who of us should.

C is monotone and submodular in the ties, so the greedy choice is within 1 - 1/e of the best
one while capacity does not bind, and within 1/2 where it does (Nemhauser, Wolsey, Fisher
1978, I and II). What would be if they were met is `what_if`'s to say.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

import numpy as np

from kamgraph.errors import InputError
from kamgraph.matrix import EPSILON, ContactMatrix, Floats
from kamgraph.metrics.common import rounded
from kamgraph.metrics.fit import classes, fits
from kamgraph.metrics.spoc import leave_one_out
from kamgraph.model.columns import MISSING
from kamgraph.model.vocabulary import Function
from kamgraph.planning.results import NextContacts, Step

FORMULA = "next/1"

STEPS = 5
"""Steps where nobody says how many."""

_FUNCTIONS = list(Function)


@dataclass(frozen=True)
class Position:
    """What somebody does, and how high up.

    Args:
        function: their function, None where unknown.
        level: their level 1..5, None where unknown.
    """

    function: Function | None
    level: int | None


@dataclass(frozen=True)
class Circumstances:
    """What speaks for a step, as things stood before it.

    Args:
        own_position: function and level of our person.
        position: function and level of the stakeholder.
        fit: how well both face each other, 0..1.
        strength: the strength of their tie today.
        strength_after: what the tie is expected to reach.
        active: whether their tie is active already.
        active_after: whether it would be.
        carriers: ids of our people with an active tie to the stakeholder.
        coverage: how surely the stakeholder is reached, 0..1.
    """

    own_position: Position
    position: Position
    fit: float
    strength: float
    strength_after: float
    active: bool
    active_after: bool
    carriers: tuple[str, ...]
    coverage: float


def next_contacts(matrix: ContactMatrix, k: int = STEPS) -> NextContacts:
    """Up to k contacts whose building raises C most, one after the other (metrics.md 6).

    Args:
        matrix: one account.
        k: the most contacts, at least 1.

    Raises:
        InputError: k is below 1.
    """
    return next_contacts_with_reasons(matrix, k)[0]


def next_contacts_with_reasons(
    matrix: ContactMatrix, k: int = STEPS
) -> tuple[NextContacts, list[Circumstances]]:
    """The next contacts, and what speaks for each.

    Args:
        matrix: one account.
        k: the most contacts, at least 1.

    Raises:
        InputError: k is below 1.
    """
    if k < 1:
        raise InputError(f"at least 1 contact is to be found, not {k}")
    search = _Search(matrix)
    steps: list[Step] = []
    reasons: list[Circumstances] = []
    while len(steps) < k:
        best = search.best()
        if best is None:
            break
        gain, own, person = best
        reasons.append(search.circumstances(own, person))
        search.add(own, person)
        step = Step(
            own=matrix.own_ids[own],
            person=matrix.ids[person],
            gain=gain,
            coverage_after=search.coverage(),
        )
        steps.append(step)
    result = NextContacts(
        formula=FORMULA, as_of=matrix.as_of, policy=matrix.policy.hash, steps=tuple(steps)
    )
    return result, reasons


class _Search:
    """Lazy greedy: a gain only shrinks while ties are added, so an old one is an upper bound."""

    def __init__(self, matrix: ContactMatrix) -> None:
        shape = (len(matrix.person), len(matrix.own_person))
        self.matrix = matrix
        self.total = float(matrix.total_weight[0])
        self.strength = np.zeros(shape)
        self.strength[matrix.row, matrix.own] = matrix.strength
        own, facing = classes(matrix, matrix.own_person), classes(matrix, matrix.person)
        self.fit = fits(matrix.policy.fit)[own[None, :], facing[:, None]]
        self.reachable: Floats = matrix.policy.new_tie_strength * self.fit
        self.added = [0] * shape[0]
        self.queue: list[tuple[float, str, str, int, int, int]] = []
        if self.total > EPSILON:
            for person in range(shape[0]):
                self._weigh(person)
        heapq.heapify(self.queue)

    def _weigh(self, person: int) -> None:
        """Puts every pair of a stakeholder that may be added into the queue."""
        others = leave_one_out(self.strength[person].tolist())
        for own in np.flatnonzero(self.reachable[person] > self.strength[person] + EPSILON):
            gain = self._gain(int(own), person, others[own])
            self.queue.append(self._entry(gain, int(own), person))

    def _gain(self, own: int, person: int, others: float) -> float:
        """What the pair adds to C, given how surely all others miss the stakeholder."""
        more = float(self.reachable[person, own] - self.strength[person, own])
        return float(self.matrix.weight[person]) * more * others / self.total

    def _entry(self, gain: float, own: int, person: int) -> tuple[float, str, str, int, int, int]:
        """A place in the queue: by gain, own person and stakeholder; then how old it is."""
        ids = self.matrix.own_ids[own], self.matrix.ids[person]
        return (-rounded(gain), *ids, self.added[person], own, person)

    def best(self) -> tuple[float, int, int] | None:
        """Gain, own person and stakeholder of the best pair; None where nothing gains."""
        while self.queue:
            *_, seen, own, person = heapq.heappop(self.queue)
            if not self._allowed(own, person):
                continue  # for good: whoever is full stays so
            others = leave_one_out(self.strength[person].tolist())[own]
            gain = self._gain(own, person, others)
            if seen == self.added[person]:
                return (gain, own, person) if gain > EPSILON else None
            heapq.heappush(self.queue, self._entry(gain, own, person))
        return None

    def _active(self, own: int, person: int) -> bool:
        return bool(self._actives(person)[own])

    def _actives(self, person: int) -> list[bool]:
        threshold = self.matrix.policy.active_threshold - EPSILON
        return [w >= threshold for w in self.strength[person].tolist()]

    def _allowed(self, own: int, person: int) -> bool:
        """Whether somebody of ours has room for the stakeholder, or looks after them already."""
        threshold = self.matrix.policy.active_threshold - EPSILON
        load = int((self.strength[:, own] >= threshold).sum())
        return load < self.matrix.policy.capacity or self._active(own, person)

    def add(self, own: int, person: int) -> None:
        """Makes the tie as strong as it can become.

        Args:
            own: one of us.
            person: the stakeholder.
        """
        self.strength[person, own] = self.reachable[person, own]
        self.added[person] += 1

    def coverage(self) -> float:
        """C as things stand."""
        sure = 1.0 - (1.0 - self.strength).prod(axis=1)
        return float((self.matrix.weight * sure).sum()) / self.total

    def circumstances(self, own: int, person: int) -> Circumstances:
        """What speaks for the pair before it is added.

        Args:
            own: one of us.
            person: the stakeholder.
        """
        active, after = self._actives(person), float(self.reachable[person, own])
        return Circumstances(
            own_position=self._position(int(self.matrix.own_person[own])),
            position=self._position(int(self.matrix.person[person])),
            fit=float(self.fit[person, own]),
            strength=float(self.strength[person, own]),
            strength_after=after,
            active=active[own],
            active_after=after >= self.matrix.policy.active_threshold - EPSILON,
            carriers=tuple(
                sorted(self.matrix.own_ids[s] for s, strong in enumerate(active) if strong)
            ),
            coverage=1.0 - math.prod(1.0 - w for w in self.strength[person].tolist()),
        )

    def _position(self, number: int) -> Position:
        people = self.matrix.columns.people
        function, level = int(people.function[number]), int(people.level[number])
        return Position(
            function=None if function == MISSING else _FUNCTIONS[function],
            level=None if level == MISSING else level,
        )
