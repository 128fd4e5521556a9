"""`kamgraph map`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kamgraph_cli.options import as_of_option, example, opportunity_option

if TYPE_CHECKING:
    from datetime import date

    from kamgraph_cli.settings import Settings

VIEWS = ("map", "coverage", "spoc", "alignment", "whatif", "ecosystem", "matrix", "grid")
"""As `kamgraph.maps.page.VIEWS`, which would take longer to import than `--help` may."""

LONGEST = 120
"""Months back at most."""

if TYPE_CHECKING:
    _SpanType = click.ParamType[int]
else:
    _SpanType = click.ParamType


class Span(_SpanType):
    """How far back: months or years, as a number of months."""

    name = "span"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The months of `12m`, `2y` or `18`; fails with what would be right."""
        if isinstance(value, int):
            return value
        text = str(value).strip().lower()
        number = text.removesuffix("m").removesuffix("y")
        months = int(number) if number.isascii() and number.isdigit() else 0
        months *= 12 if text.endswith("y") else 1
        if not 0 < months <= LONGEST:
            self.fail(f"'{value}' is no span of time; write 12m or 2y, up to 10 years", param, ctx)
        return months


@click.command(
    "map",
    epilog=example(
        "kamgraph map nordlicht-werke --as-of 2026-11-20",
        "kamgraph map nordlicht-werke --as-of 2026-11-20 --history 12m --view spoc",
        "kamgraph map nordlicht-werke --as-of 2026-11-20 --redact -o outside.html",
        "kamgraph map nordlicht-werke --as-of 2026-11-20 --svg",
        "kamgraph --lang de map 'Grauwacker Getriebe' --as-of 2026-11-20 -o grauwacker.html",
        "kamgraph map --all --dir maps --as-of 2026-11-20",
    ),
)
@click.argument("account", required=False)
@opportunity_option
@as_of_option
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The page.  [default: the account's id with .html or .svg]",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@click.option("--lang", type=click.Choice(("en", "de")), help="The language it opens in.")
@click.option(
    "--view", type=click.Choice(VIEWS), default=VIEWS[0], show_default=True, help="What it shows."
)
@click.option(
    "--history",
    type=Span(),
    metavar="SPAN",
    help="Carry the account at up to 12 earlier dates over 12m, 2y, ...: a slider shows them.",
)
@click.option(
    "--redact",
    is_flag=True,
    help="Initials instead of names, no notes, no contact data: for eyes outside the team.",
)
@click.option("--svg", is_flag=True, help="The drawing alone, for slides.")
@click.option("--all", "whole", is_flag=True, help="A page an account, and a list of them.")
@click.option(
    "--dir", "folder", metavar="DIR", help="Where the pages of --all go; made if missing."
)
@click.pass_context
def command(
    ctx: click.Context,
    account: str | None,
    opportunity: str | None,
    as_of: date | None,
    output: str | None,
    show: bool,
    lang: str | None,
    view: str,
    history: int | None,
    redact: bool,
    svg: bool,
    whole: bool,
    folder: str | None,
) -> None:
    """Writes the interactive page of ACCOUNT: one file, which works offline and prints.

    A page that is there already is replaced, any other file is not.
    """
    from dataclasses import replace
    from datetime import date

    from kamgraph_cli.page import PageWish, all_pages, one_page

    settings: Settings = ctx.obj
    if lang is not None:
        settings = replace(settings, lang=lang)
    _understood(ctx, account, opportunity, output, svg, whole, folder)
    wish = PageWish(as_of or date.today(), view, history or 0, redact)
    written = (
        all_pages(settings, wish, folder or "")
        if account is None
        else one_page(settings, wish, account, opportunity, output, svg)
    )
    if show and written is not None:
        _open(written.as_uri())


def _understood(
    ctx: click.Context,
    account: str | None,
    opportunity: str | None,
    output: str | None,
    svg: bool,
    whole: bool,
    folder: str | None,
) -> None:
    """Refuses options that contradict each other."""
    if whole == (account is not None):
        raise click.UsageError("give an ACCOUNT, or --all --dir DIR for all of them", ctx)
    if whole and folder is None:
        raise click.UsageError("--all needs a folder: --dir DIR", ctx)
    if not whole and folder is not None:
        raise click.UsageError("--dir is for --all; name the page with -o FILE", ctx)
    if whole and (opportunity is not None or output is not None or svg):
        raise click.UsageError("--opportunity, -o and --svg need an ACCOUNT", ctx)


def _open(uri: str) -> None:
    from kamgraph_cli.output import note

    if click.launch(uri) != 0:
        note("No browser could be opened; open the page by hand.")
