"""A report as lines of any length, for a pipe, a file, or a table too long to be looked at.

Nothing is wrapped, coloured or cut; a table of a hundred thousand rows takes a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

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
    clean,
)

BAR = 10
"""Characters of a full bar."""


def text(report: Report) -> str:
    """The report as lines.

    Args:
        report: an answer.
    """
    parts = [clean(report.title)]
    parts += ["\n".join(lines) for lines in map(list, map(of_block, report.blocks)) if lines]
    return "\n\n".join([*parts, clean(report.footer)]) + "\n"


def of_block(block: Block) -> Iterator[str]:
    """One part of a report as lines.

    Args:
        block: the part.
    """
    match block:
        case Sentence() | Heading():
            yield clean(block.text)
        case Items():
            yield from _titled(block.title)
            for item in block.items:
                mark = clean(item.mark)
                yield f" {mark}  {clean(item.text)}"
                if item.remark:
                    yield f" {' ' * len(mark)}  → {clean(item.remark)}"
        case Facts():
            yield from _titled(block.title)
            rows = [(clean(label), drawn(cell), clean(note)) for label, cell, note in block.rows]
            yield from _aligned(rows, (False, block.right, False), " ", "  ")
        case Grid():
            yield from _grid(block)
        case Picture():
            pass  # a sentence beside it says what it shows


def _grid(grid: Grid) -> Iterator[str]:
    if not grid.rows and not grid.empty:
        return
    yield from _titled(grid.title)
    if not grid.rows:
        yield f" {clean(grid.empty)}"
        return
    rows = [[clean(column.label) for column in grid.columns]]
    rows += [[drawn(cell) for cell in row] for row in grid.rows]
    right = [column.right for column in grid.columns]
    yield from _aligned(rows, right, *(("", " ") if grid.tight else (" ", "  ")))


def _titled(title: str) -> Iterator[str]:
    if title:
        yield clean(title)


def drawn(cell: Cell) -> str:
    """A cell as it is printed, its bar before the text.

    Args:
        cell: a cell of a table.
    """
    if cell.bar is None:
        return clean(cell.text)
    full = filled(cell.bar)
    return f"{'█' * full}{'░' * (BAR - full)} {clean(cell.text):>5}"


def filled(share: float) -> int:
    """How many characters of a bar are full.

    Args:
        share: 0..1; more and less count as these.
    """
    return round(min(max(share, 0.0), 1.0) * BAR)


def _aligned(
    rows: Sequence[Sequence[str]], right: Sequence[bool], margin: str, gap: str
) -> Iterator[str]:
    """The rows with every column as wide as its widest cell."""
    sizes = [[_size(cell) for cell in row] for row in rows]
    widths = [max(column) for column in zip(*sizes, strict=True)]
    for row, size in zip(rows, sizes, strict=True):
        cells = [
            " " * (width - own) + cell if flush else cell + " " * (width - own)
            for cell, own, width, flush in zip(row, size, widths, right, strict=True)
        ]
        yield (margin + gap.join(cells)).rstrip()


def _size(cell: str) -> int:
    """Columns of a terminal that a text takes."""
    return len(cell) if cell.isascii() else cell_len(cell)
