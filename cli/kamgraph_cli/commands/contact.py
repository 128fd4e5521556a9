"""`kamgraph contact`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import example
from kamgraph_cli.writing import Wish, writing_options

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "contact",
    epilog=example(
        "kamgraph contact 'Anna Keller' 'Henrik Thomsen' --level 2 --on 2026-11-20",
        "kamgraph contact anna-keller henrik-thomsen --target 4 --on 2026-11-20 --dry-run",
    ),
)
@click.argument("own")
@click.argument("person")
@click.option(
    "--level", metavar="0..4", help="0 none, 1 brief, 2 occasional, 3 regular, 4 trusted."
)
@click.option("--target", metavar="0..4", help="The level aimed at.")
@click.option("--last-contact", metavar="DATE", help="When they last met, as far as known.")
@click.option("--source", metavar="TEXT", help="Where you have it from.")
@click.option("--note", metavar="TEXT", help="Anything else.")
@writing_options
@click.pass_obj
def command(
    settings: Settings, /, own: str, person: str, wish: Wish, **columns: str | None
) -> None:
    """Rates how well OWN, one of us, knows PERSON from a day on.

    Both are ids or names. A new level keeps the history: the rating that held ends on that
    day and another begins, with its target and last contact. Anything else changes the rating
    that holds. Give an empty text to clear a column. What was wrong from the start is
    corrected with `kamgraph edit contact`.
    """
    from kamgraph.model.editing import rating
    from kamgraph.model.kinds import Date
    from kamgraph_cli.lookup import the_one
    from kamgraph_cli.meant import accounts_of
    from kamgraph_cli.output import note
    from kamgraph_cli.writing import carry_out

    given: dict[str, object] = {key: text for key, text in columns.items() if text is not None}
    if not given:
        raise click.UsageError("nothing to change is given; give --level, or another column")
    with settings.writing(create=False) as store:
        mine = the_one(store, own, ["people"], wish.on).id
        other = the_one(store, person, ["people"], wish.on).id
        decide = rating(mine, other, wish.on, given)
        carry_out(settings, store, decide, accounts_of(store, [other]), wish)
    met = str(given.get("last_contact", "")).strip()
    if met and (day := Date().read(met)) > wish.on:
        note(
            f"Note: the last contact on {day.isoformat()} comes after {wish.on.isoformat()}; it "
            "counts from that day on"
        )
