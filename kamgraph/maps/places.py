"""What a layout consists of: cards, groups, bands, captions, columns, and their measures.

Units are CSS pixels at scale 1. Who stands where is decided in `layout`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kamgraph.maps.order import Bands
from kamgraph.maps.shown import Side

CARD_HEIGHT = 36.0
CARD_WIDTH = {Side.OWN: 206.0, Side.BUYING: 218.0, Side.ECOSYSTEM: 158.0}
STAGGERED_CARD_WIDTH = 196.0
PITCH = 42.0
"""From card to card in a single column."""
STAGGER = 27.0
"""From card to card where two sub-columns share a band; half the pitch of each."""
SINGLE_COLUMN_MOST = 16
"""More people than this on a side stand in two sub-columns."""
SHOWN_MOST = 32
"""Of more people than this on a side the largest levels collapse."""
HEADING = 30.0
BAND_PADDING = 6.0
BAND_GAP = 3.0
MIDDLE = 212.0
"""Room for the contact lines."""
BETWEEN = 20.0
"""Between two sub-columns."""
LANE = 7.0
"""Between two brackets of reporting lines."""
LANES_MOST = 9
MARGIN = 10.0
CAPTION = 17.0
"""Room for an organization's name above its people in the ecosystem."""


@dataclass(frozen=True)
class Seat:
    """Somebody who wants a place.

    Args:
        id: the person's id.
        side: the side.
        level: 1..5, None where unknown.
        organization: its id, for the ecosystem.
    """

    id: str
    side: Side
    level: int | None
    organization: str = ""


@dataclass(frozen=True)
class Place:
    """Where a card stands.

    Args:
        id: the person's id, or the group's.
        side: the side.
        x: of its middle.
        y: of its middle.
        width: of the card.
        inner: whether nothing stands between the card and the middle of the map.
    """

    id: str
    side: Side
    x: float
    y: float
    width: float
    inner: bool

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y - CARD_HEIGHT / 2


@dataclass(frozen=True)
class Group:
    """People of a level, or of an organization around the account, that share a counted card.

    Args:
        id: the card's id, which is no person's.
        side: the side.
        level: of hierarchy; None where unknown, and in the ecosystem.
        organization: its id, in the ecosystem.
        members: ids of its people.
    """

    id: str
    side: Side
    level: int | None
    organization: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Band:
    """A level of hierarchy.

    Args:
        level: 5..1, None where unknown.
        top: upper edge.
        bottom: lower edge.
    """

    level: int | None
    top: float
    bottom: float


@dataclass(frozen=True)
class Caption:
    """An organization's name above its people.

    Args:
        organization: its id.
        x: left end.
        y: base line.
    """

    organization: str
    x: float
    y: float


@dataclass(frozen=True)
class Column:
    """A side's room.

    Args:
        left: left edge of its cards.
        right: right edge of its cards.
        inner_edge: where the contact lines leave the room of the cards.
        heading_left: how far to the left its heading may reach.
        heading_right: how far to the right.
        staggered: whether cards stand in two sub-columns.
    """

    left: float
    right: float
    inner_edge: float
    heading_left: float
    heading_right: float
    staggered: bool


@dataclass(frozen=True)
class Layout:
    """The whole map.

    Args:
        width: of everything.
        height: of everything.
        gutter: width of the levels' names at the left.
        places: of people and groups with a card, by id.
        groups: the counted cards, by id.
        rows: by side, the ids of each band from the top: people, or one group.
        around: ids of the ecosystem from the top: people and groups.
        bands: from the top.
        bands_right: where the bands end.
        columns: by side; a side without people has none.
        captions: of the ecosystem.
        lanes: lane of each manager's bracket, by id.
    """

    width: float
    height: float
    gutter: float
    places: Mapping[str, Place]
    groups: Mapping[str, Group]
    rows: Mapping[Side, Bands]
    around: tuple[str, ...]
    bands: tuple[Band, ...]
    bands_right: float
    columns: Mapping[Side, Column]
    captions: tuple[Caption, ...]
    lanes: Mapping[str, int]

    def card_of(self) -> dict[str, str]:
        """On which card each person is: their own, or their group's."""
        inside = {id_: group.id for group in self.groups.values() for id_ in group.members}
        return {id_: id_ for id_ in self.places if id_ not in self.groups} | inside
