"""Pages to look at: of the bundled portfolio, and of portfolios made by hand."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from kamgraph.maps.page import map_page
from kamgraph.maps.shown import MapView
from kamgraph.maps.states import earlier_dates, state, states
from kamgraph.model.entities import SCHEMA
from kamgraph.model.policy import Policy
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.schema import Row
from tests.browser import hostile

AS_OF = date(2026, 11, 20)
DEMO = files("kamgraph") / "demo"
ACCOUNTS = ("nordlicht-werke", "lindenmoor-feinkost", "grauwacker-getriebe")


@cache
def demo() -> Portfolio:
    """The bundled fictional portfolio."""
    rows: dict[str, list[Row]] = {}
    for table in SCHEMA:
        text = (DEMO / f"{table.name}.csv").read_text(encoding="utf-8")
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
    as_of: date = AS_OF,
    opportunity: str | None = None,
) -> MapView:
    """What the page shows of an account."""
    return state(portfolio, account, as_of, Policy(), opportunity)


def states_of(portfolio: Portfolio, account: str, months: int = 0) -> tuple[MapView, ...]:
    """All states of an account that its page carries."""
    earlier = earlier_dates(AS_OF, months) if months else ()
    return states(portfolio, account, AS_OF, Policy(), earlier=earlier)


@cache
def demo_page(account: str = ACCOUNTS[0], lang: str = "en", months: int = 0) -> str:
    """The page of one of the bundled accounts."""
    return map_page(states_of(demo(), account, months), lang)


@cache
def hostile_page(number: int = 0, lang: str = "en") -> str:
    """The page of one of the accounts in which every text is an attack; all of 0 but its name."""
    return map_page(states_of(hostile.portfolio(), hostile.account(number)), lang)
