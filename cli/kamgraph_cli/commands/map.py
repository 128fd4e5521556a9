"""`kamgraph map`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import (
    account_argument,
    as_of_option,
    example,
    opportunity_option,
)

if TYPE_CHECKING:
    from datetime import date

    from kamgraph_cli.settings import Settings


@click.command(
    "map",
    epilog=example(
        "kamgraph map nordlicht-werke --as-of 2026-11-20",
        "kamgraph --lang de map 'Grauwacker Getriebe' --as-of 2026-11-20 -o grauwacker.html",
    ),
)
@account_argument
@opportunity_option
@as_of_option
@click.option(
    "-o",
    "--output",
    metavar="FILE.html",
    help="The page.  [default: the account's id with .html]",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@click.pass_obj
def command(
    settings: Settings,
    account: str,
    opportunity: str | None,
    as_of: date | None,
    output: str | None,
    show: bool,
) -> None:
    """Writes the interactive page of ACCOUNT: one file, which works offline and prints.

    A page that is there already is replaced, any other file is not.
    """
    from datetime import date

    from kamgraph_cli.files import slug, write_text
    from kamgraph_cli.metric import AccountQuestion
    from kamgraph_cli.options import Asked
    from kamgraph_cli.output import note, to_stdout
    from kamgraph_cli.page import page

    asked = Asked(as_of or date.today(), "table", output)
    question = AccountQuestion(settings, asked, account, opportunity)
    html = page(question)
    if output == "-":
        to_stdout(html)
        return
    written = write_text(output or f"{slug(question.account.id)}.html", html, "html")
    note(f"The page is {written}.")
    if show and click.launch(written.as_uri()) != 0:
        note("No browser could be opened; open the page by hand.")
