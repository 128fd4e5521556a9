"""Selling-center to buying-center alignment, `alignment/1` (metrics.md 4).

Do the right people face each other? The functions on many accounts return one number a block;
`alignment` is the whole answer for one account. Fit lives in `fit`, matchings in `matching`.
"""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

from kamgraph import segments
from kamgraph.matrix import EPSILON, ContactMatrix, Floats
from kamgraph.metrics.common import defined, envelope, heaviest_first, ratio, ratios, rounded, share
from kamgraph.metrics.fit import best_fits, classes, fits, tie_fits
from kamgraph.metrics.matching import assignment, closed_teeth, possible_teeth, width
from kamgraph.metrics.results import Alignment, Counterpart, Face, LevelGap, Zipper
from kamgraph.model.columns import MISSING
from kamgraph.model.vocabulary import CounterpartStatus, Function, Shape

FORMULA = "alignment/1"


def done_fit(matrix: ContactMatrix) -> Floats:
    """Σ_b v_b · max_s (fit_sb · w_sb) of each block.

    Args:
        matrix: one or many accounts.
    """
    done = segments.maxima(tie_fits(matrix) * matrix.strength, matrix.start)
    return segments.sums(matrix.weight * done, matrix.stakeholder_start)


def offered_fit(matrix: ContactMatrix) -> Floats:
    """Σ_b v_b · max_s fit_sb of each block: what this team could offer.

    Args:
        matrix: one or many accounts.
    """
    return segments.sums(matrix.weight * best_fits(matrix), matrix.stakeholder_start)


def alignment_values(matrix: ContactMatrix) -> Floats:
    """The part of the fit a team could offer and does, of each block; NaN where undefined.

    Args:
        matrix: one or many accounts.
    """
    return ratios(done_fit(matrix), offered_fit(matrix))


def zipper_values(matrix: ContactMatrix) -> Floats:
    """closed / possible teeth of each block; NaN where no peers face each other.

    Args:
        matrix: one or many accounts.
    """
    return ratios(closed_teeth(matrix).astype(float), possible_teeth(matrix).astype(float))


def alignment(matrix: ContactMatrix, propose: bool = True) -> Alignment:
    """Alignment of one account, `alignment/1` (metrics.md 4).

    Args:
        matrix: one account.
        propose: whether counterparts are wanted; of thousands of people they take seconds.

    Raises:
        InputError: the matrix holds several accounts.
    """
    head = envelope(matrix, FORMULA)
    done, breadth = float(done_fit(matrix)[0]), width(matrix)
    counterparts, value = _counterparts(matrix) if propose else ((), None)
    return Alignment(
        **head,
        alignment=share(done, float(offered_fit(matrix)[0])),
        fit_covered=ratio(done, float(matrix.total_weight[0])),
        zipper=_zipper(matrix),
        level_gap=_level_gap(matrix),
        counterparts=counterparts,
        counterparts_value=value,
        faces=_faces(matrix),
        width=breadth,
        shape=_shape(matrix, breadth),
    )


def _zipper(matrix: ContactMatrix) -> Zipper:
    closed, possible = int(closed_teeth(matrix)[0]), int(possible_teeth(matrix)[0])
    known = int((matrix.columns.people.level[matrix.person] != MISSING).sum())
    return Zipper(
        value=defined(float(zipper_values(matrix)[0])),
        closed=closed,
        possible=possible,
        share=ratio(closed, known),
    )


def _level_gap(matrix: ContactMatrix) -> LevelGap:
    """Mean of level_s - level_b over active ties, weighted by strength, and how often each."""
    level = matrix.columns.people.level
    own = level[matrix.own_person[matrix.own[matrix.active]]]
    facing = level[matrix.person[matrix.row[matrix.active]]]
    known = (own != MISSING) & (facing != MISSING)
    gap, strength = (own - facing)[known], matrix.strength[matrix.active][known]
    counts = Counter(gap.tolist())
    return LevelGap(
        mean=ratio(math.fsum(gap * strength), math.fsum(strength)),
        distribution={str(difference): counts[difference] for difference in sorted(counts)},
    )


def _counterparts(matrix: ContactMatrix) -> tuple[tuple[Counterpart, ...], float | None]:
    """Who of us should face whom: the assignment of largest Σ v·fit, then of largest Σ v·w."""
    if not len(matrix.person):
        return (), None
    own = classes(matrix, matrix.own_person)
    fit = fits(matrix.policy.fit)[own[None, :], classes(matrix, matrix.person)[:, None]]
    strength = np.zeros(fit.shape)
    strength[matrix.row, matrix.own] = matrix.strength
    weight = matrix.weight[:, None]
    chosen = assignment(weight * fit, weight * strength, matrix.policy.capacity).tolist()
    rows, value = [], []
    for b in heaviest_first(matrix, range(len(matrix.person))):
        s = chosen[b]
        if s < 0:
            status, who, meets, tied = CounterpartStatus.UNASSIGNED, None, None, None
        else:
            who, meets, tied = matrix.own_ids[s], float(fit[b, s]), float(strength[b, s])
            in_place = tied >= matrix.policy.active_threshold - EPSILON
            status = CounterpartStatus.IN_PLACE if in_place else CounterpartStatus.BUILD
            value.append(float(matrix.weight[b]) * meets)
        rows.append(
            Counterpart(person=matrix.ids[b], own=who, fit=meets, strength=tied, status=status)
        )
    return tuple(rows), math.fsum(value)


def _faces(matrix: ContactMatrix) -> tuple[Face, ...]:
    """Σ w over active ties, function by function, the strongest first."""
    functions = [*(function.value for function in Function), None]
    of = matrix.columns.people.function
    own = of[matrix.own_person[matrix.own[matrix.active]]].tolist()
    facing = of[matrix.person[matrix.row[matrix.active]]].tolist()
    strengths: dict[tuple[int, int], list[float]] = {}
    for pair, w in zip(
        zip(own, facing, strict=True), matrix.strength[matrix.active].tolist(), strict=True
    ):
        strengths.setdefault(pair, []).append(w)
    faces = [
        Face(own_function=functions[s], function=functions[b], strength=math.fsum(parts))
        for (s, b), parts in strengths.items()
    ]
    return tuple(
        sorted(
            faces,
            key=lambda face: (
                -rounded(face.strength),
                face.own_function is None,
                face.own_function or "",
                face.function is None,
                face.function or "",
            ),
        )
    )


def _shape(matrix: ContactMatrix, breadth: int) -> Shape:
    """A reading aid (McDonald, Millman & Rogers 1997)."""
    strength, bounds = matrix.strength[matrix.active], matrix.policy.shape
    if not len(strength):
        return Shape.NONE
    whole = math.fsum(strength)
    strongest = float(strength.max())
    if breadth <= bounds.bow_tie_width or strongest > bounds.bow_tie_share * whole + EPSILON:
        return Shape.BOW_TIE
    own = segments.totals(strength, matrix.own[matrix.active], len(matrix.own_person))
    facing = segments.totals(strength, matrix.row[matrix.active], len(matrix.person))
    most = max(float(own.max()), float(facing.max()))
    if breadth >= bounds.diamond_width and most <= bounds.diamond_share * whole + EPSILON:
        return Shape.DIAMOND
    return Shape.TRANSITION
