"""What the commands share that change single rows: options, carrying out, saying what it moved."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kamgraph_cli.meant import TABLES
from kamgraph_cli.options import Day

if TYPE_CHECKING:
    from kamgraph.model.edits import Decision
    from kamgraph.model.policy import Policy
    from kamgraph.model.portfolio import Portfolio
    from kamgraph.reports.edits import Covered, Moved
    from kamgraph.stores.base import Changed, Store
    from kamgraph_cli.settings import Settings

R = TypeVar("R")


@dataclass(frozen=True)
class Wish:
    """What every writing command is asked.

    Args:
        on: the day of the change.
        dry_run: only say what would change.
    """

    on: date
    dry_run: bool


def writing_options(function: Callable[..., R]) -> Callable[..., R]:
    """Adds `--on` and `--dry-run`, and hands them on as `wish`.

    Args:
        function: a command's function with a parameter `wish: Wish`.
    """

    @wraps(function)
    def asking(*args: Any, on: date | None, dry_run: bool, **more: Any) -> R:
        return function(*args, wish=Wish(on or date.today(), dry_run), **more)

    trying = click.option("--dry-run", is_flag=True, help="Print what would change, keep nothing.")
    day = click.option(
        "--on",
        type=Day(),
        metavar="DATE",
        help="The day of the change, as 2026-12-31.  [default: today]",
    )
    return day(trying(asking))


def row_arguments(function: Callable[..., R]) -> Callable[..., R]:
    """Adds KIND, ARGUMENTS, `--where` and `--since`, which goes into `where`.

    Args:
        function: a command's function with `kind`, `arguments` and `where`.
    """

    @wraps(function)
    def asking(*args: Any, where: tuple[str, ...], since: str | None, **more: Any) -> R:
        begins = () if since is None else (f"since={since}",)
        return function(*args, where=(*where, *begins), **more)

    for option in (
        click.option(
            "--since", metavar="DATE", help="The row that begins on DATE; '' for one without."
        ),
        click.option(
            "--where",
            multiple=True,
            metavar="COLUMN=VALUE",
            help="The row in which this stands. May be repeated.",
        ),
        click.argument("arguments", nargs=-1, required=True),
        click.argument("kind", type=click.Choice(list(TABLES)), metavar="KIND"),
    ):
        asking = option(asking)
    return asking


def carry_out(
    settings: Settings,
    store: Store,
    decide: Decision,
    watched: Collection[str],
    wish: Wish,
    *,
    quiet: bool = False,
) -> None:
    """Changes the store, and prints what changed and what it moved.

    Args:
        settings: the global options.
        store: a store open for writing.
        decide: what to change.
        watched: the accounts concerned.
        wish: the day, and whether anything is kept.
        quiet: of accounts that did not move, nothing is said.

    Raises:
        KamGraphError: nothing was changed.
    """
    from kamgraph.reports.edits import lines
    from kamgraph_cli.output import to_stdout

    policy, words = settings.policy(), settings.words()  # what is wrong with them, said before
    changed = store.change(decide, watched=watched, dry_run=wish.dry_run)
    moved = _moved(changed, policy, wish.on)
    if quiet:
        moved = [row for row in moved if row.before != row.after]
    found = lines(changed.edits, moved, store.schema, words, dry_run=wish.dry_run)
    to_stdout("".join(f"{line}\n" for line in found))


def _moved(changed: Changed, policy: Policy, on: date) -> list[Moved]:
    """The coverage of each watched account on the day of the change."""
    from kamgraph.reports.edits import Moved

    found = []
    for account in sorted({*changed.before, *changed.after}):
        before, after = changed.before.get(account), changed.after.get(account)
        rows = (row for part in (after, before) if part is not None for row in part.accounts)
        name = next((row.name for row in rows if row.id == account), account)
        covered = (_coverage(part, account, policy, on) for part in (before, after))
        found.append(Moved(name, *covered))
    return found


def _coverage(portfolio: Portfolio | None, account: str, policy: Policy, on: date) -> Covered:
    """An account's weighted coverage with its bounds."""
    from kamgraph.matrix import ContactMatrix
    from kamgraph.metrics.common import defined
    from kamgraph.metrics.coverage import lower_bound, upper_bound, weighted
    from kamgraph.reports.edits import Covered

    if portfolio is None:
        return Covered(None, None, None)
    matrix = ContactMatrix.of_account(portfolio, account, on, policy, None)
    measures = (weighted, lower_bound, upper_bound)
    return Covered(*(defined(float(measure(matrix)[0])) for measure in measures))
