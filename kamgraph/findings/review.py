"""What a review meeting looks at: all metrics and findings of one account, or of all accounts.

And how it came to this, what a departure would cost, and whom to meet next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kamgraph.findings.check import check
from kamgraph.findings.headline import headlines
from kamgraph.findings.overview import portfolio
from kamgraph.findings.trend import trend
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.alignment import alignment
from kamgraph.metrics.coverage import coverage
from kamgraph.metrics.diff import diff
from kamgraph.metrics.results import (
    Alignment,
    Coverage,
    Envelope,
    Findings,
    PortfolioResult,
    Result,
    Spoc,
    Structure,
)
from kamgraph.metrics.results_over_time import Diff, Trend, TrendRow
from kamgraph.metrics.spoc import spoc
from kamgraph.metrics.structure import structure
from kamgraph.model.columns import PortfolioColumns
from kamgraph.model.policy import Policy
from kamgraph.planning.departures import departures
from kamgraph.planning.introductions import Way, introductions
from kamgraph.planning.next_contacts import Circumstances, next_contacts_with_reasons
from kamgraph.planning.results import Departures, NextContacts

FORMULA = "report/1"

MONTHS = 24
"""How many month ends the report looks back."""


class Introduction(Result):
    """The best way to somebody, if there is one: one of us first, then who introduces whom."""

    person: str
    path: Way | None


class Review(Envelope):
    """Everything about one account for a review meeting, `report/1`.

    Args:
        since: the headline numbers at the last review; null where none is named.
        changes: what changed since then and what it moved; likewise.
        trend: the headline numbers of the last two years.
        departures: what each departure would cost.
        next: whom to meet next.
        introductions: the best way to each of those.
    """

    coverage: Coverage
    spoc: Spoc
    alignment: Alignment
    structure: Structure
    findings: Findings
    since: TrendRow | None
    changes: Diff | None
    trend: Trend
    departures: Departures
    next: NextContacts
    introductions: tuple[Introduction, ...]


class PortfolioReview(Result):
    """All accounts and their findings for a review meeting, `report/1`.

    Args:
        since: the portfolio at the last review; null where none is named.
        trend: the headline numbers of all accounts together, of the last two years.
    """

    formula: str
    as_of: date
    policy: str
    portfolio: PortfolioResult
    findings: Findings
    since: PortfolioResult | None
    trend: Trend


@dataclass(frozen=True)
class Reviewed:
    """A review, and what its sentences need besides.

    Args:
        result: what JSON prints.
        reasons: what speaks for each of the next contacts.
    """

    result: Review
    reasons: Sequence[Circumstances]


def review(matrix: ContactMatrix, lang: str = "en", since: date | None = None) -> Reviewed:
    """Everything about one account, `report/1`.

    Args:
        matrix: one account.
        lang: the language of the findings' sentences.
        since: the day of the last review, not after the matrix's; None where there was none.

    Raises:
        InputError: the last review lies after the date of this one.
    """
    covered = coverage(matrix)
    steps, reasons = next_contacts_with_reasons(matrix)
    place = (matrix.columns, matrix.as_of, MONTHS, matrix.policy)
    result = Review(
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
        since=None if since is None else _then(matrix, covered.account, since),
        changes=None if since is None else _changes(matrix, covered.account, since),
        trend=trend(*place, covered.account, covered.opportunity),
        departures=departures(matrix),
        next=steps,
        introductions=_ways(matrix, [step.person for step in steps.steps]),
    )
    return Reviewed(result, reasons)


def _changes(matrix: ContactMatrix, account: str, since: date) -> Diff:
    """What changed since the last review."""
    scope = matrix.opportunity
    return diff(matrix.columns, account, since, matrix.as_of, matrix.policy, scope)


def _ways(matrix: ContactMatrix, people: Sequence[str]) -> tuple[Introduction, ...]:
    """The best way to each of some people, each person once."""
    ways = {person: introductions(matrix, person, 1).paths for person in dict.fromkeys(people)}
    return tuple(
        Introduction(person=person, path=next(iter(paths), None)) for person, paths in ways.items()
    )


def _then(matrix: ContactMatrix, account: str, since: date) -> TrendRow:
    """The headline numbers at the last review."""
    then = ContactMatrix.of_columns(
        matrix.columns, since, matrix.policy, account, matrix.opportunity
    )
    return TrendRow(as_of=since, **vars(headlines(then)[0]))


def portfolio_review(
    columns: PortfolioColumns,
    as_of: date,
    policy: Policy | None = None,
    lang: str = "en",
    since: date | None = None,
) -> PortfolioReview:
    """All accounts, worst first, and their findings, `report/1`.

    Args:
        columns: the whole portfolio.
        as_of: the date everything is stated for.
        policy: the constants; the defaults where left out.
        lang: the language of the findings' sentences.
        since: the day of the last review; None where there was none.
    """
    rows = portfolio(columns, as_of, policy)
    return PortfolioReview(
        formula=FORMULA,
        as_of=rows.as_of,
        policy=rows.policy,
        portfolio=rows,
        findings=check(ContactMatrix.of_columns(columns, as_of, policy), lang),
        since=None if since is None else portfolio(columns, since, policy),
        trend=trend(columns, as_of, MONTHS, policy),
    )
