"""The portfolio: a row an account with the headline numbers and the findings counted."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from kamgraph.findings import rules as _rules  # noqa: F401 - registers the rules
from kamgraph.findings.accepted import NOT_ACCEPTED, Acceptances
from kamgraph.findings.rule import Assessment, rules_of
from kamgraph.matrix import ContactMatrix, Floats
from kamgraph.metrics.alignment import alignment_values, zipper_values
from kamgraph.metrics.common import defined, rounded
from kamgraph.metrics.coverage import lower_bound, share_with, upper_bound, weighted
from kamgraph.metrics.results import PortfolioResult, PortfolioRow
from kamgraph.metrics.spoc import orphaned_share, thin_share
from kamgraph.model.columns import PortfolioColumns
from kamgraph.model.policy import Policy
from kamgraph.model.vocabulary import Severity

FORMULA = "portfolio/1"


def portfolio(
    columns: PortfolioColumns, as_of: date, policy: Policy | None = None
) -> PortfolioResult:
    """A row an account, worst first, `portfolio/1`: all accounts in one pass.

    Args:
        columns: the whole portfolio.
        as_of: the date everything is stated for.
        policy: the constants; the defaults where left out.
    """
    matrix = ContactMatrix.of_columns(columns, as_of, policy)
    assessment = Assessment(matrix)
    counts = _counts(assessment)
    numbers = {
        name: _values(values)
        for name, values in (
            ("weighted", weighted(matrix)),
            ("lower", lower_bound(matrix)),
            ("upper", upper_bound(matrix)),
            ("active", share_with(matrix, 1)),
            ("redundant", share_with(matrix, 2)),
            ("thin_share", thin_share(matrix)),
            ("orphaned_share", orphaned_share(matrix)),
            ("alignment", alignment_values(matrix)),
            ("zipper", zipper_values(matrix)),
        )
    }
    rows = [
        PortfolioRow(
            account=columns.accounts.ids[block],
            name=columns.accounts.names[block],
            stakeholders=int(matrix.stakeholders[block]),
            own_people=int(matrix.own_people[block]),
            bus_factor=assessment.bus_factors[block],
            **{name: values[block] for name, values in numbers.items()},
            **{severity.value: counts[severity][block] for severity in Severity},
        )
        for block in range(matrix.blocks)
    ]
    return PortfolioResult(
        formula=FORMULA,
        as_of=as_of,
        policy=matrix.policy.hash,
        accounts=tuple(sorted(rows, key=_worst_first)),
    )


def _values(values: Floats) -> list[float | None]:
    return [defined(value) for value in values.tolist()]


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


def _worst_first(row: PortfolioRow) -> tuple[int, int, float, str]:
    covered = math.inf if row.weighted is None else rounded(row.weighted)
    return (-row.critical, -row.warning, covered, row.account)
