"""`kamgraph log`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import example
from kamgraph_cli.writing import Wish, writing_options

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "log",
    epilog=example(
        "kamgraph log 'Anna Keller' 'Henrik Thomsen' --channel meeting --on 2026-11-20",
        "kamgraph log anna-keller henrik-thomsen --channel email --one-way --dry-run",
    ),
)
@click.argument("own")
@click.argument("person")
@click.option(
    "--channel",
    required=True,
    metavar="WORD",
    help="meeting, video, event, call, order, email, message or other.",
)
@click.option("--one-way", is_flag=True, help="The other one did not answer.")
@click.option("--subject", metavar="TEXT", help="What it was about.")
@click.option("--id", metavar="ID", help="Your id of it, as a CRM has.")
@writing_options
@click.pass_obj
def command(
    settings: Settings, /, own: str, person: str, one_way: bool, wish: Wish, **columns: str | None
) -> None:
    """Notes that OWN, one of us, and PERSON met, wrote or spoke.

    Both are ids or names. Only an interaction is added; how well the two know each other stays
    as it was rated (`kamgraph contact`).
    """
    from kamgraph.model.editing import logging
    from kamgraph_cli.lookup import the_one
    from kamgraph_cli.meant import accounts_of
    from kamgraph_cli.output import note
    from kamgraph_cli.writing import carry_out

    with settings.writing(create=False) as store:
        mine = the_one(store, own, ["people"], wish.on).id
        other = the_one(store, person, ["people"], wish.on).id
        values: dict[str, object] = {"date": wish.on, "own": mine, "person": other, **columns}
        values["two_way"] = False if one_way else None
        carry_out(settings, store, logging(values), accounts_of(store, [other]), wish)
    if wish.on > date.today():
        note(f"Note: {wish.on.isoformat()} is yet to come; the interaction counts from that day on")
