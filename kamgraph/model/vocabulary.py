"""The words of the field, as closed vocabularies: the only source of kinds and their order.

The members' values are what stands in the tables; what a reader sees in German or English
comes from the catalogues. The order of the members is the order of tables.md and of every
breakdown.
"""

from __future__ import annotations

from enum import StrEnum


class OrganizationKind(StrEnum):
    """What an organization is to us."""

    OWN = "own"
    CUSTOMER = "customer"
    PARTNER = "partner"
    CONSULTANT = "consultant"
    COMPETITOR = "competitor"
    REGULATOR = "regulator"
    ASSOCIATION = "association"
    SUPPLIER = "supplier"
    END_CUSTOMER = "end_customer"
    MEDIA = "media"
    OTHER = "other"


class Function(StrEnum):
    """What somebody does in their organization."""

    EXECUTIVE = "executive"
    KEY_ACCOUNT = "key_account"
    SALES = "sales"
    PURCHASING = "purchasing"
    ENGINEERING = "engineering"
    RESEARCH = "research"
    PRODUCTION = "production"
    QUALITY = "quality"
    LOGISTICS = "logistics"
    IT = "it"
    FINANCE = "finance"
    LEGAL = "legal"
    MARKETING = "marketing"
    SERVICE = "service"
    HR = "hr"
    OTHER = "other"


class Center(StrEnum):
    """The three groups of people around an account."""

    BUYING = "buying"
    SELLING = "selling"
    ECOSYSTEM = "ecosystem"


class Role(StrEnum):
    """What somebody is in a center (Webster & Wind 1972, Bonoma 1982; approver from practice)."""

    INITIATOR = "initiator"
    USER = "user"
    INFLUENCER = "influencer"
    DECIDER = "decider"
    APPROVER = "approver"
    BUYER = "buyer"
    GATEKEEPER = "gatekeeper"
    LEAD = "lead"
    SPONSOR = "sponsor"
    MEMBER = "member"
    EXPERT = "expert"
    SERVICE = "service"
    BACK_OFFICE = "back_office"
    PARTNER = "partner"
    CONSULTANT = "consultant"
    REFERRER = "referrer"
    COMPETITOR = "competitor"
    REGULATOR = "regulator"


ROLES_OF_CENTER: dict[Center, tuple[Role, ...]] = {
    Center.BUYING: (
        Role.INITIATOR,
        Role.USER,
        Role.INFLUENCER,
        Role.DECIDER,
        Role.APPROVER,
        Role.BUYER,
        Role.GATEKEEPER,
    ),
    Center.SELLING: (
        Role.LEAD,
        Role.SPONSOR,
        Role.MEMBER,
        Role.EXPERT,
        Role.SERVICE,
        Role.BACK_OFFICE,
    ),
    Center.ECOSYSTEM: (
        Role.PARTNER,
        Role.CONSULTANT,
        Role.REFERRER,
        Role.COMPETITOR,
        Role.REGULATOR,
    ),
}
"""The roles each center knows, in vocabulary order."""


class Stance(StrEnum):
    """How a stakeholder stands towards us."""

    CHAMPION = "champion"
    SUPPORTER = "supporter"
    NEUTRAL = "neutral"
    SCEPTIC = "sceptic"
    OPPONENT = "opponent"
    UNKNOWN = "unknown"


STANCE_LEAST_FAVOURABLE_FIRST: tuple[Stance, ...] = (
    Stance.OPPONENT,
    Stance.SCEPTIC,
    Stance.NEUTRAL,
    Stance.SUPPORTER,
    Stance.CHAMPION,
    Stance.UNKNOWN,
)
"""Of several stances the first in this order holds (metrics.md 0)."""


class Channel(StrEnum):
    """How two people met."""

    MEETING = "meeting"
    VIDEO = "video"
    EVENT = "event"
    CALL = "call"
    ORDER = "order"
    EMAIL = "email"
    MESSAGE = "message"
    OTHER = "other"


class TieKind(StrEnum):
    """What ties two people, or two organizations."""

    REPORTS_TO = "reports_to"
    INFLUENCES = "influences"
    KNOWS = "knows"
    CONFLICTS = "conflicts"
    CONTACT = "contact"
    ASSISTS = "assists"
    OWNS = "owns"
    SUPPLIES = "supplies"
    ADVISES = "advises"
    PARTNERS = "partners"
    COMPETES = "competes"


PERSONAL_TIES: frozenset[TieKind] = frozenset(
    {
        TieKind.REPORTS_TO,
        TieKind.INFLUENCES,
        TieKind.KNOWS,
        TieKind.CONFLICTS,
        TieKind.ASSISTS,
    }
)
"""Ties from a person to a person."""

ORGANIZATIONAL_TIES: frozenset[TieKind] = frozenset(
    {
        TieKind.OWNS,
        TieKind.SUPPLIES,
        TieKind.ADVISES,
        TieKind.PARTNERS,
        TieKind.COMPETES,
    }
)
"""Ties from an organization to an organization. `contact` leads from either to a person."""


class Severity(StrEnum):
    """How urgent a finding is, most urgent first."""

    CRITICAL = "critical"
    WARNING = "warning"
    NOTICE = "notice"


class RuleId(StrEnum):
    """The rules of metrics.md 8: what they look for is said in `kamgraph.findings.rules`."""

    K01 = "K01"
    K02 = "K02"
    K03 = "K03"
    K04 = "K04"
    K05 = "K05"
    K06 = "K06"
    K07 = "K07"
    K08 = "K08"
    K09 = "K09"
    K10 = "K10"
    K11 = "K11"
    K12 = "K12"
    K13 = "K13"
    K14 = "K14"
    K15 = "K15"
    K16 = "K16"
    K17 = "K17"


class Shape(StrEnum):
    """The shape of the relationship (McDonald, Millman & Rogers 1997): a reading aid."""

    NONE = "none"
    BOW_TIE = "bow-tie"
    TRANSITION = "transition"
    DIAMOND = "diamond"


class CounterpartStatus(StrEnum):
    """Whether a proposed counterpart is already one."""

    IN_PLACE = "in place"
    BUILD = "build"
    UNASSIGNED = "unassigned"
