"""The headline numbers: of each account side by side, or of all of them taken together.

Portfolio, trend, diff and sensitivity show the same numbers; here they are put together, the
findings counted. The formulas stand in `kamgraph.metrics` and in the rules.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from kamgraph.findings import rules as _rules  # noqa: F401 - registers the rules
from kamgraph.findings.accepted import NOT_ACCEPTED, Acceptances
from kamgraph.findings.rule import Assessment, rules_of
from kamgraph.matrix import ContactMatrix, Floats
from kamgraph.metrics.alignment import alignment_values, offered_fit, zipper_values
from kamgraph.metrics.common import defined, ratio
from kamgraph.metrics.coverage import (
    expected_weight,
    lower_bound,
    share_with,
    upper_bound,
    weighted,
)
from kamgraph.metrics.matching import possible_teeth
from kamgraph.metrics.results import HeadlineNumbers
from kamgraph.metrics.spoc import orphaned_share, thin_share
from kamgraph.model.vocabulary import Severity


def headlines(matrix: ContactMatrix) -> list[HeadlineNumbers]:
    """The headline numbers of each account, in the matrix's order.

    Args:
        matrix: one or many accounts.
    """
    assessment = Assessment(matrix)
    counts = _counts(assessment)
    shares = {
        name: [defined(value) for value in values.tolist()]
        for name, values in _shares(matrix).items()
    }
    return [
        HeadlineNumbers(
            stakeholders=int(matrix.stakeholders[block]),
            own_people=int(matrix.own_people[block]),
            bus_factor=assessment.bus_factors[block],
            **{name: values[block] for name, values in shares.items()},
            **{severity.value: counts[severity][block] for severity in Severity},
        )
        for block in range(matrix.blocks)
    ]


def together(matrix: ContactMatrix, rows: Sequence[HeadlineNumbers]) -> HeadlineNumbers:
    """The headline numbers of all accounts as if they were one, in which nobody works twice.

    Every share is the sum of the accounts' numerators over the sum of their denominators, so
    that a large account counts more; people and findings are summed, somebody in two accounts
    counts in both; the bus factor is the lower median of the accounts that have one.

    Args:
        matrix: the accounts.
        rows: their headline numbers, in the same order.
    """
    shares = {
        name: _mean([getattr(row, name) for row in rows], whole)
        for name, whole in _wholes(matrix).items()
    }
    factors = sorted(row.bus_factor for row in rows if row.bus_factor is not None)
    return HeadlineNumbers(
        stakeholders=int(matrix.stakeholders.sum()),
        own_people=int(matrix.own_people.sum()),
        bus_factor=factors[(len(factors) - 1) // 2] if factors else None,
        **shares,
        critical=sum(row.critical for row in rows),
        warning=sum(row.warning for row in rows),
        notice=sum(row.notice for row in rows),
    )


def _shares(matrix: ContactMatrix) -> dict[str, Floats]:
    """The headline numbers that are shares, of each account."""
    return {
        "weighted": weighted(matrix),
        "lower": lower_bound(matrix),
        "upper": upper_bound(matrix),
        "active": share_with(matrix, 1),
        "redundant": share_with(matrix, 2),
        "thin_share": thin_share(matrix),
        "orphaned_share": orphaned_share(matrix),
        "alignment": alignment_values(matrix),
        "zipper": zipper_values(matrix),
    }


def _wholes(matrix: ContactMatrix) -> dict[str, Floats]:
    """What each share is a share of, of each account."""
    heads, weight = matrix.stakeholders.astype(float), matrix.total_weight
    return {
        "weighted": weight,
        "lower": expected_weight(matrix),
        "upper": weight,
        "active": heads,
        "redundant": heads,
        "thin_share": weight,
        "orphaned_share": weight,
        "alignment": offered_fit(matrix),
        "zipper": possible_teeth(matrix).astype(float),
    }


def _mean(values: Sequence[float | None], whole: Floats) -> float | None:
    """The mean of the defined values, each counted with its whole."""
    pairs = [(v, w) for v, w in zip(values, whole.tolist(), strict=True) if v is not None]
    return ratio(math.fsum(v * w for v, w in pairs), math.fsum(w for _, w in pairs))


def _counts(assessment: Assessment) -> dict[Severity, list[int]]:
    """How many findings of each severity each account has, those accepted left out."""
    matrix = assessment.matrix
    acceptances = Acceptances(matrix)
    totals = {severity: np.zeros(matrix.blocks, np.int64) for severity in Severity}
    for rule in rules_of(matrix.policy):
        hits = rule.find(assessment)
        counting = hits.block[acceptances.covering(rule, hits) == NOT_ACCEPTED]
        totals[rule.severity_in(matrix.policy)] += np.bincount(counting, minlength=matrix.blocks)
    return {severity: total.tolist() for severity, total in totals.items()}
