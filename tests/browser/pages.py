"""Pages to look at: of the bundled portfolio, and of portfolios made by hand."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from kamgraph.findings.check import check
from kamgraph.maps.page import map_page
from kamgraph.maps.view import MapView, map_view
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.alignment import alignment
from kamgraph.metrics.coverage import coverage
from kamgraph.metrics.spoc import spoc
from kamgraph.model.entities import SCHEMA
from kamgraph.model.policy import Policy
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.schema import Row

AS_OF = date(2026, 11, 20)
ACCOUNTS = ("nordlicht-werke", "lindenmoor-feinkost", "grauwacker-getriebe")


@cache
def demo() -> Portfolio:
    """The bundled fictional portfolio."""
    rows: dict[str, list[Row]] = {}
    for table in SCHEMA:
        text = (files("kamgraph") / "demo" / f"{table.name}.csv").read_text(encoding="utf-8")
        lines = csv.DictReader(text.splitlines())
        rows[table.name] = [
            table.from_texts(
                tuple((line.get(name) or "").removeprefix("'") for name in table.names)
            )
            for line in lines
        ]
    return Portfolio(rows)


def view_of(
    portfolio: Portfolio,
    account: str,
    lang: str = "en",
    as_of: date = AS_OF,
    opportunity: str | None = None,
) -> MapView:
    """What the page shows of an account."""
    policy = Policy()
    matrix = ContactMatrix.of_account(portfolio, account, as_of, policy, opportunity)
    return map_view(
        portfolio,
        coverage(matrix),
        spoc(matrix),
        alignment(matrix),
        check(matrix, lang),
        matrix.pairs(),
        as_of,
        policy.active_threshold,
    )


def demo_page(account: str = ACCOUNTS[0], lang: str = "en") -> str:
    """The page of one of the bundled accounts."""
    return map_page(view_of(demo(), account, lang), lang)
