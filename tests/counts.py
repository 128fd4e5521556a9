"""How often repeated tests repeat: little in `make test`, as accepted in `make test-full`."""

from __future__ import annotations

import os


def count(quick: int, full: int) -> int:
    """The quick count, or the full one where KAMGRAPH_TEST_COUNTS says so."""
    return full if os.environ.get("KAMGRAPH_TEST_COUNTS") == "full" else quick
