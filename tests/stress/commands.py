"""The installed command as a process of its own, and what it leaves in a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import kamgraph
from kamgraph.stores.sqlite import SqliteStore

KAMGRAPH = Path(sys.executable).with_name("kamgraph")
"""The command beside the Python that runs the tests."""

DEMO = Path(kamgraph.__file__).parent / "demo"
AS_OF = ("--as-of", "2026-11-20")
STORE = "kamgraph.db"

_OURS = ("KAMGRAPH_", "COV_", "COVERAGE_", "NO_COLOR", "FORCE_COLOR", "COLUMNS")


def environment() -> dict[str, str]:
    """The environment without anything that changes what the command does."""
    return {name: text for name, text in os.environ.items() if not name.startswith(_OURS)}


def started(*arguments: str, folder: Path, **more: object) -> subprocess.Popen[str]:
    """The command at work in a folder."""
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [str(KAMGRAPH), *arguments],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **more,
    )


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    stdout: str
    stderr: str
    seconds: float


def run(*arguments: str, folder: Path, **more: object) -> Done:
    """Runs the command in a folder to its end."""
    begun = time.monotonic()
    with started(*arguments, folder=folder, **more) as process:
        stdout, stderr = process.communicate()
    return Done(process.returncode, stdout, stderr, time.monotonic() - begun)


def refused(done: Done, code: int, *words: str) -> None:
    """Asserts that a command ended with that code and a sentence, and nothing else."""
    assert (done.code, done.stdout) == (code, ""), done
    assert done.stderr.startswith("Error: "), done
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr, done


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder, hidden ones too: of a store its rows, of others their bytes."""
    return {
        str(path.relative_to(folder)): _content(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _content(path: Path) -> str:
    if path.suffix != ".db":
        return sha256(path.read_bytes()).hexdigest()
    with SqliteStore(path) as store:
        found = store.verify()
        assert found.sound, found.problems
        return " ".join(store.digests().values())


def copied(source: Path, target: Path) -> Path:
    """A copy of a folder, in the place of an earlier one."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    return target
