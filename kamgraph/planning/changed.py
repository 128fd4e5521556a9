"""An account as it would be: people gone, contacts added, as a ContactMatrix like any other.

What would be is said in the portfolio's columns (who is gone has left on the as-of date, what
is added is one more row), so that every metric answers for it without knowing. Nothing is
compared here; that is `what_if`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kamgraph.errors import InputError, nearest, shortened
from kamgraph.matrix import ContactMatrix
from kamgraph.model.columns import (
    ALWAYS,
    MISSING,
    NEVER,
    ContactColumns,
    MembershipColumns,
    PeopleColumns,
    PortfolioColumns,
)
from kamgraph.model.vocabulary import Center, OrganizationKind
from kamgraph.planning.results import AddedContact

HIGHEST_LEVEL = 4
_OWN = list(OrganizationKind).index(OrganizationKind.OWN)
_SELLING = list(Center).index(Center.SELLING)


def changed(
    matrix: ContactMatrix,
    without: Sequence[str] = (),
    contacts: Sequence[AddedContact] = (),
    joining: Sequence[str] = (),
) -> ContactMatrix:
    """The matrix of the same account after departures and added contacts (metrics.md 6).

    Somebody removed is gone from all centers and ties, as if they had left on the as-of date.
    An added contact is a row of its level dated that day beside what is on record, so that
    the tie becomes `max(today's w, level / 4)`; its own person joins the selling center.

    Args:
        matrix: one account.
        without: ids of people who would be gone, of whichever side.
        contacts: contacts that there would be.
        joining: ids of people of ours who would be in the selling center.

    Raises:
        InputError: an unknown id, a level outside 0..4, or a contact that is not between
            somebody of ours and somebody who is not.
    """
    columns = matrix.columns
    columns = replace(columns, people=_people(columns, without, matrix.day))
    if contacts:
        columns = _with_contacts(columns, contacts, matrix.day)
    members = [number_of(columns, person) for person in joining]
    members += [number_of(columns, contact.own) for contact in contacts]
    if members:
        columns = _with_members(columns, members, int(matrix.accounts[0]))
    account = columns.accounts.ids[int(matrix.accounts[0])]
    return ContactMatrix.of_columns(
        columns, matrix.as_of, matrix.policy, account, matrix.opportunity
    )


def number_of(columns: PortfolioColumns, person: str) -> int:
    """The number of a person.

    Args:
        columns: the portfolio.
        person: their id.

    Raises:
        InputError: nobody has this id; names the nearest.
    """
    try:
        return list(columns.people.ids).index(person)
    except ValueError:
        hint = nearest(person, columns.people.ids)
        raise InputError(f"there is no person '{shortened(person)}'; {hint}") from None


def is_own(columns: PortfolioColumns, person: int) -> bool:
    """Whether somebody belongs to one of our organizations.

    Args:
        columns: the portfolio.
        person: their number.
    """
    return int(columns.organizations.kind[columns.people.organization[person]]) == _OWN


def _people(columns: PortfolioColumns, without: Sequence[str], day: int) -> PeopleColumns:
    """People, those removed having left on the day at the latest."""
    left = columns.people.left.copy()
    gone = [number_of(columns, person) for person in without]
    left[gone] = np.minimum(left[gone], day)
    return replace(columns.people, left=left)


def _with_contacts(
    columns: PortfolioColumns, contacts: Sequence[AddedContact], day: int
) -> PortfolioColumns:
    """The portfolio with a contact row a contact."""
    own = [number_of(columns, contact.own) for contact in contacts]
    person = [number_of(columns, contact.person) for contact in contacts]
    for contact, ours, theirs in zip(contacts, own, person, strict=True):
        _check(columns, contact, ours, theirs)
    rows, size = columns.contacts, len(contacts)
    return replace(
        columns,
        contacts=ContactColumns(
            own=_and(rows.own, own),
            person=_and(rows.person, person),
            level=_and(rows.level, [contact.level for contact in contacts]),
            target=_and(rows.target, [MISSING] * size),
            last_contact=_and(rows.last_contact, [day] * size),
            since=_and(rows.since, [day] * size),
            until=_and(rows.until, [ALWAYS] * size),
        ),
    )


def _with_members(columns: PortfolioColumns, people: list[int], account: int) -> PortfolioColumns:
    """The portfolio with some more people of ours in an account's selling center."""
    rows, size = columns.memberships, len(people)
    return replace(
        columns,
        memberships=MembershipColumns(
            account=_and(rows.account, [account] * size),
            center=_and(rows.center, [_SELLING] * size),
            person=_and(rows.person, people),
            opportunity=_and(rows.opportunity, [MISSING] * size),
            roles=_and(rows.roles, [0] * size),
            stance=_and(rows.stance, [MISSING] * size),
            since=_and(rows.since, [NEVER] * size),
            until=_and(rows.until, [ALWAYS] * size),
        ),
    )


def _and(column: NDArray[np.int32], added: list[int]) -> NDArray[np.int32]:
    """A column with the values of the added rows."""
    return np.concatenate((column, np.array(added, np.int32)))


def _check(columns: PortfolioColumns, contact: AddedContact, own: int, person: int) -> None:
    """That a contact could stand in the tables."""
    if not 0 <= contact.level <= HIGHEST_LEVEL:
        raise InputError(f"a contact's level is 0 to {HIGHEST_LEVEL}, not {contact.level}")
    if not is_own(columns, own):
        raise InputError(
            f"'{shortened(contact.own)}' is not one of our people; a contact is one of ours, "
            "then somebody who is not"
        )
    if is_own(columns, person):
        raise InputError(
            f"'{shortened(contact.person)}' is one of our own people; a contact leads to "
            "somebody who is not"
        )


def without_effect(
    matrix: ContactMatrix, without: Sequence[str] = (), contacts: Sequence[AddedContact] = ()
) -> list[str]:
    """Sentences about what is asked and moves no tie of the account, for whoever asks.

    Args:
        matrix: the account as it is.
        without: ids of people who would be gone.
        contacts: contacts that there would be.

    Raises:
        InputError: an unknown id.
    """
    columns, day = matrix.columns, matrix.as_of.isoformat()
    people = columns.people
    absent = (people.left <= matrix.day) | (people.joined > matrix.day) | people.vacant
    rows, _ = matrix.memberships(Center.ECOSYSTEM)
    around = columns.memberships.person[rows]
    facing = {*matrix.person.tolist(), *around[~absent[around]].tolist()}
    centers = facing | set(matrix.own_person.tolist())
    gone = {number_of(columns, person) for person in without}
    found = [
        f"'{shortened(person)}' is in no center of this account on {day}: no tie goes with them"
        for person in dict.fromkeys(without)
        if number_of(columns, person) not in centers
    ]
    for contact in contacts:
        own, person = number_of(columns, contact.own), number_of(columns, contact.person)
        pair = f"the contact of '{shortened(contact.own)}' and '{shortened(contact.person)}'"
        if own in gone or absent[own]:
            found.append(f"{pair} counts for nothing: the former is not there on {day}")
        elif person in gone or person not in facing:
            found.append(
                f"{pair} makes no tie: the latter is in neither the buying center nor the "
                f"ecosystem of this account on {day}"
            )
    return found
