"""The report in a real browser: it asks for nothing, breaks no policy, and fits its paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import kamgraph
from kamgraph_cli.main import cli
from tests.browser.hostile import ATTACKS

DEMO = Path(kamgraph.__file__).parent / "demo"
A4_AT_96_DPI = 794
HOSTILE = "".join(ATTACKS[:6])


def report(folder: Path, *arguments: str, lang: str = "en") -> str:
    given = ["--store", str(DEMO), "--lang", lang, "report", *arguments, "--as-of", "2026-11-20"]
    result = CliRunner().invoke(cli, [*given, "-o", str(folder / "report.html")])
    assert result.exit_code == 0, result.output
    return (folder / "report.html").read_text(encoding="utf-8")


def shown(browser: Any, file: Path, width: int) -> tuple[Any, list[str]]:
    """The page in a window without scripts, and everything it must not do."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url == file.as_uri() or asked.url.startswith("data:")
            else faults.append(asked.url)
        ),
    )
    page.goto(file.as_uri())
    return page, faults


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize(
    "arguments",
    [("nordlicht-werke", "--since", "2026-05-20"), ("lindenmoor-feinkost",), ("--all",)],
)
def test_it_is_read_and_printed(
    browser: Any, tmp_path: Path, arguments: tuple[str, ...], lang: str
) -> None:
    report(tmp_path, *arguments, lang=lang)
    page, faults = shown(browser, tmp_path / "report.html", A4_AT_96_DPI)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= A4_AT_96_DPI
    # The style sheet was let in by its hash.
    rounded = page.evaluate("getComputedStyle(document.querySelector('h1')).borderBottomWidth")
    assert rounded == "3px"
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 3
    assert not faults
    page.context.close()


def test_it_fits_a_telephone(browser: Any, tmp_path: Path) -> None:
    report(tmp_path, "nordlicht-werke")
    page, faults = shown(browser, tmp_path / "report.html", 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not faults
    page.context.close()


def test_hostile_names_are_names(browser: Any, tmp_path: Path) -> None:
    store = str(tmp_path / "h.db")

    def run(*arguments: str) -> None:
        result = CliRunner().invoke(cli, ["--store", store, *arguments])
        assert result.exit_code == 0, result.output

    on = ("--on", "2026-11-20")
    run("add", "organization", "they", "--name", HOSTILE, "--kind", "customer", *on)
    run("add", "account", "acme", "--name", HOSTILE, "--organization", "they", *on)
    run(
        "add", "person", "bob", "--name", HOSTILE, "--title", HOSTILE, "--organization", "they", *on
    )
    run("add", "membership", "bob", "acme", "--center", "buying", *on)
    target = tmp_path / "report.html"
    run("report", "acme", "--as-of", "2026-11-20", "-o", str(target))
    page, faults = shown(browser, target, 900)
    assert page.evaluate("document.querySelectorAll('main img, main iframe, script').length") == 0
    assert not faults
    page.context.close()
