"""`kamgraph report`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import Day, as_of_option, example, opportunity_option

if TYPE_CHECKING:
    from datetime import date

    from kamgraph_cli.settings import Settings

FORMATS = ("md", "html", "xlsx", "json", "table", "csv")


@click.command(
    "report",
    epilog=example(
        "kamgraph report nordlicht-werke --as-of 2026-11-20",
        "kamgraph report nordlicht-werke --as-of 2026-11-20 --since 2026-05-20 -o review.html",
        "kamgraph --lang de report 'Grauwacker Getriebe' --as-of 2026-11-20 -o grauwacker.html",
        "kamgraph report --all --as-of 2026-11-20 --format xlsx -o portfolio.xlsx",
    ),
)
@click.argument("account", required=False)
@click.option("--all", "whole", is_flag=True, help="All accounts in one report, worst first.")
@opportunity_option
@as_of_option
@click.option(
    "--since",
    type=Day(),
    metavar="DATE",
    help="The day of the last review: what changed since then, and what moved the numbers.",
)
@click.option(
    "--format",
    type=click.Choice(FORMATS),
    help="How it is written.  [default: as FILE ends; a table on a terminal, else md]",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to FILE.  [default: stdout; html and xlsx: the account's id with -report]",
)
@click.pass_context
def command(
    ctx: click.Context,
    account: str | None,
    whole: bool,
    opportunity: str | None,
    as_of: date | None,
    since: date | None,
    format: str | None,
    output: str | None,
) -> None:
    """Everything about ACCOUNT for a review meeting: about two pages to read or print.

    Headline numbers with their bounds and how they came about, whom nobody reaches, who hangs on
    one of us, what a departure would cost, whom to meet next, and what to do. html is one file
    that works offline and prints on A4; xlsx has the report on its first sheet and the whole
    lists on the others; csv holds the findings.
    """
    from datetime import date

    from kamgraph_cli.paper import of_account, of_all, written

    settings: Settings = ctx.obj
    if whole == (account is not None):
        raise click.UsageError("give an ACCOUNT, or --all for all of them", ctx)
    day = as_of or date.today()
    if since is not None and since > day:
        raise click.UsageError(
            f"--since {since.isoformat()} is after --as-of {day.isoformat()}; the last review "
            "comes first.",
            ctx,
        )
    if account is None:
        if opportunity is not None:
            raise click.UsageError("--opportunity needs the ACCOUNT it belongs to.", ctx)
        name, report = of_all(settings, day, since)
    else:
        name, report = of_account(settings, account, opportunity, day, since)
    written(report, name, settings, format, output)
