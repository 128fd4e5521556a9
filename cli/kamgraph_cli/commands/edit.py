"""`kamgraph edit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import example
from kamgraph_cli.writing import Wish, row_arguments, writing_options

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "edit",
    epilog=example(
        "kamgraph edit person henrik-thomsen --set influence=8 --on 2026-11-20",
        "kamgraph edit membership karin-albers nordlicht-werke --set stance=supporter "
        "--where center=buying --on 2026-11-20",
        "kamgraph edit account nordlicht-werke --set manager='Jonas Brandt' --dry-run",
    ),
)
@row_arguments
@click.option(
    "--set",
    "assigned",
    multiple=True,
    required=True,
    metavar="COLUMN=VALUE",
    help="The column's new value; an empty one clears it. May be repeated.",
)
@writing_options
@click.pass_obj
def command(
    settings: Settings,
    kind: str,
    arguments: tuple[str, ...],
    where: tuple[str, ...],
    assigned: tuple[str, ...],
    wish: Wish,
) -> None:
    """Corrects a row in place, as if it had always been so; no history is kept.

    A person, an organization, an account or an opportunity is named by id or name; a contact
    and an interaction by OWN and PERSON, a membership by PERSON and ACCOUNT, a tie by SOURCE
    and TARGET, an acceptance by RULE and ACCOUNT, and by as many --where as are needed. Several
    different rows that match are listed, and nothing is changed; of equal rows one is.
    """
    from kamgraph.model.editing import correcting
    from kamgraph_cli.meant import concerned, pairs, resolved, singled_out
    from kamgraph_cli.writing import carry_out

    values, further = pairs(assigned, "--set"), pairs(where, "--where")
    with settings.writing(create=False) as store:
        table, wanted = singled_out(store, kind, arguments, further, wish.on)
        given = resolved(store, table, values, wish.on)
        # A membership may move to another account: both are concerned.
        watched = {*concerned(store, table, wanted), *concerned(store, table, given)}
        carry_out(settings, store, correcting(table, wanted, given), watched, wish)
