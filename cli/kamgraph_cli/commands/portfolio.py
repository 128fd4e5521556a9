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
@click.option(
    "--engine",
    type=click.Choice(("python", "store")),
    default="python",
    show_default=True,
    help="Where it is computed: here, or by one query in a Neo4j store, without bus factor, zipper "
    "and findings.",
)
@reading_options
@click.pass_obj
def command(settings: Settings, engine: str, asked: Asked) -> None:
    """All accounts, a row each, the one that wants attention most first.

    With --engine store a Neo4j store computes the rows, the least covered first; what a query
    cannot compute is marked.
    """
    if engine == "store":
        _in_the_store(settings, asked)
        return
    from kamgraph.findings.overview import portfolio
    from kamgraph.reports.portfolio import describe
    from kamgraph_cli.output import answer
    from kamgraph_cli.progress import working

    policy = settings.policy()
    with working("Computing"), settings.reading() as store:
        result = portfolio(store.columns(), asked.as_of, policy)
    answer(describe(result, settings.words()), asked)


def _in_the_store(settings: Settings, asked: Asked) -> None:
    """Lets the store compute, and prints what it answers."""
    from kamgraph.engines.cypher import CypherMetrics
    from kamgraph.reports.stored_portfolio import describe
    from kamgraph_cli.output import answer
    from kamgraph_cli.progress import working

    policy = settings.policy()
    with working("Computing"), settings.reading() as store:
        result = CypherMetrics(store, asked.as_of, policy).portfolio()
    answer(describe(result, settings.words()), asked)
