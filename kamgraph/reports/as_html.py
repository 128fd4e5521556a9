"""A report as one HTML file: no script, nothing from the network, two pages of A4 on paper.

The style sheet is inline and allowed by its hash alone; texts come escaped. Writing the file
is the command line's.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kamgraph.colours import style_sheet
from kamgraph.locale.words import Words
from kamgraph.reports.document import Block, Report, clean

FOLDER = Path(__file__).parent / "page"
"""Where template and style sheet lie."""

SHORT = 22
"""Characters of a cell that stays on one line, as most names do."""

_ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def text(report: Report, words: Words) -> str:
    """The report as a page.

    Args:
        report: an answer.
        words: the language it is written in.
    """
    style = _style()
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            lang=words.lang,
            csp=_policy(style),
            style=Markup(style),
        )
    )


@cache
def _environment() -> Environment:
    """The templates' environment: everything is escaped, nothing may be missing."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["clean"] = clean
    environment.filters["prose"] = _prose
    environment.filters["kind"] = _kind
    environment.filters["width"] = _width
    environment.filters["drawn"] = Markup  # our own drawing, its texts escaped when it was made
    environment.globals["SHORT"] = SHORT
    return environment


def _prose(said: str) -> Markup:
    """A sentence, escaped, whose dates are not broken at their hyphens."""
    escaped = str(escape(clean(said)))
    return Markup(_ISO_DATE.sub(r'<span class="whole">\g<0></span>', escaped))


def _kind(block: Block) -> str:
    """What sort of part this is, for the template."""
    return type(block).__name__


def _width(share: float) -> str:
    """How far a bar of 100 is filled."""
    return f"{min(max(share, 0.0), 1.0):.0%}".rstrip("%")


def _style() -> str:
    """The colours and the style sheet as one."""
    sheet = (FOLDER / "report.css").read_text(encoding="utf-8").replace("\r\n", "\n").strip()
    return "\n".join((style_sheet(), sheet))


def _policy(style: str) -> str:
    """The content security policy: nothing but this style sheet and inline pictures."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )
