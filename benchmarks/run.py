"""Measures kamgraph against its named baselines and prints a table, a line a target.

``python benchmarks/run.py`` takes a minute or two; ``--large`` adds the rows about 10,000 accounts
and takes about ten times as long. The data are generated into a cache folder once.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from measure import MeasurementError, Sample, Series, alternate, run

HERE = Path(__file__).resolve().parent
SEED = 1
AS_OF = "2026-11-21"  # the day after the last interaction of the generated data
SMALL, LARGE = 1_000, 10_000
MEMORY = 600.0  # MB


@dataclass(frozen=True)
class Line:
    """One line of the table: cells as they are printed."""

    what: str
    subject: str
    peak: str
    baseline: str
    baseline_seconds: str
    measured: str
    must: str
    aim: str
    met: str


HEADER = Line(
    "what", "seconds", "peak MB", "baseline", "its seconds", "measured", "must", "aim", "met"
)


@dataclass(frozen=True)
class Bench:
    """What every benchmark needs: where data and stores lie, how often to run.

    Args:
        cache: folder of the generated data.
        scratch: folder for stores, removed at the end.
        runs: measured runs of each command.
        large: whether 10,000 accounts are measured too.
    """

    cache: Path
    scratch: Path
    runs: int
    large: bool

    def data(self, accounts: int) -> Path:
        """The CSV folder of that many accounts, generated where the cache lacks it."""
        parts = ("generate.py", "region.py", "acquaintance.py", "output.py", "fiction.py")
        text = "".join((HERE / part).read_text(encoding="utf-8") for part in parts)
        digest = hashlib.sha256(f"{accounts}/{SEED}/{text}".encode()).hexdigest()[:12]
        folder = self.cache / f"d{accounts}-{digest}"
        if not folder.exists():
            say(f"generating {accounts:,} accounts")
            # renamed when complete, so that an interrupted run leaves nothing half
            unfinished = self.scratch / folder.name
            options = ["--accounts", str(accounts), "--seed", str(SEED)]
            run([*python("generate.py"), str(unfinished), *options])
            unfinished.rename(folder)
        return folder

    def store(self, accounts: int) -> Path:
        """A store of that many accounts, imported once a run: the code under test makes it."""
        path = self.scratch / f"d{accounts}.db"
        if not path.exists():
            say(f"importing {accounts:,} accounts")
            unfinished = path.with_suffix(".unfinished.db")
            unfinished.unlink(missing_ok=True)
            run(self.importing(accounts, unfinished))
            unfinished.rename(path)
        return path

    def importing(self, accounts: int, path: Path) -> list[str]:
        """The command that imports that many accounts into a new store."""
        return [*kamgraph(), "--store", str(path), "import", str(self.data(accounts))]

    def portfolio(self, accounts: int) -> list[str]:
        """The command that prints the portfolio of a store, all columns."""
        store = str(self.store(accounts))
        return [*kamgraph(), "--store", store, "portfolio", "--as-of", AS_OF, "--format", "csv"]

    def plain(self, accounts: int) -> list[str]:
        """The plain script on the same data."""
        return [*python("plain.py"), str(self.data(accounts)), "--as-of", AS_OF]


def say(text: str) -> None:
    """Progress, kept apart from the table."""
    print(f"… {text}", file=sys.stderr, flush=True)


def python(script: str) -> list[str]:
    """The command that runs a script of this folder."""
    return [sys.executable, str(HERE / script)]


@cache
def kamgraph() -> tuple[str, ...]:
    """The command line under test: the script installed beside this Python, else the module."""
    script = shutil.which("kamgraph", path=str(Path(sys.executable).parent))
    return (script,) if script else (sys.executable, "-m", "kamgraph_cli")


def rows_of(folder: Path) -> int:
    """The rows of a CSV folder; no cell of the generated data holds a line break."""
    total = 0
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            total += sum(1 for _ in file) - 1
    return total


def verdict(value: float, must: float, aim: float | None = None, *, least: bool = False) -> str:
    """Whether a value meets its targets, which are upper limits unless ``least``."""

    def meets(limit: float) -> bool:
        return value >= limit if least else value <= limit

    if aim is not None and meets(aim):
        return "aim"
    return "must" if meets(must) else "NO"


def against(
    what: str, subject: Series, name: str, baseline: Series, must: float, aim: float
) -> Line:
    """A line whose target is the ratio of two times."""
    ratio = subject.seconds / baseline.seconds
    limits = f"{must:g} ×", f"{aim:g} ×", verdict(ratio, must, aim)
    measured = f"{ratio:.2f} ×"
    seconds = subject.spread, f"{subject.megabytes:.0f}", name, baseline.spread
    return Line(what, *seconds, measured, *limits)


def memory(what: str, subject: Series) -> Line:
    """A line whose target is the peak memory."""
    peak = f"{subject.megabytes:.0f}"
    limits = f"{MEMORY:g} MB", "", verdict(subject.megabytes, MEMORY)
    return Line(what, subject.spread, peak, "", "", f"{peak} MB", *limits)


def portfolio(bench: Bench) -> Iterator[Line]:
    """All columns for all accounts, against a script that computes coverage alone."""
    targets = {SMALL: (1.0, 0.6), LARGE: (0.5, 0.3)}
    for accounts in (SMALL, LARGE) if bench.large else (SMALL,):
        commands = bench.plain(accounts), bench.portfolio(accounts)
        say(f"portfolio, {accounts:,} accounts")
        plain, subject = alternate(bench.runs, *commands)
        what = f"portfolio, d{accounts // 1000}k"
        yield against(what, subject, "plain", plain, *targets[accounts])


def growth(bench: Bench) -> Iterator[Line]:
    """How time and memory grow with ten times the accounts."""
    if not bench.large:
        return
    commands = bench.portfolio(SMALL), bench.portfolio(LARGE)
    say("portfolio, ten times the accounts")
    small, large = alternate(bench.runs, *commands)
    yield against("10 × the accounts", large, "portfolio, d1k", small, 10, 8)
    yield memory("portfolio, d10k, memory", large)


def account(bench: Bench) -> Iterator[Line]:
    """One account out of many, over the command line's own start."""
    accounts = LARGE if bench.large else SMALL
    store = str(bench.store(accounts))
    one = [*kamgraph(), "--store", store, "coverage", "a00500", "--as-of", AS_OF]
    say(f"one account out of {accounts:,}")
    start, subject = alternate(bench.runs, [*kamgraph(), "--help"], one)
    extra = subject.seconds - start.seconds
    what = f"one account out of {accounts:,}"
    seconds = subject.spread, f"{subject.megabytes:.0f}", "--help", start.spread
    yield Line(what, *seconds, f"+ {extra:.2f} s", "0.6 s", "0.4 s", verdict(extra, 0.6, 0.4))


def trend(bench: Bench) -> Iterator[Line]:
    """24 months of one account, over one coverage of it."""
    store, scope = str(bench.store(SMALL)), ["a00500", "--as-of", AS_OF]
    say("trend, 24 months")
    coverage, subject = alternate(
        bench.runs,
        [*kamgraph(), "--store", store, "coverage", *scope],
        [*kamgraph(), "--store", store, "trend", *scope, "--months", "24"],
    )
    yield against("trend, 24 months", subject, "coverage", coverage, 4, 2)


def start(bench: Bench) -> Iterator[Line]:
    """The command line's start, over importing click."""
    say("--help")
    commands = [sys.executable, "-c", "import click"], [*kamgraph(), "--help"]
    click, subject = alternate(bench.runs, *commands)
    yield against("--help", subject, "import click", click, 2.5, 1.5)


def validated_import(bench: Bench) -> Iterator[Line]:
    """Import with all its checks, against writing the same tables with none."""
    data, schema = bench.data(SMALL), bench.store(SMALL)
    theirs, ours = bench.scratch / "baseline.db", bench.scratch / "import.db"
    baseline = [*python("baseline_import.py"), str(data), str(schema), str(theirs)]

    def clear() -> None:
        theirs.unlink(missing_ok=True)
        ours.unlink(missing_ok=True)

    say(f"import, {SMALL:,} accounts")
    commands = baseline, bench.importing(SMALL, ours)
    plain, subject = alternate(bench.runs, *commands, before=clear)
    share, rows = plain.seconds / subject.seconds, rows_of(data)
    speeds = f"{rows / subject.seconds:,.0f} of {rows / plain.seconds:,.0f} rows/s"
    measured = f"{share:.0%}: {speeds}"
    seconds = subject.spread, f"{subject.megabytes:.0f}", "executemany", plain.spread
    limits = "50 %", "90 %", verdict(share, 0.5, 0.9, least=True)
    yield Line("import, d1k", *seconds, measured, *limits)
    if bench.large:
        ours.unlink()
        say(f"import, {LARGE:,} accounts, once")
        once = Series((run(bench.importing(LARGE, ours)),))
        yield memory("import, d10k, memory", once)


def departures(bench: Bench) -> Iterator[Line]:
    """What every departure costs an account, against its four metrics once; computing time."""
    say("every departure of an account")
    command = [*python("departures.py"), "--runs", str(bench.runs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MeasurementError(done.stderr.strip().splitlines()[-1])
    times = json.loads(done.stdout)
    once, each = (
        Series(tuple(Sample(seconds, 0.0) for seconds in times[name]))
        for name in ("metrics", "departures")
    )
    ratio = each.seconds / once.seconds
    yield Line(
        "whatif --each, 60 × 20",
        each.spread,
        "",
        "the four metrics once",
        once.spread,
        f"{ratio:.2f} ×",
        "3 ×",
        "",
        verdict(ratio, 3),
    )


BENCHMARKS: dict[str, Callable[[Bench], Iterator[Line]]] = {
    "portfolio": portfolio,
    "growth": growth,
    "account": account,
    "trend": trend,
    "help": start,
    "import": validated_import,
    "departures": departures,
}


def lines(bench: Bench, names: list[str]) -> Iterator[Line]:
    """The lines of the named benchmarks; one that cannot run says why and stops no other."""
    for name in names:
        try:
            yield from BENCHMARKS[name](bench)
        except MeasurementError as error:
            say(f"{name} failed: {error}")
            yield Line(name, "", "", "", "", "failed", "", "", "NO")


def table(found: list[Line]) -> str:
    """The lines as a Markdown table with aligned columns."""
    cells = [list(vars(line).values()) for line in (HEADER, *found)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    texts = [" | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in cells]
    rule = "|".join("-" * (width + 2) for width in widths)
    return "\n".join([f"| {texts[0]} |", f"|{rule}|", *(f"| {text} |" for text in texts[1:])])


def machine() -> str:
    """What the figures were measured on."""
    cores = os.cpu_count()
    return (
        f"{platform.system()} {platform.machine()}, {cores} cores, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Measure kamgraph against its baselines.")
    parser.add_argument("--large", action="store_true", help="10,000 accounts too")
    parser.add_argument("--only", choices=BENCHMARKS, action="append", help="may be repeated")
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each command")
    parser.add_argument("--cache", type=Path, default=HERE / ".cache", help="generated data")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    options.cache.mkdir(parents=True, exist_ok=True)
    # on the same disk as the data: the temporary folder of a system may be in memory
    with tempfile.TemporaryDirectory(dir=options.cache, prefix="run-") as scratch:
        bench = Bench(options.cache, Path(scratch), options.runs, options.large)
        found = list(lines(bench, options.only or list(BENCHMARKS)))
    print(f"{machine()}; median of {options.runs} runs (smallest–largest), as of {AS_OF}\n")
    print(table(found))
    if not options.large:
        print("\n10,000 accounts were not measured; --large does.")


if __name__ == "__main__":
    main()
