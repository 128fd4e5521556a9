"""In which order people stand inside their band, so that few contact lines cross.

Barycentre sweeps to and fro, then swaps of neighbours (Sugiyama, Tagawa, Toda 1981; the usual
heuristic for two layers, where the optimum is NP-hard). Where things stand is the layout's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

Bands = list[list[str]]
"""Ids by band, from the top."""

_SWEEPS = 12
_SWAP_ROUNDS = 8


def order(left: Bands, right: Bands, lines: Sequence[tuple[str, str]]) -> tuple[Bands, Bands]:
    """Both sides in an order with few crossings; bands are kept.

    Args:
        left: ids by band.
        right: ids by band.
        lines: left id, right id.
    """
    to_right, to_left = _neighbours(lines)
    left, right = [list(band) for band in left], [list(band) for band in right]
    best = (crossings(left, right, lines), left, right)
    for sweep in range(_SWEEPS):
        if sweep % 2 == 0:
            right = _by_barycentre(right, to_left, _places(left))
        else:
            left = _by_barycentre(left, to_right, _places(right))
        count = crossings(left, right, lines)
        if count < best[0]:
            best = (count, left, right)
    _, left, right = best
    for _ in range(_SWAP_ROUNDS):
        moved = _swap(right, to_left, _places(left))
        moved = _swap(left, to_right, _places(right)) or moved
        if not moved:
            break
    return left, right


def crossings(left: Bands, right: Bands, lines: Sequence[tuple[str, str]]) -> int:
    """How many pairs of lines cross.

    Args:
        left: ids by band.
        right: ids by band.
        lines: left id, right id.
    """
    at_left, at_right = _places(left), _places(right)
    ends = sorted((at_left[a], at_right[b]) for a, b in lines)
    seen: list[int] = []
    count = 0
    for start in range(len(ends)):
        # Lines from one card never cross each other: equal right ends do not count, and
        # sorting put a card's lines in ascending order.
        place = bisect_right(seen, ends[start][1])
        count += len(seen) - place
        seen.insert(place, ends[start][1])
    return count


def _neighbours(
    lines: Sequence[tuple[str, str]],
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    to_right: dict[str, list[str]] = {}
    to_left: dict[str, list[str]] = {}
    for a, b in lines:
        to_right.setdefault(a, []).append(b)
        to_left.setdefault(b, []).append(a)
    return to_right, to_left


def _places(bands: Bands) -> dict[str, int]:
    """The place of each id from the top."""
    return {id_: place for place, id_ in enumerate(id_ for band in bands for id_ in band)}


def _by_barycentre(
    bands: Bands, neighbours: Mapping[str, Sequence[str]], across: Mapping[str, int]
) -> Bands:
    """Each band sorted by the mean place of those across; who has none keeps its place."""
    sorted_bands = []
    for band in bands:
        means = {
            id_: sum(across[other] for other in neighbours[id_]) / len(neighbours[id_])
            for id_ in band
            if id_ in neighbours
        }
        ranked = iter(sorted(means, key=lambda id_: (means[id_], id_)))
        sorted_bands.append([next(ranked) if id_ in means else id_ for id_ in band])
    return sorted_bands


def _swap(bands: Bands, neighbours: Mapping[str, Sequence[str]], across: Mapping[str, int]) -> bool:
    """Swaps neighbours in place wherever that undoes crossings; whether it did."""
    moved = False
    for band in bands:
        for place in range(len(band) - 1):
            upper = sorted(across[other] for other in neighbours.get(band[place], ()))
            lower = sorted(across[other] for other in neighbours.get(band[place + 1], ()))
            if _crossed(lower, upper) < _crossed(upper, lower):
                band[place], band[place + 1] = band[place + 1], band[place]
                moved = True
    return moved


def _crossed(upper: Sequence[int], lower: Sequence[int]) -> int:
    """Crossings between the lines of two cards, one above the other."""
    return sum(bisect_left(lower, place) for place in upper)
