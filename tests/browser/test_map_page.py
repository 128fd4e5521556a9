"""The page in a browser: quiet, readable, for mouse and keyboard, complete without scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from kamgraph.locale import LANGUAGES
from kamgraph.maps.page import map_page
from kamgraph.maps.shown import Side
from kamgraph.model.entities import SCHEMA
from kamgraph.model.portfolio import Portfolio
from kamgraph_cli.lookup import folded
from tests.browser.conftest import Open, Opened
from tests.browser.pages import ACCOUNTS, demo, demo_page, view_of

PERSON = "matthias-grube"
NAME = "Matthias Grube"
BRIGHT = """({ map, people, isBright }) => [...map.cards.keys()].filter(isBright)
    .map((number) => people[number].id).sort()"""


def _details(shown: Opened) -> Any:
    return shown.page.locator("#details")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_page_asks_for_nothing_and_reports_no_fault(
    opened: Open, account: str, lang: str
) -> None:
    shown = opened(demo_page(account, lang))
    shown.click_card(view_of(demo(), account).side(Side.BUYING)[0].id)
    shown.page.keyboard.press("Escape")
    shown.page.click("#theme")
    assert shown.page.get_attribute("html", "lang") == lang
    assert shown.faults == []


def test_nothing_moves_once_the_page_is_ready(opened: Open) -> None:
    shown = opened(demo_page())
    positions = "JSON.stringify(document.getElementById('map').kamgraph.network.getPositions())"
    before = shown.page.evaluate(positions)
    shown.click_card(PERSON)
    shown.page.wait_for_timeout(300)
    assert shown.page.evaluate(positions) == before


def test_a_click_opens_the_details_and_escape_closes_them(opened: Open) -> None:
    shown = opened(demo_page())
    assert _details(shown).is_hidden()
    shown.click_card(PERSON)
    assert _details(shown).locator("h2").inner_text() == NAME
    for fact in ("Director Production", "Sceptic", "stated by Jonas Brandt", "37%", "Volker Rauh"):
        assert fact in _details(shown).inner_text(), fact
    assert shown.page.get_attribute(f'tr[data-person="{PERSON}"]', "aria-current") == "true"
    near = shown.ask(BRIGHT)
    assert {"jonas-brandt", "henrik-thomsen", "volker-rauh"} <= set(near)
    assert "birgit-lange" not in near
    shown.page.keyboard.press("Escape")
    assert _details(shown).is_hidden()
    assert len(shown.ask(BRIGHT)) == len(view_of(demo(), ACCOUNTS[0]).figures)


def test_the_list_opens_the_details_too(opened: Open) -> None:
    shown = opened(demo_page(lang="de"))
    shown.page.click(f'tr[data-person="{PERSON}"] button')
    assert _details(shown).locator("h2").inner_text() == NAME
    _details(shown).get_by_role("button", name="Jonas Brandt").first.click()
    assert _details(shown).locator("h2").inner_text() == "Jonas Brandt"
    _details(shown).get_by_role("button", name="Schließen").click()
    assert _details(shown).is_hidden()
    assert shown.faults == []


def test_the_map_is_one_tab_stop_and_works_by_keyboard(opened: Open) -> None:
    shown = opened(demo_page())
    shown.page.focus("#map")
    shown.page.keyboard.press("ArrowDown")
    shown.page.keyboard.press("ArrowUp")
    focused = shown.page.evaluate("document.getElementById('map').kamgraph.state.focused")
    assert focused
    shown.page.keyboard.press("Enter")
    name = _details(shown).locator("h2").inner_text()
    assert name in shown.page.locator("#said").inner_text()
    shown.page.keyboard.press("Escape")
    assert _details(shown).is_hidden()
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("document.activeElement.id") != "map", "the focus is not trapped"


def test_search_knows_neither_case_nor_accents(opened: Open) -> None:
    shown = opened(demo_page())
    shown.page.keyboard.press("/")
    shown.page.keyboard.type("OZDEM")
    visible = shown.page.locator("tr[data-person]:not([hidden])")
    assert visible.count() == 1
    assert "Mehmet Özdemir" in visible.inner_text()
    headings = shown.page.locator("tr.group:visible")
    assert headings.all_inner_texts() == ["Selling center (1)"]
    shown.page.fill("#search", "")
    assert headings.count() == 3
    assert visible.count() == len(view_of(demo(), ACCOUNTS[0]).figures)


@pytest.mark.parametrize(
    "typed", ["lukasz", "oster", "DORDEVIC", "thora", "aeoeuvre", "kizil", "weiss", "İ", "ŁUKASZ"]
)
def test_search_folds_letters_that_unicode_leaves_whole(opened: Open, typed: str) -> None:
    name = "Łukasz Øster-Đorđević Þora Æœuvre Kızıl Weiß"
    renamed = [
        person.model_copy(update={"name": name}) if person.id == PERSON else person
        for person in demo().people
    ]
    tables = {table.name: demo().rows(table.name) for table in SCHEMA}
    shown = opened(map_page([view_of(Portfolio(tables | {"people": renamed}), ACCOUNTS[0])], "en"))
    shown.page.fill("#search", typed)
    assert shown.page.locator(f'tr[data-person="{PERSON}"]').is_visible()
    assert folded(typed) in folded(name), "the command's lookup finds them the same way"


def test_search_finds_others_while_somebody_is_selected(opened: Open) -> None:
    shown = opened(demo_page())
    shown.click_card(PERSON)
    near = shown.ask(BRIGHT)
    assert PERSON in near
    assert "lena-brodersen" not in near
    shown.page.fill("#search", "brodersen")
    assert shown.ask(BRIGHT) == ["lena-brodersen", PERSON]
    shown.page.fill("#search", "")
    assert shown.ask(BRIGHT) == near


def test_the_search_says_how_many_it_found(opened: Open) -> None:
    shown = opened(demo_page(lang="de"))
    shown.page.fill("#search", "Mehmet")
    everybody = len(view_of(demo(), ACCOUNTS[0]).figures)
    assert shown.page.locator("#found").inner_text() == f"1 von {everybody} Personen"


def test_an_empty_buying_center_is_said_and_not_judged(opened: Open) -> None:
    empty = view_of(demo(), ACCOUNTS[0], opportunity="nw-service")
    shown = opened(map_page([empty], "en"))
    assert shown.page.locator(".map .empty").is_visible()
    assert shown.page.locator(".figure.good").count() == 0
    assert shown.page.locator("#figure-deciders .note").inner_text() == "none is known"
    assert shown.page.locator("#figure-single .note").inner_text() == "nothing to assess"
    assert shown.faults == []
    assert opened(demo_page()).page.locator(".map .empty").is_hidden()


def test_the_list_comes_first_on_a_phone_and_nothing_sticks_out(opened: Open) -> None:
    for width in (390, 320):
        shown = opened(demo_page(lang="de"), width, 844)
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
        people = shown.page.locator("#people").bounding_box()
        chart = shown.page.locator("#map").bounding_box()
        assert people["y"] + people["height"] <= chart["y"] + 1
        shown.page.click(f'tr[data-person="{PERSON}"] button')
        assert _details(shown).is_visible()
        assert shown.faults == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_strip_says_what_the_results_say(opened: Open, lang: str) -> None:
    shown = opened(demo_page(lang=lang))
    headline = view_of(demo(), ACCOUNTS[0]).headline
    values = [
        re.sub(r"\s", "", value) for value in shown.page.locator(".figure .value").all_inner_texts()
    ]
    found = sum(count for _, count in headline.findings)
    assert values == [
        f"{headline.deciders_active}/{headline.deciders}",
        str(headline.orphaned),
        str(headline.single_threaded),
        f"{headline.weighted:.0%}",
        f"{headline.alignment:.0%}",
        str(headline.bus_factor),
        str(found),
    ]
    clipped = shown.page.evaluate(
        """[...document.querySelectorAll(".figure *")]
            .filter((part) => part.scrollWidth > part.clientWidth + 1).length"""
    )
    assert clipped == 0


def test_dark_follows_the_system_and_the_button(opened: Open) -> None:
    shown = opened(demo_page(), color_scheme="dark")
    colour = "getComputedStyle(document.body).backgroundColor"
    dark = shown.page.evaluate(colour)
    shown.page.click("#theme")
    light = shown.page.evaluate(colour)
    assert dark != light
    shown.page.emulate_media(color_scheme="light")
    assert shown.page.evaluate(colour) == light


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [100, 10])
def test_the_strips_notes_take_two_lines_at_most(opened: Open, lang: str, size: int) -> None:
    """Figures of a large account, and shares with all their digits, in the smaller window."""
    view = view_of(demo(), ACCOUNTS[0])
    large = replace(
        view.headline,
        stakeholders=4 * size,
        deciders=size,
        deciders_active=size - 1,
        orphaned=2 * size,
        single_threaded=2 * size,
        thin_share=1.0,
        weighted=1.0,
        lower=0.99,
        upper=1.0,
        alignment=1.0,
        bus_factor=size // 10,
        findings=tuple((severity, size) for severity, _ in view.headline.findings),
    )
    shown = opened(map_page([replace(view, headline=large)], lang))
    lines = shown.page.evaluate(
        """[...document.querySelectorAll(".figure .note, .figure dt")].map((part) => {
            const text = document.createRange();
            text.selectNodeContents(part);
            const tops = [...text.getClientRects()].map((line) => Math.round(line.top));
            return [part.textContent, new Set(tops).size, part.scrollWidth - part.clientWidth];
        })"""
    )
    assert [(text, count) for text, count, over in lines if count > 2 or over > 1] == []
    assert shown.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
