"""`kamgraph demo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import example

if TYPE_CHECKING:
    from kamgraph_cli.settings import Settings


@click.command("demo", epilog=example("kamgraph demo", "kamgraph --lang de demo --dir vorschau"))
@click.option(
    "--dir",
    "folder",
    default="kamgraph-demo",
    show_default=True,
    metavar="DIR",
    help="The folder it is built in; made where there is none.",
)
@click.pass_obj
def command(settings: Settings, folder: str) -> None:
    """Builds a fictional portfolio in DIR, prints its reports, writes its pages.

    Three invented accounts as of 2026-11-20: one with holes, one well covered, one in
    trouble. Run again it replaces its own files and nothing else.
    """
    from kamgraph_cli.demonstration import build, guide, reports
    from kamgraph_cli.output import to_stdout
    from kamgraph_cli.progress import working

    with working("Building"):
        store = build(folder, settings)
    to_stdout(reports(store))
    to_stdout(guide(folder, store))
