"""The states of an account that a page carries, each computed by the library as it stands.

The first is the one the page opens with; further ones are its opportunities, and the same
account at earlier dates. No arithmetic: metrics and findings are asked, `view` collects.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from kamgraph.findings.check import checks
from kamgraph.locale import LANGUAGES
from kamgraph.maps.shown import MapView
from kamgraph.maps.view import Results, map_view
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.alignment import alignment
from kamgraph.metrics.competition import competition
from kamgraph.metrics.coverage import coverage
from kamgraph.metrics.spoc import spoc
from kamgraph.model.policy import Policy
from kamgraph.model.portfolio import Portfolio

HISTORY_MOST = 12
"""Earlier dates a page carries at most, beside the one it opens with."""

PAIRS_MOST = 300_000
"""In accounts with more pairs of own people and stakeholders no counterparts are proposed."""


def states(
    portfolio: Portfolio,
    account: str,
    as_of: date,
    policy: Policy,
    opportunity: str | None = None,
    earlier: Sequence[date] = (),
) -> tuple[MapView, ...]:
    """What the page of an account carries.

    Args:
        portfolio: the account's slice, or more.
        account: its id.
        as_of: the date.
        policy: the constants.
        opportunity: id of the opportunity the page is narrowed to; else it carries all of them.
        earlier: dates before `as_of` to carry too, the latest first.

    Raises:
        InputError: unknown account or opportunity.
    """
    views = [state(portfolio, account, as_of, policy, opportunity)]
    if opportunity is None:
        deals = sorted(row.id for row in portfolio.opportunities if row.account == account)
        views += [state(portfolio, account, as_of, policy, deal) for deal in deals]
    views += [
        state(portfolio, account, day, policy, opportunity, said=False)
        for day in earlier[:HISTORY_MOST]
    ]
    return tuple(views)


def state(
    portfolio: Portfolio,
    account: str,
    as_of: date,
    policy: Policy,
    opportunity: str | None = None,
    said: bool = True,
) -> MapView:
    """One state of an account.

    Args:
        portfolio: the account's slice, or more.
        account: its id.
        as_of: the date.
        policy: the constants.
        opportunity: id of one of its opportunities, to narrow the centers.
        said: whether findings are wanted as sentences, or only counted.

    Raises:
        InputError: unknown account or opportunity.
    """
    matrix = ContactMatrix.of_account(portfolio, account, as_of, policy, opportunity)
    findings = checks(matrix, LANGUAGES if said else LANGUAGES[:1])
    pairs = len(matrix.person) * len(matrix.own_person)
    fit = alignment(matrix, propose=said and pairs <= PAIRS_MOST)
    results = Results(
        matrix, coverage(matrix), spoc(matrix), fit, competition(matrix), findings, said
    )
    return map_view(portfolio, results)


def earlier_dates(as_of: date, months: int) -> tuple[date, ...]:
    """Dates over some months before a date, the latest first: at most `HISTORY_MOST`.

    The same day of each month, or its last; over more months the steps are wider.

    Args:
        as_of: the date.
        months: how far back, at least 1.
    """
    steps = min(months, HISTORY_MOST)
    return tuple(_months_before(as_of, months * step // steps) for step in range(1, steps + 1))


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
