"""Every script under examples/ runs, as its first lines say."""

from __future__ import annotations

import csv
import math
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from kamgraph import Policy, open_store, portfolio, trend
from kamgraph.metrics.results_over_time import TrendRow
from kamgraph.model.columns import PortfolioColumns

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(script: Path, *arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, script, *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("script", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_example_runs(script: Path, tmp_path: Path) -> None:
    assert run(script, cwd=tmp_path).strip()


def test_whom_do_we_not_reach_names_those_without_contact(tmp_path: Path) -> None:
    printed = run(EXAMPLES / "whom_do_we_not_reach.py", cwd=tmp_path)
    assert "not reached: Ulrike Petersen, Frauke Jessen, Sophie Marchand" in printed
    assert "Magda Nowak hangs on Tomasz Wilk alone" in printed


def _portfolio_csv(tables: Path) -> str:
    """The command's portfolio of Northwind, as the text beside the script pipes it."""
    command = [sys.executable, "-m", "kamgraph_cli", "--store", str(tables)]
    command += ["--policy", str(EXAMPLES / "northwind" / "policy.toml")]
    command += ["portfolio", "--as-of", "1998-05-06", "--format", "csv"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_northwind_is_converted_into_a_sound_portfolio(tmp_path: Path) -> None:
    run(EXAMPLES / "northwind" / "convert.py", "northwind", cwd=tmp_path)

    policy = Policy.from_file(EXAMPLES / "northwind" / "policy.toml")
    with open_store(str(tmp_path / "northwind")) as store:
        rows = portfolio(store.columns(), date(1998, 5, 6), policy).accounts
    counted = subprocess.run(
        [sys.executable, EXAMPLES / "northwind" / "count.py"],
        input=_portfolio_csv(tmp_path / "northwind"),
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    beside = (EXAMPLES / "northwind" / "README.md").read_text(encoding="utf-8")
    assert counted.stdout in beside
    assert len(rows) == 91
    hanging = [row for row in rows if row.active and not row.redundant]
    assert len(hanging) == 28  # as the text beside the script says
    assert [row.account for row in rows if row.critical] == ["PARIS", "GROSR", "LETSS"]


def test_northwind_tells_what_happened_when_somebody_stopped_selling(tmp_path: Path) -> None:
    beside = (EXAMPLES / "northwind" / "README.md").read_text(encoding="utf-8")
    with (EXAMPLES / "northwind" / "data" / "orders.csv").open(encoding="utf-8", newline="") as f:
        orders = [row for row in csv.DictReader(f) if row["customer_id"] == "WARTH"]
    hers = sorted(row["order_date"] for row in orders if row["employee_id"] == "8")
    later = [row for row in orders if row["order_date"] > hers[-1]]
    assert (len(hers), hers[0], hers[-1]) == (4, "1997-01-13", "1997-02-24")
    assert (len(later), len({row["employee_id"] for row in later})) == (7, 4)
    assert "none afterwards" in beside

    run(EXAMPLES / "northwind" / "convert.py", "northwind", cwd=tmp_path)
    policy = Policy.from_file(EXAMPLES / "northwind" / "policy.toml")
    with open_store(str(tmp_path / "northwind")) as store:
        columns = store.account_slice("WARTH").columns()
    numbers = headlines_of(columns, policy)
    factors = {row.as_of: row.bus_factor for row in numbers}
    assert factors[date(1997, 2, 28)] == 2
    assert factors[date(1998, 5, 6)] == 1
    assert {row.redundant for row in numbers if row.as_of < date(1997, 4, 1)} == {1.0}
    twice = [row.as_of for row in numbers if row.redundant == 1 and row.as_of > date(1997, 4, 1)]
    assert (twice[0], twice[-1]) == (date(1997, 6, 30), date(1998, 1, 31))

    command = [sys.executable, "-m", "kamgraph_cli", "--store", str(tmp_path / "northwind")]
    command += ["--policy", str(EXAMPLES / "northwind" / "policy.toml"), "diff", "WARTH"]
    command += ["--from", "1997-02-28", "--to", "1998-05-06"]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    sentences = said.split("\n\n")[1:3]
    assert sentences[0].startswith("Weighted coverage fell")
    assert "\n\n".join(sentences) in beside


def headlines_of(columns: PortfolioColumns, policy: Policy) -> Sequence[TrendRow]:
    """The last sixteen month ends and the last day of the data."""
    rows = trend(columns, date(1998, 5, 6), 16, policy, "WARTH").rows
    return [row for row in rows if isinstance(row, TrendRow)]


def test_northwind_tells_who_was_nobodys_customer(tmp_path: Path) -> None:
    beside = (EXAMPLES / "northwind" / "README.md").read_text(encoding="utf-8")
    with (EXAMPLES / "northwind" / "data" / "orders.csv").open(encoding="utf-8", newline="") as f:
        orders = [
            (date.fromisoformat(row["order_date"]), row["employee_id"])
            for row in csv.DictReader(f)
            if row["customer_id"] == "LILAS"
        ]

    def held(day: date) -> bool:
        """Whether anybody's orders make an active tie, straight from the order book."""
        for own in {own for _, own in orders}:
            days = [when for when, who in orders if who == own and when <= day]
            level = (0, 1, 2, 2)[len(days)] if len(days) < 4 else 3
            fading = [2 ** (-(day - when).days / 180) for when in days]
            rated = level / 4 * max(fading, default=0.0)
            if max(rated, 1 - math.exp(-0.15 * sum(fading))) >= 0.25:
                return True
        return False

    run(EXAMPLES / "northwind" / "convert.py", "northwind", cwd=tmp_path)
    command = [sys.executable, "-m", "kamgraph_cli", "--store", str(tmp_path / "northwind")]
    command += ["--policy", str(EXAMPLES / "northwind" / "policy.toml"), "trend", "LILAS"]
    command += ["--months", "12", "--as-of", "1998-05-06"]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    months = [line for line in said.splitlines() if line[:4] in ("1997", "1998")]
    for line in months:
        assert ("100%    0% 100%   0%" in line or "100%  100%" in line) == held(
            date.fromisoformat(line[:10])
        ), line
    start, end = (
        next(n for n, line in enumerate(months) if line.startswith(month))
        for month in ("1997-07", "1998-02")
    )
    assert "\n".join(months[start : end + 1]) in beside
