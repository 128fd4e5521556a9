"""Metrics as queries: asked of a Neo4j store, given as results.

The formulas stand in `kamgraph_cypher/metrics`, each query as people run it in Neo4j Browser;
here its columns only get their names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kamgraph.engines.parameters import parameters
from kamgraph.engines.results import (
    StoredAlignment,
    StoredCoverage,
    StoredPortfolio,
    StoredPortfolioRow,
    StoredSpoc,
)
from kamgraph.errors import InputError
from kamgraph.metrics.results import Competition, SingleThread
from kamgraph.model.policy import Policy
from kamgraph.model.vocabulary import ROLES_OF_CENTER, Center
from kamgraph.stores.base import Store, unknown_account
from kamgraph.stores.neo4j import Neo4jStore

Record = Mapping[str, Any]


class CypherMetrics:
    """The metrics of a Neo4j store, computed in the database.

    Args:
        store: an open Neo4j store.
        as_of: the date everything is stated for.
        policy: the constants; the defaults where left out.

    Raises:
        InputError: the store is of another kind.
    """

    def __init__(self, store: Store, as_of: date, policy: Policy | None = None) -> None:
        if not isinstance(store, Neo4jStore):
            raise InputError(
                f"'{store.location}' is no Neo4j database; only there metrics are computed in the "
                "store. Leave out --engine store"
            )
        self._store = store
        self._as_of = as_of
        self._policy = policy or Policy()

    def coverage(self, account: str, opportunity: str | None = None) -> StoredCoverage:
        """Contact coverage of one account, `coverage/1`, without `indirect` (metrics.md 2).

        Args:
            account: its id.
            opportunity: only the buying center of this one, or None.

        Raises:
            InputError: no such account.
        """
        record = self._one("coverage", account, opportunity)
        return StoredCoverage(**{**record, **self._head("coverage/1", record, opportunity)})

    def spoc(self, account: str, opportunity: str | None = None) -> StoredSpoc:
        """What of `spoc/1` a query can give (metrics.md 3).

        Args:
            account: its id.
            opportunity: only the buying center of this one, or None.

        Raises:
            InputError: no such account.
        """
        record = self._one("spoc", account, opportunity)
        return StoredSpoc(**{**record, **self._head("spoc/1", record, opportunity)})

    def alignment(self, account: str, opportunity: str | None = None) -> StoredAlignment:
        """What of `alignment/1` a query can give (metrics.md 4).

        Args:
            account: its id.
            opportunity: only the buying center of this one, or None.

        Raises:
            InputError: no such account.
        """
        record = self._one("alignment", account, opportunity)
        gap = record["level_gap"]
        distribution = {str(row["gap"]): row["ties"] for row in gap["distribution"]}
        more = {"level_gap": {"mean": gap["mean"], "distribution": distribution}}
        return StoredAlignment(
            **{**record, **more, **self._head("alignment/1", record, opportunity)}
        )

    def uncovered(self, account: str, opportunity: str | None = None) -> tuple[str, ...]:
        """Ids of the stakeholders whom nobody of us reaches actively, the heaviest first.

        Args:
            account: its id.
            opportunity: only the buying center of this one, or None.
        """
        return tuple(str(row["person"]) for row in self._rows("uncovered", account, opportunity))

    def single_threaded(
        self, account: str, opportunity: str | None = None
    ) -> tuple[SingleThread, ...]:
        """Stakeholders whom exactly one of us reaches actively, the heaviest first.

        Args:
            account: its id.
            opportunity: only the buying center of this one, or None.
        """
        rows = self._rows("single_threaded", account, opportunity)
        return tuple(
            SingleThread(person=row["person"], own=row["own"], weight=row["weight"]) for row in rows
        )

    def competition(self, account: str, opportunity: str | None = None) -> Competition:
        """Who reaches whom, we or a competitor, `competition/1` (metrics.md 7).

        Args:
            account: its id.
            opportunity: only the buying center of this one, or None.

        Raises:
            InputError: no such account.
        """
        rows = self._rows("competitors", account, opportunity)
        head = self._head("competition/1", self._one("coverage", account, opportunity), opportunity)
        heaviest = sorted(rows, key=lambda row: (-round(row["weight"], 12), row["id"]))
        return Competition(
            **head,
            people=tuple(
                {key: row[key] for key in ("id", "ours", "best", "competitor", "lead")}
                for row in rows
            ),
            by_role=_by_role(rows),
            contested=tuple(row["id"] for row in heaviest if row["contested"]),
            lost_ground=tuple(row["id"] for row in heaviest if row["lost_ground"]),
        )

    def portfolio(self) -> StoredPortfolio:
        """A row an account, the least covered first, as far as one query can tell."""
        rows = self._store.ask("metrics/portfolio", **parameters(self._policy, self._as_of))
        return StoredPortfolio(
            formula="portfolio/1",
            as_of=self._as_of,
            policy=self._policy.hash,
            accounts=tuple(StoredPortfolioRow(**row) for row in rows),
        )

    def _rows(self, name: str, account: str, opportunity: str | None) -> Sequence[Record]:
        values = parameters(self._policy, self._as_of, account, opportunity)
        return self._store.ask(f"metrics/{name}", **values)

    def _one(self, name: str, account: str, opportunity: str | None) -> Record:
        """The one row of an account.

        Raises:
            InputError: no such account.
        """
        rows = self._rows(name, account, opportunity)
        if not rows:
            raise unknown_account(account, [key for key, _ in self._store.names("accounts")])
        return rows[0]

    def _head(self, formula: str, record: Record, opportunity: str | None) -> dict[str, Any]:
        """What stands on every metric's answer."""
        return {
            "formula": formula,
            "account": record["account"],
            "opportunity": opportunity,
            "as_of": self._as_of,
            "policy": self._policy.hash,
            "stakeholders": record["stakeholders"],
            "own_people": record["own_people"],
        }


def _by_role(rows: Sequence[Record]) -> tuple[dict[str, Any], ...]:
    """The mean lead, role by role; those without a role are in none."""
    found = []
    for role in ROLES_OF_CENTER[Center.BUYING]:
        leads = [row["lead"] for row in rows if role.value in row["roles"]]
        if leads:
            mean = sum(leads) / len(leads)
            found.append({"role": role.value, "lead": mean, "count": len(leads)})
    return tuple(found)
