"""Small portfolios, built a row a call, for tests whose numbers are worked by hand.

Everything is stated for `T` and for account `A` of customer `CU`; we are organization `US`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

import pytest

from kamgraph.matrix import ContactMatrix
from kamgraph.model.entities import SCHEMA
from kamgraph.model.policy import Policy
from kamgraph.model.portfolio import Portfolio

T = date(2026, 11, 21)


def ago(days: int) -> date:
    """The day so many days before `T`; a negative number lies in the future."""
    return T - timedelta(days)


def close(value: Any) -> Any:
    """Equal up to rounding."""
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def policy(**differences: Any) -> Policy:
    """The defaults with what differs, keys as in policy.toml."""
    return Policy.from_differences(differences)


class Case:
    """A portfolio that grows row by row; every method returns the case itself.

    Args:
        facts: columns of account `A`.
    """

    def __init__(self, **facts: Any) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMA.names}
        self.add("organizations", id="US", name="Us", kind="own")
        self.add("organizations", id="CU", name="Customer", kind="customer")
        self.add("accounts", id="A", name="Alpha", organization="CU", **facts)

    def add(self, table: str, **values: Any) -> Self:
        """Any row; a value of None is an empty cell."""
        self.tables[table].append({key: v for key, v in values.items() if v is not None})
        return self

    def own(self, *people: str, listed: bool = True, account: str = "A", **facts: Any) -> Self:
        """People of ours, members of the selling center where listed."""
        for person in people:
            self.add("people", id=person, organization="US", name=person.title(), **facts)
            if listed:
                self.add("memberships", account=account, center="selling", person=person)
        return self

    def buyer(
        self,
        person: str,
        *roles: str,
        stance: str | None = None,
        organization: str = "CU",
        **facts: Any,
    ) -> Self:
        """Somebody of the customer, member of the buying center."""
        self.add("people", id=person, organization=organization, name=person.title(), **facts)
        return self.member(person, *roles, stance=stance)

    def member(
        self, person: str, *roles: str, center: str = "buying", account: str = "A", **more: Any
    ) -> Self:
        """A membership of somebody who is there already."""
        return self.add(
            "memberships", account=account, center=center, person=person, roles=roles, **more
        )

    def contact(
        self, own: str, person: str, level: int, last: date | None = T, **more: Any
    ) -> Self:
        """A rated contact; of today, so that its strength is level / 4, where nothing is said."""
        return self.add("contacts", own=own, person=person, level=level, last_contact=last, **more)

    def met(
        self,
        own: str,
        person: str,
        *days: int,
        channel: str = "meeting",
        two_way: bool | None = None,
    ) -> Self:
        """Interactions so many days before `T`."""
        for number in days:
            self.add(
                "interactions",
                date=ago(number),
                own=own,
                person=person,
                channel=channel,
                two_way=two_way,
            )
        return self

    def tie(self, source: str, target: str, kind: str, **more: Any) -> Self:
        """A tie among people or organizations."""
        return self.add("ties", source=source, target=target, kind=kind, **more)

    def portfolio(self) -> Portfolio:
        """What was built; it keeps every rule of the tables."""
        built = Portfolio(
            {table.name: [table.row(**row) for row in self.tables[table.name]] for table in SCHEMA}
        )
        assert built.faults() == []
        return built

    def matrix(
        self,
        constants: Policy | None = None,
        day: date = T,
        opportunity: str | None = None,
        account: str = "A",
    ) -> ContactMatrix:
        """The contact matrix of an account."""
        return ContactMatrix.of_account(self.portfolio(), account, day, constants, opportunity)


def strengths(matrix: ContactMatrix) -> dict[tuple[str, str], float]:
    """Strength by own person and stakeholder."""
    return {(own, person): w for own, person, w in matrix.pairs()}


def tie_strength(case: Case, constants: Policy | None = None, day: date = T) -> float:
    """The strength between `s` and `b`; 0 without a tie."""
    return strengths(case.matrix(constants, day)).get(("s", "b"), 0.0)


def worked_example() -> Case:
    """The example that docs/metrics.md works through.

    Strengths: anna-dora 0.5, anna-bert 0.75, anna-uwe 0.25 (undated), ben-uwe 0.25.
    Weights: dora 1.0, bert 0.4, ines 0.35, uwe 0.2; together 1.95.
    """
    return (
        Case(expected_size=6)
        .own("anna", function="sales", level=3)
        .own("ben", function="engineering", level=2)
        .buyer("dora", "decider", function="purchasing", level=4, influence=10)
        .buyer("bert", "buyer", function="purchasing", level=3, influence=5)
        .buyer("ines", "influencer", function="quality", level=3, influence=5)
        .buyer("uwe", "user", function="production", level=2, influence=4)
        .contact("anna", "dora", 4, ago(180), target=4)
        .contact("anna", "bert", 3)
        .contact("anna", "uwe", 2, None)
        .contact("ben", "uwe", 1, target=3)
        .tie("bert", "dora", "reports_to")
        .tie("uwe", "ines", "knows")
        .tie("ines", "dora", "influences")
    )
