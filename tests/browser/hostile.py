"""A portfolio in which every free text, and every person's id, is an attack."""

from __future__ import annotations

from datetime import date

from kamgraph.model.entities import (
    Account,
    Contact,
    Interaction,
    Membership,
    Opportunity,
    Organization,
    Person,
    Tie,
)
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.vocabulary import Center, Channel, OrganizationKind, Role, Stance, TieKind

ATTACKS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=2">',
    "</script><script>window.hacked=3</script>",
    "{{7*7}}{% raw %}",
    "javascript:window.hacked=4",
    "</style><svg onload=window.hacked=5>",
    "<!--<script>\u2028\u2029&lt;b&gt;",
    "'-window.hacked-'`${window.hacked=6}`",
    "]]></title></textarea><iframe src=//evil.invalid></iframe>",
    "<a href='javascript:window.hacked=7' onmouseover=window.hacked=8>x</a>",
    'x" onfocus="window.hacked=9" autofocus="',
    "<link rel=stylesheet href=//evil.invalid/x.css><base href=//evil.invalid>",
    "\u202e<b>\u0000".replace("\u0000", "") + "<math><mi xlink:href=javascript:window.hacked=10>",
)
"""Thirteen ways to run what should be read."""
FIELDS = (
    *("account", "organization", "opportunity", "name", "title", "location", "languages"),
    *("email", "phone", "note", "source", "author", "phase", "membership note"),
)
"""The fourteen fields of free text that the page shows."""
DAY = date(2026, 11, 1)


def text(attack: int, field: str) -> str:
    """The attack of a number, marked with the field it stands in."""
    return f"{ATTACKS[attack % len(ATTACKS)]} #{FIELDS.index(field)}"


def person_id(side: str, number: int) -> str:
    """An id as nobody should give one, and as a file may hold it."""
    if (side, number) == ("cust", 5):
        return "__proto__"
    return f'{side}-{number}"><img src=x onerror=window.hacked=8></script>'


def portfolio(first: int = 0) -> Portfolio:
    """Two of us, six of them, two around; all texts hostile.

    Person number n, of ten, has the attack first + n in each of their fields, so that two of
    these portfolios hold every attack in every field.
    """
    organizations = [
        Organization(id="we", name=text(first, "organization"), kind=OrganizationKind.OWN),
        Organization(
            id="they", name=text(first + 1, "organization"), kind=OrganizationKind.CUSTOMER
        ),
        Organization(
            id="rival", name=text(first + 2, "organization"), kind=OrganizationKind.COMPETITOR
        ),
    ]
    sides = {"own": ("we", 2), "cust": ("they", 6), "around": ("rival", 2)}
    places = [(side, n, org) for side, (org, count) in sides.items() for n in range(count)]
    people = [
        _person(person_id(side, n), organization, first + place)
        for place, (side, n, organization) in enumerate(places)
    ]
    return Portfolio(
        {
            "organizations": organizations,
            "people": people,
            "accounts": [Account(id="acc", name=text(first, "account"), organization="they")],
            "opportunities": [
                Opportunity(id="deal", account="acc", name=text(first, "opportunity"))
            ],
            "memberships": [
                *(_membership(person, first + n) for n, person in enumerate(people)),
                Membership(
                    account="acc",
                    center=Center.BUYING,
                    person=person_id("cust", 0),
                    opportunity="deal",
                    since=DAY,
                ),
            ],
            "contacts": [
                Contact(
                    own=person_id("own", n % 2),
                    person=person_id("cust", n + 2),
                    level=3,
                    target=4,
                    last_contact=DAY,
                    source=text(first + n, "source"),
                    note=text(first + n, "note"),
                )
                for n in range(4)
            ],
            "interactions": [
                Interaction(
                    date=DAY,
                    own=person_id("own", 0),
                    person=person_id("cust", 1),
                    channel=Channel.MEETING,
                    subject=text(first, "note"),
                )
            ],
            "ties": [
                Tie(
                    source=person_id("cust", 1),
                    target=person_id("cust", 0),
                    kind=TieKind.REPORTS_TO,
                    note=text(first, "note"),
                ),
                Tie(
                    source=person_id("cust", 2),
                    target=person_id("cust", 0),
                    kind=TieKind.INFLUENCES,
                ),
                Tie(
                    source=person_id("around", 0),
                    target=person_id("cust", 0),
                    kind=TieKind.CONTACT,
                    weight=0.5,
                ),
                Tie(source="rival", target=person_id("cust", 1), kind=TieKind.CONTACT, weight=0.5),
            ],
        }
    )


def _person(id_: str, organization: str, attack: int) -> Person:
    return Person(
        id=id_,
        organization=organization,
        name=text(attack, "name"),
        title=text(attack, "title"),
        level=attack % 5 + 1,
        influence=8,
        location=text(attack, "location"),
        languages=(text(attack, "languages").replace("|", ""),),
        email=text(attack, "email"),
        phone=text(attack, "phone"),
        note=text(attack, "note"),
    )


def _membership(person: Person, attack: int) -> Membership:
    centers = {"we": Center.SELLING, "they": Center.BUYING, "rival": Center.ECOSYSTEM}
    center = centers[person.organization]
    return Membership(
        account="acc",
        center=center,
        person=person.id,
        roles=(Role.DECIDER,) if center is Center.BUYING else (),
        stance=Stance.SCEPTIC if center is Center.BUYING else None,
        source_of_fact=text(attack, "source"),
        stated_on=DAY,
        stated_by=text(attack, "author"),
        phases=(text(attack, "phase").replace("|", ""),),
        note=text(attack, "membership note"),
    )
