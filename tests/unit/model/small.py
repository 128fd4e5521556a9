"""A small sound portfolio, and ways to break it in one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from kamgraph.errors import Fault
from kamgraph.model.cells import CellsBuilder, Source
from kamgraph.model.entities import SCHEMA
from kamgraph.model.kinds import Date, Identifier, Text
from kamgraph.model.schema import Column, Privacy, Row, Schema, Table

Rows = list[dict[str, str]]
Tables = dict[str, Rows]


def rows(header: str, *lines: str) -> Rows:
    """Rows of a table: names and cells parted by blanks, `.` for an empty cell."""
    names = header.split()
    return [
        dict(zip(names, ("" if c == "." else c for c in line.split()), strict=True))
        for line in lines
    ]


def sound() -> Tables:
    """Tables without a fault; row numbers start at 2, as in a file."""
    return {
        "organizations": rows(
            "id name kind parent",
            "us Us own .",
            "acme Acme customer .",
            "sub Sub customer acme",
            "guide Guide consultant .",
        ),
        "people": rows(
            "id organization name vacant joined left successor",
            "o1 us Olga . 2020-01-01 . .",
            "o2 us Omar . . . .",
            "c1 acme Carla . . 2026-01-01 c2",
            "c2 acme Cem false . . .",
            "c3 sub Cleo . . . .",
            "c4 acme . true . . .",
            "g1 guide Gus . . . .",
        ),
        "accounts": rows("id name organization manager", "a1 Acme acme o1", "a2 Sub sub ."),
        "opportunities": rows(
            "id account name value currency", "q1 a1 Pumps 10 EUR", "q2 a2 Valves . ."
        ),
        "memberships": rows(
            "account center person opportunity roles since until",
            "a1 buying c1 q1 decider|user 2025-01-01 2026-01-01",
            "a1 selling o1 . lead . .",
            "a1 ecosystem g1 . consultant . .",
            "a1 buying c1 q1 decider|user 2025-01-01 2026-01-01",
        ),
        "contacts": rows(
            "own person level since until",
            "o1 c1 3 . 2025-01-01",
            "o1 c1 4 2025-01-01 .",
            "o2 c1 1 . .",
        ),
        "interactions": rows(
            "date own person channel id",
            "2025-05-05 o1 c1 call i1",
            "2025-05-05 o1 c1 call .",
            "2025-05-05 o1 c1 call .",
        ),
        "ties": rows(
            "source target kind since until",
            "c1 c2 reports_to . 2025-01-01",
            "c2 c1 reports_to 2025-01-01 .",
            "c3 c2 reports_to . .",
            "acme sub owns . .",
            "guide c1 contact . .",
            "g1 c2 contact . .",
        ),
    }


def source_of(tables: Tables, schema: Schema = SCHEMA, stored: Sequence[str] = ()) -> Source:
    """The tables as a source; those named in `stored` count as rows of a store."""
    builder = CellsBuilder(schema)
    for table in schema:
        if table.name in tables:
            names = [n for n in table.names if any(n in row for row in tables[table.name])]
            collected = builder.table(table, f"{table.name}.csv", names)
            count = len(tables[table.name])
            numbers = [-1] * count if table.name in stored else range(2, count + 2)
            texts = [[row.get(n, "") for row in tables[table.name]] for n in names]
            collected.add(texts, numbers)
            collected.done()
    return Source(builder.cells, tuple(builder.faults))


def told(faults: Sequence[Fault]) -> list[tuple[str, int, str]]:
    """Where the faults are, without their messages."""
    return [(fault.place.removesuffix(".csv"), fault.row, fault.column) for fault in faults]


class Goal(Row):
    """A ninth table, as it may come."""

    id: Annotated[str, Column(Identifier(repeats=False), Privacy.NONE, "Its id.")]
    account: Annotated[
        str, Column(Identifier(), Privacy.NONE, "Of which account.", references=("accounts",))
    ]
    code: Annotated[str | None, Column(Text(), Privacy.NONE, "Its code.", unique=True)] = None
    above: Annotated[
        str | None, Column(Identifier(), Privacy.NONE, "Goal above.", references=("goals",))
    ] = None
    opens: Annotated[date | None, Column(Date(), Privacy.NONE, "First day.")] = None
    closes: Annotated[date | None, Column(Date(), Privacy.NONE, "Last day.")] = None


GOALS = Table("goals", Goal, ("id",), "Goals of accounts.", periods=(("opens", "closes"),))
