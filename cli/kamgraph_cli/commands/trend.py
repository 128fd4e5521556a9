"""`kamgraph trend`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import Asked, WholeNumber, example, opportunity_option, reading_options

if TYPE_CHECKING:
    from kamgraph.metrics.results_over_time import Trend
    from kamgraph.reports.document import Names
    from kamgraph_cli.settings import Settings

MOST = 600
"""Months of fifty years."""


@click.command(
    "trend",
    epilog=example(
        "kamgraph trend nordlicht-werke --as-of 2026-11-20",
        "kamgraph trend --months 12 --as-of 2026-11-20 --format csv -o trend.csv",
    ),
)
@click.argument("account", required=False)
@opportunity_option
@click.option(
    "--months",
    type=WholeNumber(1, MOST),
    default=24,
    show_default=True,
    help="How many month ends before the date of --as-of, at most 600.",
)
@reading_options
@click.pass_context
def command(
    ctx: click.Context, account: str | None, opportunity: str | None, months: int, asked: Asked
) -> None:
    """Headline numbers of ACCOUNT, or of all accounts together, at each month end.

    The last row is that of --as-of. Every row is computed for its date from what is stored now;
    facts without dates, as levels and functions, are today's in every row.
    """
    from kamgraph.reports.trend import describe
    from kamgraph_cli.output import answer

    settings: Settings = ctx.obj
    if account is None and opportunity is not None:
        raise click.UsageError("--opportunity needs the ACCOUNT it belongs to.", ctx)
    if account is None:
        result, names = _of_all(settings, asked, months)
    else:
        result, names = _of_one(settings, asked, months, account, opportunity)
    answer(describe(result, settings.words(), names), asked)


def _of_one(
    settings: Settings, asked: Asked, months: int, account: str, opportunity: str | None
) -> tuple[Trend, Names]:
    from kamgraph.findings.trend import trend
    from kamgraph_cli.metric import AccountQuestion

    asking = AccountQuestion(settings, asked, account, opportunity)
    columns, scope = asking.portfolio.columns(), (asking.account.id, asking.opportunity)
    return trend(columns, asked.as_of, months, asking.policy, *scope), asking.names()


def _of_all(settings: Settings, asked: Asked, months: int) -> tuple[Trend, Names]:
    from kamgraph.findings.trend import trend
    from kamgraph.reports.document import Names
    from kamgraph_cli.progress import working

    policy = settings.policy()
    with working("Computing"), settings.reading() as store:
        return trend(store.columns(), asked.as_of, months, policy), Names()
