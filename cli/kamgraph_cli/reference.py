"""The reference of all commands as Markdown, made from the commands themselves.

`python -m kamgraph_cli.reference > docs/commands.md` writes it; a test compares.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

import click

from kamgraph_cli.main import SUMMARIES, cli

_HEAD = """\
<!-- Made by `python -m kamgraph_cli.reference`; change the commands, not this file. -->

# Commands
"""


def text() -> str:
    """The whole reference."""
    root = click.Context(cli, info_name="kamgraph", **cli.context_settings)
    parts = [_HEAD, *_section(cli, root), *_overview()]
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        if command is not None:
            context = click.Context(command, parent=root, info_name=name)
            parts += [f"## {name}\n", *_section(command, context)]
            parts += _parts(command, context)
    return "\n".join(parts).rstrip() + "\n"


def _parts(command: click.Command, context: click.Context) -> Iterator[str]:
    """The commands below a command, where it has any."""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            part = command.get_command(context, name)
            if part is not None:
                yield f"### {context.info_name} {name}\n"
                yield from _section(part, click.Context(part, parent=context, info_name=name))


def _overview() -> Iterator[str]:
    yield "| command | does |\n|---|---|"
    for name, summary in SUMMARIES.items():
        yield f"| [`{name}`](#{name}) | {summary} |"
    yield ""


def _section(command: click.Command, context: click.Context) -> Iterator[str]:
    """What a command does, how it is called, its options and its examples."""
    yield f"```text\n{context.get_usage().removeprefix('Usage: ')}\n```\n"
    yield _help(command) + "\n"
    options = [p for p in command.get_params(context) if isinstance(p, click.Option)]
    rows = [record for option in options if (record := option.get_help_record(context))]
    if rows:
        yield "| option | meaning |\n|---|---|"
        yield from (f"| `{_cell(option)}` | {_cell(meaning)} |" for option, meaning in rows)
        yield ""
    lines = examples(command)
    if lines:
        yield "```sh\n" + "\n".join(lines) + "\n```\n"


def _help(command: click.Command) -> str:
    """The help without click's marks; what must not be wrapped stays a block."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    return "\n\n".join(
        "\n".join(f"{line}<br>" for line in p.split("\n")[1:]).removesuffix("<br>")
        if p.startswith("\b")
        else p
        for p in paragraphs
    )


def _cell(value: str) -> str:
    return " ".join(value.split()).replace("|", "\\|")


def examples(command: click.Command) -> list[str]:
    """The example lines of a command's help, as a user types them.

    Args:
        command: a command.
    """
    lines = (command.epilog or "").splitlines()
    return [line.strip()[2:] for line in lines if line.strip().startswith("$ ")]


if __name__ == "__main__":
    sys.stdout.write(text())
