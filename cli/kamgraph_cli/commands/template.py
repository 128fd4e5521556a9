"""`kamgraph template`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import example

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command(
    "template",
    epilog=example("kamgraph template portfolio.xlsx", "kamgraph --lang de template mappe.xlsx"),
)
@click.argument("file", metavar="FILE.xlsx")
@click.pass_obj
def command(settings: Settings, file: str) -> None:
    """Writes an empty workbook to be filled: a sheet a table, with drop-downs.

    The names of the columns carry explanations; each sheet has an example row that an import
    passes over as long as it is unchanged. Nothing that is there is written over.
    """
    from pathlib import Path

    from kamgraph.tables.template import write_template
    from kamgraph_cli.output import note

    write_template(Path(file), settings.lang)
    note(f"Fill in {file}, then: kamgraph import {file}")
