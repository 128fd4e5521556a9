"""`kill -9` at random moments of commands that write, and readers beside somebody who imports.

After each kill the store opens at once, in the state before or after; what the command had said
before it was killed is kept; and the same command goes through when it is run again.
"""

from __future__ import annotations

import random
import signal
import sys
import time
from pathlib import Path

import pytest

from kamgraph.stores.base import TableContent
from kamgraph.stores.sqlite import SqliteStore
from tests.counts import count
from tests.stress.commands import DEMO, STORE, Done, contents, copied, run, started

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")

KILLS = count(5, 50)

WRITING = {
    "import": ("import", "{larger}"),
    "import --replace": ("import", "{larger}", "--replace"),
    "log": ("log", "anna-keller", "henrik-thomsen", "--channel", "call", "--id", "last"),
    "edit": ("edit", "person", "henrik-thomsen", "--set", "influence=1.5"),
    "leave": ("leave", "henrik-thomsen", "--on", "2026-12-31"),
    "first": ("--store", "new.db", "import", "{larger}"),
}
"""Commands in a folder with the demo's store; the last one makes a store."""


@pytest.mark.parametrize("name", WRITING)
def test_kill(name: str, demo_folder: Path, larger: Path, tmp_path: Path) -> None:
    arguments = tuple(part.format(larger=larger) for part in WRITING[name])
    place = copied(demo_folder, tmp_path / "work")
    store = place / ("new.db" if name == "first" else STORE)
    before = state(store)
    done = run(*arguments, folder=place)
    assert done.code == 0, done
    after = state(store)
    chance = random.Random(name)
    for number in range(KILLS):
        copied(demo_folder, place)
        share = chance.uniform(0.3, 1) if number % 2 else 2  # 2: as soon as a journal is there
        said = killed(arguments, place, store, share * done.seconds)
        begun = time.monotonic()
        found = state(store)
        assert time.monotonic() - begun < 10
        assert found in (before, after), (name, share)
        assert not said or found == after, (name, share, "what it had said is lost")
        if name not in ("leave", "log") or found == before:  # no id twice, and nobody leaves twice
            assert again(arguments, place).code == 0
            assert state(store) == after


def state(store: Path) -> str | None:
    """The rows of a store; None where there is none, or an empty one."""
    if not store.exists():
        return None
    with SqliteStore(store) as opened:
        found = opened.verify()
        assert found.sound, found.problems
        return " ".join(opened.digests().values()) if any(opened.counts().values()) else None


def killed(arguments: tuple[str, ...], place: Path, store: Path, wait: float) -> str:
    """What a command had said when it was killed after that long, or with a journal open."""
    journal = store.with_name(store.name + "-journal")
    end = time.monotonic() + wait
    with started(*arguments, folder=place) as process:
        while process.poll() is None and time.monotonic() < end:
            if wait > 0 and journal.exists() and end - time.monotonic() < wait / 2:
                break
            time.sleep(0.0005)
        process.send_signal(signal.SIGKILL)
        return process.communicate()[0]


def again(arguments: tuple[str, ...], place: Path) -> Done:
    """Runs a command once more, which the leftovers of a killed one must not hinder."""
    return run(*arguments, folder=place)


def test_a_kill_with_a_journal_open(demo_folder: Path, larger: Path, tmp_path: Path) -> None:
    """The journal of a killed import is played back by whoever comes next, readers too."""
    hot = 0
    place = copied(demo_folder, tmp_path / "work")
    before = contents(place)
    assert run("import", str(larger), folder=place).code == 0
    after = contents(place)[STORE]
    for number in range(KILLS):
        copied(demo_folder, place)
        journal = place / f"{STORE}-journal"
        with started("import", str(larger), folder=place) as process:
            while process.poll() is None and not journal.exists():
                time.sleep(0.0005)
            time.sleep(0.01 * (number % 5))
            process.send_signal(signal.SIGKILL)
            process.communicate()
        hot += journal.exists()
        done = run("accounts", "--format", "csv", folder=place)
        assert done.code == 0, done
        assert contents(place).get(STORE) in (before[STORE], after)
        done = run(*WRITING["edit"], folder=place)  # tidies up what held nothing yet
        assert done.code == 0, done
        assert contents(place).keys() == before.keys()
    assert hot, "no journal was ever left open"


def test_a_reader_never_sees_half_an_import(folder: Path, larger: Path) -> None:
    """Two portfolios replace each other, and whoever reads sees one of them, whole."""
    sources = [str(DEMO), str(larger)]
    whole = set()
    for source in sources:
        done = run("import", source, "--replace", folder=folder)
        assert done.code == 0, done
        with SqliteStore(folder / STORE) as store:
            whole.add((*store.digests().values(), *map(str, store.counts().values())))
    seen = set()
    for turn in range(count(4, 20)):
        with started("import", sources[turn % 2], "--replace", folder=folder) as process:
            while process.poll() is None:
                with SqliteStore(folder / STORE) as store:
                    found = store.verify()
                    assert found.sound, found.problems
                    seen.add(_read(found.tables))
            _, stderr = process.communicate()
        assert process.returncode == 0, stderr
    assert seen <= whole
    assert len(seen) == 2


def _read(tables: tuple[TableContent, ...]) -> tuple[str, ...]:
    """Digests and counts of the tables, from the rows themselves."""
    return (*(table.digest for table in tables), *(str(table.rows) for table in tables))


def test_commands_at_once_all_get_through(folder: Path) -> None:
    """Nobody is refused and nothing is lost where several log at the same moment."""
    each, writers = count(2, 25), 4
    expected = set()
    for turn in range(each):
        ids = [f"at-once-{turn}-{number}" for number in range(writers)]
        running = [
            started(*WRITING["log"][:-1], found, "--on", "2026-11-20", folder=folder)
            for found in ids
        ]
        for process in running:
            stdout, stderr = process.communicate()
            assert process.returncode == 0, stderr
            assert stdout.startswith("Added to Interactions")
        expected |= set(ids)
    with SqliteStore(folder / STORE) as store:
        assert store.verify().sound
        kept = {row.model_dump()["id"] for row in store.rows("interactions")}
    assert expected <= kept
