"""All accounts as a report, the one that wants attention most first."""

from __future__ import annotations

from kamgraph.locale.words import Words
from kamgraph.metrics.results import PortfolioResult, PortfolioRow
from kamgraph.reports import phrases
from kamgraph.reports.document import Block, Cell, Column, Grid, Records, Report, Sentence, Tone


def describe(result: PortfolioResult, words: Words) -> Report:
    """The report of a portfolio.

    Args:
        result: a row an account.
        words: the reader's language.
    """
    t = words.texts
    urgent = sum(bool(row.critical) for row in result.accounts)
    headline = t.ngettext(
        "{urgent} of {count} account has critical findings. Worst first:",
        "{urgent} of {count} accounts have critical findings. Worst first:",
        len(result.accounts),
    ).format(urgent=urgent, count=len(result.accounts))
    legend = t.gettext(
        "Size: stakeholders/own people. Coverage: weighted, with its bounds. Active, Twice: "
        "stakeholders with one, with two or more active ties. Thin: weight that hangs on one of "
        "us or on nobody. None: weight without an active tie. Bus: how few of us carry it. "
        "Fit: alignment. Zip: peers that meet. Find.: critical/warning/notice findings."
    )
    grid = Grid("", _columns(words), [_row(row, words) for row in result.accounts], tight=True)
    blocks: list[Block] = [Sentence(headline), grid, Sentence(legend, "faint")]
    if not result.accounts:
        blocks = [Sentence(t.gettext("There are no accounts yet."), "warning")]
    return Report(
        t.gettext("Portfolio"), blocks, phrases.footer(result, words), result, _main(result)
    )


def _columns(words: Words) -> list[Column]:
    t = words.texts
    return [
        Column(t.gettext("Account")),
        Column(t.pgettext("portfolio", "Size"), right=True, whole=True),
        Column(t.gettext("Coverage"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Active"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Twice"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Thin"), right=True, whole=True),
        Column(t.pgettext("portfolio", "None"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Bus"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Fit"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Zip"), right=True, whole=True),
        Column(t.pgettext("portfolio", "Find."), right=True, whole=True),
    ]


def _row(row: PortfolioRow, words: Words) -> list[Cell]:
    coverage = words.percent(row.weighted)
    bounds = phrases.spread(row.lower, row.upper, words)
    return [
        Cell(row.name),
        Cell(f"{row.stakeholders}/{row.own_people}"),
        Cell(f"{coverage} {bounds}" if bounds else coverage),
        phrases.percent(row.active, words),
        phrases.percent(row.redundant, words),
        phrases.percent(row.thin_share, words),
        phrases.percent(row.orphaned_share, words),
        Cell(words.number(row.bus_factor), "bad" if row.bus_factor == 1 else "plain"),
        phrases.percent(row.alignment, words),
        phrases.percent(row.zipper, words),
        Cell(f"{row.critical}/{row.warning}/{row.notice}", _tone(row)),
    ]


def _tone(row: PortfolioRow) -> Tone:
    if row.critical:
        return "bad"
    return "warning" if row.warning else "plain"


def _main(result: PortfolioResult) -> Records:
    columns = tuple(PortfolioRow.model_fields)
    rows = [tuple(getattr(row, name) for name in columns) for row in result.accounts]
    return Records(columns, rows)
