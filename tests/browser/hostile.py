"""A portfolio in which every free text, and every person's id, is an attack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kamgraph.model.entities import (
    Acceptance,
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
from kamgraph.model.vocabulary import (
    Center,
    Channel,
    OrganizationKind,
    Role,
    RuleId,
    Stance,
    TieKind,
)

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
    *("email", "phone", "note", "source", "author", "phase", "membership note", "reason"),
)
"""The fifteen fields of free text that a page shows, or could."""
DAY = date(2026, 11, 1)


def text(attack: int, field: str) -> str:
    """The attack of a number, marked with the field it stands in."""
    return f"{ATTACKS[attack % len(ATTACKS)]} #{FIELDS.index(field)}"


def person_id(side: str, number: int) -> str:
    """An id as nobody should give one, and as a file may hold it."""
    if (side, number) == ("cust", 5):
        return "__proto__"
    return f'{side}-{number}"><img src=x onerror=window.hacked=8></script>'


def portfolio() -> Portfolio:
    """Thirteen of them, two of us, two around; all texts hostile.

    Of them each has their own attack in each field, and an organization and an opportunity that
    are called the same way, so that one page holds every attack in every field; but for the
    account's name, of which a page has one: there are thirteen accounts, the first with
    everybody.
    """
    count = len(ATTACKS)
    organizations = [
        Organization(id="we", name=text(0, "organization"), kind=OrganizationKind.OWN),
        Organization(id="rival", name=text(1, "organization"), kind=OrganizationKind.COMPETITOR),
        *(
            Organization(
                id=f"they-{n}", name=text(n, "organization"), kind=OrganizationKind.CUSTOMER
            )
            for n in range(count)
        ),
    ]
    ours = [_person(person_id("own", n), "we", n) for n in range(2)]
    theirs = [_person(person_id("cust", n), f"they-{n}", n) for n in range(count)]
    around = [_person(person_id("around", n), "rival", n + 2) for n in range(2)]
    return Portfolio(
        {
            "organizations": organizations,
            "people": [*ours, *theirs, *around],
            "accounts": [
                Account(id=account(n), name=text(n, "account"), organization="they-0")
                for n in range(count)
            ],
            "opportunities": [
                Opportunity(id=f"deal-{n}", account=account(0), name=text(n, "opportunity"))
                for n in range(count)
            ],
            "memberships": [
                *(_membership(person, n, Center.SELLING) for n, person in enumerate(ours)),
                *(_membership(person, n, Center.BUYING) for n, person in enumerate(theirs)),
                *(_membership(person, n, Center.ECOSYSTEM) for n, person in enumerate(around)),
                *(
                    Membership(
                        account=account(0),
                        center=Center.BUYING,
                        person=person.id,
                        opportunity=f"deal-{n}",
                        since=DAY,
                    )
                    for n, person in enumerate(theirs)
                ),
            ],
            "contacts": [
                Contact(
                    own=ours[n % 2].id,
                    person=person.id,
                    level=3,
                    target=4,
                    last_contact=DAY,
                    source=text(n, "source"),
                    note=text(n, "note"),
                )
                for n, person in enumerate(theirs)
                if n % 3
            ],
            "interactions": [
                Interaction(
                    date=DAY,
                    own=ours[n % 2].id,
                    person=person.id,
                    channel=Channel.MEETING,
                    subject=text(n, "note"),
                )
                for n, person in enumerate(theirs)
                if n % 3
            ],
            "ties": [*_ties(theirs, around)],
            "acceptances": [
                Acceptance(
                    rule=RuleId.K02 if n % 3 else RuleId.K01,
                    account=account(0),
                    person=person.id,
                    until=date(2027, 6, 1),
                    reason=text(n, "reason"),
                )
                for n, person in enumerate(theirs)
            ],
        }
    )


def account(number: int) -> str:
    """An account's id."""
    return f"acc-{number}"


def _ties(theirs: list[Person], around: list[Person]) -> Iterator[Tie]:
    head = theirs[0].id
    for n, person in enumerate(theirs[1:], 1):
        kind = TieKind.REPORTS_TO if n % 2 else TieKind.INFLUENCES
        yield Tie(source=person.id, target=head, kind=kind, note=text(n, "note"))
    yield Tie(source=around[0].id, target=head, kind=TieKind.CONTACT, weight=0.5)
    yield Tie(source="rival", target=theirs[1].id, kind=TieKind.CONTACT, weight=0.5)


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


def _membership(person: Person, attack: int, center: Center) -> Membership:
    buying = center is Center.BUYING
    return Membership(
        account=account(0),
        center=center,
        person=person.id,
        roles=(Role.DECIDER,) if buying else (),
        stance=Stance.SCEPTIC if buying else None,
        source_of_fact=text(attack, "source"),
        stated_on=DAY,
        stated_by=text(attack, "author"),
        phases=(text(attack, "phase").replace("|", ""),),
        note=text(attack, "membership note"),
    )
