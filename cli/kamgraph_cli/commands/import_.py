"""`kamgraph import`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import example

if TYPE_CHECKING:
    from kamgraph.stores.base import Changes
    from kamgraph_cli.settings import Settings


@click.command(
    "import",
    epilog=example(
        "kamgraph --store mine.db import tables",
        "kamgraph --store mine.db import tables --replace --dry-run",
    ),
)
@click.argument("source")
@click.option(
    "--replace",
    is_flag=True,
    help="Make the store equal to SOURCE: what SOURCE does not hold is removed.",
)
@click.option("--dry-run", is_flag=True, help="Print what would change and keep nothing.")
@click.pass_obj
def command(settings: Settings, source: str, replace: bool, dry_run: bool) -> None:
    """Takes all tables of SOURCE into the store, or none of them.

    SOURCE is a folder of CSV files, a workbook (.xlsx) or a store (.db, neo4j://HOST).
    Everything is checked first; all faults are listed at once, and then nothing is kept. A row
    with a known id is changed, a new one added; a missing column keeps what is stored, an empty
    cell clears it. The store is made where there is none.
    """
    from kamgraph.opening import read_source
    from kamgraph_cli.output import to_stdout
    from kamgraph_cli.printing import changes_text
    from kamgraph_cli.progress import working

    with working("Reading"):
        found = read_source(source, access=settings.neo4j.access())
    with settings.writing() as store, working("Importing"):
        changes = store.apply(found.cells, replace=replace, dry_run=dry_run, faults=found.faults)
    to_stdout(changes_text(changes, settings.words(), dry_run=dry_run))
    _remark(found.cells.tolerated, changes)


def _remark(tolerated: int, changes: Changes) -> None:
    """Says on stderr what was read leniently, and what may contradict a stored row."""
    from kamgraph_cli.output import note

    if tolerated:
        cells = "1 cell was" if tolerated == 1 else f"{tolerated} cells were"
        note(
            f"{cells} read in a form kamgraph never writes (31.12.2026, 0,5, TRUE); "
            "an export writes 2026-12-31, 0.5, true."
        )
    for row in changes.tables:
        if row.differing:
            rows = "1 row differs" if row.differing == 1 else f"{row.differing} rows differ"
            note(
                f"{row.table}: {rows} from a stored one about the same, and both hold at one "
                "time; import with --replace to keep only the source's, or edit the stored one."
            )
