"""`kamgraph remove`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import example
from kamgraph_cli.writing import Wish, row_arguments, writing_options

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "remove",
    epilog=example(
        "kamgraph remove membership karin-albers nordlicht-werke --on 2026-11-20 --dry-run",
        "kamgraph remove person karin-albers --cascade --on 2026-11-20 --dry-run",
    ),
)
@row_arguments
@click.option("--cascade", is_flag=True, help="Remove the rows that refer to it, too.")
@writing_options
@click.pass_obj
def command(
    settings: Settings,
    kind: str,
    arguments: tuple[str, ...],
    where: tuple[str, ...],
    cascade: bool,
    wish: Wish,
) -> None:
    """Takes a row out that should never have been there; who leaves, leaves (`kamgraph leave`).

    Rows are named as for `kamgraph edit`. While others refer to it nothing is removed, and
    they are counted; with --cascade they go too. An account, a person, an organization or an
    opportunity that can do without the reference (a manager, a successor, a parent) stays,
    without it.
    """
    from kamgraph.model.removing import removing
    from kamgraph_cli.meant import concerned, pairs, singled_out
    from kamgraph_cli.writing import carry_out

    further = pairs(where, "--where")
    with settings.writing(create=False) as store:
        table, wanted = singled_out(store, kind, arguments, further, wish.on)
        decide = removing(table, wanted, cascade=cascade)
        carry_out(settings, store, decide, concerned(store, table, wanted), wish)
