"""Introductions, `introductions/1` (metrics.md 6): who could bring us together with somebody.

Ways lead from one of us over the access pool to anybody, in the buying center or not. How well
everybody is reached by the best way is a metric (`kamgraph.metrics.indirect`); here the ways
themselves are named, the best one first, each further one without the people of those before.
"""

from __future__ import annotations

import numpy as np

from kamgraph import segments
from kamgraph.errors import InputError
from kamgraph.matrix import EPSILON, ContactMatrix, Floats, Ints
from kamgraph.matrix.access import Access, access
from kamgraph.metrics.common import envelope, rounded
from kamgraph.metrics.results import Result
from kamgraph.planning.changed import is_own, number_of
from kamgraph.planning.results import Plan

FORMULA = "introductions/1"

_CLOSE = 2 * EPSILON
"""Strengths that may be equal once they are rounded to 12 decimals differ by less."""


class Way(Result):
    """A way to somebody: one of us first, then who introduces whom, the person last."""

    people: tuple[str, ...]
    strength: float


class Introductions(Plan):
    """The best ways to somebody, `introductions/1` (metrics.md 6)."""

    paths: tuple[Way, ...]


def introductions(matrix: ContactMatrix, person: str, k: int = 3) -> Introductions:
    """The best ways to somebody, `introductions/1` (metrics.md 6).

    A way's strength is that of our tie to the first person on it, times the weights of the
    ties between the others, times `indirect_discount` for each of at most
    `max_intermediaries` people between us and the target. The best way is the strongest, then
    that with the fewest people, then the first by ids; the next is the best of those that
    share nobody with it but the target.

    Args:
        matrix: one account.
        person: the id of somebody who is not one of us, in the account or not.
        k: how many ways at most, at least 1.

    Raises:
        InputError: the matrix holds several accounts, an unknown id, somebody of ours, or a
            number below 1.
    """
    envelope(matrix, FORMULA)  # refuses several accounts
    number = number_of(matrix.columns, person)
    if is_own(matrix.columns, number):
        raise InputError(f"'{person}' is one of our people; name somebody who is not")
    if k < 1:
        raise InputError(f"{k} introductions cannot be found; ask for at least 1")
    guest = matrix.ties_to(number)
    found: list[Way] = []
    if len(guest.person):
        search = _Search(matrix, access(matrix, guest), number)
        while len(found) < k and (way := search.best()) is not None:
            found.append(way)
    return Introductions(
        formula=FORMULA, as_of=matrix.as_of, policy=matrix.policy.hash, paths=tuple(found)
    )


class _Search:
    """The ways to one person that are still free.

    Nodes are the own people, then the members of the access pool, the target among them. What
    a step keeps of a way's strength is its factor: w from own people, the weight times the
    discount from others.
    """

    def __init__(self, matrix: ContactMatrix, pool: Access, target: int) -> None:
        known, own = matrix.columns.people.ids, len(matrix.own_person)
        self.ids = [*matrix.own_ids, *(known[number] for number in pool.person.tolist())]
        self.ours = sorted(range(own), key=self.ids.__getitem__)
        self.target = own + int(np.flatnonzero(pool.person == target)[0])
        self.most = min(matrix.policy.max_intermediaries, len(pool.person))
        self.used: set[int] = set()
        self.onward: dict[int, dict[int, float]] = {}
        self.back: dict[int, dict[int, float]] = {}
        self._add(pool.own, segments.numbers(pool.own_start) + own, pool.strength, 1.0)
        discount = matrix.policy.indirect_discount
        self._add(pool.source + own, segments.numbers(pool.start) + own, pool.weight, discount)

    def _add(self, source: Ints, target: Ints, strength: Floats, discount: float) -> None:
        """Steps from some nodes to others, those to the same node by ids."""
        there = strength > EPSILON
        ends = source[there].tolist(), target[there].tolist()
        steps = zip(*ends, strength[there].tolist(), strict=True)
        for one, other, w in sorted(steps, key=lambda step: self.ids[step[1]]):
            self.onward.setdefault(one, {})[other] = w * discount
            self.back.setdefault(other, {})[one] = w * discount

    def best(self) -> Way | None:
        """The best way that is left; its people are on no other from now on."""
        rests = self._rests()
        best = [max((rest.get(own, 0.0) for own in self.ours), default=0.0) for rest in rests]
        strongest = max(best, default=0.0)
        if strongest <= EPSILON:
            return None
        for least in (rounded(strongest), strongest - _CLOSE):  # the second if rounding parts them
            for between, value in enumerate(best):
                found = value >= strongest - _CLOSE and self._first(rests[: between + 1], least)
                if found:
                    self.used.update(found[0])
                    people = tuple(self.ids[node] for node in (*found[0], self.target))
                    return Way(people=people, strength=found[1])
        return None

    def _rests(self) -> list[dict[int, float]]:
        """What the best way on to the target keeps, by node; over 0, 1, 2, … people between."""
        rests: list[dict[int, float]] = []
        last = {self.target: 1.0}
        while last and len(rests) <= self.most:
            rest: dict[int, float] = {}
            for node, value in last.items():
                for before, factor in self.back.get(node, {}).items():
                    if before not in self.used and before != self.target:
                        rest[before] = max(rest.get(before, 0.0), value * factor)
            rests.append(rest)
            last = rest
        return rests

    def _first(
        self, rests: list[dict[int, float]], least: float
    ) -> tuple[tuple[int, ...], float] | None:
        """The first way by ids over so many people that is strong enough, without the target."""
        for own in self.ours:
            found = self._extended((own,), 1.0, rests, least)
            if found:
                return found
        return None

    def _extended(
        self, way: tuple[int, ...], strength: float, rests: list[dict[int, float]], least: float
    ) -> tuple[tuple[int, ...], float] | None:
        """The first way that begins so."""
        node = way[-1]
        ahead = rests[len(rests) - len(way)].get(node)
        if ahead is None or strength * ahead < least - _CLOSE:
            return None
        steps = self.onward.get(node, {})
        if len(way) == len(rests):
            whole = strength * steps.get(self.target, 0.0)
            return (way, whole) if rounded(whole) >= least else None
        for other, factor in steps.items():
            if other not in way:
                found = self._extended((*way, other), strength * factor, rests, least)
                if found:
                    return found
        return None
