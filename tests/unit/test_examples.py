"""Every script under examples/ runs, as its first lines say."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kamgraph import Policy, open_store, portfolio

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
