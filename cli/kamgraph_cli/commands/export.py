"""`kamgraph export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import example

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command("export", epilog=example("kamgraph export tables", "kamgraph export tables.xlsx"))
@click.argument("dest")
@click.pass_obj
def command(settings: Settings, dest: str) -> None:
    """Writes all tables to DEST: a folder of CSV files, a workbook (.xlsx) or a store (.db,
    neo4j://HOST).

    A workbook, or a folder that holds nothing but tables, is replaced as a whole; a store is
    made equal. An import of DEST gives the same portfolio back.
    """
    from kamgraph.opening import write_target
    from kamgraph_cli.output import note, to_stdout
    from kamgraph_cli.printing import changes_text
    from kamgraph_cli.progress import working

    with working("Exporting"):
        with settings.reading() as store:
            cells = store.cells()
        changes = write_target(cells, dest, access=settings.neo4j.access())
    if changes is not None:
        to_stdout(changes_text(changes, settings.words()))
    note(f"All tables are in {dest}.")
