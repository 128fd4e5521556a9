"""All accounts as a query in the store tells them: what it cannot compute is marked."""

from __future__ import annotations

from kamgraph.engines.results import StoredPortfolio, StoredPortfolioRow
from kamgraph.locale.words import Words
from kamgraph.reports import phrases
from kamgraph.reports.document import Block, Cell, Column, Grid, Records, Report, Sentence


def describe(result: StoredPortfolio, words: Words) -> Report:
    """The report of a portfolio computed in the store.

    Args:
        result: a row an account.
        words: the reader's language.
    """
    t = words.texts
    headline = t.ngettext(
        "{count} account, computed in the store:",
        "{count} accounts, computed in the store. Least covered first:",
        len(result.accounts),
    ).format(count=len(result.accounts))
    legend = t.gettext(
        "n/a: a query cannot compute it (Bus: how few of us carry it, Zip: peers that meet, "
        "Find.: findings); leave out --engine store to see it."
    )
    grid = Grid("", _columns(words), [_row(row, words) for row in result.accounts], tight=True)
    blocks: list[Block] = [Sentence(headline), grid, Sentence(legend, "faint")]
    if not result.accounts:
        blocks = [Sentence(t.gettext("There are no accounts yet."), "warning")]
    names = tuple(StoredPortfolioRow.model_fields)
    main = Records(names, [tuple(getattr(row, n) for n in names) for row in result.accounts])
    return Report(t.gettext("Portfolio"), blocks, phrases.footer(result, words), result, main)


def _columns(words: Words) -> list[Column]:
    t = words.texts
    labels = [
        t.pgettext("portfolio", "Size"),
        t.gettext("Coverage"),
        t.pgettext("portfolio", "Active"),
        t.pgettext("portfolio", "Twice"),
        t.pgettext("portfolio", "Thin"),
        t.pgettext("portfolio", "None"),
        t.pgettext("portfolio", "Bus"),
        t.pgettext("portfolio", "Fit"),
        t.pgettext("portfolio", "Zip"),
        t.pgettext("portfolio", "Find."),
    ]
    return [
        Column(t.gettext("Account")),
        *(Column(label, right=True, whole=True) for label in labels),
    ]


def _row(row: StoredPortfolioRow, words: Words) -> list[Cell]:
    coverage = words.percent(row.weighted)
    bounds = phrases.spread(row.lower, row.upper, words)
    missing = Cell(words.texts.gettext("n/a"), "faint")
    return [
        Cell(row.name),
        Cell(f"{row.stakeholders}/{row.own_people}"),
        Cell(f"{coverage} {bounds}" if bounds else coverage),
        phrases.percent(row.active, words),
        phrases.percent(row.redundant, words),
        phrases.percent(row.thin_share, words),
        phrases.percent(row.orphaned_share, words),
        missing,
        phrases.percent(row.alignment, words),
        missing,
        missing,
    ]
