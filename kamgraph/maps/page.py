"""One self-contained HTML file of an account: this puts its parts together.

Styles and scripts are inline and allowed by their hash alone; texts and data come escaped.
Writing the file is the command line's.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamgraph.colours import LIGHT, properties, style_sheet
from kamgraph.locale import LANGUAGES
from kamgraph.maps.facts import Numbering
from kamgraph.maps.headline import key_figures
from kamgraph.maps.layout import zipper
from kamgraph.maps.lettering import width
from kamgraph.maps.lines import Line, contact_lines, tie_lines
from kamgraph.maps.network import PAGE_FOLDER, network, render, vis_script
from kamgraph.maps.payload import escaped_json, json_text, page_data
from kamgraph.maps.places import Layout, Seat
from kamgraph.maps.scripts import assembled, source
from kamgraph.maps.shown import Figure, MapView, Side
from kamgraph.maps.svg import static_svg
from kamgraph.maps.symbols import STANCES
from kamgraph.maps.table import findings, groups
from kamgraph.maps.texts import Texts
from kamgraph.model.vocabulary import TieKind

STYLES = ("page.css", "people.css", "chart.css", "views.css", "print.css")
START = "start.js"
"""The module of the page's scripts that starts everything."""

FIRST = 'document.documentElement.classList.add("scripted");'
"""Says in the head already that there are scripts, so that long lists wait for them."""

VIEWS = ("map", "coverage", "spoc", "alignment", "whatif", "ecosystem", "matrix", "grid")
"""What the page can open with."""

_LAYERS = {
    TieKind.INFLUENCES.value: 0,
    TieKind.REPORTS_TO.value: 1,
    "contact": 3,
}
"""What lies below what; every other kind in between."""


@dataclass(frozen=True)
class Drawing:
    """What stands on the map, in a language: where, and the lines between.

    Args:
        view: who is on it.
        texts: the language.
        everybody: who is on it in any state, those of `view` first.
        layout: where.
        lines: between cards.
    """

    view: MapView
    texts: Texts
    everybody: tuple[Figure, ...]
    layout: Layout
    lines: tuple[Line, ...]


def drawing(views: Sequence[MapView], lang: str) -> Drawing:
    """The map of an account's first state, with room for whoever is there in another.

    Args:
        views: the states.
        lang: one of `kamgraph.locale.LANGUAGES`.
    """
    texts = Texts(lang)
    everybody = tuple(Numbering(views).figures)
    layout = map_layout(views[0], everybody)
    return Drawing(views[0], texts, everybody, layout, tuple(map_lines(views[0], layout)))


def map_page(views: Sequence[MapView], lang: str, opening: str = VIEWS[0], index: str = "") -> str:
    """The interactive page as text.

    Args:
        views: the states of the account; the first is the one the page opens with.
        lang: the language it opens in, one of `kamgraph.locale.LANGUAGES`.
        opening: the view it opens with, one of `VIEWS`.
        index: the file name of an index of all accounts that it links to.
    """
    drawn = drawing(views, lang)
    view, texts = drawn.view, drawn.texts
    style, script, vis = _style(), assembled(PAGE_FOLDER / "scripts", START), vis_script()
    languages = [Texts(other) for other in LANGUAGES]
    values = {
        "csp": content_policy([FIRST, vis, script], style),
        "first": verbatim(FIRST),
        "style": verbatim(style),
        "script": verbatim(script),
        "vis": verbatim(vis),
        "lang": lang,
        "view": view,
        "index": index,
        "labels": texts.labels(),
        "as_of": texts.t.gettext("As of {day}").format(day=texts.day(view.as_of, "long")),
        "as_of_iso": view.as_of.isoformat(),
        "figures": key_figures(view.headline, texts),
        "groups": groups(view, drawn.everybody, texts),
        "findings": findings(view, texts),
        "stances": [(s.value, texts.stance(s), p) for s, p in STANCES.items()],
        "chart": static_svg(drawn.view, drawn.layout, drawn.lines, texts),
        "page_data": json_text(
            {**page_data(views, drawn.layout, lang, languages), "view": opening}
        ),
        "json_text": json_text,
        "escaped_json": escaped_json,
    }
    return render(network(drawn.everybody, drawn.layout, drawn.lines), values)


def map_svg(views: Sequence[MapView], lang: str) -> str:
    """The map alone, as an SVG file for slides: with its colours, without any script.

    Args:
        views: the states of the account; the first is drawn.
        lang: one of `kamgraph.locale.LANGUAGES`.
    """
    drawn = drawing(views, lang)
    style = "\n".join((f":root {{ {properties(LIGHT)} }}", _chart_style()))
    return f"{static_svg(drawn.view, drawn.layout, drawn.lines, drawn.texts, style)}\n"


def map_layout(view: MapView, everybody: Sequence[Figure]) -> Layout:
    """Where everybody stands.

    Args:
        view: the state that decides who stands next to whom.
        everybody: who is on the map in any state.
    """
    side_of = {figure.id: figure.side for figure in everybody}
    seats = [
        Seat(f.id, f.side, f.person.level, f.organization.id if f.organization else "")
        for f in everybody
    ]
    # People of an organization that came in a later state stand with their colleagues.
    first = {seat.organization: place for place, seat in reversed(list(enumerate(seats)))}
    around = [seat for seat in seats if seat.side is Side.ECOSYSTEM]
    around.sort(key=lambda seat: first[seat.organization])
    seats = [*(seat for seat in seats if seat.side is not Side.ECOSYSTEM), *around]
    reports = [
        (tie.source, tie.target)
        for tie in view.ties
        if tie.kind is TieKind.REPORTS_TO
        and tie.source in side_of
        and side_of[tie.source] is side_of.get(tie.target)
        and side_of[tie.source] is not Side.ECOSYSTEM
    ]
    contacts = [(c.own, c.person) for c in view.contacts if c.active]
    return zipper(seats, contacts, reports, _gutter({seat.level for seat in seats}))


def _gutter(levels: Iterable[int | None]) -> float:
    """Room for the levels' names in every language: a page changes it, and nothing may move."""
    names = [Texts(lang).level(level) for lang in LANGUAGES for level in levels]
    widest = max((width(name, 11, bold=True) for name in names), default=0)
    return min(round(16 + widest), 130)


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
    return "\n".join((style_sheet(), *(style_source(name) for name in STYLES)))


def _chart_style() -> str:
    return style_source("chart.css")


def style_source(name: str) -> str:
    """A style sheet's text.

    Args:
        name: its file.
    """
    return source(PAGE_FOLDER / "styles" / name).strip()


def verbatim(text: str) -> Markup:
    """Our own or pyvis's source text, put in as it is: its hash must be the browser's.

    Args:
        text: the source.
    """
    return Markup(text)


def content_policy(scripts: Sequence[str], style: str) -> str:
    """The content security policy: what is not listed by its hash does not run.

    Args:
        scripts: the texts that may run.
        style: the text that may style.
    """
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)};"
        " img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
