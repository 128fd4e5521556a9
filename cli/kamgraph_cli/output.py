"""Where answers go: stdout or a file, whole or not at all; everything else goes to stderr."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from typing import TextIO

    from kamgraph.reports.document import Report
    from kamgraph_cli.options import Asked, Format


def note(message: str) -> None:
    """Prints a line to stderr, without anything that steers a terminal.

    Args:
        message: what is to be said.
    """
    lines = (_printable(line) for line in message.split("\n"))
    # Where stderr leads nowhere there is nobody to tell; the exit code still says it.
    with suppress(OSError):
        click.echo("\n".join(lines), err=True)


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() or c == "\N{NO-BREAK SPACE}" else " " for c in line)


def on_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at a stream.

    Args:
        stream: stdout or stderr; None where it is closed.
    """
    return stream is not None and stream.isatty()


def coloured(stream: TextIO) -> bool:
    """Whether colours may be used: on a terminal that has them, unless NO_COLOR is set.

    Args:
        stream: stdout or stderr.
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return on_terminal(stream) and not plain


def answer(report: Report, asked: Asked) -> None:
    """Prints an answer as it was asked for.

    Args:
        report: the answer.
        asked: format and file.

    Raises:
        InputError: the file exists and is of another kind, or its folder is missing.
        StoreBusy: the file cannot be written, or the disk is full.
    """
    if asked.output is None or asked.output == "-":
        to_stdout(rendered(report, asked.format, sys.stdout))
        return
    from kamgraph_cli.files import write_text

    write_text(asked.output, rendered(report, asked.format, None), asked.format)


def rendered(report: Report, format: Format, stream: TextIO | None) -> str:
    """The answer as text.

    Args:
        report: the answer.
        format: how it is printed.
        stream: where it will go, or None for a file; only a terminal has a width and colours.
    """
    if format == "json":
        from kamgraph.reports import as_json

        return as_json.text(report)
    if format == "csv":
        from kamgraph.reports import as_csv

        return as_csv.text(report)
    if format == "md":
        from kamgraph.reports import as_md

        return as_md.text(report)
    if stream is None or not on_terminal(stream):
        from kamgraph.reports import as_lines

        return as_lines.text(report)
    from shutil import get_terminal_size

    from kamgraph.reports import as_table

    return as_table.text(report, get_terminal_size().columns, colour=coloured(stream))


def to_stdout(text: str) -> None:
    """Prints to stdout, as UTF-8 unless a terminal wants something else.

    A reader that has seen enough (`| head`) is no error.

    Args:
        text: an answer.

    Raises:
        StoreBusy: stdout is closed, or leads to a full disk.
    """
    from kamgraph.errors import StoreBusy

    if sys.stdout is None:  # `>&-`
        raise StoreBusy("stdout: is closed; write to a file with -o")
    try:
        if on_terminal(sys.stdout):
            sys.stdout.write(_shown_in(text, sys.stdout.encoding or "utf-8"))
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    except OSError as error:
        _silence()
        raise StoreBusy(f"stdout: cannot be written ({error.strerror}); free some space") from None


_SIMPLER = str.maketrans({"\xa0": " ", "–": "-", "→": ">", "█": "#", "░": ".", "…": "."})
"""What stands for the signs of our own in a terminal that does not have them."""


def _shown_in(text: str, encoding: str) -> str:
    """The text with what a terminal of that encoding can show."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_SIMPLER).encode(encoding, "replace").decode(encoding)
    return text


def _silence() -> None:
    """Sends what is still buffered nowhere, so that the interpreter does not fail at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
