"""The same input gives the same bytes, whatever the machine's locale says."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kamgraph.findings.overview import portfolio as overview
from kamgraph.locale import LANGUAGES
from kamgraph.maps.index import index_page
from kamgraph.maps.page import map_page, map_svg
from kamgraph.maps.redact import redacted
from kamgraph.maps.states import states
from kamgraph.model.policy import Policy
from tests.browser.pages import ACCOUNTS, AS_OF, demo, demo_page

ROOT = Path(__file__).resolve().parents[2]

_BUILD = """
from tests.browser.test_map_bytes import digests
print("\\n".join(digests()))
"""


def digests() -> list[str]:
    """Of every kind of output: pages in each language, with history, redacted, drawing, list."""
    unnamed = states(redacted(demo()), ACCOUNTS[0], AS_OF, Policy())
    names = {row.id: f"{row.id}.html" for row in demo().accounts}
    texts = [
        *(demo_page(lang=lang) for lang in LANGUAGES),
        demo_page(months=12),
        map_page(unnamed, "en"),
        map_svg(unnamed, "de"),
        index_page(overview(demo().columns(), AS_OF), names, "de"),
    ]
    return [hashlib.sha256(text.encode("utf-8")).hexdigest() for text in texts]


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "1"},
        {
            "LC_ALL": "C.UTF-8",
            "PYTHONIOENCODING": "cp1252",
            "PYTHONHASHSEED": "2",
            "TZ": "Asia/Tokyo",
        },
    ],
    ids=["C", "cp1252"],
)
def test_two_builds_are_the_same_bytes(environment: dict[str, str]) -> None:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    paths = os.pathsep.join(str(path) for path in (ROOT, ROOT / "cli", ROOT / "cypher"))
    there = subprocess.run(
        [sys.executable, "-c", _BUILD],
        cwd=ROOT,
        env={**inherited, **environment, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.split() == digests()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_one_file_with_unix_lines(lang: str) -> None:
    html = demo_page(lang=lang)
    assert "\r" not in html
    assert html.startswith("<!doctype html>\n<html lang=")
    assert html.index("Content-Security-Policy") < html.index("<meta charset")
    assert 'src="http' not in html
    assert "sourceMappingURL" not in html
    assert "built-in method" not in html, "a label named like a method of dict"
    assert len(html.encode("utf-8")) < 1_000_000
