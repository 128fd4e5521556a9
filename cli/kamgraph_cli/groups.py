"""A group of commands that are made when they run: its help names them without making any."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """Commands by name, each made when it is asked for.

    Args:
        summaries: the one sentence of each, by name, in the order of the help.
        make: makes a command of its name.
        heading: what stands above them in the help.
        unknown: says that there is none of that `{name}`.
        more: as for `click.Group`.
    """

    def __init__(
        self,
        *,
        summaries: Mapping[str, str],
        make: Callable[[str], click.Command],
        heading: str,
        unknown: str,
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self._summaries, self._make = summaries, make
        self._heading, self._unknown = heading, unknown

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in order."""
        del ctx
        return list(self._summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, made now; None where there is none.

        Args:
            ctx: not needed.
            cmd_name: what the user wrote.
        """
        del ctx
        return self._make(cmd_name) if cmd_name in self._summaries else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command and what follows it; where there is none, the nearest is named.

        Args:
            ctx: the context.
            args: the command's name and its arguments.

        Raises:
            UsageError: no such command.
        """
        if args and args[0] not in self._summaries and not args[0].startswith("-"):
            from kamgraph.errors import nearest, shortened

            said = self._unknown.format(name=shortened(args[0]))
            raise click.UsageError(f"{said}; {nearest(args[0], list(self._summaries))}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without making any."""
        del ctx
        with formatter.section(self._heading):
            formatter.write_dl(list(self._summaries.items()))
