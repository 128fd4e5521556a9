"""`kamgraph whatif`."""

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
    from kamgraph.matrix import ContactMatrix
    from kamgraph.planning.results import AddedContact
    from kamgraph.reports.document import Report
    from kamgraph_cli.metric import AccountQuestion
    from kamgraph_cli.settings import Settings


@click.command(
    "whatif",
    epilog=example(
        "kamgraph whatif nordlicht-werke --without jonas-brandt --as-of 2026-11-20",
        "kamgraph whatif grauwacker-getriebe --without 'Anna Keller' --without ruth-engel "
        "--contact 'Mehmet Özdemir' 'Cornelia Stahl' 3 --as-of 2026-11-20",
        "kamgraph whatif nordlicht-werke --each --as-of 2026-11-20",
    ),
)
@account_argument
@click.option(
    "--without",
    multiple=True,
    metavar="PERSON",
    help="Somebody who would be gone, on whichever side. May be repeated.",
)
@click.option(
    "--contact",
    "contacts",
    multiple=True,
    type=(str, str, WholeNumber(0, 4, "LEVEL")),
    metavar="OWN PERSON LEVEL",
    help="A contact there would be, level 0 to 4. May be repeated.",
)
@click.option(
    "--each",
    is_flag=True,
    help="A row a person: what it would cost if they left. With --without and --contact: on top "
    "of those.",
)
@click.option(
    "--exact",
    is_flag=True,
    help="With --each: the bus factor and the counterparts of each row, too. Takes longer.",
)
@opportunity_option
@reading_options
@click.pass_obj
def command(
    settings: Settings,
    account: str,
    without: tuple[str, ...],
    contacts: tuple[tuple[str, str, int], ...],
    each: bool,
    exact: bool,
    opportunity: str | None,
    asked: Asked,
) -> None:
    """An account before and after departures and new contacts.

    Says what it would cost, whom it would cut off, who of us could take over, and who would
    hang on one of us alone. Nothing is written. ACCOUNT and people are ids or names. csv holds
    the key figures before and after; with --each, a row a person.
    """
    from kamgraph.errors import InputError
    from kamgraph.planning.changed import without_effect
    from kamgraph.planning.results import AddedContact
    from kamgraph_cli.metric import AccountQuestion
    from kamgraph_cli.output import answer, note

    if not (without or contacts or each):
        raise InputError("say what would be: --without PERSON, --contact OWN PERSON LEVEL, --each")
    if exact and not each:
        raise InputError("--exact goes with --each; a single what-if is always exact")
    ends = [end for own, person, _ in contacts for end in (own, person)]
    question = AccountQuestion(settings, asked, account, opportunity, [*without, *ends])
    leaving, met = question.people[: len(without)], question.people[len(without) :]
    added = [
        AddedContact(own=own, person=person, level=level)
        for own, person, (_, _, level) in zip(met[::2], met[1::2], contacts, strict=True)
    ]
    matrix = question.matrix()
    report = _each if each else _once
    found = report(question, matrix, leaving, added, exact)
    for remark in without_effect(matrix, leaving, added):
        note(f"Note: {remark}")
    answer(found, asked)


def _once(
    question: AccountQuestion,
    matrix: ContactMatrix,
    without: list[str],
    contacts: list[AddedContact],
    _: bool,
) -> Report:
    """Before and after."""
    from kamgraph.planning.what_if import what_if
    from kamgraph.reports.what_if import describe

    result = what_if(matrix, without, contacts)
    return describe(result, question.words, question.names())


def _each(
    question: AccountQuestion,
    matrix: ContactMatrix,
    without: list[str],
    contacts: list[AddedContact],
    exact: bool,
) -> Report:
    """A row a person."""
    from kamgraph.planning.changed import changed
    from kamgraph.planning.departures import departures
    from kamgraph.reports.departures import describe

    result = departures(changed(matrix, without, contacts), exact=exact)
    supposed = (without, contacts)
    return describe(result, question.words, question.names(), exact=exact, supposed=supposed)
