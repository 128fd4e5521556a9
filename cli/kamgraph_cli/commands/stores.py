"""`kamgraph stores`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import example, output_options

if TYPE_CHECKING:
    from kamgraph_cli.options import Format
    from kamgraph_cli.settings import Settings


@click.command(
    "stores",
    epilog=example("kamgraph stores --verify", "kamgraph --store tables stores --format json"),
)
@click.option("--verify", is_flag=True, help="Read everything and compare it with the digests.")
@output_options
@click.pass_context
def command(ctx: click.Context, verify: bool, format: Format, output: str | None) -> None:
    """What the store holds: kind, schema version, rows, digest, an unfinished import.

    With --verify a damaged store gives exit code 4.
    """
    from datetime import date

    from kamgraph.reports.stores import describe
    from kamgraph_cli.options import Asked
    from kamgraph_cli.output import answer

    settings: Settings = ctx.obj
    with settings.reading() as store:
        info = store.info()
        found = store.verify() if verify else None
    answer(describe(info, found, settings.words()), Asked(date.today(), format, output))
    if found is not None and not found.sound:
        ctx.exit(4)
