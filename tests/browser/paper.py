"""Printed pages: how many sheets, and what a reader's search finds on them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest


def count(sheets: bytes) -> int:
    """How many sheets a PDF has."""
    return len(re.findall(rb"/Type\s*/Page[^s]", sheets))


def text(sheets: bytes, folder: Path) -> str:
    """The text of a PDF, as a reader's search finds it."""
    path = shutil.which("pdftotext")
    if path is None:
        pytest.skip("no pdftotext (poppler-utils) on this system")
    file = folder / "page.pdf"
    file.write_bytes(sheets)
    done = subprocess.run([path, "-layout", file, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode("utf-8").split())
