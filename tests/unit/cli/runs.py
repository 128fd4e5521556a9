"""What the tests of the command line share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

import kamgraph

ROOT = Path(__file__).resolve().parents[3]
DEMO = Path(kamgraph.__file__).parent / "demo"
AS_OF = ("--as-of", "2026-11-20")

Run = Callable[..., Result]
