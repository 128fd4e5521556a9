"""axe-core in a page: what of it not everybody could use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Opened

SOURCE = Path(__file__).resolve().parents[2] / "kamgraph/maps/page/node_modules/axe-core/axe.min.js"


def load(shown: Opened) -> None:
    """Puts axe into a page that was opened past its policy (`bypass_csp=True`)."""
    if not SOURCE.exists():
        if os.environ.get("CI"):
            pytest.fail("no axe-core: run make node, which installs the page's tools with npm")
        pytest.skip("axe-core is not installed (make node)")
    shown.page.evaluate(SOURCE.read_text(encoding="utf-8"))


def findings(shown: Opened, *within: str) -> list[tuple[str, str, list[str]]]:
    """What axe finds serious or critical now, in some parts or the page: rule, impact, where."""
    found: Any = shown.page.evaluate(
        """async (parts) => {
            const where = parts.length ? { include: parts } : document;
            const wish = { resultTypes: ["violations"], preload: false };
            return (await axe.run(where, wish)).violations
                .filter(({ impact }) => ["serious", "critical"].includes(impact))
                .map(({ id, impact, nodes }) => [id, impact, nodes.slice(0, 3).map((n) => n.html)]);
        }""",
        [[part] for part in within],
    )
    return [(rule, impact, where) for rule, impact, where in found]
