"""The tutorial does what it says: its commands are typed on a terminal, its answers compared.

Every `console` block of docs/tutorial.md is read as a talk with a terminal: a line after "$ " is
a command, what follows is what stands there afterwards. Where a command asks, the answer is what
follows the question on its line. "…" stands for what differs from machine to machine, and, alone
on a line, for lines left out.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"
PATIENCE = 60.0
"""Seconds after which a silent command is given up."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal to type on")


def talks() -> Iterator[tuple[str, list[str]]]:
    """Each command with the lines that follow it."""
    text = TUTORIAL.read_text(encoding="utf-8")
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.S | re.M):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            while command.endswith("\\"):
                command = command[:-1] + shown.pop(0).lstrip()
            yield command, shown


def played(command: str, shown: list[str], folder: Path) -> list[str]:
    """The lines on a terminal of 80 columns, questions answered as the tutorial does."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            "NO_COLOR": "1",
            "COLUMNS": "80",
        },
    )
    os.close(theirs)
    seen, asked, end = b"", 0, time.monotonic() + PATIENCE
    while time.monotonic() < end:
        ready = select.select([ours], [], [], 0.05)[0]
        try:
            read = os.read(ours, 65536) if ready else b""
        except OSError:  # the last one has closed the terminal
            break
        seen += read
        if read or len(seen) == asked or not seen.endswith(b" "):
            if ready and not read:
                break
            continue
        asked = len(seen)
        os.write(ours, f"{_answer(seen.decode('utf-8'), shown)}\n".encode())
    os.close(ours)
    assert process.wait(PATIENCE) == 0, seen.decode("utf-8")
    return [line.rstrip() for line in seen.decode("utf-8").splitlines()]


def _answer(seen: str, shown: list[str]) -> str:
    """What follows a question on its line."""
    lines = seen.splitlines()
    question = lines[-1].rstrip()
    place = len(lines) - 1
    assert place < len(shown), f"not in the tutorial: {question}"
    assert shown[place].startswith(question), f"{shown[place]!r} does not ask {question!r}"
    return shown[place].removeprefix(question).strip()


def pattern(shown: list[str]) -> str:
    """What the lines of the tutorial stand for."""
    parts = [
        r"(?:.*\n)*?" if line == "…" else re.escape(line.rstrip()).replace("…", ".*") + r"\n"
        for line in shown
    ]
    return "".join(parts)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_tutorial_is_true(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    commands = 0
    for command, shown in talks():
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
            continue
        found = "".join(f"{line}\n" for line in played(command, shown, folder))
        wanted = pattern(shown)
        assert re.fullmatch(wanted, found), (
            f"$ {command}\n{found}\n--- the tutorial:\n" + "\n".join(shown)
        )
        commands += 1
    assert commands >= 10
