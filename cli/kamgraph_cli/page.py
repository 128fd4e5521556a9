"""Pages of accounts: the states they carry, computed, handed to the map, and written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from kamgraph.maps.shown import MapView
    from kamgraph.model.portfolio import Portfolio
    from kamgraph.stores.base import Store
    from kamgraph_cli.files import Kind
    from kamgraph_cli.metric import AccountQuestion
    from kamgraph_cli.settings import Settings

INDEX = "index.html"


@dataclass(frozen=True)
class PageWish:
    """What is wanted of a page.

    Args:
        as_of: the date.
        view: what it shows first.
        months: how far back its history goes.
        redact: whether people are to stay unknown.
    """

    as_of: date
    view: str = "map"
    months: int = 0
    redact: bool = False


def page(question: AccountQuestion) -> str:
    """The interactive page of an account as HTML.

    Args:
        question: the account.
    """
    from kamgraph.maps.page import map_page

    wish = PageWish(question.asked.as_of)
    return map_page(
        _states(question.settings, wish, question.portfolio, question.account.id, None),
        question.settings.lang,
    )


def one_page(
    settings: Settings,
    wish: PageWish,
    account: str,
    opportunity: str | None,
    output: str | None,
    svg: bool,
) -> Path | None:
    """Writes the page of an account; where it is, or None where it went to stdout.

    Args:
        settings: the global options.
        wish: what is wanted.
        account: the account as the user wrote it.
        opportunity: the opportunity as the user wrote it, or None.
        output: the file, `-` for stdout, or None for the account's id.
        svg: whether the drawing alone is wanted.

    Raises:
        KamGraphError: no store, no such account, or the file cannot be written.
    """
    from kamgraph.maps.page import map_page, map_svg
    from kamgraph_cli.files import slug, write_text
    from kamgraph_cli.metric import AccountQuestion
    from kamgraph_cli.options import Asked
    from kamgraph_cli.output import note, to_stdout

    asked = Asked(wish.as_of, "table", output)
    question = AccountQuestion(settings, asked, account, opportunity)
    views = _states(settings, wish, question.portfolio, question.account.id, question.opportunity)
    text = map_svg(views, settings.lang) if svg else map_page(views, settings.lang, wish.view)
    if output == "-":
        to_stdout(text)
        return None
    kind: Kind = "svg" if svg else "html"
    written = write_text(output or f"{slug(question.account.id)}.{kind}", text, kind)
    note(f"The {'drawing' if svg else 'page'} is {written}.")
    return written


def all_pages(settings: Settings, wish: PageWish, folder: str) -> Path:
    """Writes a page of every account, and the list that links them; where the list is.

    Args:
        settings: the global options.
        wish: what is wanted of each page.
        folder: where they go; made if missing.

    Raises:
        KamGraphError: no store, or a file cannot be written.
    """
    from kamgraph.errors import InputError
    from kamgraph.findings.overview import portfolio
    from kamgraph.maps.index import index_page
    from kamgraph_cli.files import write_text
    from kamgraph_cli.output import note
    from kamgraph_cli.progress import working

    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise InputError(f"'{folder}' is there and no folder; choose another with --dir")
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with working("Writing pages"), settings.reading() as store:
        result = portfolio(store.columns(), wish.as_of, settings.policy())
        names = page_names([row.account for row in result.accounts])
        for account, name in names.items():
            html = _page_of(settings, wish, store, account)
            write_text(str(place / name), html, "html")
        written = write_text(str(place / INDEX), index_page(result, names, settings.lang), "html")
    note(f"{len(names)} pages are in {place.resolve()}; begin with {INDEX}.")
    return written


def page_names(accounts: list[str]) -> dict[str, str]:
    """A file name for each account, no two alike, none that can leave a folder.

    Args:
        accounts: ids, which are anybody's text.
    """
    from kamgraph_cli.files import slug

    taken = {INDEX}
    names = {}
    for account in sorted(accounts):
        base = slug(account)
        name, number = f"{base}.html", 1
        while name in taken:
            number += 1
            name = f"{base}-{number}.html"
        taken.add(name)
        names[account] = name
    return names


def _page_of(settings: Settings, wish: PageWish, store: Store, account: str) -> str:
    from kamgraph.maps.page import map_page

    views = _states(settings, wish, store.account_slice(account), account, None)
    return map_page(views, settings.lang, wish.view, INDEX)


def _states(
    settings: Settings,
    wish: PageWish,
    portfolio: Portfolio,
    account: str,
    opportunity: str | None,
) -> tuple[MapView, ...]:
    """The states of an account that its page carries."""
    from kamgraph.maps.redact import redacted
    from kamgraph.maps.states import earlier_dates, states

    known = redacted(portfolio) if wish.redact else portfolio
    earlier = earlier_dates(wish.as_of, wish.months) if wish.months else ()
    return states(known, account, wish.as_of, settings.policy(), opportunity, earlier)
