"""The system's Chromium, and pages opened in it that remember what went wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ARGUMENTS = (
    "--no-sandbox",  # as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """Where the system has a Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for path in map(shutil.which, names) if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium: install the system's package, the page is tested in it")
        pytest.skip("no Chromium on this system")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


@dataclass
class Opened:
    """A page in the browser, and what it did that it must not.

    Args:
        page: playwright's page.
        file: where it lies.
        faults: console errors, exceptions, violations of the policy, requests.
        requests: those for anything but the file.
    """

    page: Any
    file: Path
    faults: list[str] = field(default_factory=list)
    requests: list[Any] = field(default_factory=list)

    def card(self, person: str) -> tuple[float, float]:
        """Where the middle of a card is in the window."""
        x, y = self.page.evaluate(
            """(id) => {
                const map = document.getElementById("map");
                const box = map.getBoundingClientRect();
                const { map: drawn, numberOf, toFrame } = map.kamgraph;
                const at = toFrame(drawn.cards.get(drawn.cardOf.get(numberOf.get(id))));
                return [at.x + box.left, at.y + box.top];
            }""",
            person,
        )
        return float(x), float(y)

    def click_card(self, person: str) -> None:
        """Clicks a card on the canvas."""
        self.page.mouse.click(*self.card(person))

    def click_in_list(self, person: str) -> None:
        """Clicks somebody's name in the list."""
        self.page.locator("tr[data-person]").evaluate_all(
            """(rows, id) => rows.find((row) => row.dataset.person === id)
                .querySelector("button").click()""",
            person,
        )

    def ask(self, script: str, argument: object = None) -> Any:
        """What a function of the page's inside answers: `(page, argument) => ...`."""
        return self.page.evaluate(
            f"(argument) => ({script})(document.getElementById('map').kamgraph, argument)", argument
        )

    def show(self, view: str) -> None:
        """Changes the view."""
        self.page.click(f'#views button[data-view="{view}"]')


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def contexts(browser: Any) -> Callable[..., Any]:
    """Windows of a kind, made once: a page in a window that is there opens twice as fast.

    Nothing of ours is kept in a browser, so that pages do not see each other.
    """
    known: dict[tuple[tuple[str, object], ...], Any] = {}

    def context_of(**wishes: object) -> Any:
        key = tuple(sorted(wishes.items()))
        if key not in known:
            size = {"width": wishes.pop("width"), "height": wishes.pop("height")}
            known[key] = browser.new_context(viewport=size, **wishes)
            known[key].add_init_script(
                "document.addEventListener('securitypolicyviolation',"
                " (event) => console.error('violation: ' + event.violatedDirective));"
            )
        return known[key]

    return context_of


@pytest.fixture
def opened(contexts: Callable[..., Any], tmp_path: Path) -> Iterator[Open]:
    """Opens a page's text, or a file, in a window of a size, in light or dark."""
    pages = []

    def open_(
        html: str | Path,
        width: int = 1280,
        height: int = 800,
        script: bool = True,
        at: str = "",
        **more: object,
    ) -> Opened:
        file = html if isinstance(html, Path) else tmp_path / "map.html"
        if isinstance(html, str):
            file.write_text(html, encoding="utf-8", newline="\n")
        context = contexts(width=width, height=height, java_script_enabled=script, **more)
        shown = Opened(context.new_page(), file)
        pages.append(shown.page)
        _watch(shown)
        shown.page.goto(file.as_uri() + at)
        if script:
            shown.page.wait_for_selector("html[data-ready]", timeout=20_000)
        return shown

    yield open_
    for page in pages:
        page.close()


def _watch(shown: Opened) -> None:
    """Collects everything a page of ours never does."""

    def on_console(message: Any) -> None:
        if message.type in ("error", "warning"):
            shown.faults.append(f"console: {message.text}")

    def on_request(request: Any) -> None:
        if request.url.split("#")[0] != shown.file.as_uri() and not request.url.startswith("data:"):
            shown.requests.append(request)
            shown.faults.append(f"request: {request.url}")

    shown.page.on("console", on_console)
    shown.page.on("request", on_request)
    shown.page.on("pageerror", lambda error: shown.faults.append(f"error: {error}"))
