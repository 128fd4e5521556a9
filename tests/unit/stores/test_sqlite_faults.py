"""The embedded file under what happens to files: flipped bits, kills, writers at once."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kamgraph.errors import KamGraphError, StoreDamaged
from kamgraph.model.portfolio import Portfolio
from kamgraph.stores import sqlite_migrations, sqlite_schema
from kamgraph.stores.sqlite import SqliteStore
from kamgraph.testing import examples
from kamgraph.testing.state_machine import texts_of
from kamgraph.testing.store_contract import arriving
from tests.counts import count


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with the small portfolio."""
    found = tmp_path / "store.db"
    with SqliteStore(found, create=True) as store:
        store.apply(examples.small().cells())
    return found


def test_flipped_bits_are_found(path: Path) -> None:
    """Each flip is refused, found by verifying, or has changed nothing that anybody can read."""
    content, chance = path.read_bytes(), random.Random(7)
    expected, found = texts_of(examples.small()), 0
    used = [place for place, byte in enumerate(content) if byte]
    for _ in range(count(20, 400)):
        place, bit = chance.choice(used), chance.randrange(8)
        path.write_bytes(
            content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]
        )
        try:
            with SqliteStore(path) as store:
                sound = store.verify().sound
                for read in (store.columns, store.cells, lambda: store.account_slice("a1")):
                    with suppress(KamGraphError):  # anything else is a traceback for the user
                        read()
                if not sound:
                    found += 1
                    continue
                assert texts_of(Portfolio.from_cells(store.cells())) == expected, (place, bit)
        except StoreDamaged:
            found += 1
    assert found > count(20, 400) / 2


def test_changed_content_is_found(path: Path) -> None:
    """A name that another program corrected is no longer what was written."""
    content = path.read_bytes()
    assert content.count(b"Ana O'Neill") == 1
    path.write_bytes(content.replace(b"Ana O'Neill", b"Ann O'Neill"))
    with SqliteStore(path) as store:
        assert store.verify().problems == ("people: the rows are not the ones that were written",)


def test_changed_definition_is_found(path: Path) -> None:
    with SqliteStore(path, write=True) as store:
        store._connection.execute('DROP INDEX "memberships_account"')
        (problem,) = store.verify().problems
    assert "memberships_account" in problem


def test_other_declarations_are_refused(path: Path) -> None:
    """A table that lacks a column, or is missing altogether, gives no wrong answers."""
    with pytest.raises(StoreDamaged, match=r"'goals'.*other declarations"):
        SqliteStore(path, schema=examples.EXTENDED)
    with SqliteStore(path, write=True) as store:
        store._connection.execute('ALTER TABLE "people" RENAME COLUMN "level" TO "rank"')
    with pytest.raises(StoreDamaged, match="'people'"):
        SqliteStore(path)


def test_lost_rows_and_dangling_keys_are_found(path: Path) -> None:
    with SqliteStore(path, write=True) as store:
        store._connection.execute("PRAGMA foreign_keys=OFF")
        store._connection.execute("DELETE FROM people WHERE id = 'c1'")
        problems = store.verify().problems
    assert any("5 rows are there, 6 were written" in problem for problem in problems)
    assert any("points to nothing in people" in problem for problem in problems)


IMPORTS = """
    import sys
    from pathlib import Path
    from kamgraph.stores.sqlite import SqliteStore
    from kamgraph.testing import examples
    from kamgraph.testing.store_contract import arriving
    path, number = Path(sys.argv[1]), int(sys.argv[2])
"""


def started(script: str, path: Path, number: int) -> subprocess.Popen[bytes]:
    """A process of its own that works on the store."""
    source = textwrap.dedent(IMPORTS) + textwrap.dedent(script)
    arguments = [sys.executable, "-c", source, str(path), str(number)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


CREATES = """
    print(flush=True)
    with SqliteStore(path, create=True) as store:
        rows = [{"id": f"n{i}", "name": "N" * 200, "kind": "media"} for i in range(20_000)]
        store.apply(arriving("organizations", *rows))
"""


@pytest.mark.parametrize("share", [n / 10 for n in range(count(4, 40))])
def test_killed_import_leaves_a_usable_state(tmp_path: Path, share: float) -> None:
    """Nothing, an empty store or all of it; and the next import goes through."""
    path = tmp_path / "store.db"
    with started(CREATES, path, 0) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(share % 1.2)
        process.send_signal(signal.SIGKILL)
    assert not path.exists() or path.stat().st_size
    if path.exists():
        with SqliteStore(path) as store:
            assert store.verify().sound
            assert store.counts()["organizations"] in (0, 20_000)
    with SqliteStore(path, create=True) as store:
        store.apply(examples.small().cells())
        assert store.verify().sound


def test_reading_after_a_kill_rolls_back(path: Path) -> None:
    """The journal of a killed writer is played back, also where only reading is asked for."""
    script = """
        import os, sqlite3
        store = SqliteStore(path, write=True)
        store._connection.execute("PRAGMA cache_size=1")
        store._connection.execute("BEGIN IMMEDIATE")
        store._connection.execute("UPDATE people SET note = hex(zeroblob(9000))")
        assert path.with_name(path.name + "-journal").exists()
        os.kill(os.getpid(), 9)
    """
    with started(script, path, 0) as process:
        _, errors = process.communicate()
    assert process.returncode == -signal.SIGKILL, errors
    assert path.with_name("store.db-journal").exists()
    with SqliteStore(path) as store:
        assert texts_of(Portfolio.from_cells(store.cells())) == texts_of(examples.small())
        assert store.verify().sound


WRITES = """
    for i in range(5):
        with SqliteStore(path, create=True) as store:
            row = {"id": f"n{number}-{i}", "name": "N", "kind": "media"}
            store.apply(arriving("organizations", row))
"""


def test_writers_at_once_all_get_through(tmp_path: Path) -> None:
    """Four processes create one store and write to it; each row arrives, digests hold."""
    path = tmp_path / "store.db"
    processes = [started(WRITES, path, number) for number in range(4)]
    for process in processes:
        _, errors = process.communicate()
        assert process.returncode == 0, errors.decode()
    with SqliteStore(path) as store:
        assert store.counts()["organizations"] == 20
        assert store.verify().sound
    assert [found.name for found in tmp_path.iterdir()] == ["store.db"]


NOW = sqlite_schema.VERSION


def older(monkeypatch: pytest.MonkeyPatch, *steps: sqlite_migrations.Step) -> None:
    """As if the current schema were newer by some steps than the file's."""
    monkeypatch.setattr(sqlite_migrations, "STEPS", (*sqlite_migrations.STEPS, *steps))
    monkeypatch.setattr(sqlite_schema, "VERSION", NOW + len(steps))


def test_migration_keeps_a_backup(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []
    older(monkeypatch, lambda _: taken.append(1), lambda _: taken.append(2))
    for _ in range(2):
        with SqliteStore(path) as store:
            assert store.info().schema_version == NOW + 2
            assert store.verify().sound
    assert taken == [1, 2]
    backup = path.with_name(f"store.db.backup-v{NOW}")
    assert backup.stat().st_mode & 0o777 == 0o600
    monkeypatch.undo()
    with SqliteStore(backup) as store:
        assert store.info().schema_version == NOW
        assert texts_of(Portfolio.from_cells(store.cells())) == texts_of(examples.small())


def test_failed_migration_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def step(connection: object) -> None:
        connection.execute("DELETE FROM ties")  # type: ignore[attr-defined]
        connection.execute("SELECT nonsense")  # type: ignore[attr-defined]

    older(monkeypatch, step)
    earlier = path.with_name(f"store.db.backup-v{NOW}")
    earlier.write_text("an earlier one")
    with pytest.raises(KamGraphError):
        SqliteStore(path)
    assert earlier.read_text() == "an earlier one"
    assert path.with_name(f"store.db.backup-v{NOW}-2").exists()
    monkeypatch.undo()
    with SqliteStore(path) as store:
        assert store.verify().sound


def test_file_of_schema_1_gains_the_table_of_acceptances(tmp_path: Path) -> None:
    """A file as schema 1 wrote it (schema_1.sql, the dump of one) is brought up to date."""
    old = tmp_path / "store.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript((Path(__file__).parent / "schema_1.sql").read_text("utf-8"))
    with SqliteStore(old, write=True) as store:
        assert store.info().schema_version == 2
        assert store.verify().sound
        held = texts_of(Portfolio.from_cells(store.cells()))
        assert held == {**texts_of(examples.small()), "acceptances": texts_of(Portfolio())["ties"]}
        row = {"rule": "K05", "account": "a1", "until": "2026-12-31", "reason": "known"}
        store.apply(arriving("acceptances", row))
        assert store.verify().sound
    with SqliteStore(tmp_path / "store.db.backup-v1") as backup:
        assert backup.counts()["acceptances"] == 0


def test_schema_that_never_was(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[60:64] = bytes(4)
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="never was"):
        SqliteStore(path)


def test_interrupting_keeps_the_state_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of writing: nothing is kept, and the store goes on working."""
    from kamgraph.stores import sqlite_writing

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    source = arriving("organizations", {"id": "n", "name": "N", "kind": "media"})
    with SqliteStore(path, write=True) as store:
        before = store.digests()
        with monkeypatch.context() as patch:
            patch.setattr(sqlite_writing, "_keep_in_step", interrupted)
            with pytest.raises(KeyboardInterrupt):
                store.apply(source)
        assert store.digests() == before
        assert store.verify().sound
        assert store.apply(source).of("organizations").added == 1
