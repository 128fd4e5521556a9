"""The report of all accounts for a review meeting: a row each, and what is critical where.

Nothing here ranks or totals our own people across accounts: they are named where an account's
own finding names them.
"""

from __future__ import annotations

from dataclasses import replace

from kamgraph.findings.review import PortfolioReview
from kamgraph.locale.words import Words
from kamgraph.metrics.results import Findings, PortfolioRow
from kamgraph.model.vocabulary import Severity
from kamgraph.reports import findings as findings_report
from kamgraph.reports import phrases, review_outlook
from kamgraph.reports import portfolio as portfolio_report
from kamgraph.reports.document import (
    Block,
    Cell,
    Column,
    Grid,
    Heading,
    Items,
    Records,
    Report,
    Sentence,
)
from kamgraph.reports.review_lists import findings as findings_list

MOST_ITEMS = 10
"""Critical findings of one account in the report."""

MOST_ACCOUNTS = 100
"""Accounts in the report's table, worst first; the workbook and `portfolio` have all of them."""

MOST_URGENT = 15
"""Accounts whose critical findings are told."""

MOST_MOVED = 20
"""Accounts in the list of what moved since the last review."""


def describe(result: PortfolioReview, words: Words) -> Report:
    """The report of all accounts.

    Args:
        result: a row an account, and all findings.
        words: the reader's language.
    """
    t = words.texts
    table = portfolio_report.describe(result.portfolio, words)
    blocks: list[Block] = [
        Sentence(t.gettext("As of {date}.").format(date=words.long_date(result.as_of)), "faint"),
        *_critical(result, words),
        *review_outlook.over_time(result, words),
        *_since(result, words),
        Heading(t.gettext("All accounts")),
        *(_cut(block) for block in table.blocks),
        *_rest(len(result.portfolio.accounts), MOST_ACCOUNTS, words),
    ]
    parts = (result, result.portfolio, result.findings, result.trend)
    formulas = [part.formula for part in parts]
    footer = t.gettext("Formulas {formulas}, as of {date}, policy {policy}.").format(
        formulas=", ".join(formulas), date=words.date(result.as_of), policy=result.policy
    )
    return Report(
        t.gettext("Key account report: all accounts"),
        blocks,
        footer,
        result,
        table.main,
        {
            t.gettext("Accounts"): _accounts(result, words),
            t.gettext("Findings"): findings_list(result.findings, words),
        },
    )


def _critical(result: PortfolioReview, words: Words) -> list[Block]:
    """The critical findings, account by account, worst first: a long table follows."""
    t = words.texts
    if not result.portfolio.accounts:
        return []
    blocks: list[Block] = [Heading(t.gettext("What is critical"))]
    urgent = [row for row in result.portfolio.accounts if row.critical]
    if not urgent:
        return [*blocks, Sentence(t.gettext("No account has a critical finding."), "good")]
    for row in urgent[:MOST_URGENT]:
        blocks += _of_account(row, result.findings, words)
    return [*blocks, *_rest(len(urgent), MOST_URGENT, words)]


def _since(result: PortfolioReview, words: Words) -> list[Block]:
    """Which accounts moved since the last review, in the order of the table."""
    if result.since is None:
        return []
    t = words.texts
    then = {row.account: row for row in result.since.accounts}
    day, today = words.date(result.since.as_of), words.date(result.as_of)
    pairs = [(then.get(row.account), row) for row in result.portfolio.accounts]
    shown = [
        [
            Cell(now.name),
            Cell(phrases.with_bounds(old.weighted, old.lower, old.upper, words)),
            Cell(phrases.with_bounds(now.weighted, now.lower, now.upper, words)),
            phrases.percent(old.thin_share, words),
            phrases.percent(now.thin_share, words),
            Cell(_counts(old)),
            Cell(_counts(now)),
        ]
        for old, now in pairs
        if old is not None
    ]
    moved = [row for row in shown if any(row[n].text != row[n + 1].text for n in (1, 3, 5))]
    columns = [
        Column(t.gettext("Account")),
        Column(t.gettext("Coverage {date}").format(date=day), right=True),
        Column(today, right=True),
        Column(t.gettext("Thin share {date}").format(date=day), right=True),
        Column(today, right=True),
        Column(t.gettext("Findings {date}").format(date=day), right=True),
        Column(today, right=True),
    ]
    blocks: list[Block] = [Heading(t.gettext("Since the last review on {date}").format(date=day))]
    if not moved:
        return [*blocks, Sentence(t.gettext("No account has moved."))]
    blocks.append(Grid("", columns, moved[:MOST_MOVED], tight=True))
    return [*blocks, *_rest(len(moved), MOST_MOVED, words)]


def _cut(block: Block) -> Block:
    """A table no longer than a report bears."""
    return replace(block, rows=block.rows[:MOST_ACCOUNTS]) if isinstance(block, Grid) else block


def _rest(count: int, shown: int, words: Words) -> list[Block]:
    """Says that a list of accounts goes on."""
    if count <= shown:
        return []
    said = words.texts.gettext("The first {shown} of {count} accounts, worst first.")
    return [Sentence(said.format(shown=shown, count=count), "faint")]


def _counts(row: PortfolioRow) -> str:
    return f"{row.critical}/{row.warning}/{row.notice}"


def _of_account(row: PortfolioRow, found: Findings, words: Words) -> list[Block]:
    rows = [
        finding
        for finding in found.findings
        if finding.account == row.account and finding.severity is Severity.CRITICAL
    ]
    one = found.model_copy(update={"account": row.account})  # no finding repeats its account
    group = findings_report.group(Severity.CRITICAL, rows, one, words)
    blocks: list[Block] = [Items(row.name, group.items[:MOST_ITEMS])]
    if len(rows) > MOST_ITEMS:
        said = words.texts.gettext("The first {shown} of {count}, heaviest first.")
        blocks.append(Sentence(said.format(shown=MOST_ITEMS, count=len(rows)), "faint"))
    return blocks


def _accounts(result: PortfolioReview, words: Words) -> Records:
    t = words.texts
    columns = [
        t.gettext("Id"),
        t.gettext("Account"),
        t.gettext("Stakeholders"),
        t.gettext("Own people"),
        t.gettext("Weighted coverage"),
        t.gettext("Lower bound"),
        t.gettext("Upper bound"),
        t.gettext("Active tie"),
        t.gettext("Two or more"),
        t.gettext("Thin share"),
        t.gettext("Orphaned share"),
        t.gettext("Bus factor"),
        t.gettext("Alignment"),
        t.gettext("Zipper"),
        *(phrases.capital(words.word("severity", severity)) for severity in Severity),
    ]
    rows = [tuple(row.model_dump().values()) for row in result.portfolio.accounts]
    return Records(columns, rows)
