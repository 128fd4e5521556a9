"""`kamgraph next`."""

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
    "next",
    epilog=example(
        "kamgraph next grauwacker-getriebe --as-of 2026-11-20",
        "kamgraph next nordlicht-werke -k 3 --as-of 2026-11-20 --format json",
    ),
)
@account_argument
@click.option(
    "-k",
    "count",
    type=WholeNumber(1),
    default=5,
    show_default=True,
    metavar="NUMBER",
    help="The most contacts to name.",
)
@opportunity_option
@reading_options
@click.pass_obj
def command(
    settings: Settings, account: str, count: int, opportunity: str | None, asked: Asked
) -> None:
    """Whom to meet next, and who of us should.

    Names the contacts that raise coverage most, one after the other, with the reason for each;
    nobody of us gets more stakeholders than the policy's capacity. ACCOUNT is an id or a name.
    csv holds the contacts.
    """
    from kamgraph.planning.next_contacts import next_contacts_with_reasons
    from kamgraph.reports.next_contacts import describe
    from kamgraph.reports.phrases import Place
    from kamgraph_cli.metric import AccountQuestion
    from kamgraph_cli.output import answer

    question = AccountQuestion(settings, asked, account, opportunity)
    result, reasons = next_contacts_with_reasons(question.matrix(), count)
    place = Place(question.account.id, question.opportunity)
    answer(describe(result, reasons, place, question.words, question.names()), asked)
