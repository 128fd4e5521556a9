"""The views, filters, languages and dates of the page, in a browser, against the library."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kamgraph.maps.page import map_page
from kamgraph.maps.shown import Side
from kamgraph.maps.states import state
from kamgraph.maps.texts import Texts
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.competition import competition
from kamgraph.model.policy import Policy
from kamgraph.model.vocabulary import Role, Stance
from tests.browser.conftest import Open, Opened
from tests.browser.crowd import crowd
from tests.browser.pages import ACCOUNTS, AS_OF, demo, demo_page, states_of, view_of

ACCOUNT = ACCOUNTS[0]
VIEWS = ("map", "coverage", "spoc", "alignment", "whatif", "ecosystem", "matrix", "grid")
SIZES = [(1280, 800, "light"), (1920, 1080, "dark"), (390, 844, "light")]


def _figures(shown: Opened) -> dict[str, str]:
    return {
        str(box.get_attribute("id")).removeprefix("figure-"): box.inner_text()
        for box in shown.page.locator(".figure").all()
    }


def _rows(shown: Opened) -> list[str]:
    return [
        str(row.get_attribute("data-person"))
        for row in shown.page.locator("tr[data-person]:not([hidden])").all()
    ]


def test_spoc_view_counts_as_the_library_does(opened: Open) -> None:
    shown = opened(demo_page(), at="#view=spoc")
    sole = shown.ask(
        """({ people, activeOf, numberOf, isThere }) => people.filter((_, n) => isThere(n))
            .map((person) => [person.id, activeOf(numberOf.get(person.id))])"""
    )
    ties = {f.id: f.numbers.active_ties for f in view_of(demo(), ACCOUNT).figures if f.numbers}
    assert {id_: count for id_, count in sole if count is not None} == ties


def test_alignment_lists_whom_to_meet(opened: Open) -> None:
    shown = opened(demo_page(), at="#view=alignment")
    view = view_of(demo(), ACCOUNT)
    headings = shown.page.locator("#details h3").all_inner_texts()
    counts = [row.status.value for row in view.counterparts]
    expected = [f"To build ({counts.count('build')})", f"In place ({counts.count('in place')})"]
    assert headings == expected
    assert len(view.teeth) > 0


def test_the_ecosystem_says_where_competitors_are_ahead(opened: Open) -> None:
    matrix = ContactMatrix.of_account(demo(), ACCOUNT, AS_OF, Policy())
    rows = competition(matrix).people
    shown = opened(demo_page(), at="#view=ecosystem")
    behind = sum(row.lead < 0 for row in rows)
    headings = shown.page.locator("#details h3").all_inner_texts()
    assert headings == [
        f"A competitor is closer ({behind})",
        f"We are closer ({len(rows) - behind})",
    ]
    first = shown.page.locator("#details li").first.inner_text()
    names = {person.id: person.name for person in demo().people}
    assert str(names[rows[0].id]) in first
    assert f"{abs(rows[0].lead) * 100:.0f}" in first


def test_what_if_takes_people_away_and_brings_them_back(opened: Open) -> None:
    shown = opened(demo_page(), at="#view=whatif")
    before = _figures(shown)
    shown.click_card("jonas-brandt")
    shown.click_card("lukas-weiss")
    panel = shown.page.locator("#details").inner_text()
    assert "Removed (2)" in panel
    assert "Lose their last contact" in panel
    assert shown.page.locator("s.was").count() >= 4
    assert "without=jonas-brandt" in shown.page.url
    assert "weighted coverage" in shown.page.locator("#said").inner_text()
    after = shown.ask("({ effects }) => effects().after.weighted")
    assert Texts("en").percent(after) in _figures(shown)["weighted"]
    shown.page.get_by_role("button", name="Bring everybody back").click()
    assert _figures(shown) == before
    assert shown.faults == []


def test_filters_search_and_reset_agree_with_the_library(opened: Open) -> None:
    view = view_of(demo(), ACCOUNT)
    shown = opened(demo_page())
    shown.page.click("#filter")

    def check(facet: str, value: str) -> None:
        shown.page.click(f'label[data-facet="{facet}"][data-value="{value}"]')

    check("role", "decider")
    deciders = {f.id for f in view.figures if Role.DECIDER in f.roles}
    assert set(_rows(shown)) == deciders
    check("stance", "sceptic")
    assert set(_rows(shown)) == {
        f.id for f in view.figures if f.id in deciders and f.stance is Stance.SCEPTIC
    }
    bright = "({ map, people, isBright }) => [...map.cards.keys()].filter(isBright).length"
    assert shown.ask(bright) == len(_rows(shown))
    shown.page.get_by_role("button", name="Show everything").click()
    assert len(_rows(shown)) == len(view.figures)
    for level in ("5", "0"):
        check("level", level)
    wanted = [f.id for f in view.figures if f.person.level in (5, None)]
    assert sorted(_rows(shown)) == sorted(wanted)
    shown.page.get_by_role("button", name="Show everything").click()
    check("function", "purchasing")
    people = [f for f in view.figures if f.person.function == "purchasing"]
    assert sorted(_rows(shown)) == sorted(f.id for f in people)
    shown.page.fill("#search", "holm")
    assert _rows(shown) == ["svenja-holm"]
    shown.page.get_by_role("button", name="Show everything").click()
    assert shown.page.input_value("#search") == ""
    assert len(_rows(shown)) == len(view.figures)


def test_findings_are_listed_with_the_people_they_are_about(opened: Open) -> None:
    shown = opened(demo_page(lang="de"))
    view = view_of(demo(), ACCOUNT)
    shown.page.click("#tab-findings")
    items = shown.page.locator("#findings .finding")
    assert items.count() == len(view.findings)
    for item, said in zip(items.all_inner_texts(), view.sentences, strict=True):
        assert said["de"][0] in item
        assert said["de"][1] in item
    items.nth(0).get_by_role("button").first.click()
    assert shown.page.locator("#details h2").inner_text()
    shown.page.click("#tab-people")
    assert shown.page.locator("#findings").is_hidden()


def test_the_address_keeps_view_selection_and_language(opened: Open) -> None:
    shown = opened(demo_page(), at="#view=coverage&person=svenja-holm&lang=de")
    assert shown.page.get_attribute("html", "lang") == "de"
    assert shown.page.locator("#details h2").inner_text() == "Svenja Holm"
    assert shown.page.get_attribute('#views button[data-view="coverage"]', "aria-pressed") == "true"
    shown.page.keyboard.press("Escape")
    shown.page.select_option("#language", "en")
    shown.show("map")
    assert "#" not in shown.page.url
    bad = opened(demo_page(), at="#view=nothing&person=nobody&lang=xx&without=nobody")
    assert bad.faults == []


def test_the_matrix_holds_every_rating_and_sorts(opened: Open) -> None:
    shown = opened(demo_page(), at="#view=matrix")
    view = view_of(demo(), ACCOUNT)
    rated = [c for c in view.contacts if c.level is not None or c.strength > 0]
    assert shown.page.locator("#matrix td.level b").count() == len(rated)
    aims = [c for c in view.contacts if c.target is not None and c.target != c.level]
    assert shown.page.locator("#matrix .goal").count() == len(aims)
    names = shown.page.locator("#matrix tbody th button.name")
    first = names.first.inner_text()
    assert first == view.side(Side.BUYING)[0].name
    shown.page.locator("#matrix thead th").first.locator("button").click()
    assert names.all_inner_texts() == sorted(names.all_inner_texts())
    assert shown.page.locator("#matrix th[aria-sort=ascending]").count() == 1


def test_the_power_grid_puts_everybody_where_they_belong(opened: Open) -> None:
    shown = opened(demo_page(), at="#view=grid")
    view = view_of(demo(), ACCOUNT)
    assert shown.page.locator("#grid .chip").count() == len(view.side(Side.BUYING))
    opponents = shown.page.locator("#grid tbody tr td:nth-child(2) .chip").count()
    assert opponents == sum(f.stance is Stance.OPPONENT for f in view.figures)
    shown.page.locator("#grid .chip").first.click()
    assert shown.page.locator("#details h2").is_visible()


def test_opportunities_are_a_choice_and_their_numbers_the_librarys(opened: Open) -> None:
    shown = opened(demo_page())
    options = shown.page.locator("#opportunity option").all_inner_texts()
    assert options == ["Whole account", *(o for o in options[1:])]
    shown.page.select_option("#opportunity", label="Assembly line 3, Husum")
    headline = view_of(demo(), ACCOUNT, opportunity="nw-line-3").headline
    assert f"of {headline.stakeholders} stakeholders" in _figures(shown)["orphaned"]
    assert Texts("en").percent(headline.weighted) in _figures(shown)["weighted"]
    assert len(_rows(shown)) == len(view_of(demo(), ACCOUNT, opportunity="nw-line-3").figures)
    found = shown.ask("({ measured }) => measured([])")
    assert found["weighted"] == pytest.approx(headline.weighted, abs=1e-9)


def test_the_slider_shows_the_account_a_year_ago_and_what_changed(opened: Open) -> None:
    shown = opened(demo_page(months=12))
    assert shown.page.get_attribute("#when", "max") == "12"
    shown.page.focus("#when")
    shown.page.keyboard.press("Home")
    then = state(demo(), ACCOUNT, AS_OF.replace(year=2025), Policy())
    assert "Nov 20, 2025" in shown.page.locator("#when-day").inner_text()
    assert f"of {then.headline.stakeholders} stakeholders" in _figures(shown)["orphaned"]
    assert Texts("en").percent(then.headline.weighted) in _figures(shown)["weighted"]
    now = view_of(demo(), ACCOUNT)
    active_then = {(c.own, c.person) for c in then.contacts if c.active}
    active_now = {(c.own, c.person) for c in now.contacts if c.active}
    panel = shown.page.locator("#details").inner_text()
    assert f"New contacts ({len(active_now - active_then)})" in panel
    assert f"Lost contacts ({len(active_then - active_now)})" in panel
    shown.page.focus("#when")
    shown.page.keyboard.press("End")
    assert Texts("en").percent(now.headline.weighted) in _figures(shown)["weighted"]
    assert shown.faults == []


def test_a_crowd_collapses_to_levels_that_open(opened: Open) -> None:
    page = map_page(states_of(crowd(150), "a"), "en")
    shown = opened(page)
    cards = shown.ask("({ map }) => [...map.cards.keys()]")
    groups = [card for card in cards if isinstance(card, str)]
    assert groups
    assert len(cards) < 70
    scale = shown.ask("({ scale }) => scale()")
    assert scale * 14 >= 10
    shown.ask("({ act }, card) => act(card)", groups[0])
    opened_cards = shown.ask("({ map }) => [...map.cards.values()]")
    assert len(opened_cards) > len(cards)
    _apart(opened_cards)
    drawn = shown.ask("({ network }) => network.body.nodeIndices.length")
    assert drawn == len(opened_cards)
    shown.page.focus("#map")
    shown.page.keyboard.press("ArrowDown")
    assert shown.page.locator("#said").inner_text()
    assert len(_rows(shown)) == 150
    assert shown.faults == []


def _apart(cards: list[dict[str, Any]]) -> None:
    ordered = sorted(cards, key=lambda card: card["top"])
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other["top"] >= one["bottom"]:
                break
            assert one["right"] <= other["left"] or other["right"] <= one["left"]


def test_the_scripts_arrange_as_python_does(opened: Open) -> None:
    """Positions from Python, and those the page computes when a level is opened, are one rule."""
    for html in (demo_page(), map_page(states_of(crowd(90), "a"), "en")):
        shown = opened(html)
        cards = "({ map }) => [...map.cards.values()].map((c) => [String(c.id), c.x, c.y])"
        first = shown.ask(cards)
        shown.ask("({ rearrange }) => rearrange()")
        again = shown.ask(cards)
        near = {id_: pytest.approx((x, y), abs=0.06) for id_, x, y in first}
        assert {id_: (x, y) for id_, x, y in again} == near
        nodes = json.loads(shown.page.locator("#page-nodes").text_content())
        assert {node["id"][1:] for node in nodes} == set(near)
