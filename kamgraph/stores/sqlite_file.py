"""The embedded file as a file: recognising, creating and connecting to it, and its refusals.

What stands in the header is read from the bytes before SQLite sees the file, so that a foreign
or empty one is refused untouched. Tables, statements and transactions live beside.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kamgraph.errors import (
    InputError,
    KamGraphError,
    StoreBusy,
    StoreDamaged,
    StoreUnreachable,
)
from kamgraph.stores import sqlite_locks, sqlite_schema

PATIENCE = 30.0
"""Seconds to wait for another writer."""

FORMAT = "1"
"""The version of the file's conventions (how values become SQLite's), kept in `meta`."""

_TURN = 0.25  # seconds of waiting in one go
_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
_WAL = 2
OWNER_ONLY = 0o600
"""Rights of a new file: names and opinions of people stand in it."""

_OLDEST = (3, 37, 0)

_PROFILE = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
)
_CACHE = "PRAGMA cache_size=-32768"  # KiB

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_UNOPENABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}


@dataclass(frozen=True)
class Header:
    """What the first bytes of one of our files say.

    Args:
        version: number of the file's schema (`user_version`).
        write_ahead: somebody switched the file to a write-ahead log.
    """

    version: int
    write_ahead: bool


def examined(path: Path) -> Header:
    """Reads the header from the bytes, before SQLite touches the file.

    Args:
        path: where the store should be.

    Raises:
        StoreUnreachable: nothing is there, or we may not read it.
        StoreDamaged: empty, not a database, cut short, not ours, or newer than we know.
    """
    header, size = _first_bytes(path)
    if size == 0:
        raise StoreDamaged(
            f"'{path}' is empty (0 bytes) and no kamgraph store; "
            "restore it from a copy, or remove it and import again"
        )
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise StoreDamaged(f"'{path}' is no kamgraph store (not an SQLite file); name another path")
    if int.from_bytes(header[68:72], "big") != sqlite_schema.APPLICATION_ID:
        raise StoreDamaged(
            f"'{path}' is an SQLite file of another program; name another path for the store"
        )
    page = int.from_bytes(header[16:18], "big")
    page = 65_536 if page == 1 else page
    if page < 512 or page & (page - 1) or size < page or size % page:
        raise StoreDamaged(
            f"'{path}' is damaged (cut short or overwritten); restore it from a copy"
        )
    version = int.from_bytes(header[60:64], "big")
    if version > sqlite_schema.VERSION:
        raise StoreDamaged(
            f"'{path}' was made by a newer kamgraph (schema {version}, known is "
            f"{sqlite_schema.VERSION}); update kamgraph"
        )
    return Header(version, write_ahead=_WAL in header[18:20])


def _first_bytes(path: Path) -> tuple[bytes, int]:
    """The header's bytes and the file's size."""
    try:
        if path.is_dir():
            raise StoreDamaged(f"'{path}' is a folder, not a kamgraph store; name a .db file")
        return sqlite_locks.first_bytes(path, _HEADER)
    except (FileNotFoundError, NotADirectoryError):
        raise StoreUnreachable(
            f"there is no store at '{path}'; `kamgraph import SOURCE` makes one from your tables, "
            "`kamgraph demo` an example"
        ) from None
    except PermissionError:
        raise StoreUnreachable(
            f"'{path}' may not be read by you; ask its owner for the right to read"
        ) from None
    except OSError as error:
        raise StoreUnreachable(f"'{path}' cannot be read: {error.strerror}") from None


def check_writable(path: Path) -> None:
    """Checks the right to write to a store, or to make one there.

    Args:
        path: the store's file, existing or not.

    Raises:
        StoreBusy: the file or its folder is read-only for us.
        StoreUnreachable: the folder does not exist.
    """
    folder = path.parent
    if not folder.is_dir():
        raise StoreUnreachable(f"there is no folder '{folder}' for the store; make it first")
    if path.exists() and not os.access(path, os.W_OK):
        raise StoreBusy(f"'{path}' may not be written to by you; ask its owner for the right")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreBusy(f"the folder '{folder}' is read-only for you; put the store elsewhere")


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns SQLite's and the system's errors into ours.

    Args:
        path: the store's file, for the sentence.

    Raises:
        StoreBusy: locked for too long, read-only, or the disk is full.
        StoreUnreachable: the file cannot be opened.
        StoreDamaged: everything else that SQLite finds wrong with it.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a closed store, say: the caller's mistake, and nothing is wrong with the file
    except sqlite3.Error as error:
        raise _ours(path, error) from error
    except UnicodeDecodeError as error:
        # Python fails on texts that are not UTF-8, also on SQLite's own message about them.
        raise StoreDamaged(f"'{path}' is damaged; restore it from a copy") from error
    except OSError as error:
        raise StoreBusy(f"'{path}' could not be written: {error.strerror or error}") from error


def _ours(path: Path, error: sqlite3.Error) -> KamGraphError:
    """The sentence for one of SQLite's errors."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in _BUSY:
        return StoreBusy(f"'{path}' is in use by another program; try again when it is done")
    if code == sqlite3.SQLITE_FULL:
        return StoreBusy(f"the disk of '{path}' is full; nothing was changed, make room first")
    if code in _UNWRITABLE:
        return StoreBusy(f"'{path}' cannot be written ({error}); nothing was changed")
    if code in _UNOPENABLE:
        return StoreUnreachable(f"'{path}' cannot be opened ({error}); check your rights to it")
    if code == sqlite3.SQLITE_INTERRUPT:
        return StoreBusy(f"work on '{path}' was interrupted; nothing was changed")
    return StoreDamaged(f"'{path}' is damaged ({error}); restore it from a copy")


def connected(path: Path, *, write: bool, patience: float = PATIENCE) -> sqlite3.Connection:
    """A connection with the profile that safety asks for.

    A connection that only reads makes no journal and changes nothing; where a writer was
    killed, the file is rolled back first.

    Args:
        path: a file that `examined` has accepted.
        write: open for writing.
        patience: seconds to wait for another writer.

    Raises:
        InputError: this Python's SQLite is too old.
        StoreUnreachable, StoreDamaged, StoreBusy: as `translated` says.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        raise InputError(
            f"SQLite {sqlite3.sqlite_version} is too old for the embedded file; "
            f"use a Python with SQLite {'.'.join(map(str, _OLDEST))} or later"
        )
    with translated(path):
        journal = path.with_name(path.name + "-journal")
        left_open = journal.exists() or examined(path).write_ahead
        if not write and left_open and os.access(path, os.W_OK):
            _opened(path, "rw", patience).close()
        return _opened(path, "rw" if write else "ro", patience)


def _opened(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    """A connection of that mode."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        cached_statements=256,
        factory=sqlite_locks.connecting(path),
    )
    try:
        prepare(connection, patience)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        connection.close()
        raise
    return connection


def prepare(connection: sqlite3.Connection, patience: float = PATIENCE) -> None:
    """Sets the profile of safety.md on a connection.

    Args:
        connection: just opened.
        patience: seconds to wait for another writer.
    """
    _wait(connection, patience)
    for statement in _PROFILE:
        connection.execute(statement)
    connection.execute(_CACHE)


def begin_writing(connection: sqlite3.Connection, patience: float = PATIENCE) -> None:
    """Begins a writing transaction, waiting for another writer so that Ctrl-C ends the wait.

    SQLite itself waits deaf, so it is asked to wait a little, again and again.

    Args:
        connection: not inside a transaction.
        patience: seconds to wait.

    Raises:
        sqlite3.OperationalError: somebody else writes for longer than that.
    """
    tries = max(1, round(patience / _TURN))
    _wait(connection, patience / tries)
    try:
        for left in reversed(range(tries)):
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if not left or error.sqlite_errorcode & 0xFF not in _BUSY:
                    raise
    finally:
        _wait(connection, patience)


def _wait(connection: sqlite3.Connection, seconds: float) -> None:
    """Sets how long SQLite waits for somebody else."""
    connection.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")


def laid_out(
    connection: sqlite3.Connection, definition: Mapping[str, str], meta: Mapping[str, str]
) -> None:
    """Makes all tables of an empty database, in one transaction.

    Args:
        connection: to an empty database.
        definition: the statements, by name.
        meta: what `meta` says at first.
    """
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA application_id={sqlite_schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={sqlite_schema.VERSION}")
    for statement in definition.values():
        connection.execute(statement)
    connection.executemany('INSERT INTO "meta" VALUES (?, ?)', meta.items())
    connection.execute("COMMIT")


def created(path: Path, definition: Mapping[str, str], meta: Mapping[str, str]) -> None:
    """Makes a new, empty store: complete beside the target, then linked to its name.

    A store that somebody else made there in the meantime is left as it is.

    Args:
        path: where it shall be.
        definition: the statements that make tables and indexes.
        meta: what `meta` says at first.

    Raises:
        StoreBusy: the folder is read-only or full.
    """
    with translated(path):
        # The name first: interrupted at any moment, we know what to remove.
        draft = path.with_name(f".{path.name}.{os.urandom(6).hex()}.new")
        try:
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
            with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as connection:
                prepare(connection)
                laid_out(connection, definition, meta)
            _synced(draft)
            _linked(draft, path)
        finally:
            draft.unlink(missing_ok=True)
            draft.with_name(draft.name + "-journal").unlink(missing_ok=True)
        _synced(path.parent)


def _linked(draft: Path, path: Path) -> None:
    """Gives a finished file its name without overwriting another."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:
        # No hard links here (FAT, some network drives): a rename, which may overwrite a store
        # made in the same instant; a kill still leaves no half file.
        if not path.exists():
            draft.rename(path)


def _synced(path: Path) -> None:
    """Makes a file or folder durable; folders cannot be synced everywhere."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(handle)
