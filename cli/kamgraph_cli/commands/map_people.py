"""`kamgraph map-people`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import Day, account_argument, example

if TYPE_CHECKING:
    from datetime import date

    from kamgraph_cli.settings import Settings


@click.command(
    "map-people",
    epilog=example(
        "kamgraph map-people nordlicht-werke",
        "kamgraph --lang de map-people 'Grauwacker Getriebe' --on 2026-11-20",
    ),
)
@account_argument
@click.option(
    "--on",
    type=Day(),
    metavar="DATE",
    help="The day from which new rows hold, as 2026-12-31.  [default: today]",
)
@click.pass_obj
def command(settings: Settings, account: str, on: date | None) -> None:
    """Walks through ACCOUNT with questions: who is there, and who knows whom.

    For a start, and for what is still open. Store, account and companies are made where there
    are none, if you say so. Every answer is kept at once; Ctrl-D or Ctrl-C ends, and the same
    command goes on where you left. Answers may come from a file or a pipe, a line each.

    Questions go to stderr; stdout gets what was changed, and coverage before and after.
    """
    from datetime import date

    from kamgraph_cli.arrival import walk_through

    walk_through(settings, account, on or date.today())
