"""Daily writing from several processes at once, and processes that are killed while they write."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kamgraph.model.rules import faults
from kamgraph.stores.sqlite import SqliteStore
from kamgraph.testing import examples
from tests.counts import count

ROOT = Path(__file__).resolve().parents[3]

PROCESSES, EACH, KILLS = count(4, 8), count(25, 100), count(5, 50)

WRITER = """
import sys
from datetime import date, timedelta
from kamgraph.model.editing import rating
from kamgraph.model.editing import logging
from kamgraph.stores.sqlite import SqliteStore

path, who, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with SqliteStore(path, write=True) as store:
    for number in range(count):
        values = {"date": "2026-01-01", "own": "k1", "person": "c1", "channel": "call"}
        store.change(logging({**values, "id": f"{who}-{number}"}))
        print(f"{who}-{number}", flush=True)
        if who == "rater":  # two rows at once: the one that ends and the one that begins
            on = date(2026, 1, 1) + timedelta(days=number)
            store.change(rating("k1", "c1", on, {"level": number % 4 + 1}))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "store.db"
    with SqliteStore(found, create=True) as store:
        store.apply(examples.small().cells())
    return found


def writer(path: Path, who: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), who, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def kept(path: Path) -> set[str]:
    with SqliteStore(path) as store:
        assert store.verify().sound
        assert not faults(store.cells())
        contacts = store.matching("contacts", "person", "c1")
        assert sum(row.model_dump()["until"] is None for row in contacts) == 1
        ids = (row.model_dump()["id"] for row in store.rows("interactions"))
        return {text for text in ids if text and text[0] in "pr"}


def test_of_many_who_log_at_once_none_is_lost(path: Path) -> None:
    running = [writer(path, f"p{number}", EACH) for number in range(PROCESSES)]
    with SqliteStore(path) as reader:
        while any(process.poll() is None for process in running):
            counts = reader.counts()
            assert counts["interactions"] >= 4
            time.sleep(0.01)
    said = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES
    assert sum(len(text.split()) for text in said) == PROCESSES * EACH
    assert kept(path) == {text for one in said for text in one.split()}


BUSY = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    connection.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
"""


def test_looking_at_the_file_does_not_give_up_the_locks_on_it(path: Path) -> None:
    """Whoever closes a file loses all locks on it, also those of another connection."""
    with SqliteStore(path, write=True) as writer, writer._writing():
        with SqliteStore(path) as reader:
            assert reader.verify().sound
        done = subprocess.run(
            [sys.executable, "-c", BUSY, str(path)], capture_output=True, text=True, check=True
        )
    assert "locked" in done.stdout


@pytest.mark.parametrize("number", range(KILLS))
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_who_is_killed_leaves_the_state_before_or_after(path: Path, number: int) -> None:
    process = writer(path, "rater", 10_000)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(random.Random(number).uniform(0, 0.2))
    process.send_signal(signal.SIGKILL)
    said = {first.strip(), *process.communicate()[0].split("\n")[:-1]}
    found = kept(path)
    # What was acknowledged is there; at most one more was kept before it could be said.
    assert said <= found
    assert len(found - said) <= 1
