"""`kamgraph sensitivity`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import Asked, example, opportunity_option, reading_options

if TYPE_CHECKING:
    from kamgraph.reports.document import Report
    from kamgraph_cli.settings import Settings


@click.command(
    "sensitivity",
    epilog=example(
        "kamgraph sensitivity nordlicht-werke --as-of 2026-11-20",
        "kamgraph sensitivity --as-of 2026-11-20 --format csv -o order.csv",
    ),
)
@click.argument("account", required=False)
@opportunity_option
@reading_options
@click.pass_context
def command(ctx: click.Context, account: str | None, opportunity: str | None, asked: Asked) -> None:
    """How far the headline numbers of ACCOUNT move when the policy's constants do.

    Half-life (90 to 365 days), threshold of an active tie (0.15 to 0.35) and unknown influence
    (3 to 7) are varied, each alone. Without ACCOUNT: whether the order of all accounts holds.
    """
    from kamgraph_cli.output import answer

    if account is None:
        if opportunity is not None:
            raise click.UsageError("--opportunity needs the ACCOUNT it belongs to.", ctx)
        answer(_of_all(ctx.obj, asked), asked)
    else:
        answer(_of_one(ctx.obj, asked, account, opportunity), asked)


def _of_one(settings: Settings, asked: Asked, account: str, opportunity: str | None) -> Report:
    from kamgraph.findings.sensitivity import sensitivity
    from kamgraph.reports.sensitivity import describe
    from kamgraph_cli.metric import AccountQuestion

    asking = AccountQuestion(settings, asked, account, opportunity)
    columns, key = asking.portfolio.columns(), asking.account.id
    result = sensitivity(columns, key, asked.as_of, asking.policy, asking.opportunity)
    return describe(result, asking.words, asking.names())


def _of_all(settings: Settings, asked: Asked) -> Report:
    from kamgraph.findings.sensitivity import portfolio_sensitivity
    from kamgraph.reports.document import Names
    from kamgraph.reports.sensitivity import describe_order
    from kamgraph_cli.progress import working

    policy = settings.policy()
    with working("Computing"), settings.reading() as store:
        columns = store.columns()
        result = portfolio_sensitivity(columns, asked.as_of, policy)
    names = Names(dict(zip(columns.accounts.ids, columns.accounts.names, strict=True)))
    return describe_order(result, settings.words(), names)
