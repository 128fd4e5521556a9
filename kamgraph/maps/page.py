"""One self-contained HTML file of an account: this puts its parts together.

Styles and scripts are inline and allowed by their hash alone; texts and data come escaped.
Writing the file is the command line's.
"""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from kamgraph.colours import style_sheet
from kamgraph.maps.headline import key_figures
from kamgraph.maps.layout import Layout, Seat, zipper
from kamgraph.maps.lettering import width
from kamgraph.maps.lines import Line, contact_lines, tie_lines
from kamgraph.maps.network import PAGE_FOLDER, network, render, vis_script
from kamgraph.maps.payload import escaped_json, json_text, page_data
from kamgraph.maps.shown import MapView, Side
from kamgraph.maps.svg import static_svg
from kamgraph.maps.symbols import STANCES
from kamgraph.maps.table import groups
from kamgraph.maps.texts import Texts
from kamgraph.model.vocabulary import TieKind

STYLES = ("page.css", "people.css", "chart.css", "print.css")
SCRIPTS = (
    "data.js",
    "theme.js",
    "state.js",
    "cards.js",
    "draw.js",
    "viewport.js",
    "details.js",
    "people.js",
    "keyboard.js",
    "start.js",
)
"""The page's own scripts, in the order in which they need each other."""

_LAYERS = {
    TieKind.INFLUENCES.value: 0,
    TieKind.REPORTS_TO.value: 1,
    "contact": 3,
}
"""What lies below what; every other kind in between."""


def map_page(view: MapView, lang: str) -> str:
    """The interactive page as text.

    Args:
        view: what it shows.
        lang: one of `kamgraph.locale.LANGUAGES`.
    """
    texts = Texts(lang)
    layout = map_layout(view, texts)
    lines = map_lines(view, layout)
    style, script, vis = _style(), _script(), vis_script()
    values = {
        "csp": _policy([vis, script], style),
        "style": _verbatim(style),
        "script": _verbatim(script),
        "vis": _verbatim(vis),
        "lang": lang,
        "view": view,
        "labels": texts.labels(),
        "as_of": texts.t.gettext("As of {day}").format(day=texts.day(view.as_of, "long")),
        "as_of_iso": view.as_of.isoformat(),
        "figures": key_figures(view.headline, texts),
        "groups": groups(view, texts),
        "stances": [(s.value, texts.stance(s), p) for s, p in STANCES.items()],
        "chart": static_svg(view, layout, lines, texts),
        "page_data": json_text(page_data(view, layout, texts)),
        "json_text": json_text,
        "escaped_json": escaped_json,
    }
    return render(network(view, layout, lines), values)


def map_layout(view: MapView, texts: Texts) -> Layout:
    """Where everybody stands.

    Args:
        view: who is on the map.
        texts: the language, whose words for levels need room.
    """
    side_of = {figure.id: figure.side for figure in view.figures}
    seats = [
        Seat(f.id, f.side, f.person.level, f.organization.id if f.organization else "")
        for f in view.figures
    ]
    reports = [
        (tie.source, tie.target)
        for tie in view.ties
        if tie.kind is TieKind.REPORTS_TO
        and tie.source in side_of
        and side_of[tie.source] is side_of.get(tie.target)
        and side_of[tie.source] is not Side.ECOSYSTEM
    ]
    contacts = [(c.own, c.person) for c in view.contacts if c.active]
    labels = [texts.level(level) for level in {seat.level for seat in seats}]
    gutter = 16 + max((width(label, 11, bold=True) for label in labels), default=0)
    return zipper(seats, contacts, reports, min(round(gutter), 130))


def map_lines(view: MapView, layout: Layout) -> list[Line]:
    """All lines of the map, from the bottom to the top.

    Args:
        view: who is on it.
        layout: where.
    """
    lines = [*tie_lines(layout, view.ties), *contact_lines(layout, view.contacts)]
    return sorted(lines, key=lambda line: (_LAYERS.get(line.kind, 2), line.active))


def _style() -> str:
    """The colours and the style sheets as one."""
    return "\n".join((style_sheet(), *(_source("styles", name) for name in STYLES)))


def _script() -> str:
    """The page's scripts as one, so that their names do not meet vis's."""
    parts = "\n".join(_source("scripts", name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


def _source(folder: str, name: str) -> str:
    text = (PAGE_FOLDER / folder / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n").strip()


def _verbatim(text: str) -> Markup:
    """Our own or pyvis's source text, put in as it is: its hash must be the browser's."""
    return Markup(text)


def _policy(scripts: list[str], style: str) -> str:
    """The content security policy: what is not listed by its hash does not run."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)};"
        " img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
