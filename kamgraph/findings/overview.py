"""The portfolio: a row an account with the headline numbers and the findings counted."""

from __future__ import annotations

import math
from datetime import date

from kamgraph.findings.headline import headlines
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.common import rounded
from kamgraph.metrics.results import PortfolioResult, PortfolioRow
from kamgraph.model.columns import PortfolioColumns
from kamgraph.model.policy import Policy

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
    rows = [
        PortfolioRow(
            account=columns.accounts.ids[block], name=columns.accounts.names[block], **dict(numbers)
        )
        for block, numbers in enumerate(headlines(matrix))
    ]
    return PortfolioResult(
        formula=FORMULA,
        as_of=as_of,
        policy=matrix.policy.hash,
        accounts=tuple(sorted(rows, key=_worst_first)),
    )


def _worst_first(row: PortfolioRow) -> tuple[int, int, float, str]:
    covered = math.inf if row.weighted is None else rounded(row.weighted)
    return (-row.critical, -row.warning, covered, row.account)
