"""A report for a terminal: sentences, tables and bars in its width, with colours if wanted.

Colour only repeats what the words and numbers say. Pipes and files get `as_lines`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kamgraph.reports import as_lines
from kamgraph.reports.as_lines import BAR, filled
from kamgraph.reports.document import (
    Block,
    Cell,
    Facts,
    Grid,
    Heading,
    Items,
    Picture,
    Report,
    Sentence,
    Tone,
    clean,
)

_ENDLESS = 1_000_000

_WHOLE = 30
"""Characters up to which an id or number is kept on one line; longer ones are folded."""

LONG = 500
"""Rows from which a table is printed without being fitted to the terminal."""

_STYLES: dict[Tone, str] = {
    "plain": "",
    "good": "green",
    "warning": "yellow",
    "bad": "red",
    "faint": "dim",
}


def text(report: Report, width: int, *, colour: bool = False) -> str:
    """The report as lines of text.

    Args:
        report: an answer.
        width: characters a line.
        colour: whether control sequences for colours may stand in it.
    """
    if any(isinstance(block, Grid) and len(block.rows) > LONG for block in report.blocks):
        return as_lines.text(report)
    return printed(list(_renderables(report)), width, colour=colour)


def grid_text(grid: Grid, width: int, *, colour: bool = False) -> str:
    """One table alone, as a command prints what it changed.

    Args:
        grid: the table.
        width: characters a line.
        colour: whether control sequences for colours may stand in it.
    """
    return printed(list(_block(grid)), width, colour=colour)


def printed(renderables: list[RenderableType], width: int, *, colour: bool) -> str:
    """What a terminal of that width would show.

    Args:
        renderables: texts and tables.
        width: characters a line.
        colour: whether control sequences for colours may stand in it.
    """
    file = io.StringIO()
    console = Console(
        file=file,
        width=_ENDLESS,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    for renderable in renderables:
        # Where a table needs more than there is, lines run over: no number is cut.
        needed = console.measure(renderable).minimum if isinstance(renderable, Table) else 0
        console.print(renderable, width=max(width, needed))
    return "".join(line.rstrip() + "\n" for line in file.getvalue().splitlines())


def _renderables(report: Report) -> Iterator[RenderableType]:
    yield Text(clean(report.title), style="bold")
    for block in report.blocks:
        found = list(_block(block))
        if found:
            yield Text("")
            yield from found
    yield Text("")
    yield Text(clean(report.footer), style="dim")


def _block(block: Block) -> Iterator[RenderableType]:
    match block:
        case Sentence():
            yield Text(clean(block.text), style=_STYLES[block.tone])
        case Heading():
            yield Text(clean(block.text), style="bold underline")
        case Items():
            if block.title:
                yield Text(clean(block.title), style="bold")
            yield _items(block)
        case Facts():
            if block.title:
                yield Text(clean(block.title), style="bold")
            yield _facts(block)
        case Grid():
            if block.rows or block.empty:
                if block.title:
                    yield Text(clean(block.title), style="bold")
                yield _grid(block) if block.rows else Padding(Text(clean(block.empty)), (0, 1))
        case Picture():
            pass  # a sentence beside it says what it shows


def _items(items: Items) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for item in items.items:
        table.add_row(
            Text(f" {clean(item.mark)}", style=_STYLES[item.tone]), Text(clean(item.text))
        )
        if item.remark:
            table.add_row("", Text(f"→ {clean(item.remark)}", style="dim"))
    return table


def _facts(facts: Facts) -> Table:
    table = Table(box=None, show_header=False, pad_edge=True, padding=(0, 1))
    table.add_column(overflow="fold")
    table.add_column(justify="right" if facts.right else "left", overflow="fold")
    table.add_column(overflow="fold")
    for label, cell, remark in facts.rows:
        table.add_row(Text(clean(label)), _cell(cell), Text(clean(remark), style="dim"))
    return table


def _grid(grid: Grid) -> Table:
    table = Table(
        box=None,
        header_style="dim",
        pad_edge=not grid.tight,
        collapse_padding=grid.tight,
        padding=(0, 1),
        show_edge=False,
    )
    for number, column in enumerate(grid.columns):
        widest = max(_longest(row[number]) for row in grid.rows)
        table.add_column(
            Text(clean(column.label)),
            justify="right" if column.right else "left",
            vertical="top",
            overflow="fold",
            no_wrap=column.whole and widest <= _WHOLE,
        )
    for row in grid.rows:
        table.add_row(*(_cell(cell) for cell in row))
    return table


def _longest(cell: Cell) -> int:
    return len(cell.text) + (BAR + 1 if cell.bar is not None else 0)


def _cell(cell: Cell) -> Text:
    style = _STYLES[cell.tone]
    if cell.bar is None:
        return Text(clean(cell.text), style=style)
    full = filled(cell.bar)
    drawn = Text("█" * full, style=style or "cyan")
    drawn.append("░" * (BAR - full), style="dim")
    drawn.append(f" {clean(cell.text):>5}")
    return drawn
