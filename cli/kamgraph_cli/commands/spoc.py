"""`kamgraph spoc`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import (
    Asked,
    account_argument,
    example,
    opportunity_option,
    reading_options,
)

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "spoc",
    epilog=example(
        "kamgraph spoc nordlicht-werke --as-of 2026-11-20",
        "kamgraph spoc lindenmoor-feinkost --as-of 2026-11-20 --format csv -o spoc.csv",
    ),
)
@account_argument
@opportunity_option
@reading_options
@click.pass_obj
def command(settings: Settings, account: str, opportunity: str | None, asked: Asked) -> None:
    """What hangs on one person of ours.

    Says whom nobody or one person alone reaches, and what coverage would lose if one of us
    left. ACCOUNT is an id or a name. csv holds the own people, largest loss first.
    """
    from kamgraph.metrics.spoc import spoc
    from kamgraph.reports.spoc import describe
    from kamgraph_cli.metric import AccountQuestion, answer_metric

    answer_metric(AccountQuestion(settings, asked, account, opportunity), spoc, describe)
