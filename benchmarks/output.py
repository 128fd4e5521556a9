"""The eight CSV files of a portfolio in their canonical form, and the writing of cells."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path

HEADERS = {
    "organizations": "id name kind parent industry country",
    "people": (
        "id organization name title function level influence location languages email phone"
        " vacant joined left successor attrition note"
    ),
    "accounts": "id name organization manager expected_size tier note",
    "opportunities": "id account name stage value currency close_date probability note",
    "memberships": (
        "account center person opportunity roles stance source_of_fact stated_on stated_by"
        " since until phases note"
    ),
    "contacts": "own person level target last_contact since until source note",
    "interactions": "date own person channel two_way id subject",
    "ties": "source target kind weight since until source_of_fact note",
}


class Tables:
    """The eight files, open for writing, and the number of rows in each."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.counts = dict.fromkeys(HEADERS, 0)
        self._write = {}
        for table, header in HEADERS.items():
            path = folder / f"{table}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header.split())
            self._write[table] = writer.writerow

    def add(self, table: str, *row: object) -> None:
        """Write one row, its cells in the order of the header."""
        self.counts[table] += 1
        self._write[table](row)

    @property
    def total(self) -> int:
        """The rows of all tables written so far."""
        return sum(self.counts.values())


@cache
def iso(day: int) -> str:
    """A day number as an ISO date, 0 as an empty cell."""
    return date.fromordinal(day).isoformat() if day else ""


def number(value: float) -> str:
    """A number in the shortest form that reads back the same, whole ones without a point."""
    return repr(value).removesuffix(".0")
