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


PAGE = ROOT / "kamgraph" / "maps" / "page"


def test_every_source_file_of_the_packages_is_inside(wheel: list[str]) -> None:
    for base in (ROOT / "kamgraph", ROOT / "cli" / "kamgraph_cli"):
        for file in base.rglob("*"):
            if not file.is_file() or "__pycache__" in file.parts:
                continue
            # Of the page's own project only what the page is made of is installed.
            of_project = PAGE in file.parents
            if not of_project or file.parent.name in ("scripts", "styles") or file.suffix == ".j2":
                if "node_modules" in file.parts:
                    continue
                assert file.relative_to(base.parent).as_posix() in wheel


def test_tests_benchmarks_and_node_stay_outside(wheel: list[str]) -> None:
    outside = (
        "tests/",
        "benchmarks/",
        "node_modules/",
        "package.json",
        "package-lock",
        "eslint",
        ".npmrc",
    )
    assert not [name for name in wheel if any(part in name for part in outside)]


def test_the_entry_point_is_named_kamgraph(wheel: list[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in wheel)
