"""The portfolio as rows, and the columns the metrics compute on."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from kamgraph.errors import InputError
from kamgraph.model.columns import ALWAYS, MISSING, NEVER, role_bits
from kamgraph.model.entities import SCHEMA, Account, Organization, Person
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.vocabulary import Center, Channel, Function, OrganizationKind, Role, Stance
from tests.unit.builders import Case, T, ago, worked_example

US = Organization(id="US", name="Us", kind=OrganizationKind.OWN)


def test_tables_left_out_are_empty() -> None:
    portfolio = Portfolio({"organizations": [US]})
    assert portfolio.organizations == (US,)
    assert portfolio.rows("organizations") == (US,)
    assert all(portfolio.rows(name) == () for name in SCHEMA.names if name != "organizations")
    assert Portfolio() == Portfolio({})


def test_each_table_has_its_own_name() -> None:
    portfolio = worked_example().add("opportunities", id="O", account="A", name="Deal").portfolio()
    for name in SCHEMA.names:
        assert getattr(portfolio, name) == portfolio.rows(name)
    assert len(portfolio.people) == 6
    assert len(portfolio.ties) == 3
    assert portfolio.opportunities[0].account == "A"


def test_unknown_tables_are_named() -> None:
    with pytest.raises(InputError, match="there is no table 'persons'"):
        Portfolio({"persons": []})
    with pytest.raises(InputError, match="did you mean 'people'"):
        Portfolio().rows("peolpe")


def test_equality_is_rows_in_order() -> None:
    one, two = (
        Account(id="A", name="A", organization="CU"),
        Account(id="B", name="B", organization="CU"),
    )
    assert Portfolio({"accounts": [one, two]}) == Portfolio({"accounts": iter([one, two])})
    assert Portfolio({"accounts": [one, two]}) != Portfolio({"accounts": [two, one]})
    assert Portfolio() != 3
    with pytest.raises(TypeError):
        hash(Portfolio())


def test_cells_and_back() -> None:
    portfolio = worked_example().met("anna", "dora", 3, two_way=False).portfolio()
    assert Portfolio.from_cells(portfolio.cells()) == portfolio


def test_faults_of_a_portfolio() -> None:
    assert worked_example().portfolio().faults() == []
    broken = Portfolio({"people": [Person(id="p", organization="nowhere", name="P")]})
    (fault,) = broken.faults()
    assert (fault.place, fault.row, fault.column, fault.value) == (
        "people",
        1,
        "organization",
        "nowhere",
    )


# -- columns ----------------------------------------------------------------------------


def test_empty_cells_stay_unknown_in_columns() -> None:
    # What an empty cell counts as is decided where it is used, but for two_way, weight, vacant.
    case = Case().own("s").buyer("b").contact("s", "b", 3, None).met("s", "b", 0)
    case.add("opportunities", id="O", account="A", name="Deal")
    found = case.portfolio().columns()
    people = found.people
    assert list(people.ids) == ["s", "b"]
    assert people.level.tolist() == people.function.tolist() == [MISSING, MISSING]
    assert np.isnan(people.influence).all()
    assert np.isnan(people.attrition).all()
    assert (people.joined.tolist(), people.left.tolist()) == ([NEVER] * 2, [ALWAYS] * 2)
    assert people.vacant.tolist() == [False, False]
    assert found.accounts.expected_size.tolist() == [MISSING]
    assert found.memberships.opportunity.tolist() == [MISSING, MISSING]
    assert found.memberships.stance.tolist() == [MISSING, MISSING]
    assert found.memberships.roles.tolist() == [0, 0]
    assert found.contacts.last_contact.tolist() == [NEVER]
    assert found.contacts.target.tolist() == [MISSING]
    assert found.interactions.two_way.tolist() == [True]
    assert list(found.opportunities) == ["O"]


def test_values_in_columns() -> None:
    case = Case(expected_size=7).own("s", level=3, function="it", attrition=0.25, left=ago(-9))
    case.buyer("b", "user", "decider", stance="sceptic", influence=2.5, joined=ago(9))
    case.contact("s", "b", 2, ago(1), target=4, since=ago(5), until=ago(-5))
    case.met("s", "b", 3, channel="call", two_way=False)
    case.tie("b", "b2", "knows", weight=0.5, since=ago(2))
    case.buyer("b2").tie("CU", "US", "supplies")
    found = case.portfolio().columns()
    day = T.toordinal()
    assert found.people.level.tolist() == [3, MISSING, MISSING]
    assert found.people.function[0] == list(Function).index(Function.IT)
    assert (found.people.attrition[0], found.people.influence[1]) == (0.25, 2.5)
    assert (found.people.left[0], found.people.joined[1]) == (day + 9, day - 9)
    assert found.people.organization.tolist() == [0, 1, 1]
    assert found.accounts.expected_size.tolist() == [7]
    assert found.memberships.center.tolist() == [
        list(Center).index(c) for c in (Center.SELLING, Center.BUYING, Center.BUYING)
    ]
    both = 1 << list(Role).index(Role.USER) | 1 << list(Role).index(Role.DECIDER)
    assert found.memberships.roles[1] == both == role_bits("user|decider")
    assert found.memberships.stance[1] == list(Stance).index(Stance.SCEPTIC)
    contacts = found.contacts
    assert (contacts.own.tolist(), contacts.person.tolist()) == ([0], [1])
    assert (contacts.level.tolist(), contacts.target.tolist()) == ([2], [4])
    assert (contacts.since[0], contacts.last_contact[0], contacts.until[0]) == (
        day - 5,
        day - 1,
        day + 5,
    )
    met = found.interactions
    assert (met.day[0], met.channel[0]) == (day - 3, list(Channel).index(Channel.CALL))
    assert met.two_way.tolist() == [False]
    # People are 0 and above, organization n is -1 - n.
    assert (found.ties.source.tolist(), found.ties.target.tolist()) == ([1, -2], [2, -1])
    assert (found.ties.weight.tolist(), found.ties.until.tolist()) == ([0.5, 1.0], [ALWAYS] * 2)


def test_an_account_may_share_its_organizations_id() -> None:
    case = Case().own("s")
    case.tables["accounts"][0]["id"] = "CU"
    case.tables["memberships"][0]["account"] = "CU"
    case.buyer("b").tables["memberships"][1]["account"] = "CU"
    found = case.portfolio().columns()
    assert found.memberships.account.tolist() == [0, 0]
    assert found.people.organization.tolist() == [0, 1]
    assert case.matrix(account="CU").ids == ["b"]


def test_columns_of_an_empty_portfolio() -> None:
    found = Portfolio().columns()
    assert (len(found.people.ids), len(found.contacts.own), len(found.ties.weight)) == (0, 0, 0)


def test_extreme_dates() -> None:
    case = Case().own("s").buyer("b").contact("s", "b", 4, date.min, since=date.min, until=date.max)
    found = case.portfolio().columns()
    assert found.contacts.last_contact.tolist() == [date.min.toordinal()]
    # So long ago that nothing is left.
    assert case.matrix().strength.tolist() == [pytest.approx(0.0, abs=1e-12)]
    assert case.matrix(day=date.max).strength.tolist() == []
