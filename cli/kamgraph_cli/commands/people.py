"""`kamgraph people`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from kamgraph_cli.options import Asked, example, reading_options

if TYPE_CHECKING:
    from kamgraph.model.entities import Person
    from kamgraph_cli.settings import Settings


@click.command(
    "people",
    epilog=example("kamgraph people --as-of 2026-11-20", "kamgraph people --format json"),
)
@reading_options
@click.pass_obj
def command(settings: Settings, asked: Asked) -> None:
    """Lists all people and vacant positions, by id; those who left are marked."""
    from kamgraph.reports import rows
    from kamgraph.reports.document import Names
    from kamgraph_cli.output import answer

    with settings.reading() as store:
        people = cast("tuple[Person, ...]", store.rows("people"))
        names = Names(dict(store.names("organizations")))
    policy = settings.policy().hash
    answer(rows.people(people, asked.as_of, policy, settings.words(), names), asked)
