"""`kamgraph alignment`."""

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
    "alignment",
    epilog=example(
        "kamgraph alignment nordlicht-werke --as-of 2026-11-20",
        "kamgraph alignment nordlicht-werke --opportunity nw-line-3 --as-of 2026-11-20",
    ),
)
@account_argument
@opportunity_option
@reading_options
@click.pass_obj
def command(settings: Settings, account: str, opportunity: str | None, asked: Asked) -> None:
    """Who faces whom, and who should.

    ACCOUNT is an id or a name. csv holds the counterparts, heaviest stakeholder first.
    """
    from kamgraph.metrics.alignment import alignment
    from kamgraph.reports.alignment import describe
    from kamgraph_cli.metric import AccountQuestion, answer_metric

    answer_metric(AccountQuestion(settings, asked, account, opportunity), alignment, describe)
