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
        "Size: stakeholders and own people. Coverage: weighted, with its bounds. Twice: two or "
        "more active ties. Thin: weight that hangs on one of us or on nobody. Orphaned: weight "
        "without an active tie. Bus: how many of us may not leave at once. Fit: alignment. "
        "Findings: critical, warning, notice."
    )
    grid = Grid("", _columns(words), [_row(row, words) for row in result.accounts])
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
        Column(t.gettext("Size"), right=True, whole=True),
        Column(t.gettext("Coverage"), right=True),
        Column(t.gettext("Active"), right=True, whole=True),
        Column(t.gettext("Twice"), right=True, whole=True),
        Column(t.gettext("Thin"), right=True, whole=True),
        Column(t.gettext("Orphaned"), right=True, whole=True),
        Column(t.gettext("Bus"), right=True, whole=True),
        Column(t.gettext("Fit"), right=True, whole=True),
        Column(t.gettext("Zipper"), right=True, whole=True),
        Column(t.gettext("Findings"), right=True, whole=True),
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
