"""Influence inside the buying center, `influence/1`: whom champions and opponents can move.

Words travel along `influences` ties from source to target and along `knows` ties both ways;
our own ties play no part here. What we reach ourselves is `coverage`'s and `gatekeepers`'.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kamgraph.matrix import EPSILON, ContactMatrix
from kamgraph.metrics.common import envelope, heaviest_first, ratio, rounded, share
from kamgraph.metrics.results import Envelope, Result, Share, Value
from kamgraph.model.vocabulary import Stance, TieKind

FORMULA = "influence/1"

_STANCES = list(Stance)
_KNOWS = list(TieKind).index(TieKind.KNOWS)
_INFLUENCES = list(TieKind).index(TieKind.INFLUENCES)


class Hold(Result):
    """Who of one side can move somebody most, and how strongly."""

    by: str
    strength: float


class Influenced(Result):
    """A stakeholder: who can move them, and how many ways among others pass them."""

    id: str
    name: str | None
    weight: float
    stance: Stance | None
    champions: Hold | None
    opponents: Hold | None
    betweenness: Value


class Side(Result):
    """The champions, or the opponents, and how much of the rest they can move."""

    people: tuple[str, ...]
    reach: Share


class Broker(Result):
    """Somebody whom the best ways among others pass."""

    person: str
    betweenness: float


class Influence(Envelope):
    """Influence inside the buying center, `influence/1`."""

    champions: Side
    opponents: Side
    contested: tuple[str, ...]
    brokers: tuple[Broker, ...]
    people: tuple[Influenced, ...]


def influence(matrix: ContactMatrix) -> Influence:
    """Influence inside the buying center of one account, `influence/1`.

    The strength of a way is the product of its ties' weights (in distances: the sum of their
    -log); the best way is the strongest, then that over the fewest people. Brokers have a high
    betweenness on best ways (Freeman 1977; computed as Brandes 2001).

    Args:
        matrix: one account.

    Raises:
        InputError: the matrix holds several accounts.
    """
    head = envelope(matrix, FORMULA)
    onward = _onward(matrix)
    ways = [_ways(onward, person) for person in range(len(onward))]
    sides = {stance: _side(matrix, stance) for stance in (Stance.CHAMPION, Stance.OPPONENT)}
    holds = {stance: _holds(matrix, ways, side) for stance, side in sides.items()}
    between = _betweenness(ways)
    for_us, against = holds[Stance.CHAMPION], holds[Stance.OPPONENT]
    undecided = set(range(len(onward))) - sides[Stance.CHAMPION] - sides[Stance.OPPONENT]
    both = [b for b in undecided if for_us[b] and against[b]]
    names, ids = matrix.columns.people.names, matrix.ids
    brokers = [
        Broker(person=ids[b], betweenness=value)
        for b, value in enumerate(between)
        if value is not None and value > EPSILON
    ]
    return Influence(
        **head,
        champions=_summary(matrix, sides[Stance.CHAMPION], for_us),
        opponents=_summary(matrix, sides[Stance.OPPONENT], against),
        contested=tuple(ids[b] for b in heaviest_first(matrix, both)),
        brokers=tuple(sorted(brokers, key=lambda row: (-rounded(row.betweenness), row.person))),
        people=tuple(
            Influenced(
                id=ids[b],
                name=names[int(matrix.person[b])] or None,
                weight=float(matrix.weight[b]),
                stance=_stance(matrix, b),
                champions=for_us[b],
                opponents=against[b],
                betweenness=between[b],
            )
            for b in heaviest_first(matrix, range(len(onward)))
        ),
    )


def _stance(matrix: ContactMatrix, stakeholder: int) -> Stance | None:
    """The stance, None where nobody entered one."""
    number = int(matrix.stance[stakeholder])
    return _STANCES[number] if number >= 0 else None


def _onward(matrix: ContactMatrix) -> list[dict[int, float]]:
    """From each stakeholder to others, the largest weight of parallel rows."""
    ties, place = matrix.columns.ties, {p: b for b, p in enumerate(matrix.person.tolist())}
    valid = (ties.since <= matrix.day) & (ties.until > matrix.day) & (ties.weight > EPSILON)
    valid &= np.isin(ties.source, matrix.person) & np.isin(ties.target, matrix.person)
    valid &= (ties.kind == _KNOWS) | (ties.kind == _INFLUENCES)
    onward: list[dict[int, float]] = [{} for _ in place]
    rows = np.flatnonzero(valid).tolist()
    for row in rows:
        one, other = place[int(ties.source[row])], place[int(ties.target[row])]
        weight = float(ties.weight[row])
        onward[one][other] = max(weight, onward[one].get(other, 0.0))
        if ties.kind[row] == _KNOWS:
            onward[other][one] = max(weight, onward[other].get(one, 0.0))
    return onward


@dataclass(frozen=True)
class _Ways:
    """The best ways from one person to everybody they can move.

    Args:
        order: whom they lead to, the nearest first, beginning with the person.
        strength: how strong they are.
        count: how many equally good ones there are.
        before: who comes last before somebody on them.
    """

    order: list[int]
    strength: dict[int, float]
    count: dict[int, float]
    before: dict[int, list[int]]


def _ways(onward: list[dict[int, float]], person: int) -> _Ways:
    """The best ways from a person: the strongest, then over the fewest people (Dijkstra).

    Counting people makes every tie longer than nothing, a weight of 1 (distance 0) too, so that
    nobody is passed twice and equal ways can be counted.
    """
    found = _Ways([], {person: 1.0}, {person: 1.0}, {person: []})
    best = {person: (-1.0, 0)}
    waiting, done = [(-1.0, 0, person)], set()
    while waiting:
        _, people, node = heapq.heappop(waiting)
        if node in done:
            continue
        done.add(node)
        found.order.append(node)
        for other, weight in onward[node].items():
            strength = found.strength[node] * weight
            length = (-rounded(strength), people + 1)
            if other in done or strength <= EPSILON or length > best.get(other, length):
                continue
            if length == best.get(other):
                found.count[other] += found.count[node]
                found.before[other].append(node)
                continue
            best[other], found.strength[other] = length, strength
            found.count[other], found.before[other] = found.count[node], [node]
            heapq.heappush(waiting, (*length, other))
    return found


def _betweenness(ways: list[_Ways]) -> list[Value]:
    """The part of the ordered pairs of others whose best ways pass each stakeholder."""
    passing = [0.0] * len(ways)
    for person, found in enumerate(ways):
        behind = dict.fromkeys(found.order, 0.0)
        for node in reversed(found.order):
            part = (1.0 + behind[node]) / found.count[node]
            for before in found.before[node]:
                behind[before] += found.count[before] * part
            if node != person:
                passing[node] += behind[node]
    return [ratio(value, (len(ways) - 1) * (len(ways) - 2)) for value in passing]


def _side(matrix: ContactMatrix, stance: Stance) -> set[int]:
    """The stakeholders of a stance."""
    return set(np.flatnonzero(matrix.stance == _STANCES.index(stance)).tolist())


def _holds(matrix: ContactMatrix, ways: list[_Ways], side: Iterable[int]) -> list[Hold | None]:
    """Per stakeholder, who else of a side can move them most."""
    ids = matrix.ids
    holds: list[Hold | None] = [None] * len(ways)
    for person in sorted(side, key=ids.__getitem__):
        for node in ways[person].order[1:]:
            strength, before = ways[person].strength[node], holds[node]
            if before is None or rounded(strength) > rounded(before.strength):
                holds[node] = Hold(by=ids[person], strength=strength)
    return holds


def _summary(matrix: ContactMatrix, side: set[int], holds: list[Hold | None]) -> Side:
    """A side, and the part of everybody else's weight that it can move."""
    rest = [b for b in range(len(holds)) if b not in side]
    weight = matrix.weight
    moved = [float(weight[b]) * hold.strength for b in rest if (hold := holds[b])]
    return Side(
        people=tuple(matrix.ids[b] for b in heaviest_first(matrix, side)),
        reach=share(math.fsum(moved), math.fsum(weight[rest])),
    )
