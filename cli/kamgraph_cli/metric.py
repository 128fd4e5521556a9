"""One account's question: find the account, read its slice, compute, print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from kamgraph_cli.lookup import the_one
from kamgraph_cli.output import answer

if TYPE_CHECKING:
    from kamgraph.locale.words import Words
    from kamgraph.matrix import ContactMatrix
    from kamgraph.model.policy import Policy
    from kamgraph.model.portfolio import Portfolio
    from kamgraph.reports.document import Names, Report
    from kamgraph.stores.base import Store
    from kamgraph_cli.options import Asked
    from kamgraph_cli.settings import Settings

T = TypeVar("T")


class AccountQuestion:
    """An account, or one of its opportunities, with everything needed to compute.

    Args:
        settings: the global options.
        asked: date, format and file.
        account: the account as the user wrote it.
        opportunity: the opportunity as the user wrote it, or None.
        people: people the question is about, as the user wrote them; who has nothing to do
            with the account yet is read too.

    Raises:
        KamGraphError: no store, or no such account, opportunity or person.
    """

    def __init__(
        self,
        settings: Settings,
        asked: Asked,
        account: str,
        opportunity: str | None,
        people: Sequence[str] = (),
    ) -> None:
        self.settings = settings
        self.asked = asked
        self.policy: Policy = settings.policy()
        self.words: Words = settings.words()
        with settings.reading() as store:
            self.account = the_one(store, account, ["accounts"], asked.as_of)
            self.people = [the_one(store, text, ["people"], asked.as_of).id for text in people]
            self.portfolio: Portfolio = with_people(
                store, store.account_slice(self.account.id), self.people
            )
        self.opportunity = (
            None
            if opportunity is None
            else the_opportunity(self.portfolio, self.account.id, opportunity)
        )

    def matrix(self) -> ContactMatrix:
        """The contact matrix of the account or opportunity."""
        from kamgraph.matrix import ContactMatrix

        return ContactMatrix.of_account(
            self.portfolio, self.account.id, self.asked.as_of, self.policy, self.opportunity
        )

    def names(self) -> Names:
        """What the people and organizations of the slice are called."""
        from kamgraph.reports.document import Names

        known: dict[str, str | None] = {o.id: o.name for o in self.portfolio.organizations}
        known.update((person.id, person.name or person.title) for person in self.portfolio.people)
        opportunities = {o.id: o.name for o in self.portfolio.opportunities}
        opportunity = opportunities[self.opportunity] if self.opportunity else ""
        return Names(known, self.account.name, opportunity)


def with_people(store: Store, part: Portfolio, people: Sequence[str]) -> Portfolio:
    """An account's slice, and people who may not be in it, with their organizations.

    A slice holds the contacts of its members; of the others, those with people in it are added.

    Args:
        store: an open store.
        part: the slice.
        people: ids of people of the store.
    """
    from kamgraph.model.entities import Person
    from kamgraph.model.portfolio import Portfolio
    from kamgraph.model.vocabulary import Center

    rows = {table.name: list(part.rows(table.name)) for table in part.schema}
    known = {row.id for row in part.people}
    homes = {row.id for row in part.organizations}
    for key in dict.fromkeys(people):
        for row in () if key in known else store.matching("people", "id", key):
            rows["people"].append(row)
            if isinstance(row, Person) and row.organization not in homes:
                homes.add(row.organization)
                rows["organizations"] += store.matching("organizations", "id", row.organization)
    members = {row.person for row in part.memberships if row.center is not Center.SELLING}
    for key in dict.fromkeys(people):
        for table in () if key in members else ("contacts", "interactions"):
            found = store.matching(table, "person", key)
            rows[table] += [row for row in found if getattr(row, "own", None) in known]
    return Portfolio(rows, part.schema)


def answer_metric(
    question: AccountQuestion,
    compute: Callable[[ContactMatrix], T],
    describe: Callable[[T, Words, Names], Report],
) -> None:
    """Computes a metric of the account and prints it.

    Args:
        question: the account.
        compute: the metric.
        describe: its report.
    """
    result = compute(question.matrix())
    answer(describe(result, question.words, question.names()), question.asked)


def the_opportunity(portfolio: Portfolio, account: str, text: str) -> str:
    """The id of the opportunity that is meant, among those of the account.

    Args:
        portfolio: the account's slice.
        account: its id.
        text: the opportunity as the user wrote it.

    Raises:
        InputError: nothing or several things of that id or name.
    """
    from kamgraph.errors import InputError, nearest, shortened
    from kamgraph_cli.lookup import Hit, folded, several, whole

    text = whole(text)
    own = [row for row in portfolio.opportunities if row.account == account]
    found = (
        [row for row in own if row.id == text]
        or [row for row in own if row.name == text]
        or [row for row in own if folded(row.name) == folded(text)]
    )
    if len(found) == 1:
        return found[0].id
    if found:
        raise several(text, [Hit("opportunities", row.id, row.name) for row in found])
    sentence = f"account '{account}' has no opportunity '{shortened(text)}'"
    known = [row.id for row in own]
    raise InputError(f"{sentence}; {nearest(text, known) if known else 'it has none at all'}")
