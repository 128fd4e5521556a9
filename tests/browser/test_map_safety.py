"""Hostile text in every field is text, and the policy stops what is injected by hand."""

from __future__ import annotations

from kamgraph.maps.page import map_page
from tests.browser import hostile
from tests.browser.conftest import Open, Opened
from tests.browser.pages import demo_page, states_of


def _page(lang: str = "en") -> str:
    return map_page(states_of(hostile.portfolio(), "acc"), lang)


def _hacked(shown: Opened) -> object:
    return shown.page.evaluate("window.hacked ?? null")


def test_hostile_text_is_shown_and_does_nothing(opened: Open) -> None:
    shown = opened(_page())
    people = {person.id: person for person in hostile.portfolio().people}
    for row in shown.page.locator("tr[data-person]").all():
        person = people.pop(row.get_attribute("data-person"))
        row.locator("button").click()
        details = shown.page.locator("#details").text_content()
        for value in (person.name, person.title, person.location, person.email, person.note):
            assert value in details
        assert shown.page.locator("#details a").count() == 0, "no link of a scheme that runs"
    assert not people, "everybody is in the list"
    assert shown.page.locator("#details img, #details script, main > script").count() == 0
    names = shown.page.locator("tr[data-person] .name").all_text_contents()
    assert sorted(names) == sorted(p.name or "" for p in hostile.portfolio().people)
    assert hostile.text(4) in (shown.page.locator("h1").text_content() or "")
    assert _hacked(shown) is None
    assert shown.faults == []


def test_hostile_text_does_nothing_without_scripts_either(opened: Open) -> None:
    shown = opened(_page("de"), script=False)
    names = shown.page.locator("tr[data-person] .name").all_text_contents()
    assert sorted(names) == sorted(p.name or "" for p in hostile.portfolio().people)
    assert shown.page.locator("img, svg[onload]").count() == 0


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
