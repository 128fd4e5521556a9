"""How the headline numbers came to be what they are: a row a month end, `trend/1`.

Every row is computed anew for its date; nothing was stored then. Facts without dates (vacant,
level, influence, function, organization, attrition) are today's in every row.
"""

from __future__ import annotations

from datetime import date, timedelta

from kamgraph.errors import InputError
from kamgraph.findings.headline import headlines, together
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.results_over_time import PortfolioTrendRow, Trend, TrendRow
from kamgraph.model.columns import PortfolioColumns
from kamgraph.model.policy import Policy

FORMULA = "trend/1"


def trend(
    columns: PortfolioColumns,
    as_of: date,
    months: int = 24,
    policy: Policy | None = None,
    account: str | None = None,
    opportunity: str | None = None,
) -> Trend:
    """The headline numbers at the last month ends and at the as-of date, oldest first.

    Args:
        columns: the account's slice, or the whole portfolio.
        as_of: the last date.
        months: how many month ends before it, at least 1.
        policy: the constants; the defaults where left out.
        account: an account's id; all accounts together where left out.
        opportunity: the id of one of its opportunities, to narrow the centers.

    Raises:
        InputError: no months, or more than the calendar has; unknown account or opportunity.
    """
    constants = policy or Policy()
    rows = (  # one matrix at a time: of a large portfolio each takes its hundred megabytes
        (day, ContactMatrix.of_columns(columns, day, constants, account, opportunity))
        for day in dates(as_of, months)
    )
    return Trend(
        formula=FORMULA,
        account=account,
        opportunity=opportunity,
        as_of=as_of,
        policy=constants.hash,
        rows=tuple(_of_one(*row) for row in rows)
        if account is not None
        else tuple(_of_all(*row) for row in rows),
    )


def dates(as_of: date, months: int) -> list[date]:
    """The last month ends before a date, and the date itself.

    Args:
        as_of: the last date.
        months: how many month ends, at least 1.

    Raises:
        InputError: no months, or more than the calendar has.
    """
    if months < 1:
        raise InputError(f"a trend over {months} months shows nothing; ask for at least 1")
    found = [as_of]
    for _ in range(months):
        first = found[-1].replace(day=1)
        if first == date.min:
            raise InputError(
                f"{months} months before {as_of.isoformat()} lie before the calendar begins; "
                f"ask for at most {len(found) - 1}"
            )
        found.append(first - timedelta(1))
    return found[::-1]


def _of_one(day: date, matrix: ContactMatrix) -> TrendRow:
    return TrendRow(as_of=day, **dict(headlines(matrix)[0]))


def _of_all(day: date, matrix: ContactMatrix) -> PortfolioTrendRow:
    accounts = int((matrix.stakeholders > 0).sum())
    numbers = together(matrix, headlines(matrix))
    return PortfolioTrendRow(as_of=day, accounts=accounts, **dict(numbers))
