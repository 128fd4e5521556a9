"""Everybody can use the page: axe finds nothing serious, paper holds every name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kamgraph.maps.shown import Side
from tests.browser.conftest import Open, Opened
from tests.browser.pages import ACCOUNTS, demo, demo_page, view_of

PAGE = Path(__file__).resolve().parents[2] / "kamgraph" / "maps" / "page"
AXE = PAGE / "node_modules" / "axe-core" / "axe.min.js"
VIEWS = ("map", "coverage", "spoc", "alignment", "whatif", "ecosystem", "matrix", "grid")


def _findings(shown: Opened) -> list[tuple[str, str, list[str]]]:
    """What axe finds serious or critical: rule, impact, where."""
    found: Any = shown.page.evaluate(
        """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
            .filter(({ impact }) => ["serious", "critical"].includes(impact))
            .map(({ id, impact, nodes }) => [id, impact, nodes.slice(0, 3).map((n) => n.html)])"""
    )
    return [(rule, impact, where) for rule, impact, where in found]


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")], ids=str
)
def test_axe_finds_nothing_serious_in_any_view(opened: Open, width: int, scheme: str) -> None:
    if not AXE.exists():
        if os.environ.get("CI"):
            pytest.fail("no axe-core: run make node, which installs the page's tools with npm")
        pytest.skip("axe-core is not installed (make node)")
    shown = opened(demo_page(months=12), width, 800, color_scheme=scheme, bypass_csp=True)
    shown.page.evaluate(AXE.read_text(encoding="utf-8"))
    shown.page.click("#filter")
    shown.page.click('tr[data-person="matthias-grube"] button')
    assert _findings(shown) == [], "with details and filters open"
    shown.page.keyboard.press("Escape")
    shown.page.click("#filter")
    for view in VIEWS if width > 320 else ("map", "matrix", "grid"):
        shown.show(view)
        if view == "whatif":
            shown.ask("({ act, numberOf }) => act(numberOf.get('jonas-brandt'))")
        assert _findings(shown) == [], view
    shown.page.click("#tab-findings")
    assert _findings(shown) == [], "findings"


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


@pytest.mark.parametrize("account", ACCOUNTS)
def test_paper_is_short_and_holds_every_name(opened: Open, account: str, tmp_path: Path) -> None:
    shown = opened(demo_page(account), color_scheme="dark")
    paper = shown.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) <= 3
    text = _text_of(paper, tmp_path)
    for figure in view_of(demo(), account).figures:
        assert figure.name in text, figure.name
    assert len(view_of(demo(), account).side(Side.BUYING)) > 0


def test_paper_shows_what_was_looked_at(opened: Open, tmp_path: Path) -> None:
    """Language, opportunity and what-if are on paper too, not the page as it was opened."""
    shown = opened(demo_page())
    shown.page.select_option("#language", "de")
    shown.show("whatif")
    shown.ask("({ act, numberOf }) => act(numberOf.get('jonas-brandt'))")
    paper = shown.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) <= 3
    text = _text_of(paper, tmp_path)
    for word in ("Geschäftsleitung", "Umfeld", "Gewichtete Abdeckung", "Svenja Holm"):
        assert word in text, word
    assert "Executive" not in text.replace("Chief Executive", "")
    assert shown.page.locator("svg.chart .strike").count() == 1
    assert shown.faults == []


def _text_of(paper: bytes, folder: Path) -> str:
    """The text of a PDF, as a reader's search finds it."""
    path = shutil.which("pdftotext")
    if path is None:
        pytest.skip("no pdftotext (poppler-utils) on this system")
    file = folder / "page.pdf"
    file.write_bytes(paper)
    done = subprocess.run([path, "-layout", file, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode("utf-8").split())
