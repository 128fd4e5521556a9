"""`kamgraph leave`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import example
from kamgraph_cli.writing import Wish, writing_options

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "leave",
    epilog=example(
        "kamgraph leave 'Anna Keller' --successor 'Jonas Brandt' --on 2026-12-31 --dry-run",
        "kamgraph leave henrik-thomsen --on 2026-12-31",
    ),
)
@click.argument("person")
@click.option("--successor", metavar="ID", help="Who follows them, an id or a name.")
@writing_options
@click.pass_obj
def command(settings: Settings, person: str, successor: str | None, wish: Wish) -> None:
    """Notes that PERSON (an id or a name), of ours or not, is no longer there.

    The day is the first one without them. Their memberships, contacts and ties stay as they
    are and count no more from then on, so that it stays visible what hung on them.
    """
    from kamgraph.model.editing import leaving
    from kamgraph_cli.lookup import the_one
    from kamgraph_cli.meant import accounts_of
    from kamgraph_cli.writing import carry_out

    with settings.writing(create=False) as store:
        leaver = the_one(store, person, ["people"], wish.on).id
        follower = successor and the_one(store, successor, ["people"], wish.on).id
        met = (row.__dict__["person"] for row in store.matching("contacts", "own", leaver))
        watched = accounts_of(store, {leaver, *met})
        carry_out(settings, store, leaving(leaver, wish.on, follower or None), watched, wish)
