"""`kamgraph structure`."""

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
    "structure",
    epilog=example(
        "kamgraph structure nordlicht-werke --as-of 2026-11-20",
        "kamgraph structure grauwacker-getriebe --as-of 2026-11-20 --format md",
    ),
)
@account_argument
@opportunity_option
@reading_options
@click.pass_obj
def command(settings: Settings, account: str, opportunity: str | None, asked: Asked) -> None:
    """How wide, high and connected the buying center is.

    ACCOUNT is an id or a name. csv holds one row.
    """
    from kamgraph.metrics.structure import structure
    from kamgraph.reports.structure import describe
    from kamgraph_cli.metric import AccountQuestion, answer_metric

    answer_metric(AccountQuestion(settings, asked, account, opportunity), structure, describe)
