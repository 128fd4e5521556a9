"""`kamgraph influence`."""

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
    "influence",
    epilog=example(
        "kamgraph influence nordlicht-werke --as-of 2026-11-20",
        "kamgraph influence nordlicht-werke --as-of 2026-11-20 --format csv",
    ),
)
@account_argument
@opportunity_option
@reading_options
@click.pass_obj
def command(settings: Settings, account: str, opportunity: str | None, asked: Asked) -> None:
    """Whom champions and opponents can move, and who brokers.

    Follows who influences and who knows whom inside the buying center. ACCOUNT is an id or a
    name. csv holds the stakeholders, heaviest first.
    """
    from kamgraph.metrics.influence import influence
    from kamgraph.reports.influence import describe
    from kamgraph_cli.metric import AccountQuestion, answer_metric

    answer_metric(AccountQuestion(settings, asked, account, opportunity), influence, describe)
