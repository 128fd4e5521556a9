"""The people as the table that is always in the page: the accessible form and the phone form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kamgraph.locale.words import UNKNOWN
from kamgraph.maps.shown import Figure, MapView, Side
from kamgraph.maps.texts import Texts


@dataclass(frozen=True)
class Row:
    """Somebody in the table, in words.

    Args:
        id: the person's id.
        name: their name.
        line: role and title, as on the card.
        title: what their card says.
        organization: where they work.
        function: what they do.
        level: of hierarchy.
        roles: in the center.
        stance: the word; empty on sides without one.
        stance_id: the stance, for its colour.
        active: number of active contacts; empty where it means nothing.
        tone: none, one or several active contacts.
        coverage: as percent.
        weight: the stakeholder's.
        hidden: whether they are there in another state only.
    """

    id: str
    name: str
    line: str
    title: str
    organization: str
    function: str
    level: str
    roles: str
    stance: str
    stance_id: str
    active: str
    tone: str
    coverage: str
    weight: str
    hidden: bool


@dataclass(frozen=True)
class Group:
    """The table's part of a side.

    Args:
        side: own, buying or ecosystem.
        heading: what it is called, and how many there are.
        rows: its people.
    """

    side: str
    heading: str
    rows: tuple[Row, ...]


def groups(view: MapView, everybody: Sequence[Figure], texts: Texts) -> tuple[Group, ...]:
    """The table: stakeholders first, since the page is about them.

    Args:
        view: what is shown.
        everybody: who is there in any state of the account.
        texts: the language.
    """
    there = {figure.id for figure in view.figures}
    found = []
    for side in (Side.BUYING, Side.OWN, Side.ECOSYSTEM):
        figures = [figure for figure in everybody if figure.side is side]
        if figures or side is not Side.ECOSYSTEM:
            count = sum(figure.id in there for figure in figures)
            rows = tuple(_row(f, texts, f.id not in there) for f in figures)
            found.append(Group(side.value, f"{texts.side(side)} ({count})", rows))
    return tuple(found)


_MOST_FINDINGS = 200
"""More findings than this nobody reads on paper."""


def findings(view: MapView, texts: Texts) -> tuple[tuple[str, str, str, str], ...]:
    """Severity, its word, sentence and proposal of each finding.

    Args:
        view: what is shown.
        texts: the language.
    """
    return tuple(
        (
            finding.severity.value,
            texts.words.word("severity", finding.severity),
            *said[texts.lang],
        )
        for finding, said in zip(
            view.findings[:_MOST_FINDINGS], view.sentences[:_MOST_FINDINGS], strict=True
        )
    )


def _row(figure: Figure, texts: Texts, hidden: bool) -> Row:
    """A person in words."""
    person, numbers = figure.person, figure.numbers
    active = numbers.active_ties if numbers else figure.load
    tone = "" if numbers is None else {0: "none", 1: "one"}.get(numbers.active_ties, "several")
    return Row(
        id=figure.id,
        name=figure.name,
        line=texts.second_line(figure),
        title=person.title or UNKNOWN,
        organization=figure.organization.name if figure.organization else UNKNOWN,
        function=texts.function(person.function),
        level=texts.level(person.level),
        roles=texts.roles(figure) or UNKNOWN,
        stance=texts.stance(figure.stance) if figure.stance else "",
        stance_id=figure.stance.value if figure.stance else "",
        active="" if active is None else str(active),
        tone=tone,
        coverage=texts.percent(numbers.coverage) if numbers else "",
        weight=texts.weight(numbers.weight) if numbers else "",
        hidden=hidden,
    )
