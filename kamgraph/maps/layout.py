"""Where everybody stands: the zipper.

Selling center left, buying center right, ecosystem outside right; levels are horizontal bands,
executive on top. More than sixteen people a side stand in two staggered sub-columns: half a
row apart, so that lines reach the outer cards through the gaps of the inner ones. Of more than
thirty-two the largest levels collapse to one counted card each, which the page can open.
What a layout consists of, and its measures, live in `places`; lines are drawn in `lines`; who
stands at which height when a level is opened is the same rule in the page's `arrange.js`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kamgraph.maps.order import Bands, order
from kamgraph.maps.places import (
    BAND_GAP,
    BAND_PADDING,
    BETWEEN,
    CAPTION,
    CARD_HEIGHT,
    CARD_WIDTH,
    HEADING,
    LANE,
    LANES_MOST,
    MARGIN,
    MIDDLE,
    PITCH,
    SHOWN_MOST,
    SINGLE_COLUMN_MOST,
    STAGGER,
    STAGGERED_CARD_WIDTH,
    Band,
    Caption,
    Column,
    Group,
    Layout,
    Place,
    Seat,
)
from kamgraph.maps.shown import Side


def zipper(
    seats: Sequence[Seat],
    contacts: Sequence[tuple[str, str]],
    reports: Sequence[tuple[str, str]],
    gutter: float,
) -> Layout:
    """Lays the map out.

    Args:
        seats: everybody, each once; of a group they are listed in this order.
        contacts: own person, stakeholder.
        reports: who reports, to whom; both on the same side.
        gutter: room at the left for the levels' names.
    """
    groups = [group for side in Side for group in _groups(seats, side)]
    card = {id_: group.id for group in groups for id_ in group.members}
    levels = [level for level in (5, 4, 3, 2, 1, None) if _on_level(seats, level)]
    meetings = sorted({(card.get(own, own), card.get(b, b)) for own, b in contacts})
    own, buying = order(
        _bands(seats, card, Side.OWN, levels), _bands(seats, card, Side.BUYING, levels), meetings
    )
    staggered = {side: _staggered(seats, side) for side in (Side.OWN, Side.BUYING)}
    bands, heights = _heights(levels, {Side.OWN: own, Side.BUYING: buying}, staggered)
    shown = [(a, b) for a, b in reports if a in heights and b in heights]
    lanes = _lanes(heights, shown)
    named = {group.id: group for group in groups}
    sides = {Side.OWN: own, Side.BUYING: buying}
    return _across(seats, sides, staggered, bands, heights, lanes, gutter, named)


def _on_level(seats: Sequence[Seat], level: int | None) -> bool:
    """Whether somebody of the two centers stands on a level."""
    return any(seat.level == level and seat.side is not Side.ECOSYSTEM for seat in seats)


def _groups(seats: Sequence[Seat], side: Side) -> list[Group]:
    """What collapses on a side: the largest levels (organizations) until few enough are left."""
    parts: dict[tuple[int, str], list[str]] = {}
    for seat in seats:
        if seat.side is side:
            around = side is Side.ECOSYSTEM
            key = (0, seat.organization) if around else (seat.level or 0, "")
            parts.setdefault(key, []).append(seat.id)
    left = sum(map(len, parts.values()))
    groups = []
    for key in sorted(parts, key=lambda key: (-len(parts[key]), key)):
        if left <= SHOWN_MOST or len(parts[key]) == 1:
            break
        left -= len(parts[key])
        level, organization = key
        name = organization if side is Side.ECOSYSTEM else str(level)
        groups.append(
            # No person's id begins with a control character.
            Group(f"\x01{side}:{name}", side, level or None, organization, tuple(parts[key]))
        )
    return groups


def _bands(
    seats: Sequence[Seat], card: Mapping[str, str], side: Side, levels: Sequence[int | None]
) -> Bands:
    """A side's cards by level, in the order given."""
    return [
        list(dict.fromkeys(card.get(s.id, s.id) for s in seats if s.side is side and s.level == lv))
        for lv in levels
    ]


def _staggered(seats: Sequence[Seat], side: Side) -> bool:
    """Whether a side needs two sub-columns."""
    return sum(seat.side is side for seat in seats) > SINGLE_COLUMN_MOST


def _tall(count: int, staggered: bool) -> float:
    """Height of so many cards of a band, from the first's upper to the last's lower edge."""
    return (count - 1) * (STAGGER if staggered else PITCH) + CARD_HEIGHT if count else 0.0


def _heights(
    levels: Sequence[int | None], sides: Mapping[Side, Bands], staggered: Mapping[Side, bool]
) -> tuple[tuple[Band, ...], dict[str, float]]:
    """The bands, and the middle of each card; a side is centred in its band."""
    bands = []
    heights: dict[str, float] = {}
    top = HEADING
    for number, level in enumerate(levels):
        parts = [(bands_[number], staggered[side]) for side, bands_ in sides.items()]
        inside = max(_tall(len(ids), two) for ids, two in parts)
        bottom = top + inside + 2 * BAND_PADDING
        bands.append(Band(level, top, bottom))
        for ids, two in parts:
            first = (top + bottom - _tall(len(ids), two) + CARD_HEIGHT) / 2
            step = STAGGER if two else PITCH
            heights |= {id_: first + step * place for place, id_ in enumerate(ids)}
        top = bottom + BAND_GAP
    return tuple(bands), heights


def _lanes(heights: Mapping[str, float], reports: Sequence[tuple[str, str]]) -> dict[str, int]:
    """A lane for each manager's bracket, short brackets next to the cards."""
    spans: dict[str, tuple[float, float]] = {}
    for report, manager in reports:
        ys = (heights[report], heights[manager], *spans.get(manager, ()))
        spans[manager] = (min(ys), max(ys))
    lanes: dict[str, int] = {}
    for manager in sorted(spans, key=lambda id_: (spans[id_][1] - spans[id_][0], id_)):
        top, bottom = spans[manager]
        taken = {
            lanes[other]
            for other in lanes
            if spans[other][0] - LANE < bottom and top < spans[other][1] + LANE
        }
        free = (lane for lane in range(LANES_MOST) if lane not in taken)
        lanes[manager] = next(free, LANES_MOST - 1)
    return lanes


def _across(
    seats: Sequence[Seat],
    sides: Mapping[Side, Bands],
    staggered: Mapping[Side, bool],
    bands: tuple[Band, ...],
    heights: Mapping[str, float],
    lanes: Mapping[str, int],
    gutter: float,
    groups: Mapping[str, Group],
) -> Layout:
    """Puts the columns side by side, from the left."""
    side_of = {seat.id: seat.side for seat in seats}
    crowded = {group.side for group in groups.values()}
    outside = {
        side: _outside(lanes, side_of, side, side in crowded) for side in (Side.OWN, Side.BUYING)
    }
    own = _column(Side.OWN, gutter + outside[Side.OWN], staggered[Side.OWN])
    buying = _column(Side.BUYING, own.right + MIDDLE, staggered[Side.BUYING])
    bands_right = buying.right + outside[Side.BUYING]
    columns = {Side.OWN: own, Side.BUYING: buying}
    places = _cards(Side.OWN, sides[Side.OWN], own, heights, groups)
    places |= _cards(Side.BUYING, sides[Side.BUYING], buying, heights, groups)
    right, bottom = bands_right, bands[-1].bottom if bands else HEADING + PITCH
    around = [seat for seat in seats if seat.side is Side.ECOSYSTEM]
    captions: tuple[Caption, ...] = ()
    if around:
        column = _column(Side.ECOSYSTEM, bands_right + 2 * MARGIN, staggered=False)
        columns[Side.ECOSYSTEM] = column
        outer, captions, lowest = _ecosystem(around, column, groups)
        places |= outer
        right, bottom = column.right, max(bottom, lowest)
    return Layout(
        width=right + MARGIN,
        height=bottom + MARGIN,
        gutter=gutter,
        places=places,
        groups=groups,
        rows=sides,
        around=tuple(id_ for id_, place in places.items() if place.side is Side.ECOSYSTEM),
        bands=bands,
        bands_right=bands_right,
        columns=_headed(columns, right),
        captions=captions,
        lanes=lanes,
    )


def _outside(
    lanes: Mapping[str, int], side_of: Mapping[str, Side], side: Side, crowded: bool
) -> float:
    """Room beside a column for its brackets and arcs; what opens may need all of it."""
    used = max((lane + 1 for id_, lane in lanes.items() if side_of[id_] is side), default=0)
    return 2 * MARGIN + LANE * (LANES_MOST if crowded else max(used, 3))


def _column(side: Side, left: float, staggered: bool) -> Column:
    """A side's room from its left edge."""
    width = 2 * STAGGERED_CARD_WIDTH + BETWEEN if staggered else CARD_WIDTH[side]
    right = left + width
    inner_edge = right if side is Side.OWN else left
    return Column(left, right, inner_edge, left, right, staggered)


def _headed(columns: Mapping[Side, Column], right: float) -> dict[Side, Column]:
    """The columns with the room their headings may take, which are wider than themselves."""
    found = {}
    ordered = list(columns.items())
    for number, (side, column) in enumerate(ordered):
        before = ordered[number - 1][1].right if number else 0.0
        after = ordered[number + 1][1].left if number + 1 < len(ordered) else right
        found[side] = replace(
            column,
            # Two neighbours share the room between them; the ecosystem has what it stands on.
            heading_left=(before + column.left) / 2 + MARGIN / 2 if number == 1 else column.left,
            heading_right=after - 2 * MARGIN if number == 1 else (column.right + after) / 2,
        )
    if Side.OWN in found:
        found[Side.OWN] = replace(found[Side.OWN], heading_left=MARGIN)
    return found


def _cards(
    side: Side,
    bands: Bands,
    column: Column,
    heights: Mapping[str, float],
    groups: Mapping[str, Group],
) -> dict[str, Place]:
    """The places of a side; in two sub-columns they take turns, the inner one first."""
    width = STAGGERED_CARD_WIDTH if column.staggered else CARD_WIDTH[side]
    first, last = column.left + width / 2, column.right - width / 2
    inner, outer = (last, first) if side is Side.OWN else (first, last)
    places = {}
    for band in bands:
        for number, id_ in enumerate(band):
            if id_ in groups:
                middle, whole = (column.left + column.right) / 2, column.right - column.left
                places[id_] = Place(id_, side, middle, heights[id_], whole, True)
                continue
            is_inner = not column.staggered or number % 2 == 0
            x = inner if is_inner else outer
            places[id_] = Place(id_, side, x, heights[id_], width, is_inner)
    return places


def _ecosystem(
    seats: Sequence[Seat], column: Column, groups: Mapping[str, Group]
) -> tuple[dict[str, Place], tuple[Caption, ...], float]:
    """The people around the account, by organization, from the top."""
    card = {id_: group.id for group in groups.values() for id_ in group.members}
    places: dict[str, Place] = {}
    captions: list[Caption] = []
    y = HEADING + BAND_PADDING
    middle = (column.left + column.right) / 2
    for number, seat in enumerate(seats):
        id_ = card.get(seat.id, seat.id)
        if id_ in places:
            continue
        if number == 0 or seats[number - 1].organization != seat.organization:
            captions.append(Caption(seat.organization, column.left, y + CAPTION - 5))
            y += CAPTION
        places[id_] = Place(
            id_, seat.side, middle, y + CARD_HEIGHT / 2, column.right - column.left, True
        )
        y += PITCH
    return places, tuple(captions), y


def frame(
    layout: Layout, number: Mapping[str, int], organization: Mapping[str, int]
) -> dict[str, Any]:
    """What the scripts need to draw the map and to open its levels.

    Args:
        layout: where everybody stands.
        number: people's numbers on the page, by id.
        organization: organizations' numbers, by id.
    """
    cards: dict[str, Any] = {**number}
    names = {id_: f"g{place}" for place, id_ in enumerate(layout.groups)}
    cards |= names
    return {
        "width": layout.width,
        "height": layout.height,
        "gutter": layout.gutter,
        "bandsRight": layout.bands_right,
        "sizes": {
            "card": CARD_HEIGHT,
            "pitch": PITCH,
            "stagger": STAGGER,
            "heading": HEADING,
            "padding": BAND_PADDING,
            "gap": BAND_GAP,
            "caption": CAPTION,
            "lane": LANE,
            "lanes": LANES_MOST,
            "margin": MARGIN,
            "staggered": STAGGERED_CARD_WIDTH,
            "single": {side.value: width for side, width in CARD_WIDTH.items()},
        },
        "levels": [band.level or 0 for band in layout.bands],
        "rows": {
            side.value: [[cards[id_] for id_ in band] for band in bands]
            for side, bands in layout.rows.items()
        },
        "around": [cards[id_] for id_ in layout.around],
        "groups": {
            names[group.id]: {
                "side": group.side.value,
                "level": group.level or 0,
                "members": [number[id_] for id_ in group.members],
                **(
                    {"organization": organization[group.organization]}
                    if group.side is Side.ECOSYSTEM
                    else {}
                ),
            }
            for group in layout.groups.values()
        },
        "columns": {
            side.value: {
                "left": column.left,
                "right": column.right,
                "headingLeft": column.heading_left,
                "headingRight": column.heading_right,
                "staggered": column.staggered,
            }
            for side, column in layout.columns.items()
        },
    }
