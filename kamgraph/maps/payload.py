"""The data inside the page, as the scripts read it: finished texts and positions, no markup.

The keys are the scripts' names for things. `json_text` is the only way data enters the page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from kamgraph.maps.details import Describer
from kamgraph.maps.layout import CARD_HEIGHT, CARD_WIDTH, Layout
from kamgraph.maps.lines import Line
from kamgraph.maps.shown import Figure, MapView, Side
from kamgraph.maps.symbols import STANCES
from kamgraph.maps.texts import Texts

_HARMLESS = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_text(value: object) -> Markup:
    """JSON that may stand in a script element: no character of it can end the element.

    Args:
        value: what json can write; numbers finite.
    """
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return escaped_json(text)


def escaped_json(text: str) -> Markup:
    """JSON text with the characters that mean something to HTML or to scripts escaped.

    Args:
        text: valid JSON.
    """
    return Markup(text.translate(_HARMLESS))


def page_data(view: MapView, layout: Layout, texts: Texts) -> dict[str, Any]:
    """Everything the scripts need besides nodes and edges.

    Args:
        view: what is shown.
        layout: where.
        texts: in which language.
    """
    describer = Describer(view, texts)
    return {
        "lang": texts.lang,
        "texts": texts.labels(),
        "symbols": {stance.value: path for stance, path in STANCES.items()},
        "stances": {s.value: texts.stance(s) for s in STANCES},
        "map": _frame(view, layout, texts),
        "people": {
            figure.id: {**card(figure, texts), **describer.details(figure)}
            for figure in view.figures
        },
    }


def card(figure: Figure, texts: Texts) -> dict[str, Any]:
    """What stands on a card, and what is announced when it is reached.

    Args:
        figure: who.
        texts: the language.
    """
    stance = figure.stance.value if figure.stance else None
    active = figure.numbers.active_ties if figure.numbers else None
    spoken = [figure.name, texts.second_line(figure), texts.side(figure.side)]
    spoken.append(texts.level(figure.person.level))
    if figure.stance:
        spoken.append(texts.stance(figure.stance))
    if active is not None:
        spoken.append(
            texts.t.ngettext("{count} active contact", "{count} active contacts", active).format(
                count=active
            )
        )
    return {
        "name": figure.name,
        "line": texts.second_line(figure),
        "side": figure.side.value,
        "stance": stance,
        "active": active,
        "organization": figure.person.organization,
        "spoken": ", ".join(part for part in spoken if part),
    }


def heading(view: MapView, side: Side, texts: Texts) -> str:
    """What stands over a column.

    Args:
        view: what is shown.
        side: whose column.
        texts: the language.
    """
    names = {Side.OWN: view.own_organization, Side.BUYING: view.organization}
    name = names.get(side)
    return f"{texts.side(side)} – {name}" if name else texts.side(side)


def _frame(view: MapView, layout: Layout, texts: Texts) -> dict[str, Any]:
    """Size, bands, headings and captions."""
    names = {f.organization.id: f.organization.name for f in view.figures if f.organization}
    return {
        "width": layout.width,
        "height": layout.height,
        "gutter": layout.gutter,
        "bandsRight": layout.bands_right,
        "cardHeight": CARD_HEIGHT,
        "bands": [
            {"top": b.top, "bottom": b.bottom, "label": texts.level(b.level)} for b in layout.bands
        ],
        "headings": [
            {
                "text": heading(view, side, texts),
                "middle": (column.left + column.right) / 2,
                "left": column.heading_left,
                "right": column.heading_right,
            }
            for side, column in layout.columns.items()
        ],
        "captions": [
            {
                "text": names.get(c.organization, c.organization),
                "x": c.x,
                "y": c.y,
                "room": CARD_WIDTH[Side.ECOSYSTEM],
            }
            for c in layout.captions
        ],
    }


def line_options(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The lines as pyvis edges: ends and everything else, in the order they are drawn.

    Args:
        lines: from the bottom to the top.
    """
    options = []
    for place, line in enumerate(lines):
        option: dict[str, Any] = {
            "id": f"e{place}",
            "kind": line.kind,
            "path": line.path,
            "hidden": True,
            "arrows": "to" if line.head else "",
        }
        if line.head:
            option["head"] = line.head
        if line.strength is not None:
            option["strength"] = round(line.strength, 4)
        if not line.active:
            option["weak"] = True
        options.append(option)
    return options
