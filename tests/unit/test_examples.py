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


def test_northwind_is_converted_into_a_sound_portfolio(tmp_path: Path) -> None:
    run(EXAMPLES / "northwind" / "convert.py", "northwind", cwd=tmp_path)

    policy = Policy.from_file(EXAMPLES / "northwind" / "policy.toml")
    with open_store(str(tmp_path / "northwind")) as store:
        rows = portfolio(store.columns(), date(1998, 5, 6), policy).accounts
    assert len(rows) == 91
    hanging = [row for row in rows if row.active and not row.redundant]
    assert len(hanging) == 28  # as the text beside the script says
    assert [row.account for row in rows if row.critical] == ["PARIS", "GROSR", "LETSS"]
