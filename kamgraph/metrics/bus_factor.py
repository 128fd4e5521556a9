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

_AT_ONCE = 18
"""Carriers whose subsets are weighed at once: 2^18 doubles are 2 MB."""


def smallest_departure(
    carriers: Sequence[int], weights: Sequence[float], people: int, share: float
) -> int | None:
    """The carriers, as a bit mask, of the smallest departure that matters; None if none does.

    Among departures of that size it is the one with the smallest sorted list of positions.

    Args:
        carriers: per covered stakeholder a mask of who reaches them actively; own person
            number i of the account is bit `people - 1 - i`, so that of two masks of one size
            the larger has the smaller list.
        weights: v_b of those stakeholders.
        people: how many own people there are.
        share: the part of the covered weight that must stay covered, in [0, 1].
    """
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
    if len(bits) <= _AT_ONCE:
        found = _by_all_subsets(masks, len(bits), total, need)
    else:
        found = _by_branches(masks, len(bits), total, need)
    return _unpacked(found, bits)


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


def _by_branches(masks: dict[int, float], size: int, total: float, need: float) -> int:
    """Sizes from 1 upwards; within a size the smallest list of positions that is found first."""
    search = _Search(masks, size, total - need)
    everybody = (1 << size) - 1
    for heads in range(1, size):
        found = search.complete(0, everybody, heads)
        if found is not None:
            return found
    return everybody


class _Search:
    """Departures of one size, the largest bits first, cut off where they cannot suffice.

    Args:
        masks: weight of the stakeholders that share a set of carriers.
        size: how many carriers there are.
        goal: the weight that must be lost; more than this is enough.
    """

    def __init__(self, masks: dict[int, float], size: int, goal: float) -> None:
        self.masks = masks
        self.size = size
        self.goal = goal

    def complete(self, gone: int, allowed: int, left: int) -> int | None:
        """The departure that continues `gone` by `left` of the allowed; None if none suffices."""
        lost, parts = self.parts(gone, allowed, left)
        if left == 0:
            return gone if lost > self.goal else None
        # The slack keeps rounding from cutting off a departure that just suffices.
        if lost + sum(sorted(parts.values(), reverse=True)[:left]) <= self.goal - EPSILON:
            return None
        for bit in sorted(parts, reverse=True):
            if allowed.bit_count() < left:
                return None
            allowed &= ~(1 << bit)
            found = self.complete(gone | 1 << bit, allowed, left - 1)
            if found is not None:
                return found
        return None

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
