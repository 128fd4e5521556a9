"""The lines between cards, as path data that the page's canvas and the static SVG both draw.

Contacts are horizontal cubic curves between the columns, reporting lines brackets and ties
among people of a side arcs on the column's outer side; whatever crosses the map otherwise is
a curve too. Every path ends horizontally, so that its arrowhead does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kamgraph.maps.places import CARD_HEIGHT, LANE, MARGIN, Layout, Place
from kamgraph.maps.shown import ContactLine, Side, TieLine
from kamgraph.model.vocabulary import TieKind

_PORTS = CARD_HEIGHT - 14
"""The part of a card's edge where lines may end."""
_GAP_PORTS = 10.0
"""The same where lines come through the gap between two cards."""
_PORT_STEP = 6.0
_HEAD = 6.0
DIRECTED = frozenset({TieKind.REPORTS_TO, TieKind.INFLUENCES, TieKind.ASSISTS, TieKind.CONTACT})
"""Kinds that lead from somebody to somebody."""


@dataclass(frozen=True)
class Line:
    """A line of the map.

    Args:
        source: where it starts.
        target: where it ends.
        kind: contact, or the tie's kind.
        path: SVG path data.
        head: path data of its arrowhead; empty where undirected.
        strength: 0..1; None where not given.
        active: False for a contact below the threshold.
    """

    source: str
    target: str
    kind: str
    path: str
    head: str
    strength: float | None
    active: bool


def contact_lines(layout: Layout, contacts: Sequence[ContactLine]) -> list[Line]:
    """The contacts between the two columns, weak ones first so that strong ones lie on top.

    Of people behind one counted card the strongest contact is drawn.

    Args:
        layout: where everybody stands.
        contacts: the pairs.
    """
    card = layout.card_of()
    strongest: dict[tuple[str, str], ContactLine] = {}
    for contact in contacts:
        if contact.strength > 0:
            pair = (card[contact.own], card[contact.person])
            known = strongest.get(pair)
            if known is None or known.strength < contact.strength:
                strongest[pair] = contact
    places = layout.places
    starts = _ports(places, list(strongest))
    ends = _ports(places, [(person, own) for own, person in strongest])
    lines = []
    for pair, contact in sorted(
        strongest.items(), key=lambda item: (round(item[1].strength, 12), item[0])
    ):
        own, person = pair
        path = _across(layout, places[own], places[person], starts[pair], ends[person, own])
        lines.append(Line(own, person, "contact", path, "", contact.strength, contact.active))
    return lines


def tie_lines(layout: Layout, ties: Iterable[TieLine]) -> list[Line]:
    """The ties between people on the map.

    Args:
        layout: where everybody stands.
        ties: any ties; those that lead off the map, or behind a counted card, are left out.
    """
    lines = []
    for tie in ties:
        source, target = layout.places.get(tie.source), layout.places.get(tie.target)
        if source is None or target is None:
            continue
        if tie.kind is TieKind.REPORTS_TO and target.id in layout.lanes:
            path, head = _bracket(layout, source, target)
        elif source.side is target.side:
            path, head = _arc(layout, source, target)
        else:
            path, head = _over(source, target)
        if tie.kind not in DIRECTED:
            head = ""
        # A contact tie is a competitor's or partner's, not ours: the page must not mix them up.
        kind = "their_contact" if tie.kind is TieKind.CONTACT else tie.kind.value
        lines.append(Line(source.id, target.id, kind, path, head, tie.weight, True))
    return lines


def number(value: float) -> str:
    """A coordinate, short.

    Args:
        value: in pixels.
    """
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _points(*values: float) -> str:
    return " ".join(number(value) for value in values)


def _ports(
    places: Mapping[str, Place], pairs: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], float]:
    """For each card and its opposite the height at which their line meets the card's edge."""
    by_card: dict[str, list[str]] = {}
    for card, opposite in pairs:
        by_card.setdefault(card, []).append(opposite)
    ports = {}
    for card, opposites in by_card.items():
        opposites.sort(key=lambda id_: (places[id_].y, id_))
        room = _PORTS if places[card].inner else _GAP_PORTS
        step = min(_PORT_STEP, room / max(1, len(opposites) - 1))
        first = places[card].y - step * (len(opposites) - 1) / 2
        for place, opposite in enumerate(opposites):
            ports[card, opposite] = first + step * place
    return ports


def _across(layout: Layout, own: Place, person: Place, start: float, end: float) -> str:
    """A curve from the left to the right column; outer cards are reached through the gaps."""
    from_x, to_x = layout.columns[Side.OWN].inner_edge, layout.columns[Side.BUYING].inner_edge
    middle = (from_x + to_x) / 2
    path = f"M{_points(own.right, start)}"
    if not own.inner:
        path += f"H{number(from_x)}"
    path += f"C{_points(middle, start, middle, end, to_x, end)}"
    if not person.inner:
        path += f"H{number(person.left)}"
    return path


def _outward(side: Side) -> int:
    """The direction in which a column has room beside it: outward, in the ecosystem inward."""
    return 1 if side is Side.BUYING else -1


def _outer_edge(place: Place) -> float:
    return place.right if place.side is Side.BUYING else place.left


def _bracket(layout: Layout, report: Place, manager: Place) -> tuple[str, str]:
    """From a report over the manager's lane to the manager.

    Who reports and is reported to has two stubs, the own manager's above the reports'.
    """
    outward = _outward(manager.side)
    column = layout.columns[manager.side]
    edge = column.left if outward < 0 else column.right
    lane = edge + outward * (MARGIN + LANE * layout.lanes[manager.id])
    up, down = report.y - 5, manager.y + 5
    tip = _outer_edge(manager)
    path = (
        f"M{_points(_outer_edge(report), up)}H{number(lane)}V{number(down)}"
        f"H{number(tip + outward * _HEAD)}"
    )
    return path, _head(tip, down, -outward)


def _arc(layout: Layout, source: Place, target: Place) -> tuple[str, str]:
    """An arc on the outer side of a column."""
    outward = _outward(source.side)
    column = layout.columns[source.side]
    edge = column.left if outward < 0 else column.right
    # Between the ecosystem and the centers there is little room.
    most = 18 if source.side is Side.ECOSYSTEM else 90
    bulge = edge + outward * min(26 + 0.12 * abs(source.y - target.y), most)
    # Arcs start above and end below the middle, clear of the reporting lines' stubs.
    start, end = source.y + 10, target.y - 10
    tip = _outer_edge(target)
    path = (
        f"M{_points(_outer_edge(source), start)}"
        f"C{_points(bulge, start, bulge, end, tip + outward * _HEAD, end)}"
    )
    return path, _head(tip, end, -outward)


def _over(source: Place, target: Place) -> tuple[str, str]:
    """A curve between cards of different sides, from facing edge to facing edge."""
    rightward = source.x < target.x
    start_x, tip = (source.right, target.left) if rightward else (source.left, target.right)
    back = -1 if rightward else 1
    end_x = tip + back * _HEAD
    middle = (start_x + end_x) / 2
    path = (
        f"M{_points(start_x, source.y + 8)}"
        f"C{_points(middle, source.y + 8, middle, target.y + 8, end_x, target.y + 8)}"
    )
    return path, _head(tip, target.y + 8, -back)


def _head(x: float, y: float, direction: int) -> str:
    """An arrowhead with its tip at a point, pointing right (1) or left (-1)."""
    back = x - direction * _HEAD * 1.3
    return f"M{_points(x, y)}L{_points(back, y - 3.2)}L{_points(back, y + 3.2)}Z"
