"""The report of all accounts for a review meeting: a row each, and what is critical where.

Nothing here ranks or totals our own people across accounts: they are named where an account's
own finding names them.
"""

from __future__ import annotations

from kamgraph.findings.review import PortfolioReview
from kamgraph.locale.words import Words
from kamgraph.metrics.results import Findings, PortfolioRow
from kamgraph.model.vocabulary import Severity
from kamgraph.reports import findings as findings_report
from kamgraph.reports import phrases
from kamgraph.reports import portfolio as portfolio_report
from kamgraph.reports.document import Block, Heading, Items, Records, Report, Sentence
from kamgraph.reports.review_lists import findings as findings_list

MOST_ITEMS = 10
"""Critical findings of one account in the report."""


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
        Heading(t.gettext("All accounts")),
        *table.blocks,
    ]
    formulas = (result.formula, result.portfolio.formula, result.findings.formula)
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
    for row in urgent:
        blocks += _of_account(row, result.findings, words)
    return blocks


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
