"""The process' first line and its last: what an interruption there leads to."""

from __future__ import annotations

import subprocess
import sys

import pytest

SAID = "Interrupted; everything is as it was before"


def started(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)


ENDING = """
from kamgraph_cli import main, start
def ends(**_):
    start._ctrl_c.came = {came}
    raise {error}
main.cli.main = ends
start.main()
"""


@pytest.mark.parametrize(
    ("came", "error", "code", "said"),
    [
        (False, "SystemExit(0)", 0, False),
        (False, "SystemExit(3)", 3, False),
        (True, "SystemExit(0)", 130, True),  # done before the interruption was repeated
        (True, "SystemExit(130)", 130, False),  # the command has said so itself
        (True, "ImportError('half a module')", 130, True),
    ],
)
def test_how_a_process_ends(came: bool, error: str, code: int, said: bool) -> None:
    done = started(ENDING.format(came=came, error=error))
    assert done.returncode == code, done.stderr
    assert (SAID in done.stderr) == said
    assert "Traceback" not in done.stderr


def test_an_error_of_ours_that_nobody_interrupted_is_shown() -> None:
    done = started(ENDING.format(came=False, error="RuntimeError('a bug')"))
    assert done.returncode == 1
    assert "RuntimeError: a bug" in done.stderr


def test_an_interruption_before_the_handler_stands_says_nothing() -> None:
    done = started(
        """
import builtins
found = builtins.__import__
def interrupted(name, *more):
    if name == "kamgraph_cli.ctrl_c":
        raise KeyboardInterrupt
    return found(name, *more)
builtins.__import__ = interrupted
import kamgraph_cli.start
"""
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
