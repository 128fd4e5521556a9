"""The map as a static SVG: for print, for readers without scripts, and until the map is ready.

It draws what the canvas draws, from the same positions and paths. Colours come from classes
that the page's style sheet knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from kamgraph.maps.lettering import fitted, width
from kamgraph.maps.lines import Line, number
from kamgraph.maps.places import CARD_HEIGHT, CARD_WIDTH, Layout, Place
from kamgraph.maps.shown import Figure, MapView, Side
from kamgraph.maps.symbols import STANCES
from kamgraph.maps.texts import Texts

STRIP = 20.0
"""Width of the stance's strip on a card."""
_OWN_STRIP = 6.0
_BADGE = 22.0
_NAME, _LINE, _HEADING = 14.0, 11.0, 13.0
_LONGEST_NAME = 60
_SHOWN = ("reports_to", "contact")
"""Kinds of lines that the static map shows, the lower first."""


def line_width(strength: float | None) -> float:
    """How wide a contact's line is.

    Args:
        strength: 0..1, None where not given.
    """
    return round(1 + 4 * (strength or 0), 2)


def static_svg(
    view: MapView, layout: Layout, lines: Sequence[Line], texts: Texts, style: str = ""
) -> Markup:
    """The SVG element.

    Args:
        view: who is on it.
        layout: where; there may be room for people who are not.
        lines: between them.
        texts: in which language.
        style: a style sheet to stand inside, for a file of its own.
    """
    title = f"{texts.t.gettext('Relationship map')} – {view.account[1]}"
    parts = [
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="0 0 {number(layout.width)} {number(layout.height)}"'
        f' width="{number(layout.width)}" height="{number(layout.height)}"'
        f' aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
        *([f"<style>{style}</style>"] if style else []),
        *_bands(layout, texts),
        *_headings(view, layout, texts),
        *_lines(lines, {f.id for f in view.side(Side.ECOSYSTEM)}),
        *(
            _card(figure, layout.places[figure.id], texts)
            for figure in view.figures
            if figure.id in layout.places
        ),
        *_groups(view, layout, texts),
        "</svg>",
    ]
    return Markup("\n".join(parts))


def _text(css: str, x: float, y: float, text: str, more: str = "") -> str:
    return f'<text class="{css}" x="{number(x)}" y="{number(y)}"{more}>{escape(text)}</text>'


def _rect(css: str, x: float, y: float, w: float, h: float, radius: float = 0) -> str:
    rounded = f' rx="{number(radius)}"' if radius else ""
    return (
        f'<rect class="{css}" x="{number(x)}" y="{number(y)}"'
        f' width="{number(w)}" height="{number(h)}"{rounded}/>'
    )


def _bands(layout: Layout, texts: Texts) -> Iterator[str]:
    for place, band in enumerate(layout.bands):
        css = "band odd" if place % 2 == 0 else "band"
        yield _rect(css, 0, band.top, layout.bands_right, band.bottom - band.top)
        yield _text("level", 8, band.top + 17, texts.level(band.level))


def _headings(view: MapView, layout: Layout, texts: Texts) -> Iterator[str]:
    for side, column in layout.columns.items():
        room = column.heading_right - column.heading_left
        text = fitted(heading(view, side, texts), room, _HEADING, bold=True)
        # In the middle of its column, or as near to it as its width allows.
        half = width(text, _HEADING, bold=True) / 2
        middle = min((column.left + column.right) / 2, column.heading_right - half)
        middle = max(middle, column.heading_left + half)
        yield _text("heading", middle, 19, text, ' text-anchor="middle"')
    names = {f.organization.id: f.organization.name for f in view.figures if f.organization}
    room = CARD_WIDTH[Side.ECOSYSTEM]
    for caption in layout.captions:
        name = names.get(caption.organization, caption.organization)
        yield _text("caption", caption.x, caption.y, fitted(name, room, _LINE, bold=True))


def _lines(lines: Sequence[Line], around: set[str]) -> Iterator[str]:
    """The lines between the centers; the ecosystem's are for who is selected only."""
    for kind in _SHOWN:
        for line in lines:
            if line.kind != kind or {line.source, line.target} & around:
                continue
            css = "line " + kind + ("" if line.active else " weak")
            wide = ""
            if kind == "contact" and line.active:
                wide = f' stroke-width="{number(line_width(line.strength))}"'
            yield f'<path class="{css}" d="{line.path}"{wide}/>'
            if line.head:
                yield f'<path class="head {kind}" d="{line.head}"/>'


def heading(view: MapView, side: Side, texts: Texts) -> str:
    """What stands over a column.

    Args:
        view: what is shown.
        side: whose column.
        texts: the language.
    """
    name = {Side.OWN: view.own_organization, Side.BUYING: view.organization}.get(side)
    return f"{texts.side(side)} – {name}" if name else texts.side(side)


def _groups(view: MapView, layout: Layout, texts: Texts) -> Iterator[str]:
    """The counted cards: how many people, of which level, how many of them nobody reaches."""
    known = {figure.id: figure for figure in view.figures}
    for group in layout.groups.values():
        place = layout.places[group.id]
        members = [known[id_] for id_ in group.members if id_ in known]
        left, room = place.left + _OWN_STRIP + 10, place.width - _OWN_STRIP - 18
        name = texts.level(group.level)
        if group.side is Side.ECOSYSTEM:
            name = members[0].organization.name if members and members[0].organization else ""
        line = texts.group_line([f.numbers.active_ties for f in members if f.numbers])
        title = f"{texts.people(len(members))} · {name}"
        yield "".join(
            (
                "<g>",
                _rect(
                    f"card {group.side.value}", place.left, place.top, place.width, CARD_HEIGHT, 5
                ),
                _text(
                    "name", left, place.y - 2.5 if line else place.y + 5, fitted(title, room, 14)
                ),
                _text("line2", left, place.y + 12, fitted(line, room, _LINE)) if line else "",
                "</g>",
            )
        )


def _card(figure: Figure, place: Place, texts: Texts) -> str:
    """A card: strip, name, second line, badge."""
    css = f"card {figure.side.value}"
    active = figure.numbers.active_ties if figure.numbers else None
    if active == 0:
        css += " none"
    strip = STRIP if figure.side is Side.BUYING else _OWN_STRIP
    left = place.left + strip + 6
    room = place.right - left - 6
    beside_badge = room - (_BADGE + 2 if active is not None else 0)
    parts = [
        "<g>",
        _rect(css, place.left, place.top, place.width, CARD_HEIGHT, 5),
        _strip(figure, place, strip),
        _name(figure.name, left, place.y - 2.5, beside_badge),
        _text("line2", left, place.y + 12, fitted(texts.second_line(figure), room, _LINE)),
    ]
    if active is not None:
        parts.append(_badge(active, place))
    return "".join([*parts, "</g>"])


def _strip(figure: Figure, place: Place, wide: float) -> str:
    """The strip at a card's left edge, with the stance's sign."""
    kind = figure.stance.value if figure.stance else figure.side.value
    left, top, bottom = place.left, place.top, place.top + CARD_HEIGHT
    path = (
        f"M{number(left + wide)} {number(top)}H{number(left + 5)}a5 5 0 0 0 -5 5"
        f"V{number(bottom - 5)}a5 5 0 0 0 5 5H{number(left + wide)}Z"
    )
    strip = f'<path class="strip-{kind}" d="{path}"/>'
    if figure.stance is None:
        return strip
    at = f"translate({number(left + wide / 2)} {number(place.y)})"
    return f'{strip}<path class="sign" transform="{at}" d="{STANCES[figure.stance]}"/>'


def _name(name: str, x: float, y: float, room: float) -> str:
    """A name, squeezed a little rather than cut: print is searched for names."""
    shown = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    if width(shown, _NAME, bold=True) <= room:
        return _text("name", x, y, shown)
    squeeze = f' textLength="{number(room)}" lengthAdjust="spacingAndGlyphs"'
    return _text("name", x, y, shown, squeeze)


def _badge(active: int, place: Place) -> str:
    """The number of active contacts at a card's right edge."""
    css = {0: "none", 1: "one"}.get(active, "several")
    x = place.right - 4 - _BADGE
    return _rect(f"badge {css}", x, place.y - 15, _BADGE, 15, 7.5) + _text(
        f"count {css}", x + _BADGE / 2, place.y - 3.3, str(active), ' text-anchor="middle"'
    )
