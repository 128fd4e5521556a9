"""Everybody can use the page: axe finds nothing serious, paper holds every name."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamgraph.maps.shown import Side
from tests.browser import axe, paper
from tests.browser.conftest import Open
from tests.browser.pages import ACCOUNTS, demo, demo_page, view_of

VIEWS = ("map", "coverage", "spoc", "alignment", "whatif", "ecosystem", "matrix", "grid")


def test_axe_finds_nothing_serious_on_the_narrowest_screen(opened: Open) -> None:
    shown = opened(demo_page(months=12), 320, 800, bypass_csp=True)
    axe.load(shown)
    for view in ("map", "matrix", "grid"):
        shown.show(view)
        assert axe.findings(shown) == [], view


def test_everything_can_be_done_by_keyboard(opened: Open) -> None:
    """Tab reaches each control once and comes round; the map is one stop."""
    shown = opened(demo_page(months=12))
    seen = []
    for _ in range(400):
        shown.page.keyboard.press("Tab")
        here = shown.page.evaluate(
            """() => {
                const at = document.activeElement;
                return at === document.body ? null : at.id || at.dataset.view || at.className;
            }"""
        )
        if here is None or (seen and here == seen[0] and len(seen) > 60):
            break
        seen.append(here)
    for control in (
        "opportunity",
        "language",
        "theme",
        "print",
        "search",
        "tab-findings",
        "filter",
    ):
        assert control in seen
    assert {*VIEWS, "zoom-in", "when"} <= set(seen)
    assert seen.count("map") == 2, "the view's tab and the map itself"


def test_forced_colours_keep_everything_visible(opened: Open) -> None:
    shown = opened(demo_page(), forced_colors="active")
    shown.click_card("matthias-grube")
    assert shown.page.locator("#details h2").is_visible()
    assert shown.faults == []


@pytest.mark.parametrize("account", ACCOUNTS[1:])
def test_paper_is_short_and_holds_every_name(opened: Open, account: str, tmp_path: Path) -> None:
    shown = opened(demo_page(account), color_scheme="dark")
    sheets = shown.page.pdf(prefer_css_page_size=True)
    assert paper.count(sheets) <= 3
    text = paper.text(sheets, tmp_path)
    for figure in view_of(demo(), account).figures:
        assert figure.name in text, figure.name
    assert len(view_of(demo(), account).side(Side.BUYING)) > 0


def test_paper_shows_what_was_looked_at(opened: Open, tmp_path: Path) -> None:
    """Language, opportunity and what-if are on paper too, not the page as it was opened."""
    shown = opened(demo_page())
    shown.page.select_option("#language", "de")
    shown.show("whatif")
    shown.ask("({ act, numberOf }) => act(numberOf.get('jonas-brandt'))")
    sheets = shown.page.pdf(prefer_css_page_size=True)
    assert paper.count(sheets) <= 3
    text = paper.text(sheets, tmp_path)
    for word in ("Geschäftsleitung", "Umfeld", "Gewichtete Abdeckung", "Svenja Holm"):
        assert word in text, word
    assert "Executive" not in text.replace("Chief Executive", "")
    assert shown.page.locator("svg.chart .strike").count() == 1
    assert shown.faults == []
