"""The bus factor: the smallest departure that leaves too little of the covered weight covered.

Exact, on ties too (metrics.md 3). Up to 18 carriers, all subsets are weighed at once by a
zeta transform; beyond, a branch and bound over bit masks. Truck factor: Avelino et al. 2016;
minimum critical set on bipartite graphs: arXiv 2603.07845.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from kamgraph.matrix import EPSILON

LIMIT = 1_000_000
"""How many groups of stakeholders a search looks at, once a departure tried, before it gives up.

A second or two, the same everywhere, however large the account. Finding the smallest departure is
NP-hard. With up to about 40 carriers a search needs a few thousand departures; some 60 carriers
who share 200 stakeholders evenly can need more than anybody would wait for, and are answered
with "not known" instead of a guess. The page's `departure.js` gives up at the same point.
"""

_MANY = 128
"""Above so many carriers a look costs more and settles less: a tenth of the looks is enough."""

_AT_ONCE = 18
"""Carriers whose subsets are weighed at once: 2^18 doubles are 2 MB."""


def smallest_departure(
    carriers: Sequence[int], weights: Sequence[float], people: int, share: float
) -> int | None:
    """The carriers, as a bit mask, of the smallest departure that matters.

    None if no departure matters, or if finding it takes more than `LIMIT` allows.

    Among departures of that size it is the one with the smallest sorted list of positions.

    Args:
        carriers: per covered stakeholder a mask of who reaches them actively; own person
            number i of the account is bit `people - 1 - i`, so that of two masks of one size
            the larger has the smaller list.
        weights: v_b of those stakeholders.
        people: how many own people there are.
        share: the part of the covered weight that must stay covered, in [0, 1].
    """
    case = _case(carriers, weights, people, share)
    if case is None:
        return None
    bits, masks, total, need = case
    if len(bits) <= _AT_ONCE:
        return _unpacked(_by_all_subsets(masks, len(bits), total, need), bits)
    try:
        return _unpacked(_Search(masks, len(bits), total - need).smallest(), bits)
    except _TooManyError:
        return None


def departure_size(
    carriers: Sequence[int], weights: Sequence[float], people: int, share: float
) -> int | None:
    """The size of the smallest departure that matters, without naming who.

    None if no departure matters, or if finding it takes more than `LIMIT` allows.

    Args:
        carriers: as for `smallest_departure`, and so the others.
        weights: v_b of those stakeholders.
        people: how many own people there are.
        share: the part of the covered weight that must stay covered, in [0, 1].
    """
    case = _case(carriers, weights, people, share)
    if case is None:
        return None
    bits, masks, total, need = case
    if len(bits) <= _AT_ONCE:
        return _by_all_subsets(masks, len(bits), total, need).bit_count()
    try:
        return _Search(masks, len(bits), total - need).size_needed()
    except _TooManyError:
        return None


def _case(
    carriers: Sequence[int], weights: Sequence[float], people: int, share: float
) -> tuple[list[int], dict[int, float], float, float] | None:
    """Bits in use, weights by packed mask, the covered weight, and what must not stay covered."""
    total = math.fsum(weights)
    need = share * total - EPSILON
    if total <= EPSILON or need <= 0:
        return None
    together: dict[int, float] = {}
    for mask, weight in zip(carriers, weights, strict=True):
        together[mask] = together.get(mask, 0.0) + weight
    used = 0
    for mask in together:
        used |= mask
    bits = [1 << bit for bit in range(people) if used >> bit & 1]
    masks = {_packed(mask, bits): weight for mask, weight in together.items()}
    return bits, masks, total, need


def _packed(mask: int, bits: list[int]) -> int:
    """A mask over the bits in use only, their order kept."""
    return sum(1 << position for position, bit in enumerate(bits) if mask & bit)


def _unpacked(mask: int, bits: list[int]) -> int:
    """The mask that `_packed` was made of."""
    return sum(bit for position, bit in enumerate(bits) if mask >> position & 1)


def _by_all_subsets(masks: dict[int, float], size: int, total: float, need: float) -> int:
    """Lost weight of every subset by summing over its subsets, dimension by dimension."""
    lost = np.zeros(1 << size)
    for mask, weight in masks.items():
        lost[mask] += weight
    for bit in range(size):
        halves = lost.reshape(-1, 2, 1 << bit)
        halves[:, 1] += halves[:, 0]
    enough = np.flatnonzero(total - lost < need)
    heads = np.bitwise_count(enough)
    return int(enough[heads == heads.min()].max())


class _TooManyError(Exception):
    """The search looked at more departures than `LIMIT`; never leaves this module."""


class _Search:
    """Branch and bound over departures, for more carriers than all subsets can be weighed of.

    Args:
        masks: weight of the stakeholders that share a set of carriers.
        size: how many carriers there are.
        goal: the weight that must be lost; more than this is enough.
    """

    def __init__(self, masks: dict[int, float], size: int, goal: float) -> None:
        self.masks = masks
        self.size = size
        self.goal = goal
        self.looks = 0
        self.limit = LIMIT if size <= _MANY else LIMIT // 10

    def smallest(self) -> int:
        """The largest mask of the smallest size: bit by bit, what a departure can still have."""
        allowed, gone, left = (1 << self.size) - 1, 0, self.size_needed()
        for bit in reversed(range(self.size)):
            allowed &= ~(1 << bit)
            if left and self.suffices(gone | 1 << bit, allowed, left - 1):
                gone, left = gone | 1 << bit, left - 1
        return gone

    def size_needed(self) -> int:
        """The size of the smallest departure."""
        everybody = (1 << self.size) - 1
        return next(k for k in range(1, self.size + 1) if self.suffices(0, everybody, k))

    def suffices(self, gone: int, allowed: int, left: int) -> bool:
        """Whether some `left` of the allowed, leaving after `gone`, make us lose enough."""
        self.looks += len(self.masks)
        if self.looks > self.limit:
            raise _TooManyError
        lost, parts = self.parts(gone, allowed, left)
        if lost > self.goal:
            return allowed.bit_count() >= left
        if not left or not parts:
            return False
        best = sorted(parts, key=lambda bit: -parts[bit])
        # The slack keeps rounding from cutting off a departure that just suffices.
        if lost + sum(parts[bit] for bit in best[:left]) <= self.goal - EPSILON:
            return False
        rest = allowed & ~(1 << best[0])
        return self.suffices(gone | 1 << best[0], rest, left - 1) or self.suffices(gone, rest, left)

    def parts(self, gone: int, allowed: int, left: int) -> tuple[float, dict[int, float]]:
        """What is lost already, and the most each allowed carrier can add to it.

        The weight of a stakeholder that can still be lost is parted evenly among the carriers
        it has: no departure loses more than the parts of those who go.
        """
        lost, parts = 0.0, dict.fromkeys((b for b in range(self.size) if allowed >> b & 1), 0.0)
        for mask, weight in self.masks.items():
            missing = mask & ~gone
            if not missing:
                lost += weight
            elif not missing & ~allowed and missing.bit_count() <= left:
                part = weight / missing.bit_count()
                while missing:
                    low = missing & -missing
                    parts[low.bit_length() - 1] += part
                    missing ^= low
        return lost, parts
