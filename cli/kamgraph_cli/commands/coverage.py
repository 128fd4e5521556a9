"""`kamgraph coverage`."""

from __future__ import annotations

from functools import partial
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
    "coverage",
    epilog=example(
        "kamgraph coverage nordlicht-werke --as-of 2026-11-20",
        "kamgraph coverage 'Grauwacker Getriebe' --as-of 2026-11-20 --format json",
    ),
)
@account_argument
@opportunity_option
@reading_options
@click.pass_obj
def command(settings: Settings, account: str, opportunity: str | None, asked: Asked) -> None:
    """Whom of the buying center we reach, and how surely.

    ACCOUNT is an id or a name. csv holds the stakeholders, heaviest first.
    """
    from kamgraph.metrics.coverage import coverage, doubtful_share
    from kamgraph.reports.coverage import describe
    from kamgraph_cli.metric import AccountQuestion, answer_metric

    question = AccountQuestion(settings, asked, account, opportunity)
    doubtful = doubtful_share(question.matrix())
    answer_metric(question, coverage, partial(describe, doubtful=doubtful))
