"""`kamgraph accounts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from kamgraph_cli.options import Asked, example, reading_options

if TYPE_CHECKING:
    from kamgraph.model.entities import Account
    from kamgraph_cli.settings import Settings


@click.command(
    "accounts",
    epilog=example("kamgraph accounts", "kamgraph accounts --format csv -o accounts.csv"),
)
@reading_options
@click.pass_obj
def command(settings: Settings, asked: Asked) -> None:
    """Lists the accounts, by id."""
    from kamgraph.reports import rows
    from kamgraph.reports.document import Names
    from kamgraph_cli.output import answer

    with settings.reading() as store:
        accounts = cast("tuple[Account, ...]", store.rows("accounts"))
        names = Names(dict([*store.names("organizations"), *store.names("people")]))
    policy = settings.policy().hash
    answer(rows.accounts(accounts, asked.as_of, policy, settings.words(), names), asked)
