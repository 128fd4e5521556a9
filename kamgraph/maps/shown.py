"""What stands on the page, as frozen values: people, contacts, ties, headline numbers.

`view` collects them; layout, texts and drawing read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kamgraph.metrics.results import (
    AcceptedFinding,
    Contested,
    Counterpart,
    Finding,
    Gatekeeper,
)
from kamgraph.model.entities import Membership, Organization, Person
from kamgraph.model.vocabulary import Role, Severity, Stance, TieKind


class Side(StrEnum):
    """Where somebody stands on the map."""

    OWN = "own"
    BUYING = "buying"
    ECOSYSTEM = "ecosystem"


@dataclass(frozen=True)
class Numbers:
    """What the metrics say of a stakeholder.

    Args:
        weight: the stakeholder's weight.
        coverage: how surely at least one of us reaches them, 0..1.
        active_ties: number of active ties.
    """

    weight: float
    coverage: float
    active_ties: int


@dataclass(frozen=True)
class Figure:
    """Somebody on the map.

    Args:
        person: the row.
        organization: where they work.
        side: where they stand.
        memberships: their rows in this center, valid at the date.
        roles: the union of the rows' roles, in vocabulary order.
        stance: the least favourable of the rows; None on sides without a stance.
        numbers: of stakeholders only.
        load: active ties, of own people only.
    """

    person: Person
    organization: Organization | None
    side: Side
    memberships: tuple[Membership, ...]
    roles: tuple[Role, ...]
    stance: Stance | None
    numbers: Numbers | None
    load: int | None

    @property
    def id(self) -> str:
        """The person's id."""
        return self.person.id

    @property
    def name(self) -> str:
        """The person's name, else the id."""
        return self.person.name or self.person.id


@dataclass(frozen=True)
class ContactLine:
    """That one of us and a stakeholder are in contact.

    Args:
        own: the own person's id.
        person: the stakeholder's id.
        strength: effective strength, 0..1; 0 where only a rating of "none" or a goal stands.
        active: whether it reaches the threshold.
        level: as rated, 0..4; None without a row.
        target: the level aimed at.
        last: when they last met, as far as known.
    """

    own: str
    person: str
    strength: float
    active: bool
    level: int | None
    target: int | None
    last: date | None


@dataclass(frozen=True)
class TieLine:
    """A tie of somebody on the map, with somebody else or with an organization.

    Args:
        source: where it starts, a person's or an organization's id.
        target: where it leads.
        kind: what it is.
        weight: 0..1; None where not given.
    """

    source: str
    target: str
    kind: TieKind
    weight: float | None


@dataclass(frozen=True)
class Headline:
    """The numbers of the strip, as the results say them.

    Args:
        stakeholders: |B|.
        own_people: |S|.
        deciders: stakeholders with the role decider.
        deciders_active: those of them with an active tie.
        orphaned: stakeholders without one.
        single_threaded: stakeholders with exactly one.
        thin_share: share of the weight of both.
        weighted: weighted coverage, with its bounds.
        alignment: the part of the possible fit that is in place.
        bus_factor: how few departures take half of what is covered.
        findings: how many, by severity.
    """

    stakeholders: int
    own_people: int
    deciders: int
    deciders_active: int
    orphaned: int
    single_threaded: int
    thin_share: float | None
    weighted: float | None
    lower: float | None
    upper: float | None
    alignment: float | None
    bus_factor: int | None
    findings: tuple[tuple[Severity, int], ...]


@dataclass(frozen=True)
class MapView:
    """Everything the page shows of an account at a date.

    Args:
        account: id and name.
        opportunity: id and name, or None.
        organization: the customer's name.
        own_organization: ours, as most of the own people say.
        as_of: the date.
        formulas: ids of the formulas behind the numbers.
        policy: the policy's hash.
        figures: own people, stakeholders, ecosystem; each in the order of their lists.
        contacts: pairs on record, by own person, stakeholder.
        ties: valid ties among people on the map, and of them with organizations.
        names: of everybody and every organization that a tie leads to or a stance comes from.
        opportunities: ids and names of those that somebody on the map is a member for.
        headline: the strip.
        findings: in the order of the result.
        sentences: of each finding, by language, the message and the proposal; none where the
            findings are only counted.
        counterparts: who of us should face whom.
        teeth: own person and stakeholder of each closed tooth of the zipper.
        gatekeepers: people whose removal cuts us off from others.
        rivals: stakeholders whom a competitor reaches, how well against us.
        contested: ids of those whom both reach.
        lost_ground: ids of those whom they reach and we do not.
        accepted: findings that are accepted until a day, with their sentences by language.
        constants: the policy's constants behind what the page recomputes.
    """

    account: tuple[str, str]
    opportunity: tuple[str, str] | None
    organization: str
    own_organization: str | None
    as_of: date
    formulas: tuple[str, ...]
    policy: str
    figures: tuple[Figure, ...]
    contacts: tuple[ContactLine, ...]
    ties: tuple[TieLine, ...]
    names: tuple[tuple[str, str], ...]
    opportunities: tuple[tuple[str, str], ...]
    headline: Headline
    findings: tuple[Finding, ...]
    sentences: tuple[Mapping[str, tuple[str, str]], ...]
    counterparts: tuple[Counterpart, ...]
    teeth: tuple[tuple[str, str], ...]
    gatekeepers: tuple[Gatekeeper, ...]
    rivals: tuple[Contested, ...]
    contested: frozenset[str]
    lost_ground: frozenset[str]
    accepted: tuple[tuple[AcceptedFinding, Mapping[str, tuple[str, str]]], ...]
    constants: Mapping[str, Any]

    def side(self, side: Side) -> tuple[Figure, ...]:
        """The people of a side, in the order of their list.

        Args:
            side: which.
        """
        return tuple(figure for figure in self.figures if figure.side is side)
