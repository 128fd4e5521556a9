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
        "kamgraph leave 'Anna Keller' --plan --on 2026-12-31 -o handover.md",
        "kamgraph leave 'Anna Keller' --successor 'Jonas Brandt' --on 2026-12-31 --dry-run",
        "kamgraph leave henrik-thomsen --on 2026-12-31",
    ),
)
@click.argument("person")
@click.option("--successor", metavar="ID", help="Who follows them, an id or a name.")
@click.option(
    "--plan",
    is_flag=True,
    help="Change nothing; write the handover as a checklist in Markdown instead: every tie, who "
    "could take it, what stays lost.",
)
@click.option("-o", "--output", metavar="FILE.md", help="Write the plan to FILE.md, not stdout.")
@writing_options
@click.pass_obj
def command(
    settings: Settings,
    person: str,
    successor: str | None,
    plan: bool,
    output: str | None,
    wish: Wish,
) -> None:
    """Notes that PERSON (an id or a name), of ours or not, is no longer there.

    The day is the first one without them. Their memberships, contacts and ties stay as they
    are and count no more from then on, so that it stays visible what hung on them.
    """
    from kamgraph.errors import InputError
    from kamgraph.model.editing import leaving
    from kamgraph_cli.lookup import the_one
    from kamgraph_cli.meant import accounts_of
    from kamgraph_cli.writing import carry_out

    if plan:
        _plan(settings, person, successor, output, wish)
        return
    if output is not None:
        raise InputError("-o goes with --plan; noting a departure writes to the store alone")
    with settings.writing(create=False) as store:
        leaver = the_one(store, person, ["people"], wish.on).id
        follower = successor and the_one(store, successor, ["people"], wish.on).id
        met = (row.__dict__["person"] for row in store.matching("contacts", "own", leaver))
        watched = accounts_of(store, {leaver, *met})
        carry_out(settings, store, leaving(leaver, wish.on, follower or None), watched, wish)


def _plan(
    settings: Settings, person: str, successor: str | None, output: str | None, wish: Wish
) -> None:
    """Writes the handover; the store is only read."""
    from kamgraph.planning.succession import handover
    from kamgraph.reports.document import Names
    from kamgraph.reports.handover import checklist
    from kamgraph_cli.files import write_text
    from kamgraph_cli.lookup import the_one
    from kamgraph_cli.output import to_stdout

    policy, words = settings.policy(), settings.words()
    with settings.reading() as store:
        leaver = the_one(store, person, ["people"], wish.on).id
        follower = None if successor is None else the_one(store, successor, ["people"], wish.on).id
        managed = [str(row.__dict__["id"]) for row in store.matching("accounts", "manager", leaver)]
        columns = store.columns()
    result = handover(columns, leaver, wish.on, policy, successor=follower, managed=managed)
    names = Names(dict(zip(columns.people.ids, columns.people.names, strict=True)))
    text = checklist(result, words, names)
    if output is None or output == "-":
        to_stdout(text)
    else:
        write_text(output, text, "md")
