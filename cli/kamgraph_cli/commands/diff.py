"""`kamgraph diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import (
    Asked,
    Day,
    account_argument,
    as_of_option,
    example,
    opportunity_option,
    output_options,
)

if TYPE_CHECKING:
    from datetime import date

    from kamgraph_cli.options import Format
    from kamgraph_cli.settings import Settings


@click.command(
    "diff",
    epilog=example(
        "kamgraph diff nordlicht-werke --from 2025-11-20 --to 2026-11-20",
        "kamgraph diff nordlicht-werke --from 2026-05-20 --as-of 2026-11-20 --format json",
    ),
)
@account_argument
@opportunity_option
@click.option(
    "--from",
    "start",
    type=Day(),
    metavar="DATE",
    required=True,
    help="The earlier date, as 2026-06-30.",
)
@click.option("--to", "end", type=Day(), metavar="DATE", help="The later date.  [default: --as-of]")
@as_of_option
@output_options
@click.pass_context
def command(
    ctx: click.Context,
    account: str,
    opportunity: str | None,
    start: date,
    end: date | None,
    as_of: date | None,
    format: Format,
    output: str | None,
) -> None:
    """What changed in ACCOUNT between two dates, and what moved its numbers.

    The movement of coverage, thin share and alignment is attributed to people, memberships,
    ties, interactions and time. csv holds what changed.
    """
    from datetime import date

    if end is not None and as_of is not None and end != as_of:
        raise click.UsageError("--to and --as-of name different days; give one of them.", ctx)
    asked = Asked(end or as_of or date.today(), format, output)
    if start > asked.as_of:
        raise click.UsageError(
            f"--from {start.isoformat()} is after --to {asked.as_of.isoformat()}; swap them.", ctx
        )
    _answer(ctx.obj, asked, start, account, opportunity)


def _answer(
    settings: Settings, asked: Asked, start: date, account: str, opportunity: str | None
) -> None:
    from kamgraph.findings.headline import headlines
    from kamgraph.matrix import ContactMatrix
    from kamgraph.metrics.diff import diff
    from kamgraph.reports.diff import describe
    from kamgraph_cli.metric import AccountQuestion
    from kamgraph_cli.output import answer

    question = AccountQuestion(settings, asked, account, opportunity)
    columns, key = question.portfolio.columns(), question.account.id
    policy, scope = question.policy, question.opportunity
    result = diff(columns, key, start, asked.as_of, policy, scope)
    before, after = (
        headlines(ContactMatrix.of_columns(columns, day, policy, key, scope))[0]
        for day in (start, asked.as_of)
    )
    answer(describe(result, before, after, question.words, question.names()), asked)
