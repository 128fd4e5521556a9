"""How far the numbers move with the policy as a report: for an account, or the order of all."""

from __future__ import annotations

from collections.abc import Sequence

from kamgraph.locale.words import UNKNOWN, Words
from kamgraph.metrics.results_over_time import (
    OrderVariation,
    PortfolioSensitivity,
    Sensitivity,
    Variation,
)
from kamgraph.reports import phrases
from kamgraph.reports.document import Block, Cell, Column, Grid, Names, Records, Report, Sentence

_COUNTS = ("stakeholders", "own_people", "bus_factor", "critical", "warning", "notice")
"""Headline numbers that are whole numbers; the others are shares."""

_FIRM = 1.0 - 1e-12


def describe(result: Sensitivity, words: Words, names: Names) -> Report:
    """The report of an account's sensitivity.

    Args:
        result: a row a constant and number.
        words: the reader's language.
        names: what the account is called.
    """
    t = words.texts
    rows = {(row.constant, row.number): row for row in result.rows}
    numbers = list(dict.fromkeys(row.number for row in result.rows))
    blocks: list[Block]
    if not rows[next(iter(result.grid)), "stakeholders"].value:
        blocks = [Sentence(phrases.nothing_to_assess(words), "warning")]
    else:
        columns = [
            Column(t.gettext("Key figures")),
            Column(t.gettext("Today's policy"), right=True, whole=True),
            *(Column(_range(key, words, result.grid), right=True) for key in result.grid),
        ]
        cells = [
            [
                Cell(_called(number, words)),
                Cell(_value(number, rows[next(iter(result.grid)), number].value, words)),
                *(_moved(rows[constant, number], words) for constant in result.grid),
            ]
            for number in numbers
        ]
        blocks = [
            *(_sentence(rows[constant, "weighted"], words, result) for constant in result.grid),
            Grid("", columns, cells),
            Sentence(
                t.gettext(
                    "Each constant is varied alone. A dash between two values: the least and the "
                    "most that the number becomes; an equals sign: it does not move."
                ),
                "faint",
            ),
        ]
    title = phrases.title(result, t.gettext("Sensitivity"), words, names)
    return Report(title, blocks, phrases.footer(result, words), result, _main(result))


def _sentence(row: Variation, words: Words, result: Sensitivity) -> Sentence:
    """How far the coverage moves with one constant."""
    t = words.texts
    if row.lowest is None or row.highest is None:
        return Sentence(f"{_called(row.number, words)}: {UNKNOWN}", "faint")
    span = {
        "constant": _range(row.constant, words, result.grid),
        "low": words.percent(row.lowest.value, 1),
        "high": words.percent(row.highest.value, 1),
    }
    if span["low"] == span["high"]:
        said = t.gettext("{constant}: weighted coverage stays at {low}.")
    else:
        said = t.gettext("{constant}: weighted coverage lies between {low} and {high}.")
    return Sentence(said.format(**span))


def _range(constant: str, words: Words, grid: dict[str, tuple[float, ...]]) -> str:
    """A constant with the values it takes."""
    t = words.texts
    low, high = _at(min(grid[constant]), words), _at(max(grid[constant]), words)
    if constant == "half_life_days":
        return t.gettext("Half-life {low}–{high} days").format(low=low, high=high)
    if constant == "active_threshold":
        return t.gettext("Threshold {low}–{high}").format(low=low, high=high)
    return t.gettext("Unknown influence {low}–{high}").format(low=low, high=high)


def _at(value: float, words: Words) -> str:
    """A constant's value, without digits it does not need."""
    return words.number(int(value)) if value == int(value) else words.number(value)


def _called(number: str, words: Words) -> str:
    """What a headline number is called."""
    t = words.texts
    return {
        "stakeholders": t.gettext("Stakeholders"),
        "own_people": t.gettext("Own people"),
        "weighted": t.gettext("Weighted coverage"),
        "lower": t.pgettext("bound", "Lower bound"),
        "upper": t.pgettext("bound", "Upper bound"),
        "active": t.gettext("Active tie"),
        "redundant": t.gettext("Two or more"),
        "thin_share": t.gettext("Thin share"),
        "orphaned_share": t.gettext("Orphaned share"),
        "bus_factor": t.gettext("Bus factor"),
        "alignment": t.gettext("Alignment"),
        "zipper": t.gettext("Zipper"),
        "critical": t.gettext("Critical findings"),
        "warning": t.gettext("Warnings"),
        "notice": t.gettext("Notices"),
    }[number]


def _value(number: str, value: float | None, words: Words) -> str:
    if value is None or number in _COUNTS:
        return words.number(None if value is None else int(value))
    return words.percent(value)


def _moved(row: Variation, words: Words) -> Cell:
    """The span of a number, or that it does not move."""
    if row.lowest is None or row.highest is None:
        return Cell(UNKNOWN)
    low = _value(row.number, row.lowest.value, words)
    high = _value(row.number, row.highest.value, words)
    if low == high:
        return Cell("=", "faint")
    if row.number in _COUNTS:
        return Cell(f"{low}–{high}")
    return Cell(phrases.spread(float(row.lowest.value), float(row.highest.value), words))


def describe_order(result: PortfolioSensitivity, words: Words, names: Names) -> Report:
    """The report on the order of accounts.

    Args:
        result: a row a constant and value.
        words: the reader's language.
        names: what the accounts are called.
    """
    t = words.texts
    columns = [
        Column(t.gettext("Constant")),
        Column(t.gettext("Value"), right=True),
        Column(t.gettext("Order"), right=True),
        Column(t.gettext("Order by coverage"), right=True),
        Column(t.gettext("Then the most urgent")),
    ]
    rows = [
        [
            Cell(_constant(row.constant, words)),
            Cell(_at(row.at, words)),
            Cell(words.number(row.tau)),
            Cell(words.number(row.tau_weighted)),
            Cell(phrases.people(row.worst, names)),
        ]
        for row in result.rows
    ]
    legend = t.gettext(
        "Order: Kendall's tau-b between the portfolio's order today and then; 1 is the same order, "
        "0 no connection, -1 the reverse. Constants are varied one at a time."
    )
    blocks: list[Block] = [Sentence(_verdict(result.rows, words))]
    if result.accounts > 1:
        now = t.gettext("The most urgent today: {accounts}.")
        blocks += [
            Sentence(now.format(accounts=phrases.people(result.worst, names))),
            Grid("", columns, rows),
            Sentence(legend, "faint"),
        ]
    title = t.gettext("Sensitivity of the portfolio's order")
    return Report(title, blocks, phrases.footer(result, words), result, _order(result))


def _verdict(rows: Sequence[OrderVariation], words: Words) -> str:
    """Whether the order holds, by the loosest connection."""
    t = words.texts
    known = [row for row in rows if row.tau is not None]
    if not known:
        return t.gettext("There is no order that could change: too few accounts, or all are equal.")
    loosest = min(known, key=lambda row: row.tau or 0.0)
    if (loosest.tau or 0.0) >= _FIRM:
        return t.gettext("The order of the accounts holds, whatever value the constants take.")
    said = t.gettext(
        "The order of the accounts moves most with {constant} {value}: Kendall's tau {tau}."
    )
    return said.format(
        constant=_constant(loosest.constant, words),
        value=_at(loosest.at, words),
        tau=words.number(loosest.tau),
    )


def _constant(constant: str, words: Words) -> str:
    """What a constant is called."""
    t = words.texts
    return {
        "half_life_days": t.pgettext("constant", "half-life in days"),
        "active_threshold": t.pgettext("constant", "threshold of an active tie"),
        "default_influence": t.pgettext("constant", "unknown influence"),
    }[constant]


def _main(result: Sensitivity) -> Records:
    return phrases.records(
        "constant number value lowest lowest_at highest highest_at",
        [
            (
                row.constant,
                row.number,
                row.value,
                row.lowest.value if row.lowest else None,
                row.lowest.at if row.lowest else None,
                row.highest.value if row.highest else None,
                row.highest.at if row.highest else None,
            )
            for row in result.rows
        ],
    )


def _order(result: PortfolioSensitivity) -> Records:
    return phrases.records(
        "constant at tau tau_weighted worst",
        [
            (row.constant, row.at, row.tau, row.tau_weighted, "|".join(row.worst))
            for row in result.rows
        ],
    )
