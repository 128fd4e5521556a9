"""The import's baseline: ``csv`` and ``executemany`` into the tables of an existing store.

Copies tables and indexes from a store that the library made, then writes the CSV files in one
transaction with ``synchronous=FULL``, as the import does. Nothing is checked, no digest is kept.
What it converts is what the tables cannot do without: ids to integers, dates to days, numbers.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

DATES = {"date", "joined", "left", "close_date", "stated_on", "since", "until", "last_contact"}
BOOLEANS = {"vacant", "two_way"}
# a column that holds ids, and the range of ids it points into
REFERENCES = {
    "parent": "party",
    "organization": "party",
    "successor": "party",
    "manager": "party",
    "person": "party",
    "own": "party",
    "source": "party",
    "target": "party",
    "account": "accounts",
    "opportunity": "opportunities",
}
NUMBERS = {("contacts", "target")}  # shares its name with an end of a tie
# a tie points to a person or an organization; an account may share its organization's id
RANGES = {
    "organizations": "party",
    "people": "party",
    "accounts": "accounts",
    "opportunities": "opportunities",
}
KEY = "pk"
TABLES = (*RANGES, "memberships", "contacts", "interactions", "ties")

Convert = Callable[[str], Any]


class Memo(dict[str, Any]):
    """The value of each distinct text, converted once; the empty text is NULL."""

    def __init__(self, convert: Convert) -> None:
        super().__init__({"": None})
        self._convert = convert

    def __missing__(self, text: str) -> Any:
        value = self[text] = self._convert(text)
        return value


def text(cell: str) -> str | None:
    """A text as it is, the empty one as NULL."""
    return cell or None


def new_ids() -> dict[str, dict[str, int | None]]:
    """For each range an integer an id, given out at its first mention, so one pass is enough.

    The integers come from one counter, as in the store; the texts may repeat between ranges.
    """
    count = itertools.count(1)
    return {name: defaultdict(count.__next__, {"": None}) for name in set(RANGES.values())}


def converters(
    table: str, declared: dict[str, str], ids: dict[str, dict[str, int | None]]
) -> dict[str, Convert]:
    """How to turn each column's text into what the table's declaration asks for."""
    days = Memo(lambda cell: date.fromisoformat(cell).toordinal())
    found: dict[str, Convert] = {}
    for column, kind in declared.items():
        if column == KEY:
            found[column] = ids[RANGES[table]].__getitem__
        elif kind == "INTEGER" and column in REFERENCES and (table, column) not in NUMBERS:
            found[column] = ids[REFERENCES[column]].__getitem__
        elif column in DATES:
            found[column] = days.__getitem__
        elif column in BOOLEANS:
            found[column] = Memo(lambda cell: int(cell == "true")).__getitem__
        elif kind == "INTEGER":
            found[column] = Memo(int).__getitem__
        elif kind == "REAL":
            found[column] = Memo(float).__getitem__
        else:
            found[column] = text
    return found


def schema(store: Path) -> tuple[int, list[str], list[str]]:
    """The page size of a store and the statements of its tables and of its indexes."""
    with closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True)) as source:
        (page_size,) = source.execute("PRAGMA page_size").fetchone()
        made = source.execute(
            "SELECT type, sql FROM sqlite_master"
            " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid"
        ).fetchall()
    tables = [sql for kind, sql in made if kind == "table"]
    return page_size, tables, [sql for kind, sql in made if kind == "index"]


def records(path: Path, columns: list[str], convert: dict[str, Convert]) -> Iterator[list[Any]]:
    """The file's rows, each cell converted, in the order of the table's columns."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        # the key of a table with ids is another reading of the cell that holds the id
        plan = [(convert[c], header.index("id" if c == KEY else c)) for c in columns]
        for row in reader:
            yield [function(row[i]) for function, i in plan]


def fill(database: sqlite3.Connection, folder: Path) -> None:
    """Write every file into its table; a multiset's integer keys are left to SQLite."""
    ids = new_ids()
    for table in TABLES:
        declared = {row[1]: row[2] for row in database.execute(f"PRAGMA table_info({table})")}
        if table not in RANGES:
            declared.pop(KEY)
        convert = converters(table, declared, ids)
        columns = list(declared)
        places = ", ".join("?" * len(columns))
        names = ", ".join(f'"{column}"' for column in columns)
        statement = f"INSERT INTO {table} ({names}) VALUES ({places})"
        database.executemany(statement, records(folder / f"{table}.csv", columns, convert))


def write(folder: Path, store: Path, dest: Path) -> None:
    """Make the destination with the store's schema and fill it in one transaction."""
    page_size, tables, indexes = schema(store)
    # autocommit mode, so that the transaction is exactly what is written between BEGIN and COMMIT
    with closing(sqlite3.connect(dest, isolation_level=None)) as database:
        database.execute(f"PRAGMA page_size = {page_size}")
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("BEGIN IMMEDIATE")
        for statement in (*tables, *indexes):
            database.execute(statement)
        fill(database, folder)
        database.execute("COMMIT")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Write CSV files into the tables of a store.")
    parser.add_argument("source", type=Path, help="folder of CSV files")
    parser.add_argument("store", type=Path, help="store whose tables and indexes are copied")
    parser.add_argument("dest", type=Path, help="database to write; must not exist yet")
    options = parser.parse_args()
    if options.dest.exists():
        parser.error(f"{options.dest} exists already")
    write(options.source, options.store, options.dest)


if __name__ == "__main__":
    main()
