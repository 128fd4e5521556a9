"""`kamgraph show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import Asked, example, reading_options

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "show",
    epilog=example(
        "kamgraph show nordlicht-werke --as-of 2026-11-20",
        "kamgraph show 'Ralf Bender' --as-of 2026-11-20 --format json",
    ),
)
@click.argument("id")
@reading_options
@click.pass_obj
def command(settings: Settings, id: str, asked: Asked) -> None:
    """Prints everything with that ID (or name): an account, a person, an organization, a deal.

    Facts first, then memberships, contacts and ties that hold at the date, then those that
    hold no more or not yet.
    """
    from kamgraph.reports.show import describe
    from kamgraph_cli.everything import everything
    from kamgraph_cli.output import answer

    with settings.reading() as store:
        found = everything(store, id, asked.as_of)
    answer(describe(found, settings.policy().hash, settings.words()), asked)
