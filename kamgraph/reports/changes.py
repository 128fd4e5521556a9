"""What an import does to each table, as a report."""

from __future__ import annotations

from kamgraph.locale.words import Words
from kamgraph.reports.document import Cell, Column, Grid
from kamgraph.stores.base import Changes


def grid(changes: Changes, words: Words, *, dry_run: bool) -> Grid:
    """A line a table: added, changed, unchanged, removed.

    Args:
        changes: what the store said.
        words: the reader's language.
        dry_run: whether nothing was kept.
    """
    t = words.texts
    title = t.gettext("Import (tried only, nothing was kept)") if dry_run else t.gettext("Import")
    columns = [
        Column(t.gettext("Table")),
        Column(t.gettext("Added"), right=True),
        Column(t.gettext("Changed"), right=True),
        Column(t.gettext("Unchanged"), right=True),
        Column(t.gettext("Removed"), right=True),
    ]
    rows = [
        [
            Cell(words.word("table", row.table)),
            *(Cell(str(n)) for n in (row.added, row.changed, row.unchanged, row.removed)),
        ]
        for row in changes.tables
    ]
    return Grid(title, columns, rows, t.gettext("The source has no table."))
