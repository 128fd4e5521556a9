"""The nine tables of a portfolio, each declared once.

A row's annotated fields are the table's columns, in the order in which they are written.
A tenth table is one more class and one more `Table`; nothing else has to know of it.
Rules across tables live in `rules`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from kamgraph.model.kinds import (
    Boolean,
    Choice,
    Currency,
    Date,
    Identifier,
    Integer,
    Number,
    Several,
    Text,
)
from kamgraph.model.schema import Column, Privacy, Row, Schema, Table
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

_MOST = 10**12
_NOTE = Column(Text(), Privacy.FREE_TEXT, "Anything worth remembering.")
_SINCE = Column(Date(), Privacy.FACT, "First day it holds.", empty_means="always")
_UNTIL = Column(Date(), Privacy.FACT, "First day it holds no more.", empty_means="still")
_SOURCE = Column(Text(worth_encoding=True), Privacy.FREE_TEXT, "Where the fact comes from.")
_OWN = Column(Identifier(), Privacy.IDENTIFIES, "One of our people.", references=("people",))


class Organization(Row):
    """A company, authority or association around our accounts, our own included."""

    id: Annotated[str, Column(Identifier(), Privacy.NONE, "Your id of the organization.")]
    name: Annotated[str, Column(Text(), Privacy.NONE, "Its name.")]
    kind: Annotated[
        OrganizationKind, Column(Choice(OrganizationKind), Privacy.NONE, "What it is to us.")
    ]
    parent: Annotated[
        str | None,
        Column(Identifier(), Privacy.NONE, "Who owns it.", references=("organizations",)),
    ] = None
    industry: Annotated[
        str | None, Column(Text(worth_encoding=True), Privacy.NONE, "Its industry.")
    ] = None
    country: Annotated[
        str | None, Column(Text(worth_encoding=True), Privacy.NONE, "Its country.")
    ] = None


class Person(Row):
    """Somebody of ours, of the customer's or of the ecosystem; or a vacant position."""

    id: Annotated[str, Column(Identifier(), Privacy.IDENTIFIES, "Your id of the person.")]
    organization: Annotated[
        str,
        Column(Identifier(), Privacy.FACT, "Where they work.", references=("organizations",)),
    ]
    name: Annotated[
        str | None,
        Column(Text(), Privacy.IDENTIFIES, "Their name; empty only where vacant."),
    ] = None
    title: Annotated[
        str | None, Column(Text(worth_encoding=True), Privacy.FACT, "What their card says.")
    ] = None
    function: Annotated[
        Function | None,
        Column(Choice(Function), Privacy.FACT, "What they do.", empty_means="unknown"),
    ] = None
    level: Annotated[
        int | None,
        Column(
            Integer(1, 5),
            Privacy.FACT,
            "1 specialist, 2 manager, 3 head, 4 director, 5 executive.",
            empty_means="unknown",
        ),
    ] = None
    influence: Annotated[
        float | None,
        Column(
            Number(0, 10),
            Privacy.OPINION,
            "How much their word weighs, 0 to 10.",
            empty_means="the policy's default_influence (5)",
        ),
    ] = None
    location: Annotated[
        str | None, Column(Text(worth_encoding=True), Privacy.FACT, "Where they sit.")
    ] = None
    languages: Annotated[
        tuple[str, ...], Column(Several(), Privacy.FACT, "Languages they speak.")
    ] = ()
    email: Annotated[str | None, Column(Text(), Privacy.CONTACT, "Their e-mail address.")] = None
    phone: Annotated[str | None, Column(Text(), Privacy.CONTACT, "Their telephone.")] = None
    vacant: Annotated[
        bool | None,
        Column(Boolean(), Privacy.FACT, "A position nobody holds (N.N.).", empty_means="false"),
    ] = None
    joined: Annotated[
        date | None,
        Column(Date(), Privacy.FACT, "Their first day.", empty_means="always there"),
    ] = None
    left: Annotated[
        date | None,
        Column(
            Date(), Privacy.FACT, "First day they are no longer there.", empty_means="still there"
        ),
    ] = None
    successor: Annotated[
        str | None,
        Column(Identifier(), Privacy.IDENTIFIES, "Who follows them.", references=("people",)),
    ] = None
    attrition: Annotated[
        float | None,
        Column(
            Number(0, 1),
            Privacy.OPINION,
            "How likely they leave within a year.",
            empty_means="the policy's attrition (0.1)",
        ),
    ] = None
    note: Annotated[str | None, _NOTE] = None


class Account(Row):
    """A key account: a customer whose relationship we keep deliberately."""

    id: Annotated[str, Column(Identifier(), Privacy.NONE, "Your id of the account.")]
    name: Annotated[str, Column(Text(), Privacy.NONE, "Its name.")]
    organization: Annotated[
        str,
        Column(
            Identifier(),
            Privacy.NONE,
            "The customer's root organization.",
            references=("organizations",),
        ),
    ]
    manager: Annotated[
        str | None,
        Column(
            Identifier(), Privacy.IDENTIFIES, "The key account manager.", references=("people",)
        ),
    ] = None
    expected_size: Annotated[
        int | None,
        Column(
            Integer(0, _MOST), Privacy.NONE, "How many people the buying center is thought to have."
        ),
    ] = None
    tier: Annotated[
        str | None, Column(Text(worth_encoding=True), Privacy.NONE, "Your class of it, A to C.")
    ] = None
    note: Annotated[str | None, _NOTE] = None


class Opportunity(Row):
    """A deal that may be won in an account."""

    id: Annotated[str, Column(Identifier(), Privacy.NONE, "Your id of the opportunity.")]
    account: Annotated[
        str, Column(Identifier(), Privacy.NONE, "Its account.", references=("accounts",))
    ]
    name: Annotated[str, Column(Text(), Privacy.NONE, "Its name.")]
    stage: Annotated[
        str | None, Column(Text(worth_encoding=True), Privacy.NONE, "How far it is.")
    ] = None
    value: Annotated[
        float | None, Column(Number(), Privacy.NONE, "What it is worth, in its currency.")
    ] = None
    currency: Annotated[
        str | None, Column(Currency(), Privacy.NONE, "The value's currency; required with it.")
    ] = None
    close_date: Annotated[date | None, Column(Date(), Privacy.NONE, "When it will be decided.")] = (
        None
    )
    probability: Annotated[
        float | None, Column(Number(0, 1), Privacy.NONE, "How likely it is won.")
    ] = None
    note: Annotated[str | None, _NOTE] = None


class Membership(Row):
    """That somebody belongs to a center of an account, and how."""

    account: Annotated[
        str, Column(Identifier(), Privacy.NONE, "The account.", references=("accounts",))
    ]
    center: Annotated[Center, Column(Choice(Center), Privacy.FACT, "The center.")]
    person: Annotated[
        str, Column(Identifier(), Privacy.IDENTIFIES, "The member.", references=("people",))
    ]
    opportunity: Annotated[
        str | None,
        Column(
            Identifier(),
            Privacy.NONE,
            "The opportunity it is for.",
            references=("opportunities",),
            empty_means="the whole account",
        ),
    ] = None
    roles: Annotated[
        tuple[Role, ...], Column(Several(Role), Privacy.OPINION, "Their roles in the center.")
    ] = ()
    stance: Annotated[
        Stance | None,
        Column(Choice(Stance), Privacy.OPINION, "How they stand to us.", empty_means="unknown"),
    ] = None
    source_of_fact: Annotated[str | None, _SOURCE] = None
    stated_on: Annotated[
        date | None, Column(Date(), Privacy.FACT, "When the stance was stated.")
    ] = None
    stated_by: Annotated[
        str | None,
        Column(Text(worth_encoding=True), Privacy.IDENTIFIES, "Who of us stated it."),
    ] = None
    since: Annotated[date | None, _SINCE] = None
    until: Annotated[date | None, _UNTIL] = None
    phases: Annotated[
        tuple[str, ...], Column(Several(), Privacy.FACT, "Phases of buying they take part in.")
    ] = ()
    note: Annotated[str | None, _NOTE] = None


class Contact(Row):
    """How well one of us knows somebody, as rated, in a period."""

    own: Annotated[str, _OWN]
    person: Annotated[
        str,
        Column(Identifier(), Privacy.IDENTIFIES, "Whom they know.", references=("people",)),
    ]
    level: Annotated[
        int,
        Column(
            Integer(0, 4), Privacy.OPINION, "0 none, 1 brief, 2 occasional, 3 regular, 4 trusted."
        ),
    ]
    target: Annotated[int | None, Column(Integer(0, 4), Privacy.OPINION, "The level aimed at.")] = (
        None
    )
    last_contact: Annotated[
        date | None, Column(Date(), Privacy.FACT, "When they last met, as far as known.")
    ] = None
    since: Annotated[date | None, _SINCE] = None
    until: Annotated[date | None, _UNTIL] = None
    source: Annotated[str | None, _SOURCE] = None
    note: Annotated[str | None, _NOTE] = None


class Interaction(Row):
    """That one of us and somebody met, wrote or spoke on a day."""

    date: Annotated[date, Column(Date(), Privacy.FACT, "The day.")]
    own: Annotated[str, _OWN]
    person: Annotated[
        str,
        Column(Identifier(), Privacy.IDENTIFIES, "The other one.", references=("people",)),
    ]
    channel: Annotated[Channel, Column(Choice(Channel), Privacy.FACT, "How.")]
    two_way: Annotated[
        bool | None,
        Column(Boolean(), Privacy.FACT, "Whether the other one answered.", empty_means="true"),
    ] = None
    id: Annotated[
        str | None,
        Column(
            Identifier(repeats=False),
            Privacy.NONE,
            "Your id of it, as a CRM or an order system has.",
            unique=True,
        ),
    ] = None
    subject: Annotated[str | None, Column(Text(), Privacy.FREE_TEXT, "What it was about.")] = None


class Tie(Row):
    """That two people, or two organizations, are tied, and how."""

    source: Annotated[
        str,
        Column(
            Identifier(),
            Privacy.IDENTIFIES,
            "Where the tie starts.",
            references=("people", "organizations"),
        ),
    ]
    target: Annotated[
        str,
        Column(
            Identifier(),
            Privacy.IDENTIFIES,
            "Where it leads.",
            references=("people", "organizations"),
        ),
    ]
    kind: Annotated[TieKind, Column(Choice(TieKind), Privacy.FACT, "What it is.")]
    weight: Annotated[
        float | None,
        Column(Number(0, 1), Privacy.OPINION, "How strong it is.", empty_means="1"),
    ] = None
    since: Annotated[date | None, _SINCE] = None
    until: Annotated[date | None, _UNTIL] = None
    source_of_fact: Annotated[str | None, _SOURCE] = None
    note: Annotated[str | None, _NOTE] = None


class Acceptance(Row):
    """That a finding of an account was accepted until a day, and why."""

    rule: Annotated[RuleId, Column(Choice(RuleId), Privacy.NONE, "The rule, K01 to K17.")]
    account: Annotated[
        str, Column(Identifier(), Privacy.NONE, "The account.", references=("accounts",))
    ]
    until: Annotated[
        date, Column(Date(), Privacy.NONE, "First day on which the finding counts again.")
    ]
    reason: Annotated[str, Column(Text(), Privacy.FREE_TEXT, "Why we can live with it until then.")]
    opportunity: Annotated[
        str | None,
        Column(
            Identifier(),
            Privacy.NONE,
            "The opportunity whose finding it is.",
            references=("opportunities",),
            empty_means="the whole account's",
        ),
    ] = None
    person: Annotated[
        str | None,
        Column(
            Identifier(),
            Privacy.IDENTIFIES,
            "Somebody the finding concerns.",
            references=("people",),
            empty_means="whomever it concerns",
        ),
    ] = None
    role: Annotated[
        Role | None,
        Column(Choice(Role), Privacy.OPINION, "The role the finding is about.", empty_means="any"),
    ] = None
    accepted_on: Annotated[
        date | None,
        Column(Date(), Privacy.NONE, "First day on which it is accepted.", empty_means="always"),
    ] = None
    value: Annotated[
        float | None,
        Column(
            Number(),
            Privacy.OPINION,
            "The finding's value when it was accepted; a worse one counts again.",
            empty_means="accepted at any value",
        ),
    ] = None


_VALIDITY = (("since", "until"),)

ORGANIZATIONS = Table(
    "organizations", Organization, ("id",), "Companies, authorities, associations; our own too."
)
PEOPLE = Table(
    "people",
    Person,
    ("id",),
    "People on every side, and vacant positions.",
    periods=(("joined", "left"),),
)
ACCOUNTS = Table("accounts", Account, ("id",), "The key accounts.")
OPPORTUNITIES = Table("opportunities", Opportunity, ("id",), "Deals that may be won.")
MEMBERSHIPS = Table(
    "memberships",
    Membership,
    (),
    "Who belongs to which center of an account.",
    periods=_VALIDITY,
    match=("account", "center", "person", "opportunity"),
    ends=("person", "account"),
)
CONTACTS = Table(
    "contacts",
    Contact,
    ("own", "person", "since"),
    "Who of us knows whom, and how well; rows of a pair follow each other.",
    periods=_VALIDITY,
    ends=("own", "person"),
)
INTERACTIONS = Table(
    "interactions",
    Interaction,
    ("id",),
    "Who of us met whom, when and how.",
    keyless=True,
    ends=("own", "person"),
)
TIES = Table(
    "ties",
    Tie,
    (),
    "Ties among people, and among organizations.",
    periods=_VALIDITY,
    match=("source", "target", "kind"),
    ends=("source", "target"),
)

ACCEPTANCES = Table(
    "acceptances",
    Acceptance,
    (),
    "Findings that are accepted until a day, with the reason.",
    periods=(("accepted_on", "until"),),
    match=("account", "rule", "person", "role", "opportunity"),
    came_later=True,
)

SCHEMA = Schema(
    (
        ORGANIZATIONS,
        PEOPLE,
        ACCOUNTS,
        OPPORTUNITIES,
        MEMBERSHIPS,
        CONTACTS,
        INTERACTIONS,
        TIES,
        ACCEPTANCES,
    ),
    shared_ids=(("organizations", "people"),),
)
"""The tables of tables.md, in the order in which references can be resolved."""
