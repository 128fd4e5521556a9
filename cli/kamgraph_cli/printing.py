"""What commands print that change something: as for a terminal, or whole lines for a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kamgraph_cli.output import coloured, on_terminal

if TYPE_CHECKING:
    from kamgraph.locale.words import Words
    from kamgraph.stores.base import Changes


def changes_text(changes: Changes, words: Words, *, dry_run: bool = False) -> str:
    """What an import did, a line a table.

    Args:
        changes: what the store said.
        words: the language.
        dry_run: whether nothing was kept.
    """
    from kamgraph.reports.changes import grid

    found = grid(changes, words, dry_run=dry_run)
    if not on_terminal(sys.stdout):
        from kamgraph.reports.as_lines import of_block

        return "".join(f"{line}\n" for line in of_block(found))
    from shutil import get_terminal_size

    from kamgraph.reports.as_table import grid_text

    return grid_text(found, get_terminal_size().columns, colour=coloured(sys.stdout))
