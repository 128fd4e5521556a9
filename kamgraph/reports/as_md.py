"""A report as Markdown, for a wiki, a ticket or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamgraph.reports.document import (
    Block,
    Facts,
    Grid,
    Heading,
    Items,
    Picture,
    Report,
    Sentence,
    clean,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def text(report: Report) -> str:
    """The report with headings, lists and tables.

    Args:
        report: an answer.
    """
    parts = [f"# {escaped(report.title)}"]
    # Where a report has sections, what has a title of its own stands below them.
    mark = "###" if any(isinstance(block, Heading) for block in report.blocks) else "##"
    found = (list(_lines(block, mark)) for block in report.blocks)
    parts += ["\n".join(lines) for lines in found if lines]
    parts.append(f"*{escaped(report.footer)}*")
    return "\n\n".join(parts) + "\n"


def _lines(block: Block, mark: str) -> Iterator[str]:
    match block:
        case Sentence():
            yield escaped(block.text)
        case Heading():
            yield f"## {escaped(block.text)}"
        case Items():
            yield from _heading(block.title, mark)
            for item in block.items:
                remark = f" {escaped(item.remark)}" if item.remark else ""
                yield f"- **{escaped(item.mark)}** {escaped(item.text)}{remark}"
        case Facts():
            yield from _heading(block.title, mark)
            yield from ("| | | |", "|---|---:|---|")
            for label, cell, remark in block.rows:
                yield _row((label, cell.text, remark))
        case Grid():
            yield from _grid(block, mark)
        case Picture():
            pass  # a sentence beside it says what it shows


def _grid(grid: Grid, mark: str) -> Iterator[str]:
    if not grid.rows and not grid.empty:
        return
    yield from _heading(grid.title, mark)
    if not grid.rows:
        yield escaped(grid.empty)
        return
    yield _row(column.label for column in grid.columns)
    yield "|" + "|".join("---:" if column.right else "---" for column in grid.columns) + "|"
    for row in grid.rows:
        yield _row(cell.text for cell in row)


def _heading(title: str, mark: str) -> Iterator[str]:
    if title:
        yield from (f"{mark} {escaped(title)}", "")


def _row(texts: Iterator[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(escaped(t) for t in texts) + " |"


def escaped(value: str) -> str:
    """A text as it reads in Markdown, without anything it could start there.

    Args:
        value: any text.
    """
    return _SPECIAL.sub(r"\\\1", clean(value))
