"""Older files brought up to date: numbered steps, each in its transaction, after a backup.

A file of an older schema is copied first (`store.db.backup-v1` beside it, through SQLite's
backup, never as a file), then changed step by step. What the current schema is stands in
`sqlite_schema`.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from kamgraph.errors import StoreDamaged
from kamgraph.stores import sqlite_file, sqlite_schema

Step = Callable[[sqlite3.Connection], None]
"""Changes tables and rows from one schema to the next, digests included."""


def _with_acceptances(connection: sqlite3.Connection) -> None:
    """The table of accepted findings, empty.

    Written out, as everything of a step is: what the declarations say may change again.
    """
    connection.execute(
        """CREATE TABLE "acceptances" (
  "pk" INTEGER PRIMARY KEY,
  "rule" TEXT NOT NULL,
  "account" INTEGER NOT NULL REFERENCES "accounts"("pk") DEFERRABLE INITIALLY DEFERRED,
  "until" INTEGER NOT NULL,
  "reason" TEXT NOT NULL,
  "opportunity" INTEGER REFERENCES "opportunities"("pk") DEFERRABLE INITIALLY DEFERRED,
  "person" INTEGER REFERENCES "people"("pk") DEFERRABLE INITIALLY DEFERRED,
  "role" TEXT,
  "accepted_on" INTEGER,
  "value" REAL
) STRICT"""
    )
    connection.execute('CREATE INDEX "acceptances_account" ON "acceptances" ("account")')
    connection.executemany(
        'INSERT INTO "meta" VALUES (?, ?)',
        [("rows.acceptances", "0"), ("digest.acceptances", f"{0:064x}")],
    )


STEPS: tuple[Step, ...] = (_with_acceptances,)
"""Step number n (counted from 1) leads from schema n to schema n + 1."""


def brought_up_to_date(path: Path, version: int, patience: float) -> Path:
    """Migrates a file to the current schema.

    Args:
        path: one of our files.
        version: the number of its schema.
        patience: seconds to wait for another writer.

    Returns:
        Where the backup is.

    Raises:
        StoreDamaged: no kamgraph ever wrote that schema.
        StoreBusy: the file or its folder cannot be written to.
    """
    if not 1 <= version <= sqlite_schema.VERSION:
        raise StoreDamaged(
            f"'{path}' says its schema is number {version}, which never was; restore it from a copy"
        )
    sqlite_file.check_writable(path)
    with (
        sqlite_file.translated(path),
        contextlib.closing(
            sqlite_file.connected(path, write=True, patience=patience)
        ) as connection,
    ):
        backup = _backed_up(connection, path, version)
        for number in range(version, sqlite_schema.VERSION):
            _carry_out(connection, number)
    return backup


def _backed_up(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copies the store beside itself, without overwriting an earlier copy."""
    backup = path.with_name(f"{path.name}.backup-v{version}")
    number = 1
    while True:
        try:
            handle = os.open(backup, os.O_CREAT | os.O_EXCL | os.O_WRONLY, sqlite_file.OWNER_ONLY)
        except FileExistsError:
            number += 1
            backup = path.with_name(f"{path.name}.backup-v{version}-{number}")
            continue
        break
    os.close(handle)
    backup.chmod(sqlite_file.OWNER_ONLY)
    with contextlib.closing(sqlite3.connect(backup)) as copy:
        connection.backup(copy)
    return backup


def _carry_out(connection: sqlite3.Connection, number: int) -> None:
    """One step in its transaction, unless somebody else has taken it meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        (now,) = connection.execute("PRAGMA user_version").fetchone()
        if now == number:
            STEPS[number - 1](connection)
            connection.execute(f"PRAGMA user_version={number + 1}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
