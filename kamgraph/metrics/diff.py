"""What changed in an account between two dates, and what moved its numbers, `diff/1`.

The rows come from `changes`, the parts of each cause from `attribution` (metrics.md 6).
"""

from __future__ import annotations

from datetime import date

from kamgraph.errors import InputError
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.attribution import attributions
from kamgraph.metrics.changes import changes
from kamgraph.metrics.results_over_time import Diff
from kamgraph.model.columns import PortfolioColumns
from kamgraph.model.policy import Policy

FORMULA = "diff/1"


def diff(
    columns: PortfolioColumns,
    account: str,
    start: date,
    end: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> Diff:
    """What changed and what it moved, `diff/1` (metrics.md 6).

    Facts without dates (vacant, level, influence, function, organization, attrition) are
    today's at both dates.

    Args:
        columns: the account's slice, or any portfolio that holds the account.
        account: the account's id.
        start: the earlier date.
        end: the later date; the same as `start` for nothing at all.
        policy: the constants; the defaults where left out.
        opportunity: the id of one of its opportunities, to narrow the centers.

    Raises:
        InputError: the dates are the wrong way round; unknown account or opportunity.
    """
    if start > end:
        raise InputError(
            f"the diff would begin on {start.isoformat()}, after its end on {end.isoformat()}; "
            "swap the two dates"
        )
    before, after = (
        ContactMatrix.of_columns(columns, day, policy, account, opportunity) for day in (start, end)
    )
    return Diff(
        formula=FORMULA,
        account=account,
        opportunity=opportunity,
        as_of=end,
        policy=after.policy.hash,
        start=start,
        end=end,
        changes=changes(before, after),
        attribution=attributions(columns, account, start, end, policy, opportunity),
    )
