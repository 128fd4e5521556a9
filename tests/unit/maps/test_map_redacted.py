"""A page for eyes outside the team: nothing on it tells who somebody is."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kamgraph.maps.page import map_page
from kamgraph.maps.redact import initials, redacted
from kamgraph.maps.states import states
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.coverage import coverage
from kamgraph.metrics.spoc import spoc
from kamgraph.model.entities import Organization, Person
from kamgraph.model.policy import Policy
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.vocabulary import OrganizationKind
from tests.browser.pages import ACCOUNTS, AS_OF, demo


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dr. Karin Albers", "K. A."),
        ("Prof. Dr. h.c. Ödön von Horváth", "H. Ö. V. H."),
        ("Łukasz", "Ł."),
        ("李雷", "李."),
        ("=1+1", "1."),
        ("—", "–"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_nothing_on_the_page_names_anybody() -> None:
    html = map_page(states(redacted(demo()), ACCOUNTS[0], AS_OF, Policy()), "en")
    people = demo().people
    told = {text for p in people for text in (p.id, p.name, p.email, p.phone, p.note) if text}
    surnames = {str(p.name).split()[-1] for p in people if p.name}
    notes = {row.note for row in demo().memberships if row.note}
    sources = {row.source_of_fact for row in demo().memberships if row.source_of_fact}
    # A source of one word ("negotiation") may also be a phase, which stays.
    for text in told | notes | {source for source in sources if " " in source}:
        assert text not in html, text
    organizations = " ".join(row.name for row in demo().organizations)
    for name in surnames:
        if name in organizations:
            continue  # a company may bear its founder's name
        assert not re.search(rf"\b{re.escape(name)}\b", html), name
    assert "@" not in re.sub(r"<script>.*?</script>|<style>.*?</style>", "", html, flags=re.DOTALL)


def test_the_numbers_stay_and_so_do_orders() -> None:
    ids = sorted(p.id for p in demo().people)
    number = {id_: f"p{place:02}" for place, id_ in enumerate(ids, start=1)}
    for account in ACCOUNTS:
        open_, closed = (
            ContactMatrix.of_account(portfolio, account, AS_OF, Policy())
            for portfolio in (demo(), redacted(demo()))
        )
        assert coverage(closed).weighted == coverage(open_).weighted
        assert [r.id for r in coverage(closed).people] == [
            number[r.id] for r in coverage(open_).people
        ]
        assert spoc(closed).bus_factor_set == tuple(
            number[id_] for id_ in spoc(open_).bus_factor_set
        )


def test_numbers_never_meet_the_id_of_an_organization() -> None:
    tables = {
        "organizations": [
            Organization(id=id_, name=id_, kind=OrganizationKind.OWN) for id_ in ("p1", "pp2")
        ],
        "people": [Person(id="x", organization="p1", name="X Y", joined=date(2020, 1, 1))],
    }
    hidden = redacted(Portfolio(tables))
    assert [person.id for person in hidden.people] == ["ppp1"]
    assert hidden.people[0].organization == "p1"
