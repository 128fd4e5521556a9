"""A sign of life on stderr while something takes long; only where somebody looks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from kamgraph_cli.output import coloured, on_terminal

PATIENCE = 1.0
"""Seconds after which work counts as long."""


@contextmanager
def working(what: str) -> Iterator[None]:
    """Shows a moving bar and the time passed, from the first second on until the block ends.

    Args:
        what: what is being done.
    """
    if not on_terminal(sys.stderr):
        yield
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True, no_color=not coloured(sys.stderr))
    progress = Progress(*columns, console=console, transient=True)
    progress.add_task(what, total=None)
    timer = Timer(PATIENCE, progress.start)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        progress.stop()
