"""What a user installs: the wheel holds three packages and everything they read, no more."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, ROOT],
        check=True,
        capture_output=True,
        cwd=target,
    )
    (built,) = target.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return archive.namelist()


def test_top_level_is_exactly_three_packages(wheel: list[str]) -> None:
    tops = {name.split("/")[0] for name in wheel if ".dist-info/" not in name}
    assert tops == {"kamgraph", "kamgraph_cli", "kamgraph_cypher"}


@pytest.mark.parametrize(
    "needed",
    [
        "kamgraph/py.typed",
        "kamgraph_cli/py.typed",
        "kamgraph/demo/people.csv",
        "kamgraph/demo/README.md",
        "kamgraph/locale/de/LC_MESSAGES/kamgraph.mo",
        "kamgraph/locale/en/LC_MESSAGES/kamgraph.mo",
    ],
)
def test_everything_read_at_run_time_is_inside(wheel: list[str], needed: str) -> None:
    assert needed in wheel


def test_every_source_file_of_the_packages_is_inside(wheel: list[str]) -> None:
    for base in (ROOT / "kamgraph", ROOT / "cli" / "kamgraph_cli"):
        for file in base.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert file.relative_to(base.parent).as_posix() in wheel


def test_tests_and_benchmarks_stay_outside(wheel: list[str]) -> None:
    assert not [name for name in wheel if "tests/" in name or "benchmarks/" in name]


def test_the_entry_point_is_named_kamgraph(wheel: list[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in wheel)
