"""The embedded file as a file: its profile, its rights, and what is refused untouched."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from kamgraph.errors import (
    FaultyInput,
    InputError,
    StoreBusy,
    StoreDamaged,
    StoreUnreachable,
)
from kamgraph.stores import sqlite_file, sqlite_schema
from kamgraph.stores.sqlite import SqliteStore
from kamgraph.testing import examples
from kamgraph.testing.store_contract import arriving


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with the small portfolio."""
    found = tmp_path / "store.db"
    with SqliteStore(found, create=True) as store:
        store.apply(examples.small().cells())
    return found


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def patched(path: Path, place: int, new: bytes) -> None:
    """Overwrites some bytes."""
    content = bytearray(path.read_bytes())
    content[place : place + len(new)] = new
    path.write_bytes(content)


def test_profile(path: Path) -> None:
    """What safety.md asks of each connection."""
    wanted = {
        "journal_mode": "delete",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "busy_timeout": 30000,
        "application_id": sqlite_schema.APPLICATION_ID,
        "user_version": sqlite_schema.VERSION,
    }
    for write in (False, True):
        with closing(sqlite_file.connected(path, write=write)) as connection:
            found = {name: connection.execute(f"PRAGMA {name}").fetchone() for name in wanted}
            # mmap_size has no answer where SQLite was built without it
            assert {n: f[0] if f else 0 for n, f in found.items()} == wanted


def test_tables_are_strict_and_refer_to_keys(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name, strict FROM pragma_table_list").fetchall()
        ours = {name: strict for name, strict in tables if not name.startswith("sqlite_")}
        assert set(ours.values()) == {1}
        keys = connection.execute("SELECT * FROM pragma_foreign_key_list('memberships')").fetchall()
        assert {(key[2], key[3], key[4]) for key in keys} == {
            ("accounts", "account", "pk"),
            ("people", "person", "pk"),
            ("opportunities", "opportunity", "pk"),
        }
        both = connection.execute(
            "SELECT pk FROM organizations INTERSECT SELECT pk FROM people"
        ).fetchall()
        assert not both


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_only_the_owner_may_read(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        with SqliteStore(tmp_path / "x.db", create=True) as store:
            store.apply(examples.small().cells())
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x.db").stat().st_mode) == 0o600
    assert names(tmp_path) == ["x.db"]


def test_missing_store_names_the_remedies(tmp_path: Path) -> None:
    for write in (False, True):
        with pytest.raises(StoreUnreachable, match=r"`kamgraph import .*`kamgraph demo`") as error:
            SqliteStore(tmp_path / "x.db", write=write)
        assert error.value.exit_code == 3
    assert not names(tmp_path)


def sqlite_of_another(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE cookies (x)")


def newer(path: Path) -> None:
    SqliteStore(path, create=True).apply(examples.small().cells())
    patched(path, 60, (sqlite_schema.VERSION + 1).to_bytes(4, "big"))


def cut_short(path: Path) -> None:
    SqliteStore(path, create=True).apply(examples.small().cells())
    path.write_bytes(path.read_bytes()[:-1000])


REFUSED = {
    "empty": (lambda path: path.touch(), "0 bytes"),
    "text": (lambda path: path.write_text("id,name\n"), "not an SQLite file"),
    "half a header": (lambda path: path.write_bytes(b"SQLite format 3\x00abc"), "not an SQLite"),
    "another program's": (sqlite_of_another, "another program"),
    "newer": (newer, "newer kamgraph"),
    "cut short": (cut_short, "cut short"),
    "a folder": (lambda path: path.mkdir(), "a folder"),
}


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("how", [{}, {"write": True}, {"create": True}])
def test_foreign_files_are_refused_untouched(
    tmp_path: Path, kind: str, how: dict[str, bool]
) -> None:
    make, sentence = REFUSED[kind]
    path = tmp_path / "x.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreDamaged, match=sentence) as error:
        SqliteStore(path, **how)
    assert error.value.exit_code == 4
    assert str(path) in str(error.value)
    assert names(tmp_path) == ["x.db"]
    assert before == (path.read_bytes() if path.is_file() else b"")


def test_application_id_is_looked_at_before_sqlite(path: Path) -> None:
    patched(path, 68, b"\x00\x00\x00\x01")
    with pytest.raises(StoreDamaged, match="another program"):
        SqliteStore(path)


def test_page_of_rubbish_is_damage(path: Path) -> None:
    size = path.stat().st_size
    patched(path, 4096, os.urandom(size - 4096))
    with pytest.raises(StoreDamaged), SqliteStore(path) as store:
        store.cells()


def test_reading_leaves_no_trace(path: Path) -> None:
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    with SqliteStore(path) as store:
        store.columns()
        store.account_slice("a1")
        assert names(path.parent) == [path.name]
        with pytest.raises(InputError, match="opened for reading"):
            store.apply(examples.small().cells())
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == stamp


def test_locked_store_is_busy(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreBusy, match="in use") as error:
            SqliteStore(path, patience=0.05)
        assert error.value.exit_code == 5
        other.execute("ROLLBACK")
        other.execute("BEGIN IMMEDIATE")
        with (
            SqliteStore(path, write=True, patience=0.05) as store,
            pytest.raises(StoreBusy, match="in use"),
        ):
            store.apply(arriving("organizations", {"id": "n", "name": "N", "kind": "media"}))


def test_full_disk_changes_nothing(path: Path) -> None:
    with SqliteStore(path, write=True) as store:
        before = store.digests()
        (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
        store._connection.execute(f"PRAGMA max_page_count={pages}")
        rows = [{"id": f"n{i}", "name": "N" * 500, "kind": "media"} for i in range(200)]
        with pytest.raises(StoreBusy, match="is full") as error:
            store.apply(arriving("organizations", *rows))
        assert error.value.exit_code == 5
        assert store.digests() == before
        assert store.verify().sound


def forbidden(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """As if the process were not allowed to write there; for root, rights mean nothing."""
    allowed = os.access

    def access(path: str | os.PathLike[str], mode: int) -> bool:
        return not (mode & os.W_OK and Path(path) in paths) and allowed(path, mode)

    monkeypatch.setattr(os, "access", access)


def test_read_only_file_is_read_but_not_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbidden(monkeypatch, path)
    with SqliteStore(path) as store:
        assert store.verify().sound
    with pytest.raises(StoreBusy, match="may not be written") as error:
        SqliteStore(path, write=True)
    assert error.value.exit_code == 5


def test_read_only_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbidden(monkeypatch, path.parent)
    with SqliteStore(path) as store:
        assert store.counts()["people"] == 6
    for name in ("store.db", "new.db"):
        with pytest.raises(StoreBusy, match="read-only"):
            SqliteStore(path.with_name(name), create=True)


def test_sqlites_own_refusal_to_write_is_busy(path: Path) -> None:
    with SqliteStore(path, write=True) as store:
        store._connection.execute("PRAGMA query_only=ON")
        with pytest.raises(StoreBusy, match="cannot be written"):
            store.apply(arriving("organizations", {"id": "n", "name": "N", "kind": "media"}))


def test_unreadable_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", denied)
    with pytest.raises(StoreUnreachable, match="may not be read") as error:
        SqliteStore(path)
    assert error.value.exit_code == 3


def test_folder_for_a_new_store_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="no folder"):
        SqliteStore(tmp_path / "no" / "x.db", create=True)


def test_refused_import_and_dry_run_leave_no_file(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "x.db", create=True) as store:
        assert store.counts()["people"] == 0
        with pytest.raises(FaultyInput):
            store.apply(arriving("ties", {"source": "a", "target": "b", "kind": "knows"}))
        store.apply(examples.small().cells(), dry_run=True)
        assert not names(tmp_path)
        store.apply(examples.small().cells())
        assert names(tmp_path) == ["x.db"]
        assert store.verify().sound


@pytest.mark.parametrize("fail", [True, False])
def test_creation_never_overwrites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail: bool
) -> None:
    """Neither with hard links nor without them."""
    path = tmp_path / "x.db"
    if fail:

        def unsupported(*_: object) -> None:
            raise OSError(95, "Operation not supported")

        monkeypatch.setattr(os, "link", unsupported)
    with SqliteStore(path, create=True) as first, SqliteStore(path, create=True) as second:
        first.apply(examples.small().cells())
        second.apply(arriving("organizations", {"id": "n", "name": "N", "kind": "media"}))
        assert second.counts()["organizations"] == 7
        assert first.verify().sound
    assert names(tmp_path) == ["x.db"]


def test_write_ahead_log_is_switched_off_again(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE x (y)")
        other.execute("DROP TABLE x")
    assert sqlite_file.examined(path).write_ahead
    with SqliteStore(path) as store:
        assert store.counts()["people"] == 6
        assert store.verify().sound
    assert not sqlite_file.examined(path).write_ahead
    assert names(path.parent) == [path.name]


def test_paths_with_odd_characters(tmp_path: Path) -> None:
    path = tmp_path / "a b?mode=memory#ü%20.db"
    with SqliteStore(path, create=True) as store:
        store.apply(examples.small().cells())
    with SqliteStore(path) as store:
        assert store.counts()["people"] == 6
    assert names(tmp_path) == [path.name]


def test_sqlite_without_strict_tables_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 0))
    with pytest.raises(InputError, match="too old"):
        SqliteStore(path)


def test_closed_store_is_the_callers_mistake(path: Path) -> None:
    store = SqliteStore(path)
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.counts()
