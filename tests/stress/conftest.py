"""Stores and folders that the tests of this folder copy and then mistreat."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.stress.commands import DEMO, STORE, copied, run

_GENERATOR = Path(__file__).resolve().parents[2] / "benchmarks" / "generate.py"


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of CSV files with some thousand rows."""
    folder = tmp_path_factory.mktemp("larger") / "tables"
    command = [sys.executable, str(_GENERATOR), str(folder), "--accounts", "10", "--seed", "7"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's store and nothing else; to be copied, never changed."""
    folder = tmp_path_factory.mktemp("demo")
    done = run("import", str(DEMO), folder=folder)
    assert done.code == 0, done
    assert [path.name for path in folder.iterdir()] == [STORE]
    return folder


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    """A folder of its own with the demo's store."""
    return copied(demo_folder, tmp_path / "work")
