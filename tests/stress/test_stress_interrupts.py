"""Ctrl-C at random moments of every command that may take long.

What happens before our handler of the signal stands is Python's own: the signal then ends the
process as it ends any other, or Python prints a traceback. Such runs are told by that and counted;
every other one must end with 130, without a traceback, in the state before
or after, and leave nothing else behind.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.counts import count
from tests.stress.commands import AS_OF, DEMO, STORE, contents, copied, run, started

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")

POINTS = count(5, 100)

FIRST = re.compile(r"kamgraph_cli[/\\](__init__|start|ctrl_c)\.py")
"""What is loaded until the handler of the signal stands."""

UNHEARD = "Failed checking if argv[0] is an import path entry"
"""What Python prints where the signal came at one moment of its start; it then goes on."""

LONG = {
    "import": ("import", "{larger}"),
    "import anew": ("--store", "new.db", "import", "{larger}"),
    "import --replace": ("import", "{larger}", "--replace"),
    "import workbook": ("--store", "new.db", "import", "demo.xlsx"),
    "export folder": ("export", "tables"),
    "export again": ("export", "older"),
    "export workbook": ("export", "demo.xlsx"),
    "export store": ("export", "new.db"),
    "template": ("template", "empty.xlsx"),
    "portfolio": ("portfolio", *AS_OF, "-o", "portfolio.md", "--format", "md"),
    "check": ("check", *AS_OF, "-o", "findings.json", "--format", "json"),
    "coverage": ("coverage", "nordlicht-werke", *AS_OF),
    "map": ("map", "nordlicht-werke", *AS_OF),
    "demo": ("demo", "--dir", "shown"),
    "stores": ("stores", "--verify"),
    "log": ("log", "anna-keller", "henrik-thomsen", "--channel", "call", "--on", "2026-11-20"),
    "leave": ("leave", "anna-keller", "--on", "2026-11-20"),
}
"""Commands in a folder with a store, an exported folder `older` and a workbook."""


@dataclass(frozen=True)
class Case:
    """A command, the folder before it, and what an undisturbed run leaves and prints."""

    arguments: tuple[str, ...]
    folder: Path
    before: dict[str, str]
    after: dict[str, str]
    stdout: str
    seconds: float


@pytest.fixture(scope="module")
def prepared(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that every command begins in."""
    folder = copied(demo_folder, tmp_path_factory.mktemp("interrupted") / "before")
    for target in ("older", "demo.xlsx"):
        assert run("export", target, folder=folder).code == 0
    (folder / "older" / "ties.csv").write_text("source,target,kind\n")
    return folder


def undisturbed(name: str, prepared: Path, larger: Path, place: Path) -> Case:
    arguments = tuple(part.format(larger=larger) for part in LONG[name])
    before = contents(copied(prepared, place))
    done = run(*arguments, folder=place)
    assert done.code == 0, done
    return Case(arguments, prepared, before, contents(place), done.stdout, done.seconds)


@pytest.mark.parametrize("name", LONG)
def test_ctrl_c(name: str, prepared: Path, larger: Path, tmp_path: Path) -> None:
    case = undisturbed(name, prepared, larger, tmp_path / "work")
    chance = random.Random(name)
    heard = 0
    for number in range(POINTS):
        share = (number + chance.random()) / POINTS
        heard += interrupted(case, tmp_path / "work", share * case.seconds)
    assert heard, "no interruption ever reached the command"


def interrupted(case: Case, place: Path, wait: float) -> bool:
    """Whether a command that is interrupted after that many seconds heard of it."""
    copied(case.folder, place)
    with started(*case.arguments, folder=place) as process:
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate()
    found = {
        name: content
        for name, content in contents(place).items()
        if name in case.before or not _is_empty_store(name, content)
    }
    assert found in (case.before, case.after), (wait, process.returncode, stderr, list(found))
    if _before_us(process.returncode, stderr):
        assert (stdout, found) == ("", case.before)
        return False
    if process.returncode == 0 and UNHEARD in stderr:
        assert (stdout, found) == (case.stdout, case.after), (wait, stderr)
        return False
    assert "Traceback" not in stderr, (wait, stderr)
    assert "Exception ignored" not in stderr, (wait, stderr)
    if process.returncode == 0:  # it came when everything was done
        assert (stdout, found) == (case.stdout, case.after), (wait, stderr)
        return False
    assert process.returncode == 130, (wait, process.returncode, stderr)
    assert "Interrupted; everything is as it was before" in stderr
    assert stdout in ("", case.stdout)
    return True


def _is_empty_store(name: str, content: str) -> bool:
    """Whether a store holds no row yet: it is made complete before anything comes into it
    (safety.md), so that a command stopped between the two leaves an empty one that opens."""
    return name.endswith(".db") and set(content) <= {"0", " "}


def _before_us(code: int, stderr: str) -> bool:
    """Whether Python was interrupted before our handler of the signal stood.

    Until then it ends in one of several ways of its own, with a traceback that names nothing of
    ours but the lines on the way to the handler; or our first line ends it and says nothing.
    """
    if code == 130 and not stderr:
        return True
    ends = code == -signal.SIGINT or (
        code == 1 and ("KeyboardInterrupt" in stderr or "Fatal Python error: init_" in stderr)
    )
    ours = [line for line in stderr.splitlines() if "kamgraph_cli" + os.sep in line]
    return ends and all(line.endswith("in <module>") and FIRST.search(line) for line in ours)


def test_ctrl_c_ends_waiting_for_another_writer(folder: Path) -> None:
    before = contents(folder)
    writer = sqlite3.connect(folder / STORE, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with started("import", str(DEMO), "--replace", folder=folder) as process:
        time.sleep(2)
        assert process.poll() is None
        asked = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate()
        waited = time.monotonic() - asked
    writer.close()
    assert process.returncode == 130, stderr
    assert waited < 10  # SQLite alone would have waited for 30 seconds
    assert contents(folder) == before


def test_a_second_ctrl_c_is_heard_too(prepared: Path, larger: Path, tmp_path: Path) -> None:
    """However often it is pressed, it ends with 130 and a sound store."""
    place = tmp_path / "work"
    case = undisturbed("import --replace", prepared, larger, place)
    for share in (0.6, 0.5, 0.4, 0.3):  # until it comes before the end
        copied(prepared, place)
        with started(*case.arguments, folder=place) as process:
            time.sleep(share * case.seconds)
            while process.poll() is None:
                process.send_signal(signal.SIGINT)
                time.sleep(0.001)
            _, stderr = process.communicate()
        if process.returncode == 0:
            assert contents(place) == case.after
            continue
        assert process.returncode in (130, -signal.SIGINT), stderr
        assert contents(place) in (case.before, case.after)
        return
    pytest.fail("no interruption came before the end")
