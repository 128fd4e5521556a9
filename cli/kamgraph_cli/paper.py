"""The report for a review meeting: made from the store, and written in the format wanted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from kamgraph.errors import InputError
from kamgraph_cli.options import Asked
from kamgraph_cli.output import note, on_terminal, rendered, to_stdout

if TYPE_CHECKING:
    from datetime import date

    from kamgraph.reports.document import Report
    from kamgraph_cli.files import Kind
    from kamgraph_cli.settings import Settings

Paper = Literal["md", "html", "xlsx", "json", "table", "csv"]

_ENDINGS: dict[str, Paper] = {
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".json": "json",
    ".csv": "csv",
    ".txt": "table",
}


def of_account(
    settings: Settings, account: str, opportunity: str | None, as_of: date, since: date | None
) -> tuple[str, Report]:
    """The report of an account, and what its file is called.

    Args:
        settings: the global options.
        account: the account as the user wrote it.
        opportunity: the opportunity as the user wrote it, or None.
        as_of: the date everything is stated for.
        since: the day of the last review, or None.

    Raises:
        KamGraphError: no store, or no such account or opportunity.
    """
    from kamgraph.findings.review import review
    from kamgraph.reports.review import describe
    from kamgraph.reports.standing import standings
    from kamgraph_cli.files import slug
    from kamgraph_cli.metric import AccountQuestion

    question = AccountQuestion(settings, Asked(as_of, "md", None), account, opportunity)
    matrix, words = question.matrix(), question.words
    standing = standings(matrix, question.portfolio.people, words)
    report = describe(review(matrix, settings.lang, since), words, question.names(), standing)
    return f"{slug(question.account.id)}-report", report


def of_all(settings: Settings, as_of: date, since: date | None) -> tuple[str, Report]:
    """The report of all accounts, and what its file is called.

    Args:
        settings: the global options.
        as_of: the date everything is stated for.
        since: the day of the last review, or None.

    Raises:
        KamGraphError: no store.
    """
    from kamgraph.findings.review import portfolio_review
    from kamgraph.reports.portfolio_review import describe
    from kamgraph_cli.progress import working

    policy = settings.policy()
    with working("Computing"), settings.reading() as store:
        result = portfolio_review(store.columns(), as_of, policy, settings.lang, since)
    return "portfolio-report", describe(result, settings.words())


def written(
    report: Report, name: str, settings: Settings, format: str | None, output: str | None
) -> None:
    """Writes a report to stdout or a file.

    Args:
        report: the report.
        name: what its file is called where none is given.
        settings: the global options.
        format: as asked for, or None: as the file's name ends; to be read on a terminal, and
            Markdown in a pipe.
        output: the file, "-" for stdout, or None.

    Raises:
        InputError: the file exists and is of another kind, or its folder is missing.
        StoreBusy: the file cannot be written, or the disk is full.
    """
    kind = cast("Paper", format) if format else _of_name(output)
    if kind == "xlsx":
        _workbook(report, output or f"{name}.xlsx", settings)
    elif kind == "html":
        from kamgraph.reports import as_html

        _text(as_html.text(report, settings.words()), output or f"{name}.html", "html")
    elif output is None or output == "-":
        to_stdout(rendered(report, kind, sys.stdout))
    else:
        _text(rendered(report, kind, None), output, kind)


def _of_name(output: str | None) -> Paper:
    if output is None or output == "-":
        return "table" if on_terminal(sys.stdout) else "md"
    return _ENDINGS.get(Path(output).suffix.lower(), "md")


def _text(text: str, output: str, kind: Kind) -> None:
    from kamgraph_cli.files import write_text

    if output == "-":
        to_stdout(text)
        return
    note(f"The report is {write_text(output, text, kind)}.")


def _workbook(report: Report, output: str, settings: Settings) -> None:
    from kamgraph.reports import as_xlsx

    if output == "-":
        raise InputError("a workbook does not go to stdout; give a file with -o")
    if Path(output).suffix.lower() != ".xlsx":
        raise InputError(f"'{output}' is no name for a workbook; let it end with .xlsx")
    target = Path(output).resolve()
    as_xlsx.write(report, settings.words(), target)
    note(f"The report is {target}.")
