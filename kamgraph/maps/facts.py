"""What is known of people, as rows without a language: the scripts put them into words.

Every fact of a person that may be shown, with date and source; memberships and ties stand once,
however many states refer to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from kamgraph.maps.shown import Figure, MapView, TieLine
from kamgraph.model.entities import Membership, Organization


class Numbering:
    """Gives everybody on the page a number: those of the first state first, in its order.

    Args:
        views: the states.
    """

    def __init__(self, views: Sequence[MapView]) -> None:
        self.figures: list[Figure] = []
        self.number: dict[str, int] = {}
        for view in views:
            for figure in view.figures:
                if figure.id not in self.number:
                    self.number[figure.id] = len(self.figures)
                    self.figures.append(figure)


class Facts:
    """People, memberships, organizations and ties of all states, each once.

    Args:
        views: the states.
        numbering: everybody's number.
    """

    def __init__(self, views: Sequence[MapView], numbering: Numbering) -> None:
        self.figures = numbering.figures
        self._first = {figure.id for figure in views[0].figures}
        self._number = numbering.number
        self._names = {id_: name for view in views for id_, name in view.names}
        self._names |= {figure.id: figure.name for figure in numbering.figures}
        self._deals = {id_: name for view in views for id_, name in view.opportunities}
        self._kinds: dict[str, Organization] = {}
        self._memberships: dict[tuple[object, ...], int] = {}
        self.organization_numbers: dict[str, int] = {}
        """By id."""
        self._ties: dict[TieLine, int] = {}
        self.memberships: list[dict[str, Any]] = []
        """Rows, without who they are about."""
        self.organizations: list[dict[str, Any]] = []
        """Those that people belong to and ties lead to."""
        self.ties: list[list[Any]] = []
        """Source, target, kind, weight; organizations as -1 - their number."""
        for figure in numbering.figures:
            if figure.organization is not None:
                self._kinds.setdefault(figure.organization.id, figure.organization)

    def people(self) -> list[dict[str, Any]]:
        """Everybody's facts, by number."""
        return [self._person(figure) for figure in self.figures]

    def _person(self, figure: Figure) -> dict[str, Any]:
        person = figure.person
        facts: dict[str, Any] = {
            "id": figure.id,
            "name": figure.name,
            # Where the first state tells it, it is told once.
            "side": None if figure.id in self._first else figure.side.value,
            "title": person.title,
            "organization": self.organization(person.organization),
            "function": person.function and person.function.value,
            "level": person.level,
            "influence": person.influence,
            "location": person.location,
            "languages": list(person.languages or ()),
            "email": person.email,
            "phone": person.phone,
            "note": person.note,
        }
        return {name: fact for name, fact in facts.items() if fact not in (None, "", [])}

    def organization(self, id_: str) -> int:
        """An organization's number.

        Args:
            id_: its id.
        """
        if id_ not in self.organization_numbers:
            self.organization_numbers[id_] = len(self.organizations)
            known = self._kinds.get(id_)
            name = known.name if known else self._names.get(id_, id_)
            row = {"name": name} | ({"kind": known.kind.value} if known else {})
            self.organizations.append(row)
        return self.organization_numbers[id_]

    def membership(self, row: Membership) -> int:
        """A membership's number; the same facts have the same.

        Args:
            row: the row.
        """
        by = row.stated_by and self._names.get(row.stated_by, row.stated_by)
        facts = {
            "for": self._deals.get(row.opportunity, "") if row.opportunity else None,
            "stance": row.stance and row.stance.value,
            "source": row.source_of_fact,
            "on": _iso(row.stated_on),
            "by": by,
            "since": _iso(row.since),
            "phases": list(row.phases or ()),
            "note": row.note,
        }
        kept = {name: fact for name, fact in facts.items() if fact not in (None, "", [])}
        key = tuple((name, str(fact)) for name, fact in kept.items())
        if key not in self._memberships:
            self._memberships[key] = len(self.memberships)
            self.memberships.append(kept)
        return self._memberships[key]

    def tie(self, tie: TieLine) -> int:
        """A tie's number.

        Args:
            tie: the tie.
        """
        if tie not in self._ties:
            self._ties[tie] = len(self.ties)
            ends = [self._end(tie.source), self._end(tie.target)]
            self.ties.append([*ends, tie.kind.value, tie.weight])
        return self._ties[tie]

    def _end(self, id_: str) -> int:
        known = self._number.get(id_)
        return -1 - self.organization(id_) if known is None else known


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
