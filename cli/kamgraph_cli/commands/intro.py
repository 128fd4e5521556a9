"""`kamgraph intro`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import (
    Asked,
    WholeNumber,
    account_argument,
    example,
    opportunity_option,
    reading_options,
)

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "intro",
    epilog=example(
        "kamgraph intro nordlicht-werke 'Ulrike Petersen' --as-of 2026-11-20",
        "kamgraph intro nordlicht-werke frauke-jessen -k 1 --as-of 2026-11-20 --format json",
    ),
)
@account_argument
@click.argument("person")
@click.option(
    "-k",
    "count",
    type=WholeNumber(1),
    default=3,
    show_default=True,
    metavar="NUMBER",
    help="The most ways to name.",
)
@opportunity_option
@reading_options
@click.pass_obj
def command(
    settings: Settings,
    account: str,
    person: str,
    count: int,
    opportunity: str | None,
    asked: Asked,
) -> None:
    """Who could introduce us to somebody.

    Names the best ways from one of us to PERSON, who may be in the buying center or not, over
    the people of the account and its ecosystem; no two ways share anybody. ACCOUNT and PERSON
    are ids or names. csv holds the ways, the best first.
    """
    from kamgraph.planning.introductions import introductions
    from kamgraph.reports.introductions import describe
    from kamgraph.reports.phrases import Place
    from kamgraph_cli.metric import AccountQuestion
    from kamgraph_cli.output import answer

    question = AccountQuestion(settings, asked, account, opportunity, [person])
    (target,) = question.people
    result = introductions(question.matrix(), target, count)
    place = Place(question.account.id, question.opportunity)
    answer(describe(result, target, place, question.words, question.names()), asked)
