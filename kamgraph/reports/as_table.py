"""A report for a terminal or a text file: sentences, tables, bars.

Without a width nothing is wrapped, so that a pipe gets whole lines. Colour only repeats what
the words and numbers say.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kamgraph.reports.document import (
    Block,
    Cell,
    Facts,
    Grid,
    Items,
    Report,
    Sentence,
    Tone,
    clean,
)

ENDLESS = 1_000_000
"""The width of a pipe."""

BAR = 10
"""Characters of a full bar."""

_WHOLE = 30
"""Characters up to which an id or number is kept on one line; longer ones are folded."""

_STYLES: dict[Tone, str] = {
    "plain": "",
    "good": "green",
    "warning": "yellow",
    "bad": "red",
    "faint": "dim",
}


def text(report: Report, width: int | None = None, *, colour: bool = False) -> str:
    """The report as lines of text.

    Args:
        report: an answer.
        width: characters a line, or None for as many as it takes.
        colour: whether control sequences for colours may stand in it.
    """
    return _printed(list(_renderables(report)), width, colour=colour)


def grid_text(grid: Grid, width: int | None = None, *, colour: bool = False) -> str:
    """One table alone, as a command prints what it changed.

    Args:
        grid: the table.
        width: characters a line, or None for as many as it takes.
        colour: whether control sequences for colours may stand in it.
    """
    return _printed(list(_block(grid)), width, colour=colour)


def _printed(renderables: list[RenderableType], width: int | None, *, colour: bool) -> str:
    file = io.StringIO()
    console = Console(
        file=file,
        width=width or ENDLESS,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    for renderable in renderables:
        if isinstance(renderable, Table):
            needed = console.measure(renderable, options=console.options.update(width=ENDLESS))
            # Where a table needs more than there is, lines run over: no number is cut.
            console.print(renderable, width=max(console.width, needed.minimum), crop=False)
        else:
            console.print(renderable, soft_wrap=width is None)
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
        case Items():
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
    full = round(min(max(cell.bar, 0.0), 1.0) * BAR)
    drawn = Text("█" * full, style=style or "cyan")
    drawn.append("░" * (BAR - full), style="dim")
    drawn.append(f" {clean(cell.text):>5}")
    return drawn
