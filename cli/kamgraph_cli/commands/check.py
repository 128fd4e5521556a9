"""`kamgraph check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import Asked, example, opportunity_option, reading_options

if TYPE_CHECKING:
    from kamgraph.metrics.results import Findings
    from kamgraph_cli.settings import Settings

SEVERITIES = ("critical", "warning", "notice")
"""As `kamgraph.model.vocabulary.Severity`, most urgent first."""


@click.command(
    "check",
    epilog=example(
        "kamgraph check nordlicht-werke --as-of 2026-11-20",
        "kamgraph check lindenmoor-feinkost --as-of 2026-11-20 --fail-on critical",
    ),
)
@click.argument("account", required=False)
@opportunity_option
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="Exit with 1 where there is a finding of this severity or a worse one.",
)
@reading_options
@click.pass_context
def command(
    ctx: click.Context,
    account: str | None,
    opportunity: str | None,
    fail_on: str | None,
    asked: Asked,
) -> None:
    """Findings of ACCOUNT, or of all accounts, most urgent first.

    Without --fail-on the exit code is 0, whatever is found.
    """
    settings: Settings = ctx.obj
    if account is None:
        if opportunity is not None:
            raise click.UsageError("--opportunity needs the ACCOUNT it belongs to.", ctx)
        result = _of_all(settings, asked)
    else:
        result = _of_one(settings, asked, account, opportunity)
    if fail_on is not None:
        failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        if any(finding.severity in failing for finding in result.findings):
            ctx.exit(1)


def _of_one(settings: Settings, asked: Asked, account: str, opportunity: str | None) -> Findings:
    from kamgraph.findings.check import check
    from kamgraph.reports.findings import describe
    from kamgraph_cli.metric import AccountQuestion
    from kamgraph_cli.output import answer

    question = AccountQuestion(settings, asked, account, opportunity)
    result = check(question.matrix(), settings.lang)
    answer(describe(result, question.words, question.names()), asked)
    return result


def _of_all(settings: Settings, asked: Asked) -> Findings:
    from kamgraph.findings.check import check
    from kamgraph.matrix import ContactMatrix
    from kamgraph.reports.document import Names
    from kamgraph.reports.findings import describe
    from kamgraph_cli.output import answer
    from kamgraph_cli.progress import working

    policy = settings.policy()
    with working("Computing"), settings.reading() as store:
        matrix = ContactMatrix.of_columns(store.columns(), asked.as_of, policy)
        result = check(matrix, settings.lang)
    answer(describe(result, settings.words(), Names()), asked)
    return result
