"""Checking a whole embedded file: SQLite's own checks, the tables' definition, the digests.

SQLite's checks alone miss most flipped bits that change content; the digests, recomputed from
the rows, do not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from kamgraph.errors import StoreDamaged
from kamgraph.model.schema import Schema
from kamgraph.stores import digests, sqlite_reading
from kamgraph.stores.base import TableContent, Verification

_SHOWN = 20


def verified(
    connection: sqlite3.Connection, schema: Schema, definition: Mapping[str, str]
) -> Verification:
    """What is wrong with a file.

    Args:
        connection: inside a reading transaction.
        schema: the declared tables.
        definition: the statements that made the file's tables and indexes.

    Raises:
        sqlite3.OperationalError: the file is locked or cannot be read at all.
    """
    problems: list[str] = []
    contents: tuple[TableContent, ...] = ()
    try:
        problems += structure(connection, definition)
        contents = _contents(connection, schema)
        problems += _sums(connection, contents)
    except (StoreDamaged, ValueError, TypeError, LookupError, ArithmeticError) as error:
        problems.append(str(error))
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _ELSEWHERE:
            raise
        problems.append(f"the file cannot be read to its end: {error}")
    return Verification(tuple(problems), contents)


_ELSEWHERE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT}


def structure(connection: sqlite3.Connection, definition: Mapping[str, str]) -> Iterator[str]:
    """What SQLite finds, and tables or indexes that are not as they were made.

    Args:
        connection: inside a transaction.
        definition: the statements that made tables and indexes, by name.
    """
    for (line,) in connection.execute(f"PRAGMA integrity_check({_SHOWN})"):
        if line != "ok":
            yield f"the file's structure: {line}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN):
        yield f"{table}, row {row}: points to nothing in {parent}"
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    found = dict(connection.execute(query))
    for name in sorted(found.keys() | definition.keys()):
        if found.get(name) != definition.get(name):
            yield f"the definition of '{name}' is not the one kamgraph makes"


def _contents(connection: sqlite3.Connection, schema: Schema) -> tuple[TableContent, ...]:
    """Rows and digests, counted from the rows themselves."""
    cells = sqlite_reading.whole(connection, schema).cells
    return tuple(
        TableContent(name, len(cells.table(name)), digests.as_hex(digests.of_cells(table)))
        for name, table in ((name, cells.table(name)) for name in schema.names)
    )


def _sums(connection: sqlite3.Connection, contents: tuple[TableContent, ...]) -> Iterator[str]:
    """Tables whose rows are not the ones that were written."""
    meta = dict(connection.execute('SELECT "name", "value" FROM "meta"'))
    for content in contents:
        if meta.get(f"rows.{content.table}") != str(content.rows):
            yield (
                f"{content.table}: {content.rows} rows are there, "
                f"{meta.get(f'rows.{content.table}')} were written"
            )
        elif meta.get(f"digest.{content.table}") != content.digest:
            yield f"{content.table}: the rows are not the ones that were written"
