"""What diff, trend and sensitivity answer: frozen values with the keys of results.md.

What one metric answers at one date stands in `results`. No arithmetic lives here.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field

from kamgraph.metrics.results import HeadlineNumbers, Result

Cause = Literal["people", "memberships", "ties", "interactions", "clock"]
"""What may move a number between two dates (metrics.md 6)."""

Happening = Literal[
    "joined", "left", "begun", "ended", "roles", "stance", "level", "weight", "dated", "met"
]
"""What may happen: to people, to memberships, to ratings and ties, between people."""


class Change(Result):
    """Something that is not at the later date as it was at the earlier one.

    Args:
        cause: the cause it belongs to.
        change: what happened.
        date: when; the last day of several.
        who: ids of those concerned, the customer's side first; a tie's source, then its target.
        kind: the center of a membership, `rating` for a contact row, the kind of a tie.
        before: level, weight, roles or stance before; null where there was none.
        after: the same afterwards.
        count: how often it happened: the interactions of a pair; else 1. It is summed over the
            account and never printed: who works how much is nobody's to read (safety.md, People).
    """

    cause: Cause
    change: Happening
    date: date
    who: tuple[str, ...]
    kind: str | None
    before: int | float | str | None
    after: int | float | str | None
    count: int = Field(exclude=True)


class Attribution(Result):
    """What each cause moved; the parts add up to the whole movement."""

    people: float
    memberships: float
    ties: float
    interactions: float
    clock: float


class Attributions(Result):
    """The attribution of each measure; null where the measure is, in one of the states."""

    weighted: Attribution | None
    thin_share: Attribution | None
    alignment: Attribution | None


class Diff(Result):
    """What changed between two dates and what it moved, `diff/1`; `as_of` is the later one."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    formula: str
    account: str
    opportunity: str | None
    as_of: date
    policy: str
    start: date = Field(alias="from")
    end: date = Field(alias="to")
    changes: tuple[Change, ...]
    attribution: Attributions


class Dated(Result):
    """A date for which everything beside it is stated."""

    as_of: date


class TrendRow(HeadlineNumbers, Dated):
    """The headline numbers of one account at one date."""


class Assessed(Dated):
    """How many accounts have anybody in the buying center at a date."""

    accounts: int


class PortfolioTrendRow(HeadlineNumbers, Assessed):
    """The headline numbers of all accounts together at one date."""


class Trend(Result):
    """The headline numbers at each month end and at the as-of date, oldest first, `trend/1`."""

    formula: str
    account: str | None
    opportunity: str | None
    as_of: date
    policy: str
    rows: tuple[TrendRow, ...] | tuple[PortfolioTrendRow, ...]


class Extreme(Result):
    """The least or the most that a number becomes, and where: nearest to the policy's own."""

    value: float | int
    at: float


class Variation(Result):
    """How far one headline number moves while one constant varies.

    Args:
        constant: the policy's key.
        number: the headline number.
        value: what it is with the policy as it stands.
        lowest: the least it becomes; null where it is not defined anywhere.
        highest: the most it becomes.
        undefined: the values of the constant where it is not defined.
    """

    constant: str
    number: str
    value: float | int | None
    lowest: Extreme | None
    highest: Extreme | None
    undefined: tuple[float, ...]


class Sensitivity(Result):
    """How far an account's headline numbers move with the policy, `sensitivity/1`."""

    formula: str
    account: str
    opportunity: str | None
    as_of: date
    policy: str
    grid: dict[str, tuple[float, ...]]
    rows: tuple[Variation, ...]


class OrderVariation(Result):
    """How much of the order of accounts is left where one constant takes another value.

    Args:
        constant: the policy's key.
        at: its value.
        tau: Kendall's tau-b of the portfolio's order with that under the policy as it stands.
        tau_weighted: the same of the order by weighted coverage.
        worst: who then wants attention most, at most five.
    """

    constant: str
    at: float
    tau: float | None
    tau_weighted: float | None
    worst: tuple[str, ...]


class PortfolioSensitivity(Result):
    """Whether the order of accounts holds while the policy varies, `sensitivity/1`."""

    formula: str
    as_of: date
    policy: str
    grid: dict[str, tuple[float, ...]]
    accounts: int
    worst: tuple[str, ...]
    rows: tuple[OrderVariation, ...]
