"""What hands do to a page of hostile text, and how one sees that it did no harm."""

from __future__ import annotations

import re

from tests.browser.conftest import Opened


def touched(shown: Opened, within: str) -> int:
    """Lays the pointer on every element in sight, presses, releases; how many there were."""
    return int(
        shown.page.locator(within).evaluate(
            """(whole) => {
                const parts = [...whole.querySelectorAll("*")]
                    .filter((part) => part.getClientRects().length && !part.closest("script"));
                for (const part of parts) {
                    for (const kind of ["pointerover", "mouseover", "mouseenter", "mousemove"]) {
                        part.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
                    }
                    if (part.tabIndex >= 0) part.focus({ preventScroll: true });
                    const press = new MouseEvent("click", { bubbles: true, cancelable: true });
                    if (!part.closest("button, input, select, label, #map, a[href$='.html']")) {
                        part.dispatchEvent(press);
                    }
                }
                return parts.length;
            }"""
        )
    )


def unharmed(shown: Opened) -> None:
    """Nothing ran, nothing was made of markup, no link leads anywhere."""
    foreign = "img, iframe, base, math, main script, svg[onload], link[rel=stylesheet], [onerror]"
    assert shown.page.locator(foreign).count() == 0
    assert shown.page.evaluate("window.hacked ?? null") is None
    hrefs = shown.page.locator("a").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
    assert [href for href in hrefs if not re.fullmatch(r"#[a-z]+|[a-z0-9-]+[.]html", href)] == []
