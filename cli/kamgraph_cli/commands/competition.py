"""`kamgraph competition`."""

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
    "competition",
    epilog=example(
        "kamgraph competition nordlicht-werke --as-of 2026-11-20",
        "kamgraph competition grauwacker-getriebe --as-of 2026-11-20 --format md",
    ),
)
@account_argument
@opportunity_option
@reading_options
@click.pass_obj
def command(settings: Settings, account: str, opportunity: str | None, asked: Asked) -> None:
    """Who reaches whom in ACCOUNT: we or a competitor.

    ACCOUNT is an id or a name. Contacts of competitors are ties of kind contact, from their
    organization or from one of their people (`kamgraph add tie`). csv holds the stakeholders
    whom a competitor knows.
    """
    from kamgraph.metrics.competition import competition
    from kamgraph.reports.competition import describe
    from kamgraph_cli.metric import AccountQuestion, answer_metric

    answer_metric(AccountQuestion(settings, asked, account, opportunity), competition, describe)
