"""`kamgraph portfolio`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import Asked, example, reading_options

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "portfolio",
    epilog=example(
        "kamgraph portfolio --as-of 2026-11-20",
        "kamgraph portfolio --as-of 2026-11-20 --format csv -o portfolio.csv",
    ),
)
@reading_options
@click.pass_obj
def command(settings: Settings, asked: Asked) -> None:
    """All accounts, a row each, the one that wants attention most first."""
    from kamgraph.findings.overview import portfolio
    from kamgraph.reports.portfolio import describe
    from kamgraph_cli.output import answer
    from kamgraph_cli.progress import working

    policy = settings.policy()
    with working("Computing"), settings.reading() as store:
        result = portfolio(store.columns(), asked.as_of, policy)
    answer(describe(result, settings.words()), asked)
