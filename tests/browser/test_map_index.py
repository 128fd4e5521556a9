"""The list of all accounts in a browser: a thousand rows sorted, filtered, scrolled, read aloud."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import Any

import pytest
from click.testing import CliRunner

from kamgraph.maps.index import index_page
from kamgraph.metrics.results import PortfolioResult, PortfolioRow
from kamgraph_cli.main import cli
from tests.browser import axe
from tests.browser.conftest import Open, Opened
from tests.browser.pages import AS_OF, DEMO

MANY = 1_000
FEW = 40
"""Enough to sort and to look at with axe, which reads every cell."""
WINDOWS = [
    (*size, scheme)
    for size in ((1280, 800), (1920, 1080), (390, 844))
    for scheme in ("light", "dark")
]
SLOWER = 4
"""Times as long as nothing at all may the list take to scroll: a frame is a frame."""


@cache
def rows(count: int = MANY) -> tuple[PortfolioRow, ...]:
    """So many accounts, one of them without anybody."""
    chance = random.Random(count)
    return (_row(chance, 0, empty=True), *(_row(chance, number) for number in range(1, count)))


def _row(chance: random.Random, number: int, empty: bool = False) -> PortfolioRow:
    def share() -> float | None:
        return None if empty else round(chance.random(), 3)

    weighted = None if empty else round(chance.uniform(0.001, 1), 3)
    return PortfolioRow(
        account=f"a{number}",
        name=f"{chance.choice(('Ärzte', 'Zucker', 'Moor', 'Łódź'))} {chance.choice('GK')} {number}",
        stakeholders=0 if empty else chance.randint(1, 60),
        own_people=chance.randint(0, 9),
        weighted=weighted,
        lower=weighted,
        upper=weighted,
        active=share(),
        redundant=share(),
        thin_share=share(),
        orphaned_share=share(),
        bus_factor=None if empty else chance.randint(1, 6),
        alignment=share(),
        zipper=share(),
        critical=chance.choice((0, 0, 0, 1, 2)),
        warning=chance.randint(0, 5),
        notice=chance.randint(0, 9),
    )


@cache
def page(count: int = MANY) -> str:
    """Their list."""
    accounts = rows(count)
    result = PortfolioResult(formula="portfolio/1", as_of=AS_OF, policy="x", accounts=accounts)
    return index_page(result, {row.account: f"{row.account}.html" for row in accounts}, "en")


def _names(shown: Opened) -> list[str]:
    return list(
        shown.page.evaluate(
            """[...document.querySelectorAll("tbody tr:not([hidden]) a")]
                .map((link) => link.textContent)"""
        )
    )


@pytest.mark.parametrize(("width", "height", "scheme"), WINDOWS)
def test_everybody_can_use_it_in_every_window(
    opened: Open, width: int, height: int, scheme: str
) -> None:
    shown = opened(page(FEW), width, height, color_scheme=scheme, bypass_csp=True)
    axe.load(shown)
    for lang in ("en", "de"):
        shown.page.select_option("#language", lang)
        assert shown.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        shown.page.locator("th[data-column=critical] button").click()
        counts = [_by_name(FEW)[name].critical for name in _names(shown)]
        assert counts == sorted(counts, reverse=lang == "en")
    assert axe.findings(shown) == []
    colour = shown.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (int(re.findall(r"\d+", colour)[0]) < 128) == (scheme == "dark")
    assert shown.faults == []


@pytest.mark.parametrize("width", [1280, 390])
def test_a_thousand_are_sorted_and_filtered(opened: Open, width: int) -> None:
    shown = opened(page(), width)
    assert _names(shown) == [row.name for row in rows()], "as the library sorts, worst first"
    shown.page.get_by_role("button", name="Coverage").click()
    shares = [_by_name()[name].weighted for name in _names(shown)]
    assert shares[:-1] == sorted((row.weighted for row in rows() if row.weighted), reverse=True)
    shown.page.get_by_role("button", name="Bus factor").click()
    shown.page.get_by_role("button", name="Bus factor").click()
    assert shown.page.locator("th[aria-sort=ascending]").all_inner_texts() == ["Bus factor"]
    factors = [_by_name()[name].bus_factor for name in _names(shown)]
    assert factors[:-1] == sorted(row.bus_factor for row in rows() if row.bus_factor)
    assert shares[-1] is factors[-1] is None, "what is not known stands last, both ways"
    shown.page.fill("#filter", "lodz k")
    expected = {row.name for row in rows() if row.name.startswith("Łódź K")}
    assert set(_names(shown)) == expected
    assert shown.page.locator("#found").inner_text() == f"{len(expected)} of {MANY} accounts"
    shown.page.check("#critical")
    assert set(_names(shown)) == {name for name in expected if _by_name()[name].critical}
    shown.page.select_option("#language", "de")
    assert f"von {MANY} Accounts" in shown.page.locator("#found").inner_text()
    assert shown.faults == []


def _by_name(count: int = MANY) -> dict[str, PortfolioRow]:
    return {row.name: row for row in rows(count)}


def test_it_can_be_used_by_keyboard_alone(opened: Open) -> None:
    shown = opened(page())
    seen: list[Any] = []
    for _ in range(22):
        shown.page.keyboard.press("Tab")
        seen.append(
            shown.page.evaluate(
                "document.activeElement.id || document.activeElement.textContent.trim()"
            )
        )
    assert seen[:4] == ["language", "theme", "filter", "critical"]
    assert {"Account", "Coverage", "Notices"} <= set(seen)
    assert rows()[0].name in seen, "after the headings come the accounts"
    shown.page.focus("th[data-column=critical] button")
    shown.page.keyboard.press("Enter")
    counts = [_by_name()[name].critical for name in _names(shown)]
    assert counts == sorted(counts, reverse=True)
    assert shown.page.locator("#said").inner_text() == "Sorted by Critical"


def test_a_thousand_rows_scroll_as_smoothly_as_none(opened: Open) -> None:
    """Frames of the list, against those of an empty page as tall, in the same browser."""
    nothing = "<!doctype html><html data-ready><body><div style='height: 30000px'>"
    frames = [_frames(opened(html)) for html in (nothing, page())]
    empty, full = (sorted(times)[len(times) // 2] for times in frames)
    assert full < SLOWER * empty


def _frames(shown: Opened) -> list[float]:
    """Milliseconds between frames while everything scrolls past."""
    return list(
        shown.page.evaluate(
            """() => new Promise((done) => {
                const frame = document.querySelector(".scroller") ?? document.documentElement;
                const inside = frame.scrollHeight > frame.clientHeight + 1;
                const moved = inside ? frame : document.documentElement;
                const step = (moved.scrollHeight - moved.clientHeight) / 60;
                if (step < 50) throw new Error("nothing to scroll");
                const times = [];
                let before = performance.now();
                const next = (now) => {
                    times.push(now - before);
                    before = now;
                    moved.scrollTop += step;
                    if (times.length < 60) requestAnimationFrame(next);
                    else done(times.slice(1));
                };
                requestAnimationFrame(next);
            })"""
        )
    )


def test_the_list_and_the_pages_link_to_each_other(
    opened: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("maps")
    wish = ["--store", str(DEMO), "map", "--all", "--dir", str(folder), "--as-of", str(AS_OF)]
    result = CliRunner().invoke(cli, wish)
    assert result.exit_code == 0, result.output
    shown = opened(folder / "index.html")
    for number in range(shown.page.locator("tbody a").count()):
        link = shown.page.locator("tbody a").nth(number)
        name = link.inner_text()
        link.click()
        shown.page.wait_for_selector("html[data-ready]")
        assert name in shown.page.locator("h1").inner_text()
        shown.page.locator('header a[href="index.html"]').click()
        assert shown.page.url.endswith("/index.html")
        shown.page.wait_for_selector("html[data-ready]")
    assert number == 2
