"""The page that lists all accounts, sortable and filterable, each linked to its own page.

Data and texts are put in like those of a map: as JSON that ends no element, allowed by hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kamgraph.colours import style_sheet
from kamgraph.locale import LANGUAGES
from kamgraph.maps.network import PAGE_FOLDER
from kamgraph.maps.page import content_policy, style_source, verbatim
from kamgraph.maps.payload import json_text
from kamgraph.maps.scripts import assembled
from kamgraph.maps.texts import Texts
from kamgraph.metrics.results import PortfolioResult, PortfolioRow

TEMPLATE = "index.html.j2"
START = "index.js"

_NUMBERS = ("weighted", "active", "thin_share", "orphaned_share", "alignment")
"""Columns that are shares."""


@dataclass(frozen=True)
class Column:
    """A column of the list.

    Args:
        key: its name, as in `PortfolioRow`.
        label: its heading.
        note: what it says, in a sentence.
    """

    key: str
    label: str
    note: str


def index_page(result: PortfolioResult, pages: Mapping[str, str], lang: str) -> str:
    """The list of all accounts as text.

    Args:
        result: the portfolio's rows, worst first.
        pages: the file name of each account's page, by account id.
        lang: the language it opens in, one of `kamgraph.locale.LANGUAGES`.
    """
    environment = Environment(
        loader=FileSystemLoader(PAGE_FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    texts = Texts(lang)
    style = "\n".join((style_sheet(), style_source("index.css")))
    script = assembled(PAGE_FOLDER / "scripts", START)
    return environment.get_template(TEMPLATE).render(
        csp=content_policy([script], style),
        style=verbatim(style),
        script=verbatim(script),
        lang=lang,
        labels=_labels(texts),
        columns=columns(texts),
        as_of=texts.t.gettext("As of {day}").format(day=texts.day(result.as_of, "long")),
        as_of_iso=result.as_of.isoformat(),
        rows=[_row(row, pages, texts) for row in result.accounts],
        formula=result.formula,
        policy=result.policy,
        data=json_text(
            {
                "lang": lang,
                "asOf": result.as_of.isoformat(),
                "languages": {other: _words(Texts(other)) for other in LANGUAGES},
                "rows": [_values(row) for row in result.accounts],
            }
        ),
    )


def columns(texts: Texts) -> tuple[Column, ...]:
    """The columns of the list, in a language.

    Args:
        texts: the language.
    """
    t = texts.t
    return (
        Column("name", t.gettext("Account"), t.gettext("Its page opens with a click.")),
        Column("stakeholders", t.gettext("Stakeholders"), t.gettext("People in the buying center")),
        Column("own_people", t.gettext("Of us"), t.gettext("People in the selling center")),
        Column("weighted", t.gettext("Coverage"), t.gettext("Weighted, with its bounds")),
        Column("active", t.gettext("Active"), t.gettext("Stakeholders with an active contact")),
        Column("thin_share", t.gettext("Thin"), t.gettext("Weight on one head or none")),
        Column("orphaned_share", t.gettext("Nobody"), t.gettext("Weight without a contact")),
        Column("bus_factor", t.gettext("Bus factor"), t.gettext("Departures that break it")),
        Column("alignment", t.gettext("Alignment"), t.gettext("Of the possible fit")),
        Column("critical", t.gettext("Critical"), t.gettext("Critical findings")),
        Column("warning", t.gettext("Warnings"), t.gettext("Findings that warn")),
        Column("notice", t.gettext("Notices"), t.gettext("Findings to note")),
    )


def _labels(texts: Texts) -> dict[str, str]:
    t = texts.t
    return {
        "title": t.gettext("Accounts"),
        "filter": t.gettext("Filter accounts"),
        "critical_only": t.gettext("With critical findings only"),
        "theme": t.gettext("Light / dark"),
        "language": t.gettext("Language"),
        "found": t.gettext("{count} of {all} accounts"),
        "none": t.gettext("No account found"),
        "as_of": t.gettext("As of {day}"),
        "formulas": t.gettext("Formulas"),
        "policy": t.gettext("Policy"),
        "sorted": t.gettext("Sorted by {column}"),
    }


def _words(texts: Texts) -> dict[str, Any]:
    return {
        "texts": _labels(texts),
        "columns": {column.key: [column.label, column.note] for column in columns(texts)},
        "name": texts.own_name,
    }


def _row(row: PortfolioRow, pages: Mapping[str, str], texts: Texts) -> dict[str, Any]:
    """An account's cells as texts, with the link to its page."""
    cells = {key: texts.percent(getattr(row, key)) for key in _NUMBERS}
    low, high = texts.percent(row.lower), texts.percent(row.upper)
    factor = "–" if row.bus_factor is None else str(row.bus_factor)
    return {
        "page": pages[row.account],
        "name": row.name,
        "tone": "bad" if row.critical else "warn" if row.warning else "good",
        "bounds": "" if low == high else f"{low} … {high}",
        "bus_factor": factor,
        "bar": None if row.weighted is None else round(100 * row.weighted, 1),
        **{key: str(getattr(row, key)) for key in ("stakeholders", "own_people")},
        **{key: str(getattr(row, key)) for key in ("critical", "warning", "notice")},
        **cells,
    }


def _values(row: PortfolioRow) -> list[Any]:
    """An account's values as the list sorts by them, in the columns' order."""
    return [
        row.name,
        row.stakeholders,
        row.own_people,
        row.weighted,
        row.active,
        row.thin_share,
        row.orphaned_share,
        row.bus_factor,
        row.alignment,
        row.critical,
        row.warning,
        row.notice,
        row.lower,
        row.upper,
    ]
