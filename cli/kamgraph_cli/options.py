"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import click

R = TypeVar("R")

if TYPE_CHECKING:
    _DateType = click.ParamType[date]
    _NumberType = click.ParamType[int]
else:
    _DateType = _NumberType = click.ParamType  # generic from click 8.4 on only

Format = Literal["table", "json", "csv", "md"]

FORMATS: tuple[Format, ...] = ("table", "json", "csv", "md")


@dataclass(frozen=True)
class Asked:
    """What every reading command is asked.

    Args:
        as_of: the date for which things are computed.
        format: how the answer is printed.
        output: the file it goes to, or None for stdout.
    """

    as_of: date
    format: Format
    output: str | None


class Day(_DateType):
    """A plain calendar date."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The date of `2026-12-31` or `31.12.2026`; fails with what would be right."""
        if isinstance(value, date):
            return value
        from kamgraph.model.kinds import Date

        try:
            return Date().read(str(value).strip())
        except ValueError as error:
            self.fail(f"'{value}' {error}", param, ctx)


class WholeNumber(_NumberType):
    """A whole number within limits.

    Args:
        least: the smallest allowed.
        most: the largest allowed, None for no limit.
        what: what is counted, where the option alone does not say it.
    """

    name = "number"

    def __init__(self, least: int, most: int | None = None, what: str = "") -> None:
        limits = f"from {least} on" if most is None else f"from {least} to {most}"
        self.wanted = f"a whole number {limits}"
        self.least, self.most, self.what = least, most, what

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The number of `3`; fails with what would be right."""
        try:
            number = int(str(value).strip())
        except ValueError:
            number = self.least - 1
        if number < self.least or (self.most is not None and number > self.most):
            subject = f"{self.what} is '{value}'" if self.what else f"'{value}'"
            self.fail(f"{subject}, not {self.wanted}", param, ctx)
        return number


def example(*lines: str) -> str:
    """The epilog that shows how a command is used.

    Args:
        lines: command lines as a user types them; each is run by the tests.
    """
    head = "Example:" if len(lines) == 1 else "Examples:"
    return "\n".join(["\b", head, *(f"  $ {line}" for line in lines)])


def output_options(function: Callable[..., R]) -> Callable[..., R]:
    """Adds `--format` and `-o`.

    Args:
        function: a command's function.
    """
    for option in (
        click.option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to FILE instead of stdout.",
        ),
        click.option(
            "--format",
            type=click.Choice(FORMATS),
            default=FORMATS[0],
            show_default=True,
            help="How the answer is printed.",
        ),
    ):
        function = option(function)
    return function


def reading_options(function: Callable[..., R]) -> Callable[..., R]:
    """Adds `--as-of`, `--format` and `-o`, and hands them on as `asked`.

    Args:
        function: a command's function with a parameter `asked: Asked`.
    """

    @wraps(function)
    def asking(*args: Any, as_of: date | None, format: str, output: str | None, **more: Any) -> R:
        asked = Asked(as_of or date.today(), cast("Format", format), output)
        return function(*args, asked=asked, **more)

    return as_of_option(output_options(asking))


def as_of_option(function: Callable[..., R]) -> Callable[..., R]:
    """Adds `--as-of`.

    Args:
        function: a command's function.
    """
    return click.option(
        "--as-of",
        type=Day(),
        metavar="DATE",
        help="The date for which it is computed, as 2026-12-31.  [default: today]",
    )(function)


def account_argument(function: Callable[..., R]) -> Callable[..., R]:
    """Adds the argument ACCOUNT.

    Args:
        function: a command's function.
    """
    return click.argument("account")(function)


def opportunity_option(function: Callable[..., R]) -> Callable[..., R]:
    """Adds `--opportunity`.

    Args:
        function: a command's function.
    """
    return click.option(
        "--opportunity",
        metavar="ID",
        help="Only the buying center of this opportunity, by id or name.",
    )(function)
