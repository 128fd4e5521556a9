"""The same input gives the same bytes, whatever the machine's locale says."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kamgraph.locale import LANGUAGES
from tests.browser.pages import demo_page

ROOT = Path(__file__).resolve().parents[2]

_BUILD = """
import hashlib
from tests.browser.pages import demo_page
for lang in ("en", "de"):
    print(hashlib.sha256(demo_page(lang=lang).encode("utf-8")).hexdigest())
"""


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
    here = [hashlib.sha256(demo_page(lang=lang).encode()).hexdigest() for lang in LANGUAGES]
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
    assert there.stdout.split() == here


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
