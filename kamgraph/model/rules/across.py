"""Rules with a meaning of their own: kinds, sides, roles, and what belongs to what.

Each is a function that notes the faults of one table; `CHECKS` says which belong to which.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kamgraph.model.cells import TableCells
from kamgraph.model.kinds import SEPARATOR
from kamgraph.model.rules.cycles import parent_cycles, reporting_cycles
from kamgraph.model.rules.overlaps import overlapping_contacts, several_managers
from kamgraph.model.rules.state import UNKNOWN, Flags, State, having
from kamgraph.model.vocabulary import (
    ORGANIZATIONAL_TIES,
    PERSONAL_TIES,
    ROLES_OF_CENTER,
    Center,
    OrganizationKind,
)

_OWN, _NOT_OWN = 1, 0


def people_named(state: State) -> None:
    """A name is empty only where the position is vacant."""
    people = state.table("people")
    vacant = people.coded("vacant")
    named = np.fromiter(map(bool, people.texts("name")), np.bool_, len(people))
    nameless = ~named & ~having(vacant.values, vacant.codes, "true")
    for row in np.flatnonzero(nameless & state.sound(people, "name", "vacant")).tolist():
        state.fault(people, row, "name", "is empty; give a name, or set vacant to true")


def not_their_own_successor(state: State) -> None:
    """Nobody follows themselves."""
    people = state.table("people")
    codes = people.coded("successor").codes
    for row in np.flatnonzero((codes > 0) & (codes == state.ids(people))).tolist():
        state.fault(people, row, "successor", "is the person's own id; name somebody else")


def accounts_of_customers(state: State) -> None:
    """An account's organization is a customer."""
    accounts = state.table("accounts")
    rows = state.pointed(accounts, "organization", "organizations")
    codes, kinds = state.words("organizations", "kind", rows)
    other = (codes > 0) & ~having(kinds, codes, OrganizationKind.CUSTOMER)
    for row in np.flatnonzero(other).tolist():
        state.fault(
            accounts,
            row,
            "organization",
            f"is an organization of kind {kinds[codes[row]]}; an account's is of kind customer: "
            "name another one, or correct its kind",
        )


def currency_with_value(state: State) -> None:
    """A value needs its currency."""
    table = state.table("opportunities")
    value, currency = table.coded("value").codes, table.coded("currency").codes
    bare = (value > 0) & (currency == 0) & state.sound(table, "value", "currency")
    for row in np.flatnonzero(bare).tolist():
        state.fault(table, row, "currency", "is required with a value; write it as EUR")


def opportunities_of_account(state: State) -> None:
    """A membership's opportunity belongs to the membership's account."""
    _opportunities_of_account(state, state.table("memberships"))


def opportunities_of_accepted(state: State) -> None:
    """An acceptance's opportunity belongs to the acceptance's account."""
    _opportunities_of_account(state, state.table("acceptances"))


def _opportunities_of_account(state: State, table: TableCells) -> None:
    rows = state.pointed(table, "opportunity", "opportunities")
    belongs, _ = state.words("opportunities", "account", rows)
    account = table.coded("account").codes
    exists = state.exists("accounts")
    other = (belongs > 0) & (account > 0) & (belongs != account) & exists[belongs]
    for row in np.flatnonzero(other & exists[account]).tolist():
        pool = state.pool
        state.fault(
            table,
            row,
            "opportunity",
            f"belongs to account '{pool[belongs[row]]}', not to '{pool[account[row]]}'; "
            "correct one of them",
        )


def roles_of_center(state: State) -> None:
    """Roles are roles of the row's center."""
    table = state.table("memberships")
    roles, centers = table.coded("roles"), table.coded("center")
    fits = np.ones((len(centers.values), len(roles.values)), np.bool_)
    for i, center in enumerate(centers.values):
        known = {r.value for r in ROLES_OF_CENTER[Center(center)]} if center else None
        for j, words in enumerate(roles.values):
            fits[i, j] = known is None or not words or known.issuperset(words.split(SEPARATOR))
    for row in np.flatnonzero(~fits[centers.codes, roles.codes]).tolist():
        center = Center(centers.values[centers.codes[row]])
        known_words = ", ".join(ROLES_OF_CENTER[center])
        message = f"is not for the {center} center, whose roles are: {known_words}"
        state.fault(table, row, "roles", message)


def sides_of_members(state: State) -> None:
    """Selling members are of an own organization, the others are not."""
    table = state.table("memberships")
    sides = _sides(state)
    center = table.coded("center")
    selling = having(center.values, center.codes, Center.SELLING)
    given = center.codes > 0
    _side(state, table, "person", sides, _OWN, selling & given)
    _side(state, table, "person", sides, _NOT_OWN, ~selling & given)


def sides_of_contacts(state: State) -> None:
    """A contact leads from one of us to somebody who is not."""
    _both_sides(state, state.table("contacts"))


def sides_of_interactions(state: State) -> None:
    """An interaction is between one of us and somebody who is not."""
    _both_sides(state, state.table("interactions"))


def _both_sides(state: State, table: TableCells) -> None:
    sides = _sides(state)
    _side(state, table, "own", sides, _OWN)
    _side(state, table, "person", sides, _NOT_OWN)


def _sides(state: State) -> NDArray[np.int8]:
    """By pooled id: whether a person is of an own organization, or `UNKNOWN`."""
    people = state.table("people")
    rows = state.pointed(people, "organization", "organizations")
    codes, kinds = state.words("organizations", "kind", rows)
    side = np.where(having(kinds, codes, OrganizationKind.OWN), _OWN, _NOT_OWN)
    side[codes == 0] = UNKNOWN
    found = np.full(len(state.pool), UNKNOWN, np.int8)
    row_of = state.row_of("people")
    known = row_of != UNKNOWN
    found[known] = side[row_of[known]]
    return found


def _side(
    state: State,
    table: TableCells,
    column: str,
    sides: NDArray[np.int8],
    wanted: int,
    among: Flags | None = None,
) -> None:
    """Faults of people who stand on the other side than wanted."""
    codes = table.coded(column).codes
    wrong = sides[codes] == (_NOT_OWN if wanted == _OWN else _OWN)
    if among is not None:
        wrong &= among
    people = state.table("people")
    for row in np.flatnonzero(wrong).tolist():
        person = int(state.row_of("people")[codes[row]])
        organization = people.texts("organization", person, person + 1)[0]
        if wanted == _OWN:
            said = "is not of kind own; name one of our people"
        else:
            said = "is of kind own; name somebody who is not ours"
        state.fault(table, row, column, f"belongs to organization '{organization}', which {said}")


_PEOPLE, _ORGANIZATIONS, _EITHER = ("people",), ("organizations",), ("people", "organizations")


def _ends_of(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tables a tie of a kind may start in and lead to."""
    if kind in PERSONAL_TIES:
        return _PEOPLE, _PEOPLE
    return (_ORGANIZATIONS, _ORGANIZATIONS) if kind in ORGANIZATIONAL_TIES else (_EITHER, _PEOPLE)


def ends_of_ties(state: State) -> None:
    """A tie's ends are people or organizations, as its kind says."""
    ties = state.table("ties")
    kinds = ties.coded("kind")
    exist = {name: state.exists(name) for name in _EITHER}
    either = exist["people"] | exist["organizations"]
    for number, kind in enumerate(kinds.values):
        rows = np.flatnonzero(kinds.codes == number) if kind else ()
        for column, allowed in zip(("source", "target"), _ends_of(kind), strict=True):
            if allowed == _EITHER or not len(rows):
                continue
            codes = ties.coded(column).codes[rows]
            wrong = either[codes] & ~exist[allowed[0]][codes]
            other = "an organization" if allowed == _PEOPLE else "a person"
            wanted = "a person" if allowed == _PEOPLE else "an organization"
            message = f"is {other}; a tie of kind {kind} needs {wanted} as its {column}"
            for row in np.asarray(rows)[wrong].tolist():
                state.fault(ties, row, column, message)


def no_tie_to_oneself(state: State) -> None:
    """Nobody is tied to themselves."""
    ties = state.table("ties")
    source, target = ties.coded("source").codes, ties.coded("target").codes
    for row in np.flatnonzero((source > 0) & (source == target)).tolist():
        state.fault(ties, row, "target", "is the tie's source too; name two different ends")


CHECKS: dict[str, tuple[Callable[[State], None], ...]] = {
    "organizations": (parent_cycles,),
    "people": (people_named, not_their_own_successor),
    "accounts": (accounts_of_customers,),
    "opportunities": (currency_with_value,),
    "memberships": (sides_of_members, opportunities_of_account, roles_of_center),
    "contacts": (sides_of_contacts, overlapping_contacts),
    "interactions": (sides_of_interactions,),
    "ties": (ends_of_ties, no_tie_to_oneself, several_managers, reporting_cycles),
    "acceptances": (opportunities_of_accepted,),
}
"""The rules of each table, beside those that follow from its declaration."""
