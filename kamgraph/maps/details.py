"""What opens when somebody's card is chosen: every fact with its date and source, in words.

Built as plain data; the page's script shows it as text and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NotRequired, TypedDict
from urllib.parse import quote

from kamgraph.maps.shown import ContactLine, Figure, MapView, Side
from kamgraph.maps.texts import Texts
from kamgraph.metrics.results import Finding
from kamgraph.model.entities import Membership
from kamgraph.model.vocabulary import Stance, TieKind

_EMAIL = re.compile(r"[^\s@<>\"'(),:;\\\[\]]+@[^\s@<>\"'(),:;\\\[\]]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.\-]{2,30}")


class Fact(TypedDict):
    """A labelled fact.

    Args:
        label: what it is.
        text: the fact.
        note: its date and source.
        href: a link, of a scheme that does no harm.
        stance: the stance whose symbol stands before it.
    """

    label: str
    text: str
    note: NotRequired[str]
    href: NotRequired[str]
    stance: NotRequired[str]


class Entry(TypedDict):
    """A line of a section.

    Args:
        text: the name, or the message.
        person: id of somebody on the map it leads to.
        note: small print.
        strength: 0..1, drawn as a bar.
        share: the strength as text.
        weak: below the threshold.
        severity: of a finding.
    """

    text: str
    person: NotRequired[str]
    note: NotRequired[str]
    strength: NotRequired[float]
    share: NotRequired[str]
    weak: NotRequired[bool]
    severity: NotRequired[str]


class Section(TypedDict):
    """Lines under a heading."""

    heading: str
    entries: list[Entry]


class Details(TypedDict):
    """Everything of a person."""

    facts: list[Fact]
    sections: list[Section]


class Describer:
    """Puts people into words.

    Args:
        view: the page's view.
        texts: the language.
    """

    def __init__(self, view: MapView, texts: Texts) -> None:
        self.view = view
        self.texts = texts
        self._shown = {figure.id for figure in view.figures}
        self._names = dict(view.names) | {figure.id: figure.name for figure in view.figures}
        self._deals = dict(view.opportunities)
        self._contacts: dict[str, list[ContactLine]] = {}
        for contact in view.contacts:
            self._contacts.setdefault(contact.own, []).append(contact)
            self._contacts.setdefault(contact.person, []).append(contact)
        self._findings: dict[str, list[Finding]] = {}
        for finding in view.findings:
            for person in dict.fromkeys(finding.people):
                self._findings.setdefault(person, []).append(finding)
        self._ties: dict[str, dict[tuple[TieKind, bool], list[str]]] = {}
        for tie in view.ties:
            both = tie.kind in (TieKind.KNOWS, TieKind.CONFLICTS)
            for end, other, outgoing in (
                (tie.source, tie.target, True),
                (tie.target, tie.source, both),
            ):
                kinds = self._ties.setdefault(end, {})
                kinds.setdefault((tie.kind, outgoing), []).append(other)

    def details(self, figure: Figure) -> Details:
        """A person's facts and sections.

        Args:
            figure: who.
        """
        sections = [self._contact_section(figure), *self._tie_sections(figure)]
        sections.append(self._finding_section(figure))
        return {
            "facts": list(self._facts(figure)),
            "sections": [section for section in sections if section["entries"]],
        }

    def _facts(self, figure: Figure) -> Iterator[Fact]:
        t, person = self.texts.t, figure.person
        yield {"label": t.gettext("Group"), "text": self.texts.side(figure.side)}
        if figure.organization is not None:
            kind = self.texts.words.word("organization kind", figure.organization.kind)
            yield {
                "label": t.gettext("Organization"),
                "text": figure.organization.name,
                "note": kind,
            }
        function = self.texts.function(person.function)
        yield {"label": t.gettext("Function"), "text": function}
        yield {"label": t.gettext("Level"), "text": self.texts.level(person.level)}
        yield from self._standing(figure)
        yield from self._numbers(figure)
        yield from self._reach(figure)
        for note in (person.note, *(row.note for row in figure.memberships)):
            if note:
                yield {"label": t.gettext("Note"), "text": note}

    def _standing(self, figure: Figure) -> Iterator[Fact]:
        """Roles, stance with its sources, since when."""
        t = self.texts.t
        if figure.roles:
            yield {"label": t.gettext("Roles"), "text": self.texts.roles(figure)}
        if figure.stance is not None:
            # The same word from the same source stands once, however many rows say it.
            stances = {
                (row.stance or Stance.UNKNOWN, self._source(row)): None
                for row in figure.memberships
            }
            for stance, source in stances:
                yield {
                    "label": t.gettext("Stance"),
                    "text": self.texts.stance(stance),
                    "stance": stance.value,
                    "note": source,
                }
        for row in figure.memberships:
            # Of several memberships one wants to know which: of the account, or for what deal.
            deal = self._deals.get(row.opportunity or "", "")
            if row.since:
                since = t.gettext("since {day}").format(day=self.texts.day(row.since))
                yield {"label": t.gettext("Member"), "text": since, "note": deal}
            if row.phases:
                yield {"label": t.gettext("Phases"), "text": ", ".join(row.phases), "note": deal}
        if figure.side is Side.OWN and not figure.memberships:
            yield {
                "label": t.gettext("Member"),
                "text": t.gettext("not on the list, but in contact"),
            }

    def _source(self, row: Membership) -> str:
        """Where a stance comes from: source, day, author."""
        by = row.stated_by and self._names.get(row.stated_by, row.stated_by)
        return self.texts.list_of(
            (
                row.source_of_fact or "",
                self.texts.day(row.stated_on) if row.stated_on else "",
                self.texts.t.gettext("stated by {name}").format(name=by) if by else "",
            )
        )

    def _numbers(self, figure: Figure) -> Iterator[Fact]:
        """Influence, weight, coverage, contacts."""
        t = self.texts.t
        influence = figure.person.influence
        if figure.side is not Side.OWN or influence is not None:
            yield {
                "label": t.gettext("Influence"),
                "text": t.gettext("unknown")
                if influence is None
                else t.gettext("{value} of 10").format(value=self.texts.number(influence)),
            }
        if figure.numbers is not None:
            numbers = figure.numbers
            yield {"label": t.gettext("Weight"), "text": self.texts.weight(numbers.weight)}
            yield {"label": t.gettext("Coverage"), "text": self.texts.percent(numbers.coverage)}
        count = figure.numbers.active_ties if figure.numbers else figure.load
        if count is not None:
            yield {"label": t.gettext("Active contacts"), "text": str(count)}

    def _reach(self, figure: Figure) -> Iterator[Fact]:
        """Where they are and how they are reached."""
        t, person = self.texts.t, figure.person
        if person.location:
            yield {"label": t.gettext("Location"), "text": person.location}
        if person.languages:
            spoken = ", ".join(self.texts.language(code) for code in person.languages)
            yield {"label": t.gettext("Languages"), "text": spoken}
        if person.email:
            fact: Fact = {"label": t.gettext("E-mail"), "text": person.email}
            if _EMAIL.fullmatch(person.email):
                fact["href"] = "mailto:" + quote(person.email, safe="@")
            yield fact
        if person.phone:
            fact = {"label": t.gettext("Telephone"), "text": person.phone}
            if _PHONE.fullmatch(person.phone):
                fact["href"] = "tel:" + re.sub(r"[^0-9+]", "", person.phone)
            yield fact

    def _contact_section(self, figure: Figure) -> Section:
        """Contacts across the map, strongest first."""
        t = self.texts.t
        entries: list[Entry] = []
        contacts = self._contacts.get(figure.id, [])
        for contact in sorted(contacts, key=lambda c: (-round(c.strength, 12), c.own, c.person)):
            other = contact.own if contact.person == figure.id else contact.person
            entries.append(
                {
                    "text": self._names.get(other, other),
                    "person": other,
                    "strength": round(contact.strength, 4),
                    "share": self.texts.percent(contact.strength),
                    "weak": not contact.active,
                    "note": self._contact_note(contact),
                }
            )
        return {"heading": t.gettext("Contacts"), "entries": entries}

    def _contact_note(self, contact: ContactLine) -> str:
        """Rating and last contact of a pair."""
        t, words = self.texts.t, self.texts.words
        rated = ""
        if contact.level is not None:
            rated = words.contact_level(contact.level)
            if contact.target is not None and contact.target != contact.level:
                rated += " → " + words.contact_level(contact.target)
        last = t.gettext("date unknown")
        if contact.last is not None:
            last = t.gettext("last on {day}").format(day=self.texts.day(contact.last))
        weak = "" if contact.active else t.gettext("not active")
        return self.texts.list_of((rated, last, weak))

    def _tie_sections(self, figure: Figure) -> Iterator[Section]:
        """A section for each kind of tie and direction."""
        kinds = self._ties.get(figure.id, {})
        order = list(TieKind)
        for kind, outgoing in sorted(kinds, key=lambda key: (order.index(key[0]), not key[1])):
            entries: list[Entry] = []
            names = {(self._names.get(id_, id_), id_) for id_ in kinds[kind, outgoing]}
            for name, id_ in sorted(names):
                entry: Entry = {"text": name}
                if id_ in self._shown:
                    entry["person"] = id_
                entries.append(entry)
            yield {"heading": self.texts.ties(kind, outgoing), "entries": entries}

    def _finding_section(self, figure: Figure) -> Section:
        """The findings that concern the person."""
        entries: list[Entry] = [
            {
                "text": finding.message,
                "note": finding.action,
                "severity": finding.severity.value,
                "share": self.texts.words.word("severity", finding.severity),
            }
            for finding in self._findings.get(figure.id, ())
        ]
        return {"heading": self.texts.t.gettext("Findings"), "entries": entries}
