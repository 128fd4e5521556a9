"""A sign of life on stderr while something takes long; only where somebody looks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from kamgraph_cli.output import coloured, on_terminal


@contextmanager
def working(what: str) -> Iterator[None]:
    """Shows a moving bar and the time passed until the block ends.

    Args:
        what: what is being done.
    """
    if not on_terminal(sys.stderr):
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True, no_color=not coloured(sys.stderr))
    with Progress(*columns, console=console, transient=True) as progress:
        progress.add_task(what, total=None)
        yield
