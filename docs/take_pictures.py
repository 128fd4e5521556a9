"""Takes the pictures of README and docs anew: `make pictures`, with the system's Chromium.

The pages are written by the installed command from the bundled portfolio.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
DEMO = Path(__file__).parents[1] / "kamgraph" / "demo"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def main() -> None:
    browsers = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    found = next((path for path in browsers if path), None)
    if found is None:
        sys.exit("no Chromium found; install it with: apt install chromium")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=list(QUIET))
        for lang, scheme in (("en", "light"), ("de", "dark")):
            page_file = Path(folder) / f"{lang}.html"
            write_map(page_file, lang)
            page = browser.new_page(
                viewport={"width": 1280, "height": 800},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(page_file.as_uri())
            page.wait_for_timeout(1_000)
            take(page, PICTURES / f"map-{lang}.webp")
        browser.close()


def write_map(target: Path, lang: str) -> None:
    """The page of the bundled portfolio's largest account."""
    command = [sys.executable, "-m", "kamgraph_cli", "--lang", lang, "--store", str(DEMO)]
    command += ["map", "nordlicht-werke", "--as-of", "2026-11-20", "-o", str(target)]
    subprocess.run(command, check=True, capture_output=True)


def take(page: Page, target: Path) -> None:
    """A small WebP of what the window shows."""
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": 82})
    target.write_bytes(base64.b64decode(shot["data"]))
    print(f"{target.name}: {target.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
