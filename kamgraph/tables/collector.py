"""Keeps the cyclic garbage collector quiet while millions of rows are made.

Rows hold no cycles; looking for some again and again makes reading superlinear.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pauses the collector for the length of a with block; always as it was afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
