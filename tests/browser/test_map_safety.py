"""Hostile text in every field is text, and the policy stops what is injected by hand."""

from __future__ import annotations

import re

import pytest

from kamgraph.maps.page import map_page
from kamgraph.maps.payload import json_text
from tests.browser import hostile
from tests.browser.conftest import Open, Opened
from tests.browser.pages import demo_page, states_of


def _page(lang: str = "en", first: int = 0) -> str:
    return map_page(states_of(hostile.portfolio(first), "acc"), lang)


def _hacked(shown: Opened) -> object:
    return shown.page.evaluate("window.hacked ?? null")


@pytest.mark.parametrize("first", [0, 7])
def test_hostile_text_is_shown_and_does_nothing(opened: Open, first: int) -> None:
    """Fourteen fields, each with every one of the thirteen attacks, hovered and clicked."""
    shown = opened(_page(first=first))
    portfolio = hostile.portfolio(first)
    people = {person.id: person for person in portfolio.people}
    for row in shown.page.locator("tr[data-person]").all():
        person = people.pop(str(row.get_attribute("data-person")))
        row.hover()
        row.locator("button").click()
        details = shown.page.locator("#details")
        said = details.text_content() or ""
        for value in (person.name, person.title, person.location, person.email, person.phone):
            assert str(value) in said
        assert str(person.note) in said
        assert portfolio.organizations[0].name in said or person.organization != "we"
        for entry in details.locator("dd, li").all()[:12]:
            entry.hover()
        links = [link.get_attribute("href") for link in details.locator("a").all()]
        assert links == [], "no link of a text that is no address"
        shown.page.mouse.move(*shown.card(person.id))
    assert not people, "everybody is in the list"
    _walk(shown)
    names = shown.page.locator("tr[data-person] .name").all_text_contents()
    assert sorted(names) == sorted(p.name or "" for p in portfolio.people)
    assert hostile.text(first, "account") in (shown.page.locator("h1").text_content() or "")
    elements = "#details img, #details script, #details iframe, main > script, math, base, link"
    assert shown.page.locator(elements.replace("link", "body link")).count() == 0
    assert _hacked(shown) is None
    assert shown.faults == []


def _walk(shown: Opened) -> None:
    """Looks at every view, list and choice, and clicks what is there."""
    shown.page.keyboard.press("Escape")
    for view in ("coverage", "spoc", "alignment", "ecosystem", "matrix", "grid", "whatif"):
        shown.show(view)
        shown.page.hover("#legend")
    for id_ in (hostile.person_id("own", 0), hostile.person_id("cust", 1)):
        shown.click_card(id_)
    shown.page.click("#filter")
    shown.page.click("#tab-findings")
    shown.page.click("#tab-people")
    shown.page.select_option("#language", "de")
    shown.page.select_option("#opportunity", index=1)
    shown.page.select_option("#opportunity", index=0)


def test_every_attack_stands_in_every_field() -> None:
    html = "".join(_page(first=first) for first in (0, 7))
    data = "".join(re.findall(r'id="page-data">(.*?)</script>', html))
    for field in hostile.FIELDS:
        if field in ("account", "organization", "opportunity"):
            continue
        for attack in range(len(hostile.ATTACKS)):
            text = hostile.text(attack, field).replace("|", "")
            assert str(json_text(text))[1:-1] in data, (field, attack)


def test_hostile_text_does_nothing_without_scripts_either(opened: Open) -> None:
    shown = opened(_page("de"), script=False)
    names = shown.page.locator("tr[data-person] .name").all_text_contents()
    assert sorted(names) == sorted(p.name or "" for p in hostile.portfolio().people)
    assert shown.page.locator("img, svg[onload], iframe").count() == 0


def test_the_policy_stops_what_is_injected_by_hand(opened: Open) -> None:
    shown = opened(demo_page())
    shown.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.hacked = 1";
            document.body.append(script);
            const image = document.createElement("div");
            image.innerHTML = '<img src="https://example.invalid/x" onerror="window.hacked=2">';
            document.body.append(image);
            const style = document.createElement("style");
            style.textContent = "body { display: none }";
            document.head.append(style);
            const frame = document.createElement("iframe");
            frame.src = "https://example.invalid/";
            document.body.append(frame);
        }"""
    )
    shown.page.wait_for_timeout(300)
    assert _hacked(shown) is None
    assert shown.page.locator("body").is_visible()
    violated = {fault for fault in shown.faults if "violation: " in fault}
    for directive in ("script-src-elem", "img-src", "style-src-elem", "frame-src"):
        assert any(directive in fault for fault in violated), directive
    assert {request.failure for request in shown.requests} <= {"csp"}, "nothing left the browser"
