"""Single-point-of-contact risk, `spoc/1` (metrics.md 3): on whom does everything hang?

The functions on many accounts return one number a block; `spoc` is the whole answer for one
account. Gatekeepers and independent paths have modules of their own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from kamgraph import segments
from kamgraph.matrix import EPSILON, ContactMatrix, Flags, Floats
from kamgraph.metrics.bus_factor import departure_size, smallest_departure
from kamgraph.metrics.common import defined, envelope, heaviest_first, ratio, ratios, rounded
from kamgraph.metrics.coverage import covered_weight
from kamgraph.metrics.gatekeepers import access_graph, gatekeepers
from kamgraph.metrics.independent_paths import independent_paths
from kamgraph.metrics.results import OwnRisk, Robustness, RoleHolder, SingleThread, Spoc

FORMULA = "spoc/1"


def weight_share(matrix: ContactMatrix, rows: Flags) -> Floats:
    """Σ v of some stakeholders over Σ v of all, of each block; NaN where the latter is 0.

    Args:
        matrix: one or many accounts.
        rows: which stakeholders, shape (stakeholders,).
    """
    part = segments.sums(np.where(rows, matrix.weight, 0.0), matrix.stakeholder_start)
    return ratios(part, matrix.total_weight)


def thin_share(matrix: ContactMatrix) -> Floats:
    """Share of the weight with at most one active tie: it cannot fall when somebody is lost.

    Args:
        matrix: one or many accounts.
    """
    return weight_share(matrix, matrix.active_ties <= 1)


def orphaned_share(matrix: ContactMatrix) -> Floats:
    """Share of the weight without any active tie.

    Args:
        matrix: one or many accounts.
    """
    return weight_share(matrix, matrix.active_ties == 0)


def loads(matrix: ContactMatrix) -> Floats:
    """How many active ties each own person has.

    Args:
        matrix: one or many accounts.
    """
    return segments.totals(matrix.active, matrix.own, len(matrix.own_person))


def sole_weight(matrix: ContactMatrix) -> Floats:
    """Σ v of the stakeholders only this own person reaches actively.

    Args:
        matrix: one or many accounts.
    """
    sole = matrix.active & (matrix.active_ties[matrix.row] == 1)
    return segments.totals(
        matrix.weight[matrix.row[sole]], matrix.own[sole], len(matrix.own_person)
    )


def bus_factor(matrix: ContactMatrix, block: int = 0) -> tuple[int, ...] | None:
    """The witness of the bus factor: own people, as indices, by id; None where undefined.

    Its length is the bus factor: the smallest number of own people whose departure leaves less
    than the policy's share of the actively covered weight actively covered (metrics.md 3).

    Args:
        matrix: one or many accounts.
        block: which account.
    """
    first, end = matrix.own_start[block : block + 2].tolist()
    ids = matrix.columns.people.ids
    by_id = sorted(range(first, end), key=lambda s: ids[int(matrix.own_person[s])])
    carriers, weights = _carriers(matrix, block, by_id)
    share = matrix.policy.bus_factor_share
    found = smallest_departure(carriers, weights, len(by_id), share)
    if found is None:
        return None
    last = len(by_id) - 1
    return tuple(own for position, own in enumerate(by_id) if found >> (last - position) & 1)


def _carriers(
    matrix: ContactMatrix, block: int, people: Sequence[int]
) -> tuple[list[int], list[float]]:
    """Per covered stakeholder who reaches them, as a mask with the first one highest, and v."""
    bit = {own: 1 << (len(people) - 1 - position) for position, own in enumerate(people)}
    first, end = matrix.stakeholder_start[block : block + 2].tolist()
    start = matrix.start[first : end + 1].tolist()
    own = matrix.own[start[0] : start[-1]].tolist()
    active = matrix.active[start[0] : start[-1]].tolist()
    carriers, weights = [], []
    for b, weight in enumerate(matrix.weight[first:end].tolist()):
        mask = 0
        for tie in range(start[b] - start[0], start[b + 1] - start[0]):
            if active[tie]:
                mask |= bit[own[tie]]
        if mask and weight > 0:
            carriers.append(mask)
            weights.append(weight)
    return carriers, weights


def bus_factors(matrix: ContactMatrix) -> list[int | None]:
    """The bus factor of each block; the many where one person suffices are settled at once.

    Args:
        matrix: one or many accounts.
    """
    covered = segments.sums(
        np.where(matrix.active_ties > 0, matrix.weight, 0.0), matrix.stakeholder_start
    )
    worst = segments.maxima(sole_weight(matrix), matrix.own_start)
    share = matrix.policy.bus_factor_share
    # Only what is clear beyond rounding is settled here; the exact search decides the rest.
    clear = (covered - worst < share * covered - 2 * EPSILON).tolist()
    found: list[int | None] = []
    for block, weight in enumerate(covered.tolist()):
        if weight <= EPSILON:
            found.append(None)
        elif clear[block]:
            found.append(1)
        else:
            people = range(*matrix.own_start[block : block + 2].tolist())
            carriers, weights = _carriers(matrix, block, people)
            found.append(departure_size(carriers, weights, len(people), share))
    return found


def leave_one_out(strengths: list[float]) -> list[float]:
    """For each tie of a stakeholder, Π (1 - w) over the others, never by dividing.

    Args:
        strengths: w of each tie.
    """
    after = [1.0]
    for w in reversed(strengths[1:]):
        after.append(after[-1] * (1.0 - w))
    others, before = [], 1.0
    for w, rest in zip(strengths, reversed(after), strict=False):
        others.append(before * rest)
        before *= 1.0 - w
    return others


def losses(matrix: ContactMatrix) -> Floats:
    """Σ v_b (c_b - c_b without s) of each own person; divided by Σ v it is the loss.

    Args:
        matrix: one account.
    """
    others = np.zeros(len(matrix.strength))
    for b in range(len(matrix.person)):
        ties = slice(int(matrix.start[b]), int(matrix.start[b + 1]))
        others[ties] = leave_one_out(matrix.strength[ties].tolist())
    lost = matrix.weight[matrix.row] * matrix.strength * others
    return segments.totals(lost, matrix.own, len(matrix.own_person))


def spoc(matrix: ContactMatrix) -> Spoc:
    """Single-point-of-contact risk of one account, `spoc/1` (metrics.md 3).

    Args:
        matrix: one account.

    Raises:
        InputError: the matrix holds several accounts.
    """
    head = envelope(matrix, FORMULA)
    ties = matrix.active_ties
    carried = segments.totals(
        matrix.weight[matrix.row] * matrix.strength, matrix.own, len(matrix.own_person)
    )
    hhi, ways = _concentration(carried), access_graph(matrix)
    return Spoc(
        **head,
        single_threaded=_single_threads(matrix),
        orphaned=tuple(
            matrix.ids[b] for b in heaviest_first(matrix, np.flatnonzero(ties == 0).tolist())
        ),
        thin_share=defined(float(thin_share(matrix)[0])),
        orphaned_share=defined(float(orphaned_share(matrix)[0])),
        spoc_share=_spoc_share(matrix),
        own=_own(matrix, carried),
        hhi=hhi,
        effective_carriers=None if hhi is None else 1 / hhi,
        bus_factor=bus_factors(matrix)[0],
        bus_factor_set=tuple(matrix.own_ids[own] for own in bus_factor(matrix) or ()),
        robustness=_robustness(matrix),
        expected_loss=_expected_loss(matrix),
        roles_on_one_head=_roles_on_one_head(matrix),
        customer_hhi=_concentration(segments.sums(matrix.strength, matrix.start)),
        gatekeepers=gatekeepers(ways),
        independent_paths=independent_paths(ways),
    )


def _concentration(parts: Floats) -> float | None:
    """Herfindahl-Hirschman index of some parts; None where they sum to 0."""
    whole = math.fsum(parts)
    return float(((parts / whole) ** 2).sum()) if whole > EPSILON else None


def _spoc_share(matrix: ContactMatrix) -> float | None:
    """Σ v of the single-threaded over Σ v of all with an active tie."""
    ties, v = matrix.active_ties, matrix.weight
    return ratio(float(v[ties == 1].sum()), float(v[ties >= 1].sum()))


def _single_threads(matrix: ContactMatrix) -> tuple[SingleThread, ...]:
    """Who hangs on one of us, heaviest first."""
    ties, ids, own_ids = matrix.active_ties, matrix.ids, matrix.own_ids
    lone = {
        int(matrix.row[tie]): own_ids[int(matrix.own[tie])]
        for tie in np.flatnonzero(matrix.active).tolist()
        if ties[matrix.row[tie]] == 1
    }
    return tuple(
        SingleThread(person=ids[b], own=lone[b], weight=float(matrix.weight[b]))
        for b in heaviest_first(matrix, lone)
    )


def _own(matrix: ContactMatrix, carried: Floats) -> tuple[OwnRisk, ...]:
    """What hangs on each of us, the largest loss first."""
    total, whole = float(matrix.total_weight[0]), math.fsum(carried)
    lost, load, reached = losses(matrix), loads(matrix), float(covered_weight(matrix)[0])
    names, sole = matrix.columns.people.names, _sole(matrix)
    rows = [
        OwnRisk(
            id=matrix.own_ids[s],
            name=names[int(matrix.own_person[s])] or None,
            loss=ratio(float(lost[s]), total),
            loss_share=ratio(float(lost[s]) / total, reached / total) if total > EPSILON else None,
            load=int(load[s]),
            share=ratio(float(carried[s]), whole),
            sole=tuple(sorted(sole[s])),
        )
        for s in range(len(matrix.own_person))
    ]
    return tuple(sorted(rows, key=lambda row: (-rounded(row.loss or 0.0), row.id)))


def _sole(matrix: ContactMatrix) -> list[list[str]]:
    """Ids of the stakeholders only this own person reaches actively, per own person."""
    found: list[list[str]] = [[] for _ in matrix.own_person]
    for tie in np.flatnonzero(matrix.active).tolist():
        if matrix.active_ties[matrix.row[tie]] == 1:
            found[int(matrix.own[tie])].append(matrix.ids[int(matrix.row[tie])])
    return found


def _robustness(matrix: ContactMatrix) -> Robustness:
    """C after removing, one at a time, whoever's loss is then largest."""
    total = float(matrix.total_weight[0])
    if total <= EPSILON:
        return Robustness(curve=(), order=(), value=None)
    removal = _Removal(matrix)
    curve, order = [removal.covered() / total], []
    while removal.present:
        order.append(matrix.own_ids[removal.remove_costliest()])
        curve.append(removal.covered() / total)
    steps = matrix.policy.robustness_steps
    value = ratio(math.fsum(curve[1 : steps + 1]) / steps, curve[0])
    return Robustness(curve=tuple(curve), order=tuple(order), value=value)


class _Removal:
    """Own people leaving one after the other; only what a departure touches is computed anew."""

    def __init__(self, matrix: ContactMatrix) -> None:
        self.matrix = matrix
        self.present = set(range(len(matrix.own_person)))
        self.strength = matrix.strength.copy()
        self.lost = np.zeros(len(matrix.strength))
        self.sure = np.zeros(len(matrix.person))
        for b in range(len(matrix.person)):
            self._weigh(b)

    def _weigh(self, stakeholder: int) -> None:
        ties = slice(*self.matrix.start[stakeholder : stakeholder + 2].tolist())
        strengths = self.strength[ties].tolist()
        others = np.array(leave_one_out(strengths))
        self.sure[stakeholder] = 1.0 - math.prod(1.0 - w for w in strengths)
        self.lost[ties] = self.matrix.weight[stakeholder] * self.strength[ties] * others

    def covered(self) -> float:
        """Σ v c with those still present."""
        return float((self.matrix.weight * self.sure).sum())

    def remove_costliest(self) -> int:
        """Lets the own person with the largest loss (then the smallest id) leave."""
        people, total = len(self.matrix.own_person), float(self.matrix.total_weight[0])
        loss = segments.totals(self.lost, self.matrix.own, people) / total
        ids = self.matrix.own_ids
        own = min(self.present, key=lambda s: (-rounded(float(loss[s])), ids[s]))
        self.present.remove(own)
        for tie in np.flatnonzero(self.matrix.own == own).tolist():
            self.strength[tie] = 0.0
            self._weigh(int(self.matrix.row[tie]))
        return own


def _expected_loss(matrix: ContactMatrix) -> float | None:
    """What we lose in C on average if everybody leaves independently (closed form)."""
    total, covered = float(matrix.total_weight[0]), float(covered_weight(matrix)[0])
    if total <= EPSILON:
        return None
    attrition = matrix.columns.people.attrition[matrix.own_person]
    attrition = np.where(np.isnan(attrition), matrix.policy.attrition, attrition)
    staying = matrix.strength * (1.0 - attrition[matrix.own])
    return (covered - float(covered_weight(matrix, staying)[0])) / total


def _roles_on_one_head(matrix: ContactMatrix) -> tuple[RoleHolder, ...]:
    """Required roles that exactly one stakeholder holds."""
    found = []
    for role in matrix.policy.required_roles:
        holders = np.flatnonzero(matrix.holds(role)).tolist()
        if len(holders) == 1:
            found.append(RoleHolder(role=role, person=matrix.ids[holders[0]]))
    return tuple(found)
