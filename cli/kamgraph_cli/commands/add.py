"""`kamgraph add`: a command a kind of row, its options made from the table's declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kamgraph_cli.groups import LazyGroup
from kamgraph_cli.options import example
from kamgraph_cli.writing import Wish, writing_options

if TYPE_CHECKING:
    from kamgraph.model.schema import Field, Table
    from kamgraph_cli.settings import Settings

SUMMARIES = {
    "person": "Adds somebody of ours or of theirs, or a vacant position.",
    "organization": "Adds an organization.",
    "account": "Adds a key account.",
    "opportunity": "Adds an opportunity to an account.",
    "membership": "Makes PERSON a member of a center of ACCOUNT.",
    "tie": "Ties two people, or two organizations.",
}
"""The kinds of rows that are added, each with its one sentence."""

_ENDS = {"membership": ("person", "account"), "tie": ("source", "target")}

_EXAMPLES = {
    "person": (
        "kamgraph add person lena-berger --organization 'Nordlicht Werke AG' "
        "--name 'Dr. Lena Berger' --function purchasing --level 4",
        "kamgraph add person nn-it --organization nordlicht --vacant true --title 'Head of IT'",
    ),
    "organization": ("kamgraph add organization nordwerk --name 'Nordwerk AG' --kind customer",),
    "account": (
        "kamgraph add account north --name North --organization nordlicht "
        "--manager 'Anna Keller' --dry-run",
    ),
    "opportunity": (
        "kamgraph add opportunity wind-27 --account nordlicht-werke --name 'Wind 2027' "
        "--value 1200000 --currency EUR",
    ),
    "membership": (
        "kamgraph add membership clemens-abt nordlicht-werke --center buying --roles user "
        "--stance supporter --on 2026-11-20",
    ),
    "tie": ("kamgraph add tie clemens-abt karin-albers --kind knows --weight 0.6 --on 2026-11-20",),
}


@click.command(
    "add",
    cls=LazyGroup,
    summaries=SUMMARIES,
    make=lambda kind: _command(kind),
    heading="Kinds",
    unknown="'{name}' is no kind to add",
    subcommand_metavar="KIND [ARGS]...",
    epilog=example(
        "kamgraph add organization nordwerk-ag --name 'Nordwerk AG' --kind customer",
        "kamgraph add membership karin-albers nordlicht-werke --center buying --dry-run",
        "kamgraph add person --help",
    ),
)
def command() -> None:
    """Adds a person, an organization, an account, an opportunity, a membership or a tie.

    Options are the columns of the table. Where one refers to something, give its id or name.
    How well two know each other is rated with `kamgraph contact`, that they met is noted with
    `kamgraph log`.
    """


def _command(kind: str) -> click.Command:
    """The command that adds a row of a kind."""
    from kamgraph.model.entities import SCHEMA
    from kamgraph_cli.meant import TABLES

    table = SCHEMA.table(TABLES[kind])
    named = _ENDS.get(kind, ("id",))

    @writing_options
    @click.pass_obj
    def adding(settings: Settings, /, wish: Wish, **columns: str | None) -> None:
        _add(settings, table, named, columns, wish)

    made = click.command(kind, help=_help(kind, table), epilog=example(*_EXAMPLES[kind]))(adding)
    arguments: list[click.Parameter] = [click.Argument([name]) for name in named]
    options = [_option(field) for field in table.fields if field.name not in named]
    made.params = [*arguments, *options, *made.params]
    return made


def _help(kind: str, table: Table) -> str:
    """What a kind's command says of itself."""
    said = [SUMMARIES[kind]]
    if "since" in table.names:
        said.append(
            "It holds from the day of the change on, unless --since says otherwise; an empty "
            "--since is for what has held as long as anybody knows."
        )
    if kind == "organization":
        said.append("The store is made where there is none.")
    return "\n\n".join(said)


def _option(field: Field) -> click.Option:
    """A column as an option."""
    kind = field.column.kind
    words = kind.describe() if kind.name in ("choice", "several") else ""
    said = f"{field.column.explanation} ({words})" if words else field.column.explanation
    return click.Option(
        [f"--{field.name.replace('_', '-')}", field.name],
        required=field.required,
        metavar="ID" if field.column.references else kind.name.upper().replace(" ", "-"),
        help=said,
    )


def _add(
    settings: Settings,
    table: Table,
    named: tuple[str, ...],
    columns: dict[str, Any],
    wish: Wish,
) -> None:
    """Adds the row."""
    from kamgraph.model.editing import adding
    from kamgraph_cli.meant import concerned, in_order, resolved
    from kamgraph_cli.writing import carry_out

    given: dict[str, object] = {name: text for name, text in columns.items() if text is not None}
    if "since" in table.names:
        given.setdefault("since", wish.on)
    with settings.writing(create=table.name == "organizations") as store:
        if len(named) > 1:
            ends = in_order(store, table, [str(given[name]) for name in named], wish.on)
            given.update(zip(named, ends, strict=True))
        values = resolved(store, table, given, wish.on)
        decide = adding(table, values)
        carry_out(settings, store, decide, concerned(store, table, values), wish)
