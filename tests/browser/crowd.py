"""Fictional accounts of any size, for pages that hold many people; the same for the same number."""

from __future__ import annotations

import random
from datetime import date, timedelta

from kamgraph.model.entities import Account, Contact, Membership, Organization, Person, Tie
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.vocabulary import Center, Function, OrganizationKind, Role, Stance, TieKind

DAY = date(2026, 11, 20)
_FIRST = ("Anna", "Boris", "Clara", "David", "Elif", "Frank", "Greta", "Hans", "Ines", "Jonas")
_LAST = ("Albers", "Brandt", "Carstens", "Demir", "Ehlers", "Friis", "Grube", "Holm", "Krafft")
_ROLES = (Role.DECIDER, Role.BUYER, Role.USER, Role.INFLUENCER)
_LEVELS = (1, 1, 1, 2, 2, 3, 3, 4, 5, None)


def crowd(size: int) -> Portfolio:
    """An account of so many people: own ones, stakeholders, some around.

    Args:
        size: how many, at least 10.
    """
    chance = random.Random(size)
    own, around = max(3, size // 6), max(2, size // 20)
    people = [_person(chance, number, own, around) for number in range(size)]
    ours, outside, theirs = people[:own], people[own : own + around], people[own + around :]
    return Portfolio(
        {
            "organizations": _organizations(),
            "people": people,
            "accounts": [Account(id="a", name="Nordwerk", organization="they")],
            "memberships": [
                *(_member(chance, Center.SELLING, person) for person in ours),
                *(_member(chance, Center.ECOSYSTEM, person) for person in outside),
                *(_member(chance, Center.BUYING, person) for person in theirs),
            ],
            "contacts": _contacts(chance, ours, theirs),
            "ties": [*_reports(ours), *_reports(theirs), *_others(chance, outside, theirs)],
        }
    )


def _organizations() -> list[Organization]:
    kinds = (OrganizationKind.COMPETITOR, OrganizationKind.PARTNER)
    outside = [Organization(id=f"x{n}", name=f"Umfeld {n}", kind=kinds[n % 2]) for n in range(8)]
    return [
        Organization(id="we", name="Tannhagen", kind=OrganizationKind.OWN),
        Organization(id="they", name="Nordwerk AG", kind=OrganizationKind.CUSTOMER),
        *outside,
    ]


def _person(chance: random.Random, number: int, own: int, around: int) -> Person:
    organization = "we" if number < own else f"x{number % 8}" if number < own + around else "they"
    function = chance.choice(list(Function))
    return Person(
        id=f"person-{number}",
        organization=organization,
        name=f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {number}",
        title=f"Head of {function.value}",
        function=function,
        level=chance.choice(_LEVELS),
        influence=chance.randint(0, 10),
        email=f"person.{number}@nordwerk.example",
        location="Husum",
    )


def _member(chance: random.Random, center: Center, person: Person) -> Membership:
    buying = center is Center.BUYING
    return Membership(
        account="a",
        center=center,
        person=person.id,
        roles=(chance.choice(_ROLES),) if buying else (),
        stance=chance.choice(list(Stance)) if buying else None,
        source_of_fact="account review" if buying else None,
        stated_on=date(2026, 5, 1) if buying else None,
    )


def _contacts(chance: random.Random, ours: list[Person], theirs: list[Person]) -> list[Contact]:
    found = []
    for person in theirs:
        for own in chance.sample(ours, min(len(ours), chance.choice((0, 1, 1, 2, 2, 3)))):
            last = DAY - timedelta(days=chance.randint(1, 500))
            level, target = chance.randint(1, 4), chance.randint(1, 4)
            row = Contact(
                own=own.id, person=person.id, level=level, target=target, last_contact=last
            )
            found.append(row)
    return found


def _reports(people: list[Person]) -> list[Tie]:
    kind = TieKind.REPORTS_TO
    return [
        Tie(source=people[n].id, target=people[(n - 1) // 4].id, kind=kind)
        for n in range(1, len(people))
    ]


def _others(chance: random.Random, outside: list[Person], theirs: list[Person]) -> list[Tie]:
    return [
        Tie(
            source=person.id,
            target=chance.choice(theirs).id,
            kind=TieKind.CONTACT,
            weight=round(chance.random(), 2),
        )
        for person in outside
    ]
