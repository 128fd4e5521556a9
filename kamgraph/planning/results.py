"""What planning answers: frozen values with the keys of results.md, in its fixed orders.

Each result's `model_dump(mode="json")` is the JSON the command line prints. No arithmetic
lives here; `None` means unknown or not defined.
"""

from __future__ import annotations

from datetime import date

from pydantic import model_serializer

from kamgraph.metrics.results import Alignment, Coverage, Result, Spoc, Structure, Value
from kamgraph.model.vocabulary import Center, Role


class Plan(Result):
    """What stands on every answer, so that it can be recomputed."""

    formula: str
    as_of: date
    policy: str


class AddedContact(Result):
    """A contact that there could be: one of us, somebody, and how well they would be known."""

    own: str
    person: str
    level: int


class Metrics(Result):
    """The four metrics of one state of an account."""

    coverage: Coverage
    spoc: Spoc
    alignment: Alignment
    structure: Structure


class Successor(Result):
    """Who of us could take over the stakeholders that somebody's departure cuts off.

    Args:
        leaver: who leaves; `for` in JSON, which is no name in Python.
        own: who fits best, or None.
        value: Σ v · fit over the stakeholders cut off, or None.
    """

    leaver: str
    own: str | None
    value: Value

    @model_serializer
    def _keys(self) -> dict[str, str | float | None]:
        return {"for": self.leaver, "own": self.own, "value": self.value}


class WhatIf(Plan):
    """An account before and after departures and added contacts, `whatif/1` (metrics.md 6)."""

    removed: tuple[str, ...]
    added: tuple[AddedContact, ...]
    before: Metrics
    after: Metrics
    cut_off: tuple[str, ...]
    orphaned_roles: tuple[Role, ...]
    successors: tuple[Successor, ...]


class Headline(Result):
    """The numbers in which a departure shows first.

    Args:
        weighted: C, weighted coverage.
        indirect: the same with the best way through others.
        active: share of the stakeholders with an active tie.
        thin_share: share of the weight with at most one active tie.
        orphaned_share: share of the weight without one.
        single_threaded: stakeholders with exactly one active tie.
        orphaned: stakeholders without one.
        alignment: the part of the fit we could offer that is in use.
        cut_off: stakeholders who lose their last active tie, heaviest first.
        thinned: stakeholders who had several active ties and keep one, heaviest first.
        out_of_reach: stakeholders to whom active ties led, through others too, and lead no more,
            heaviest first.
        bus_factor: as in `spoc/1`; None where not asked for or not defined.
        counterparts_value: as in `alignment/1`; None where not asked for or not defined.
    """

    weighted: Value
    indirect: Value
    active: Value
    thin_share: Value
    orphaned_share: Value
    single_threaded: int
    orphaned: int
    alignment: Value
    cut_off: tuple[str, ...]
    thinned: tuple[str, ...]
    out_of_reach: tuple[str, ...]
    bus_factor: int | None
    counterparts_value: Value


class Departure(Headline):
    """The same after one person has left."""

    id: str
    name: str | None
    center: Center


class Departures(Plan):
    """What each departure would cost an account (metrics.md 6, what-if, one person at a time)."""

    account: str
    opportunity: str | None
    today: Headline
    people: tuple[Departure, ...]


class Step(Result):
    """One contact to build, what it adds to C, and C afterwards."""

    own: str
    person: str
    gain: float
    coverage_after: float


class NextContacts(Plan):
    """Whom to meet next, the best first, `next/1` (metrics.md 6)."""

    steps: tuple[Step, ...]


class Handed(Result):
    """One tie of somebody who leaves, and who could take it.

    Args:
        own: whose it is.
        person: whom it leads to.
        weight: v of that stakeholder; None for somebody of the ecosystem.
        strength: how strong it is.
        active: whether it is active.
        taker: who of us fits best of those who stay; None where nobody does, or where it is
            the stakeholder who leaves.
        fit: how well the taker fits, 0..1.
        taker_strength: the taker's own tie today.
        strength_after: what the taker's tie is expected to reach, never less than today.
        lost: whether they are left without an active tie even then.
    """

    own: str
    person: str
    weight: Value
    strength: float
    active: bool
    taker: str | None
    fit: Value
    taker_strength: Value
    strength_after: Value
    lost: bool


class AccountHandover(Result):
    """What is to be handed over in one account, and what remains lost.

    Args:
        account: the account's id.
        name: its name.
        managed: whether the person is its manager.
        member: whether the person is in one of its centers by a membership.
        weighted: C today.
        weighted_without: C without the person.
        weighted_handed: C without the person, once every tie is taken over.
        orphaned_roles: required roles reached today and not even then.
        ties: the ties, heaviest stakeholder first, then those to ecosystem people by id.
        overloaded: who would hold more active ties than the policy's capacity.
    """

    account: str
    name: str
    managed: bool
    member: bool
    weighted: Value
    weighted_without: Value
    weighted_handed: Value
    orphaned_roles: tuple[Role, ...]
    ties: tuple[Handed, ...]
    overloaded: tuple[str, ...]


class Handover(Plan):
    """Everything to hand over when somebody leaves, account by account, `handover/1`."""

    person: str
    name: str | None
    own: bool
    successor: str | None
    accounts: tuple[AccountHandover, ...]
