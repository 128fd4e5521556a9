"""Hostile text is text, where one page does not hold it all; the policy stops what is injected.

Hostile text in every other field is looked at in `test_map_everywhere`.
"""

from __future__ import annotations

from kamgraph.findings.overview import portfolio as overview
from kamgraph.maps.index import index_page
from tests.browser import hands, hostile
from tests.browser.conftest import Open
from tests.browser.pages import AS_OF, demo_page, hostile_page

ATTACKS = range(len(hostile.ATTACKS))


def test_hostile_names_of_accounts_are_text_on_their_pages(opened: Open) -> None:
    for attack in ATTACKS:
        shown = opened(hostile_page(attack))
        heading = shown.page.locator("h1")
        assert hostile.text(attack, "account") in (heading.text_content() or "")
        heading.hover()
        heading.click()
        assert hands.touched(shown, "body") > 20
        hands.unharmed(shown)
        assert shown.faults == []


def test_hostile_names_of_accounts_are_text_in_the_list_of_all(opened: Open) -> None:
    result = overview(hostile.portfolio().columns(), AS_OF)
    pages = {row.account: f"{row.account}.html" for row in result.accounts}
    shown = opened(index_page(result, pages, "en"))
    names = shown.page.locator("tbody th").all_text_contents()
    assert sorted(names) == sorted(hostile.text(attack, "account") for attack in ATTACKS)
    assert hands.touched(shown, "body") > 100
    shown.page.fill("#filter", "<script>")
    shown.page.get_by_role("button", name="Account").click()
    shown.page.select_option("#language", "de")
    hands.unharmed(shown)
    assert shown.faults == []


def test_hostile_text_does_nothing_without_scripts_either(opened: Open) -> None:
    shown = opened(hostile_page(lang="de"), script=False)
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
    assert shown.page.evaluate("window.hacked ?? null") is None
    assert shown.page.locator("body").is_visible()
    violated = {fault for fault in shown.faults if "violation: " in fault}
    for directive in ("script-src-elem", "img-src", "style-src-elem", "frame-src"):
        assert any(directive in fault for fault in violated), directive
    assert {request.failure for request in shown.requests} <= {"csp"}, "nothing left the browser"
