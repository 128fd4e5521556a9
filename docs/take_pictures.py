"""Takes the pictures of README and docs anew: `make pictures`, with the system's Chromium.

Every view in English and light and in German and dark; then details, filters, history, phone, paper
and the list of accounts. The pages are written by the installed command from the bundled portfolio.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
DEMO = Path(__file__).parents[1] / "kamgraph" / "demo"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
VIEWS = ("map", "coverage", "spoc", "alignment", "whatif", "ecosystem", "matrix", "grid")
QUALITY = 68
PAPER = {"width": 1123, "height": 794}
"""A4 landscape at 96 dots an inch."""


def main() -> None:
    browsers = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    found = next((path for path in browsers if path), None)
    if found is None:
        sys.exit("no Chromium found; install it with: apt install chromium")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=list(QUIET))
        write_maps(Path(folder))
        take_views(browser, Path(folder))
        take_more(browser, Path(folder))
        browser.close()
    size = sum(file.stat().st_size for file in PICTURES.iterdir())
    print(f"together {size / 1024:.0f} KiB")


def write_maps(folder: Path) -> None:
    """The page of the bundled portfolio's largest account, with history; and all accounts."""
    day = ("--as-of", "2026-11-20")
    command = [sys.executable, "-m", "kamgraph_cli", "--store", str(DEMO), "map"]
    one = [*command, "nordlicht-werke", *day, "-o", str(folder / "map.html")]
    earlier = [*command, "nordlicht-werke", *day, "--history", "12m"]
    for wanted in (
        one,
        [*earlier, "-o", str(folder / "history.html")],
        [*command, "--all", "--dir", str(folder / "all"), *day],
    ):
        subprocess.run(wanted, check=True, capture_output=True)


def take_views(browser: Any, folder: Path) -> None:
    """Every view, in English and light, in German and dark."""
    for lang, scheme in (("en", "light"), ("de", "dark")):
        for view in VIEWS:
            more = "&without=jonas-brandt&without=lukas-weiss" if view == "whatif" else ""
            page = opened(browser, folder / "map.html", f"view={view}&lang={lang}{more}", scheme)
            take(page, f"{view}-{lang}")


def take_more(browser: Any, folder: Path) -> None:
    """Details, findings and filters, a year ago, phone, paper, all accounts."""
    page = opened(browser, folder / "map.html", "person=matthias-grube")
    take(page, "details-en")
    page = opened(browser, folder / "map.html", "lang=de")
    page.click("#tab-findings")
    take(page, "findings-de")
    page = opened(browser, folder / "map.html", "lang=en")
    page.click("#filter")
    page.click('label[data-facet="role"][data-value="decider"]')
    take(page, "filters-en")
    page = opened(browser, folder / "history.html", "lang=en")
    page.focus("#when")
    page.keyboard.press("Home")
    take(page, "history-en")
    phone = {"width": 390, "height": 844}
    page = opened(browser, folder / "map.html", "lang=de", size=phone)
    take(page, "phone-de")
    page.evaluate("document.querySelector('section.map').scrollIntoView()")
    take(page, "phone-map-de")
    page = opened(browser, folder / "map.html", "lang=de", size=PAPER)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    take(page, "print-de")
    take(opened(browser, folder / "all" / "index.html"), "accounts-en")


def opened(
    browser: Any,
    file: Path,
    address: str = "",
    scheme: str = "light",
    size: dict[str, int] | None = None,
) -> Page:
    """A page, ready to be looked at."""
    page: Page = browser.new_page(
        viewport=size or {"width": 1280, "height": 800}, color_scheme=scheme
    )
    page.goto(file.as_uri() + (f"#{address}" if address else ""))
    page.wait_for_selector("html[data-ready]")
    return page


def take(page: Page, name: str) -> None:
    """A small WebP of what the window shows."""
    page.wait_for_timeout(400)
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    target = PICTURES / f"{name}.webp"
    target.write_bytes(base64.b64decode(shot["data"]))
    print(f"{target.name}: {target.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
