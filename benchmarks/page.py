"""Measures the page in the system's Chromium beside an empty page and stock pyvis, in one run.

``python benchmarks/page.py`` writes accounts of 30, 500 and 5,000 people, builds their pages, opens
each of them several times, and prints a table. *Ready* is when list and map can be used and no
card moves any more; of stock pyvis, when its physics has come to rest. Stock pyvis is given up
after two minutes. Needs the development environment (playwright) and Chromium.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from measure import Series, run  # noqa: E402

from tests.browser.conftest import ARGUMENTS, chromium  # noqa: E402
from tests.browser.crowd import DAY, crowd  # noqa: E402

SIZES = (30, 500, 5_000)
READY = {30: 1.5, 500: 3.0, 5_000: 6.0}
"""Seconds, on this kind of machine."""
BUILT = {30: 0.5, 500: None, 5_000: 5.0}
"""Seconds over start-up."""
MEGABYTES = {30: 1.2, 500: None, 5_000: 6.0}
PATIENCE = 120.0

LIBRARIES = (
    "import kamgraph.maps.page, kamgraph.maps.states, kamgraph.opening, kamgraph.stores.memory;"
    "import scipy.optimize, scipy.sparse.csgraph, babel.dates; from pyvis.network import Network"
)

OURS = "document.documentElement.dataset.ready === 'true'"
EMPTY = "document.readyState === 'complete'"
STOCK = "window.network && network.physics && network.physics.stabilized"


@dataclass(frozen=True)
class Subject:
    """A page that is opened.

    Args:
        name: what it is called in the table.
        file: where it lies.
        ready: JavaScript that is true once it is ready.
    """

    name: str
    file: Path
    ready: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each page is opened")
    parser.add_argument("--without-stock", action="store_true", help="leave stock pyvis out")
    options = parser.parse_args()
    path = chromium()
    if path is None:
        sys.exit("no Chromium found; install it with: apt install chromium")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        for line in _lines(Path(folder), browser, options.runs, not options.without_stock):
            print(" | ".join(line), flush=True)
        browser.close()


def _lines(folder: Path, browser: Any, runs: int, stock: bool) -> Iterator[tuple[str, ...]]:
    yield (
        "people",
        "page",
        "MB",
        "built s",
        "over start-up",
        "of the processor",
        "must",
        "ready s",
        "must",
    )
    yield ("---",) * 9
    empty = folder / "empty.html"
    empty.write_text("<!doctype html><title>empty</title>", encoding="utf-8")
    ready = _ready(browser, Subject("empty", empty, EMPTY), runs)
    yield "-", "empty page", "0", "-", "-", "-", "-", _seconds(ready), "-"
    # What a page needs has to be loaded before anything is built; that is start-up.
    start = Series(tuple(run([sys.executable, "-c", LIBRARIES]) for _ in range(runs)))
    yield "-", "the libraries, loaded", "-", f"{start.seconds:.2f}", "-", "-", "-", "-", "-"
    for size in SIZES:
        data = folder / f"d{size}"
        _write(crowd(size), data)
        file = folder / f"p{size}.html"
        built = Series(tuple(run(_map(data, file)) for _ in range(runs)))
        ready = _ready(browser, Subject("kamgraph", file, OURS), runs)
        over = built.seconds - start.seconds
        yield (
            f"{size:,}",
            "kamgraph",
            f"{file.stat().st_size / 1e6:.2f} (must {MEGABYTES[size] or '-'})",
            f"{built.seconds:.2f}",
            f"{over:.2f}",
            f"{built.cpu - start.cpu:.2f}",
            str(BUILT[size] or "-"),
            _seconds(ready),
            str(READY[size]),
        )
        if stock:
            yield _stock_line(folder, browser, size, runs)


def _stock_line(folder: Path, browser: Any, size: int, runs: int) -> tuple[str, ...]:
    """The same people and ties by `Network.from_nx` and `write_html`, everything as it comes."""
    import networkx as nx
    from pyvis.network import Network

    portfolio = crowd(size)
    graph = nx.Graph()
    for person in portfolio.people:
        graph.add_node(person.id, label=person.name, title=person.title)
    for contact in portfolio.contacts:
        graph.add_edge(contact.own, contact.person, weight=contact.level)
    for tie in portfolio.ties:
        graph.add_edge(tie.source, tie.target)
    file = folder / f"stock{size}.html"
    began = time.perf_counter()
    network = Network(cdn_resources="in_line")
    network.from_nx(graph)
    file.write_text(network.generate_html(), encoding="utf-8")
    built = time.perf_counter() - began
    ready = _ready(browser, Subject("stock", file, STOCK), min(runs, 1 if size > 30 else runs))
    megabytes = f"{file.stat().st_size / 1e6:.2f}"
    return (
        f"{size:,}",
        "stock pyvis",
        megabytes,
        f"{built:.2f}",
        "-",
        "-",
        "-",
        _seconds(ready),
        "-",
    )


def _ready(browser: Any, subject: Subject, runs: int) -> list[float] | None:
    """Seconds until it is ready, of each run; None where that takes too long."""
    from playwright.sync_api import TimeoutError as Late

    found = []
    for _ in range(runs):
        # Our pages let nobody evaluate anything: waiting for them has to be let past the policy.
        page = browser.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        page.set_default_timeout(1000 * PATIENCE)
        began = time.perf_counter()
        try:
            page.goto(subject.file.as_uri(), wait_until="commit")
            page.wait_for_function(subject.ready, polling=20, timeout=1000 * PATIENCE)
        except Late:
            return None
        finally:
            seconds = time.perf_counter() - began
            page.close()
        found.append(seconds)
    return found


def _seconds(times: list[float] | None) -> str:
    if times is None:
        return f"not within {PATIENCE:.0f}"
    middle = statistics.median(times)
    return (
        f"{middle:.2f} ({min(times):.2f}–{max(times):.2f})" if len(times) > 1 else f"{middle:.2f}"
    )


def _kamgraph(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kamgraph_cli", *arguments]


def _map(data: Path, file: Path) -> list[str]:
    return _kamgraph("--store", str(data), "map", "a", "--as-of", str(DAY), "-o", str(file))


def _write(portfolio: Any, folder: Path) -> None:
    """A portfolio as a folder of CSV files."""
    from kamgraph.model.entities import SCHEMA

    folder.mkdir()
    for table in SCHEMA:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.names)
            writer.writerows(table.texts(row) for row in portfolio.rows(table.name))


if __name__ == "__main__":
    main()
