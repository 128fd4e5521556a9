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
)
DAY = date(2026, 11, 1)


def text(number: int) -> str:
    """The attack of a number, marked so that each can be told from the others."""
    return f"{ATTACKS[number % len(ATTACKS)]} #{number}"


def person_id(side: str, number: int) -> str:
    """An id as nobody should give one, and as a file may hold it."""
    if (side, number) == ("cust", 5):
        return "__proto__"
    return f'{side}-{number}"><img src=x onerror=window.hacked=8></script>'


def portfolio() -> Portfolio:
    """Two of us, six of them, two around; all texts hostile."""
    organizations = [
        Organization(id="we", name=text(1), kind=OrganizationKind.OWN),
        Organization(id="they", name=text(2), kind=OrganizationKind.CUSTOMER),
        Organization(id="rival", name=text(3), kind=OrganizationKind.COMPETITOR),
    ]
    sides = {"own": ("we", 2), "cust": ("they", 6), "around": ("rival", 2)}
    people = [
        _person(person_id(side, n), organization, 10 + 10 * place + n)
        for place, (side, (organization, count)) in enumerate(sides.items())
        for n in range(count)
    ]
    account = Account(id="acc", name=text(4), organization="they", note=text(5))
    deal = Opportunity(id="deal", account="acc", name=text(6), note=text(7))
    return Portfolio(
        {
            "organizations": organizations,
            "people": people,
            "accounts": [account],
            "opportunities": [deal],
            "memberships": [_membership(person, 60 + n) for n, person in enumerate(people)],
            "contacts": [
                Contact(
                    own=person_id("own", n % 2),
                    person=person_id("cust", n + 2),
                    level=3,
                    target=4,
                    last_contact=DAY,
                    source=text(80 + n),
                    note=text(81 + n),
                )
                for n in range(4)
            ],
            "interactions": [
                Interaction(
                    date=DAY,
                    own=person_id("own", 0),
                    person=person_id("cust", 1),
                    channel=Channel.MEETING,
                    subject=text(90),
                )
            ],
            "ties": [
                Tie(
                    source=person_id("cust", 1),
                    target=person_id("cust", 0),
                    kind=TieKind.REPORTS_TO,
                    note=text(91),
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


def _person(id_: str, organization: str, number: int) -> Person:
    return Person(
        id=id_,
        organization=organization,
        name=text(number),
        title=text(number + 1),
        level=number % 5 + 1,
        influence=8,
        location=text(number + 2),
        languages=(text(number + 3).replace("|", ""),),
        email=text(number + 4),
        phone="javascript:window.hacked=7",
        note=text(number + 5),
    )


def _membership(person: Person, number: int) -> Membership:
    centers = {"we": Center.SELLING, "they": Center.BUYING, "rival": Center.ECOSYSTEM}
    center = centers[person.organization]
    return Membership(
        account="acc",
        center=center,
        person=person.id,
        roles=(Role.DECIDER,) if center is Center.BUYING else (),
        stance=Stance.SCEPTIC if center is Center.BUYING else None,
        source_of_fact=text(number),
        stated_on=DAY,
        stated_by=text(number + 1),
        phases=(text(number + 2),),
        note=text(number + 3),
    )
