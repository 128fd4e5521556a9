"""The whole portfolio as numpy columns: what the metrics of many accounts are computed from.

A store fills these arrays straight from its file, without row objects; `from_cells` makes the
same arrays from tables of text, so that one account's slice goes the same way. People are
numbered by their position in `people`, organizations in `organizations`, accounts in
`accounts`. The metrics themselves live in `kamgraph.metrics`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kamgraph.model.vocabulary import (
    Center,
    Channel,
    Function,
    OrganizationKind,
    Role,
    RuleId,
    Stance,
    TieKind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    from kamgraph.model.cells import Cells, TableCells

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NEVER = -(1 << 30)
"""The day of an empty date that lies before every day (`since`, `joined`, `last_contact`)."""

ALWAYS = 1 << 30
"""The day of an empty date that lies after every day (`until`, `left`)."""

MISSING = -1
"""The number of an empty level, target, function, stance or opportunity."""


@dataclass(frozen=True)
class OrganizationColumns:
    """Organizations: ids, each one's position in `OrganizationKind`, and names."""

    ids: Sequence[str]
    kind: Ints
    names: Sequence[str]


@dataclass(frozen=True)
class PeopleColumns:
    """People; dates are ordinals, unknown numbers are NaN, unknown codes `MISSING`.

    Args:
        ids: the ids, by number.
        names: the names, by number; a vacant position without one goes by its title.
        organization: the number of each one's organization.
        function: position in `Function`.
        level: 1..5.
        influence: 0..10 or NaN.
        attrition: 0..1 or NaN.
        vacant: nobody holds the position.
        joined: first day, or `NEVER`.
        left: first day gone, or `ALWAYS`.
    """

    ids: Sequence[str]
    names: Sequence[str]
    organization: Ints
    function: Ints
    level: Ints
    influence: Floats
    attrition: Floats
    vacant: Flags
    joined: Ints
    left: Ints


@dataclass(frozen=True)
class AccountColumns:
    """Accounts: ids, names, and expected sizes (`MISSING` where unknown)."""

    ids: Sequence[str]
    names: Sequence[str]
    expected_size: NDArray[np.int64]


@dataclass(frozen=True)
class MembershipColumns:
    """Memberships: numbers of account, person and opportunity, roles as bits of `Role`."""

    account: Ints
    center: Ints
    person: Ints
    opportunity: Ints
    roles: Ints
    stance: Ints
    since: Ints
    until: Ints


@dataclass(frozen=True)
class ContactColumns:
    """Rated contacts: numbers of both people, level 0..4, target 0..4 or `MISSING`."""

    own: Ints
    person: Ints
    level: Ints
    target: Ints
    last_contact: Ints
    since: Ints
    until: Ints


@dataclass(frozen=True)
class InteractionColumns:
    """Interactions: day, numbers of both people, position in `Channel`, whether answered."""

    day: Ints
    own: Ints
    person: Ints
    channel: Ints
    two_way: Flags


@dataclass(frozen=True)
class TieColumns:
    """Ties; an end is a person's number, or `-1 - n` for organization number n."""

    source: Ints
    target: Ints
    kind: Ints
    weight: Floats
    since: Ints
    until: Ints


@dataclass(frozen=True)
class AcceptanceColumns:
    """Accepted findings: numbers of account, opportunity and person, `MISSING` where empty.

    `rule` is a position in `RuleId`, `role` one in `Role` or `MISSING`, an empty `value` NaN;
    `since` is the day of acceptance or `NEVER`, `reasons` the texts.
    """

    rule: Ints
    account: Ints
    opportunity: Ints
    person: Ints
    role: Ints
    since: Ints
    until: Ints
    value: Floats
    reasons: Sequence[str]


@dataclass(frozen=True)
class PortfolioColumns:
    """A portfolio, or a slice of one, as arrays."""

    organizations: OrganizationColumns
    people: PeopleColumns
    accounts: AccountColumns
    opportunities: Sequence[str]
    memberships: MembershipColumns
    contacts: ContactColumns
    interactions: InteractionColumns
    ties: TieColumns
    acceptances: AcceptanceColumns


def role_bits(text: str) -> int:
    """A cell of roles as bits, role number n as bit n.

    Args:
        text: roles joined by `|`.
    """
    bits = 0
    for word in text.split("|") if text else ():
        bits |= 1 << ROLE_NUMBER[word]
    return bits


ROLE_NUMBER: dict[str, int] = {role.value: number for number, role in enumerate(Role)}
"""Each role's position in the vocabulary."""


def positions(vocabulary: type[StrEnum]) -> dict[str, int]:
    """Each word's position in a vocabulary; the empty text is `MISSING`.

    Args:
        vocabulary: a closed vocabulary.
    """
    return {"": MISSING, **{word.value: number for number, word in enumerate(vocabulary)}}


def ordinal(text: str) -> int:
    """The ordinal of an ISO date.

    Args:
        text: an ISO date.
    """
    return date.fromisoformat(text).toordinal()


def from_cells(cells: Cells) -> PortfolioColumns:
    """The arrays of tables of canonical text.

    Args:
        cells: tables whose references all exist.
    """
    numbers = _Numbers(cells)
    organizations, accounts = cells.table("organizations"), cells.table("accounts")
    return PortfolioColumns(
        OrganizationColumns(
            organizations.texts("id"),
            _words(organizations, "kind", OrganizationKind),
            organizations.texts("name"),
        ),
        _people(cells.table("people"), numbers),
        AccountColumns(
            accounts.texts("id"),
            accounts.texts("name"),
            _whole(accounts, "expected_size").astype(np.int64),
        ),
        cells.table("opportunities").texts("id"),
        _memberships(cells.table("memberships"), numbers),
        _contacts(cells.table("contacts"), numbers),
        _interactions(cells.table("interactions"), numbers),
        _ties(cells.table("ties"), numbers),
        _acceptances(cells.table("acceptances"), numbers),
    )


class _Numbers:
    """Codes of the pool of ids as numbers of rows, a lookup a table."""

    def __init__(self, cells: Cells) -> None:
        self._lookup: dict[str, Ints] = {}
        for name in ("organizations", "people", "accounts", "opportunities"):
            lookup = np.full(len(cells.pool), MISSING, np.int32)
            ids = cells.table(name).coded("id").codes
            lookup[ids] = np.arange(len(ids), dtype=np.int32)
            lookup[0] = MISSING
            self._lookup[name] = lookup

    def of(self, table: TableCells, column: str, target: str) -> Ints:
        """A reference column as numbers of the target table's rows."""
        return self._lookup[target][table.coded(column).codes]

    def ends(self, table: TableCells, column: str) -> Ints:
        """A tie's end: a person's number, or -1 - n for organization n."""
        person = self.of(table, column, "people")
        organization = self.of(table, column, "organizations")
        return np.where(person >= 0, person, -1 - organization).astype(np.int32)


def _words(table: TableCells, column: str, vocabulary: type[StrEnum]) -> Ints:
    """A column of a vocabulary's words as positions."""
    coded, known = table.coded(column), positions(vocabulary)
    return np.array(coded.mapped(known.__getitem__), np.int32)[coded.codes]


def _days(table: TableCells, column: str, empty: int) -> Ints:
    """A column of dates as ordinals."""
    coded = table.coded(column)
    days = coded.mapped(lambda text: ordinal(text) if text else empty)
    return np.array(days, np.int32)[coded.codes]


def _whole(table: TableCells, column: str) -> NDArray[np.int64]:
    """A column of whole numbers."""
    coded = table.coded(column)
    numbers = coded.mapped(lambda text: int(text) if text else MISSING)
    return np.array(numbers, np.int64)[coded.codes]


def _numbers(table: TableCells, column: str, empty: float) -> Floats:
    """A column of doubles."""
    coded = table.coded(column)
    numbers = coded.mapped(lambda text: float(text) if text else empty)
    return np.array(numbers, np.float64)[coded.codes]


def _truths(table: TableCells, column: str, empty: bool) -> Flags:
    """A column of truth values."""
    coded = table.coded(column)
    truths = coded.mapped(lambda text: text == "true" if text else empty)
    return np.array(truths, np.bool_)[coded.codes]


def _people(table: TableCells, numbers: _Numbers) -> PeopleColumns:
    return PeopleColumns(
        ids=table.texts("id"),
        names=[
            name or title
            for name, title in zip(table.texts("name"), table.texts("title"), strict=True)
        ],
        organization=numbers.of(table, "organization", "organizations"),
        function=_words(table, "function", Function),
        level=_whole(table, "level").astype(np.int32),
        influence=_numbers(table, "influence", np.nan),
        attrition=_numbers(table, "attrition", np.nan),
        vacant=_truths(table, "vacant", empty=False),
        joined=_days(table, "joined", NEVER),
        left=_days(table, "left", ALWAYS),
    )


def _memberships(table: TableCells, numbers: _Numbers) -> MembershipColumns:
    roles = table.coded("roles")
    return MembershipColumns(
        account=numbers.of(table, "account", "accounts"),
        center=_words(table, "center", Center),
        person=numbers.of(table, "person", "people"),
        opportunity=numbers.of(table, "opportunity", "opportunities"),
        roles=np.array(roles.mapped(role_bits), np.int32)[roles.codes],
        stance=_words(table, "stance", Stance),
        since=_days(table, "since", NEVER),
        until=_days(table, "until", ALWAYS),
    )


def _contacts(table: TableCells, numbers: _Numbers) -> ContactColumns:
    return ContactColumns(
        own=numbers.of(table, "own", "people"),
        person=numbers.of(table, "person", "people"),
        level=_whole(table, "level").astype(np.int32),
        target=_whole(table, "target").astype(np.int32),
        last_contact=_days(table, "last_contact", NEVER),
        since=_days(table, "since", NEVER),
        until=_days(table, "until", ALWAYS),
    )


def _interactions(table: TableCells, numbers: _Numbers) -> InteractionColumns:
    return InteractionColumns(
        day=_days(table, "date", NEVER),
        own=numbers.of(table, "own", "people"),
        person=numbers.of(table, "person", "people"),
        channel=_words(table, "channel", Channel),
        two_way=_truths(table, "two_way", empty=True),
    )


def _ties(table: TableCells, numbers: _Numbers) -> TieColumns:
    return TieColumns(
        source=numbers.ends(table, "source"),
        target=numbers.ends(table, "target"),
        kind=_words(table, "kind", TieKind),
        weight=_numbers(table, "weight", 1.0),
        since=_days(table, "since", NEVER),
        until=_days(table, "until", ALWAYS),
    )


def _acceptances(table: TableCells, numbers: _Numbers) -> AcceptanceColumns:
    return AcceptanceColumns(
        rule=_words(table, "rule", RuleId),
        account=numbers.of(table, "account", "accounts"),
        opportunity=numbers.of(table, "opportunity", "opportunities"),
        person=numbers.of(table, "person", "people"),
        role=_words(table, "role", Role),
        since=_days(table, "accepted_on", NEVER),
        until=_days(table, "until", ALWAYS),
        value=_numbers(table, "value", np.nan),
        reasons=table.texts("reason"),
    )
