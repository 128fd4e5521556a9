"""How far the headline numbers move with the policy's constants, `sensitivity/1`.

Three constants are judgement rather than fact: how fast ratings fade, from where on a tie
counts as active, what an unknown influence counts as. Each is varied alone over its grid, the
others as the policy has them. For the portfolio the question is whether the order of accounts
holds (Kendall's tau-b: Kendall 1945, The treatment of ties in ranking problems).
"""

from __future__ import annotations

import math
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from kamgraph.findings.headline import headlines
from kamgraph.findings.overview import portfolio
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.common import rounded
from kamgraph.metrics.results import HeadlineNumbers, PortfolioResult, PortfolioRow
from kamgraph.metrics.results_over_time import (
    Extreme,
    OrderVariation,
    PortfolioSensitivity,
    Sensitivity,
    Variation,
)
from kamgraph.model.columns import PortfolioColumns
from kamgraph.model.policy import Policy

FORMULA = "sensitivity/1"

GRID: dict[str, tuple[float, ...]] = {
    "half_life_days": (90.0, 120.0, 180.0, 270.0, 365.0),
    "active_threshold": (0.15, 0.2, 0.25, 0.3, 0.35),
    "default_influence": (3.0, 4.0, 5.0, 6.0, 7.0),
}
"""The constants that are varied, and the values each takes beside its own."""

R = TypeVar("R", float, tuple[float, ...])

WORST = 5
"""How many of the accounts that want attention most are followed."""


def grid(policy: Policy) -> dict[str, tuple[float, ...]]:
    """The values each constant takes, ascending; the policy's own is always among them.

    Args:
        policy: the constants.
    """
    return {
        constant: tuple(sorted({*values, float(getattr(policy, constant))}))
        for constant, values in GRID.items()
    }


def varied(policy: Policy, constant: str, value: float) -> Policy:
    """The policy with one constant changed.

    Args:
        policy: the constants.
        constant: a key of `GRID`.
        value: what it becomes.
    """
    return Policy.model_validate({**policy.model_dump(), constant: value})


def sensitivity(
    columns: PortfolioColumns,
    account: str,
    as_of: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> Sensitivity:
    """How far each headline number of an account moves, `sensitivity/1`.

    Args:
        columns: the account's slice, or any portfolio that holds the account.
        account: the account's id.
        as_of: the date everything is stated for.
        policy: the constants; the defaults where left out.
        opportunity: the id of one of its opportunities, to narrow the centers.

    Raises:
        InputError: unknown account or opportunity.
    """
    constants = policy or Policy()

    def asked(changed: Policy) -> HeadlineNumbers:
        matrix = ContactMatrix.of_columns(columns, as_of, changed, account, opportunity)
        return headlines(matrix)[0]

    value = asked(constants)
    rows: list[Variation] = []
    for constant, values in grid(constants).items():
        own = float(getattr(constants, constant))
        found = [
            (at, value if at == own else asked(varied(constants, constant, at))) for at in values
        ]
        rows += _variations(constant, own, value, found)
    return Sensitivity(
        formula=FORMULA,
        account=account,
        opportunity=opportunity,
        as_of=as_of,
        policy=constants.hash,
        grid=grid(constants),
        rows=tuple(rows),
    )


def _variations(
    constant: str,
    own: float,
    value: HeadlineNumbers,
    found: Sequence[tuple[float, HeadlineNumbers]],
) -> Iterator[Variation]:
    """A row a headline number: its extremes and where they are, nearest to the policy's own."""
    nearest = sorted(found, key=lambda pair: (abs(pair[0] - own), pair[0]))
    for number in HeadlineNumbers.model_fields:
        known = [(at, n) for at, row in nearest if (n := getattr(row, number)) is not None]
        low = min(known, key=lambda pair: rounded(pair[1]), default=None)
        high = max(known, key=lambda pair: rounded(pair[1]), default=None)
        yield Variation(
            constant=constant,
            number=number,
            value=getattr(value, number),
            lowest=Extreme(value=low[1], at=low[0]) if low else None,
            highest=Extreme(value=high[1], at=high[0]) if high else None,
            undefined=tuple(at for at, row in found if getattr(row, number) is None),
        )


def portfolio_sensitivity(
    columns: PortfolioColumns, as_of: date, policy: Policy | None = None
) -> PortfolioSensitivity:
    """Whether the order of accounts holds, `sensitivity/1`.

    Args:
        columns: the whole portfolio.
        as_of: the date everything is stated for.
        policy: the constants; the defaults where left out.
    """
    constants = policy or Policy()
    reference = portfolio(columns, as_of, constants)
    rows = []
    for constant, values in grid(constants).items():
        for at in values:
            if at != float(getattr(constants, constant)):
                other = portfolio(columns, as_of, varied(constants, constant, at))
                rows.append(_order(constant, at, reference, other))
    return PortfolioSensitivity(
        formula=FORMULA,
        as_of=as_of,
        policy=constants.hash,
        grid=grid(constants),
        accounts=len(reference.accounts),
        worst=_worst(reference),
        rows=tuple(rows),
    )


def _order(
    constant: str, at: float, reference: PortfolioResult, other: PortfolioResult
) -> OrderVariation:
    """How much of the order is left where a constant takes another value."""
    before = {row.account: row for row in reference.accounts}
    pairs = [(before[row.account], row) for row in other.accounts]
    urgency = _places([old for old, _ in pairs]), _places([new for _, new in pairs])
    covered = [(old.weighted, new.weighted) for old, new in pairs]
    known = [(o, n) for o, n in covered if o is not None and n is not None]
    return OrderVariation(
        constant=constant,
        at=at,
        tau=tau_b(*urgency),
        tau_weighted=tau_b([rounded(old) for old, _ in known], [rounded(new) for _, new in known]),
        worst=_worst(other),
    )


def _places(rows: Sequence[PortfolioRow]) -> list[tuple[float, ...]]:
    """What the portfolio is ordered by, without the id that parts equal ones."""
    return [
        (
            -row.critical,
            -row.warning,
            math.inf if row.weighted is None else rounded(row.weighted),
        )
        for row in rows
    ]


def _worst(result: PortfolioResult) -> tuple[str, ...]:
    return tuple(row.account for row in result.accounts[:WORST])


def tau_b(first: Sequence[R], second: Sequence[R]) -> float | None:
    """Kendall's tau-b of two rankings of the same things: 1 the same order, -1 the reverse.

    Exact in whole numbers up to the last division; scipy.stats has it too, but takes longer to
    import than everything here to compute.

    Args:
        first: what each thing is ranked by first, comparable among themselves.
        second: what each is ranked by then, in the same order of things.

    Returns:
        None with fewer than two things, or where one of the rankings knows no difference.
    """
    pairs = sorted(zip(first, second, strict=True))
    seen: list[R] = []
    swapped = 0
    for _, value in pairs:
        swapped += len(seen) - bisect_right(seen, value)
        insort(seen, value)
    whole = math.comb(len(pairs), 2)
    in_first, in_second, in_both = (
        sum(math.comb(n, 2) for n in Counter(keys).values())
        for keys in ((a for a, _ in pairs), (b for _, b in pairs), pairs)
    )
    spread = (whole - in_first) * (whole - in_second)
    if not spread:
        return None
    return (whole - in_first - in_second + in_both - 2 * swapped) / math.sqrt(spread)
