"""The demo: a folder with a store and a page an account, and the reports of the main account."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import kamgraph
from kamgraph.errors import InputError, StoreBusy
from kamgraph.opening import read_source
from kamgraph.tables.output import beside
from kamgraph_cli.files import slug, write_text
from kamgraph_cli.metric import AccountQuestion
from kamgraph_cli.options import Asked
from kamgraph_cli.output import rendered
from kamgraph_cli.page import page

if TYPE_CHECKING:
    from kamgraph.reports.document import Report
    from kamgraph_cli.settings import Settings

AS_OF = date(2026, 11, 20)
"""The day the demo's history ends."""

MAIN = "nordlicht-werke"
"""The account whose reports are printed."""

NAME = "kamgraph"
"""What the command is called."""

STORE = "kamgraph.db"
LIST = "demo-files.txt"
"""Names what the demo made, so that it never replaces anything else."""

_HEAD = "# Made by `kamgraph demo`, which replaces these files when it runs again."
_ASKED = Asked(AS_OF, "table", None)


def build(folder: str, settings: Settings) -> Settings:
    """Builds the demo's store and pages.

    Args:
        folder: where to.
        settings: the global options.

    Returns:
        The global options with the demo's store.

    Raises:
        InputError: something that is not the demo's is in the way.
        StoreBusy: the folder cannot be written to.
    """
    source = read_source(str(Path(kamgraph.__file__).parent / "demo"))
    accounts = source.cells.table("accounts").texts("id")
    names = [STORE, *(f"{slug(account)}.html" for account in accounts)]
    with _claimed(Path(folder), names) as place:
        inside = replace(settings, store=str(place / STORE))
        with inside.writing() as store:
            store.apply(source.cells, replace=True, faults=source.faults)
        for account in accounts:
            html = page(AccountQuestion(inside, _ASKED, account, None))
            write_text(str(place / f"{slug(account)}.html"), html, "html")
    return replace(settings, store=str(Path(folder) / STORE))


@contextmanager
def _claimed(folder: Path, names: list[str]) -> Iterator[Path]:
    """Where to build: in the folder, or beside it where it is new and comes whole or not at all.

    What will be in it is listed first; refuses where something else is.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"'{folder}' is there and no folder; choose another with --dir")
    if not folder.parent.is_dir():
        raise InputError(f"there is no folder '{folder.parent}'; make it first")
    own = _listed(folder / LIST)
    for name in [*names, LIST]:
        if (folder / name).exists() and name not in own:
            raise InputError(
                f"'{folder / name}' was not made by `kamgraph demo`, so it is not replaced; "
                "choose another folder with --dir"
            )
    place = folder if folder.exists() else beside(folder, ".new")
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        write_text(str(place / LIST), "\n".join([_HEAD, *names, LIST, ""]), "table")
        yield place
        if place != folder:
            place.rename(folder)
    except OSError as error:
        raise StoreBusy(
            f"'{folder}' cannot be made ({error.strerror}); choose another with --dir"
        ) from None
    finally:
        if place != folder:
            shutil.rmtree(place, ignore_errors=True)


def _listed(path: Path) -> set[str]:
    """What the demo made here before."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    return set(lines[1:]) if lines[:1] == [_HEAD] else set()


def reports(settings: Settings) -> str:
    """The portfolio, and the reports of the main account.

    Args:
        settings: the global options with the demo's store.
    """
    rule = "─" * 72
    parts = [rendered(report, "table", sys.stdout) for report in _reports(settings)]
    return f"\n{rule}\n\n".join(parts) + f"\n{rule}\n\n"


def _reports(settings: Settings) -> Iterator[Report]:
    from kamgraph.findings.check import check
    from kamgraph.findings.overview import portfolio
    from kamgraph.metrics.alignment import alignment
    from kamgraph.metrics.coverage import coverage
    from kamgraph.metrics.spoc import spoc
    from kamgraph.reports import alignment as alignment_report
    from kamgraph.reports import coverage as coverage_report
    from kamgraph.reports import findings as findings_report
    from kamgraph.reports import portfolio as portfolio_report
    from kamgraph.reports import spoc as spoc_report

    words = settings.words()
    with settings.reading() as store:
        whole = portfolio(store.columns(), AS_OF, settings.policy())
    yield portfolio_report.describe(whole, words)
    question = AccountQuestion(settings, _ASKED, MAIN, None)
    matrix, names = question.matrix(), question.names()
    yield coverage_report.describe(coverage(matrix), words, names)
    yield spoc_report.describe(spoc(matrix), words, names)
    yield alignment_report.describe(alignment(matrix), words, names)
    yield findings_report.describe(check(matrix, settings.lang), words, names)


def _call(program: str) -> str:
    """How a shell in this folder calls the command: by its name, or as it was called now.

    Args:
        program: the path by which this process was started.
    """
    path = Path(program)
    if path.stem != NAME or shutil.which(NAME):
        return NAME
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return shlex.quote(str(path))


def guide(folder: str, settings: Settings) -> str:
    """What is where, and what to do next.

    Args:
        folder: the demo's folder.
        settings: the global options with the demo's store.
    """
    t = settings.words().texts
    pages = sorted(Path(folder).glob("*.html"))
    day, call = AS_OF.isoformat(), _call(sys.argv[0])
    on_demo = f"{call} --store {shlex.quote(settings.store)}"
    commands = [
        f"{on_demo} whatif {MAIN} --without 'Jonas Brandt' --as-of {day}",
        f"{on_demo} next {MAIN} --as-of {day}",
        f"{on_demo} report {MAIN} --as-of {day} -o report.html",
        f"{on_demo} check --as-of {day} --fail-on critical",
        f"{on_demo} export my-tables",
        f"{call} --store mine.db import my-tables",
    ]
    portfolio = t.gettext("the portfolio: three accounts, all of them invented")
    maps = t.gettext("the maps: open them in a browser, they work offline")
    last = t.gettext("the last two: edit the exported tables, and import your own")
    lines = [
        t.gettext("What is where"),
        f" {settings.store}",
        f"   {portfolio}",
        *(f" {path}" for path in pages),
        f"   {maps}",
        "",
        t.gettext("What to do next"),
        *(f" {command}" for command in commands),
        f"   {last}",
    ]
    return "\n".join(lines) + "\n"
