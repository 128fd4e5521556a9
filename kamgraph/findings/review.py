"""What a review meeting looks at: all metrics and findings of one account, or of all accounts."""

from __future__ import annotations

from datetime import date

from kamgraph.findings.check import check
from kamgraph.findings.overview import portfolio
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.alignment import alignment
from kamgraph.metrics.coverage import coverage
from kamgraph.metrics.results import PortfolioReview, Review
from kamgraph.metrics.spoc import spoc
from kamgraph.metrics.structure import structure
from kamgraph.model.columns import PortfolioColumns
from kamgraph.model.policy import Policy

FORMULA = "report/1"


def review(matrix: ContactMatrix, lang: str = "en") -> Review:
    """Everything about one account, `report/1`.

    Args:
        matrix: one account.
        lang: the language of the findings' sentences.
    """
    covered = coverage(matrix)
    return Review(
        formula=FORMULA,
        account=covered.account,
        opportunity=covered.opportunity,
        as_of=covered.as_of,
        policy=covered.policy,
        stakeholders=covered.stakeholders,
        own_people=covered.own_people,
        coverage=covered,
        spoc=spoc(matrix),
        alignment=alignment(matrix),
        structure=structure(matrix),
        findings=check(matrix, lang),
    )


def portfolio_review(
    columns: PortfolioColumns, as_of: date, policy: Policy | None = None, lang: str = "en"
) -> PortfolioReview:
    """All accounts, worst first, and their findings, `report/1`.

    Args:
        columns: the whole portfolio.
        as_of: the date everything is stated for.
        policy: the constants; the defaults where left out.
        lang: the language of the findings' sentences.
    """
    rows = portfolio(columns, as_of, policy)
    found = check(ContactMatrix.of_columns(columns, as_of, policy), lang)
    return PortfolioReview(
        formula=FORMULA, as_of=rows.as_of, policy=rows.policy, portfolio=rows, findings=found
    )
