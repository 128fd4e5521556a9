"""What planning answers: frozen values with the keys of results.md, in its fixed orders.

Each result's `model_dump(mode="json")` is the JSON the command line prints. No arithmetic
lives here; `None` means unknown or not defined.
"""

from __future__ import annotations

from datetime import date

from pydantic import model_serializer

from kamgraph.metrics.results import Alignment, Coverage, Result, Spoc, Structure, Value
from kamgraph.model.vocabulary import Role


class Plan(Result):
    """What stands on every answer, so that it can be recomputed."""

    formula: str
    as_of: date
    policy: str


class AddedContact(Result):
    """A contact that there could be: one of us, somebody, and how well they would be known."""

    own: str
    person: str
    level: int


class Metrics(Result):
    """The four metrics of one state of an account."""

    coverage: Coverage
    spoc: Spoc
    alignment: Alignment
    structure: Structure


class Successor(Result):
    """Who of us could take over the stakeholders that somebody's departure cuts off.

    Args:
        leaver: who leaves; `for` in JSON, which is no name in Python.
        own: who fits best, or None.
        value: Σ v · fit over the stakeholders cut off, or None.
    """

    leaver: str
    own: str | None
    value: Value

    @model_serializer
    def _keys(self) -> dict[str, str | float | None]:
        return {"for": self.leaver, "own": self.own, "value": self.value}


class WhatIf(Plan):
    """An account before and after departures and added contacts, `whatif/1` (metrics.md 6)."""

    removed: tuple[str, ...]
    added: tuple[AddedContact, ...]
    before: Metrics
    after: Metrics
    cut_off: tuple[str, ...]
    orphaned_roles: tuple[Role, ...]
    successors: tuple[Successor, ...]
