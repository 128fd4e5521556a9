"""A store as plain lists of dictionaries: slow, obvious, and written apart from the others.

The state machine holds every store against it. It shares no code with the stores: not the
merging, not the slices, not the digests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from kamgraph.errors import Fault
from kamgraph.model.cells import Cells, CellsBuilder
from kamgraph.model.rules import faults
from kamgraph.model.schema import Schema, Table

Record = dict[str, str]
"""A row: canonical text by column."""

Subjects = tuple[str, ...]


@dataclass
class PlainTable:
    """What arrives for one table.

    Args:
        names: the columns it has.
        rows: its rows, each with all these columns.
    """

    names: tuple[str, ...]
    rows: list[Record] = field(default_factory=list)


Arriving = Mapping[str, PlainTable]
Counts = tuple[int, int, int, int, int]
"""Rows added, changed, unchanged, removed, differing."""


class Reference:
    """A portfolio that obeys the import's rules in the plainest way.

    Args:
        schema: the declared tables.
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.tables: dict[str, list[Record]] = {table.name: [] for table in schema}

    def after(
        self, arriving: Arriving, *, replace: bool
    ) -> tuple[dict[str, list[Record]], dict[str, Counts]]:
        """The tables after an import, and the counts of each arriving table.

        Args:
            arriving: what the source brings.
            replace: rows that do not arrive are removed.
        """
        tables, counts = dict(self.tables), {}
        for name, table in arriving.items():
            declared = self.schema.table(name)
            tables[name], counts[name] = _imported(declared, self.tables[name], table, replace)
        return tables, counts

    def broken(self, tables: Mapping[str, list[Record]]) -> list[Fault]:
        """The rules that tables break.

        Args:
            tables: rows by table.
        """
        return faults(
            cells_of(self.schema, {n: PlainTable((), rows) for n, rows in tables.items()})
        )

    def texts(self, table: str) -> list[Subjects]:
        """The rows of a table as tuples of canonical texts.

        Args:
            table: its name.
        """
        return [_texts(self.schema.table(table), row) for row in self.tables[table]]

    def digest(self, table: str) -> str:
        """The digest of a table.

        Args:
            table: its name.
        """
        rows = ("\x1f".join(row).encode() for row in self.texts(table))
        return f"{sum(int(sha256(row).hexdigest(), 16) for row in rows) % 2**256:064x}"

    def account_slice(self, account: str) -> dict[str, list[Subjects]]:
        """The rows of an account's slice.

        Args:
            account: its id.
        """
        return _PlainSlice(self, account).texts()


def cells_of(schema: Schema, tables: Arriving) -> Cells:
    """Plain tables as cells; one without names has all columns.

    Args:
        schema: the declared tables.
        tables: what a source brings.
    """
    builder = CellsBuilder(schema)
    for table in schema:
        if table.name not in tables:
            continue
        given = tables[table.name]
        names = given.names or table.names
        building = builder.table(table, table.name, names)
        if given.rows:
            columns = [[row[name] for row in given.rows] for name in names]
            building.add(columns, range(2, len(given.rows) + 2))
        building.done()
    return builder.cells


def _texts(table: Table, row: Record) -> Subjects:
    return tuple(row.get(name, "") for name in table.names)


def _key(table: Table, row: Record) -> Subjects | None:
    """A row's key; None where it is one of a multiset."""
    key = tuple(row.get(name, "") for name in table.key)
    return None if not key or (table.keyless and not any(key)) else key


def _imported(
    table: Table, stored: Sequence[Record], arriving: PlainTable, replace: bool
) -> tuple[list[Record], Counts]:
    """One table after an import."""
    after: list[Record] = [dict(row) for row in stored]
    at = {_key(table, row): i for i, row in enumerate(after) if _key(table, row) is not None}
    free = Counter(_texts(table, row) for row in after if _key(table, row) is None)
    unused = Counter(free)
    met: set[int] = set()
    added: list[Record] = []
    changed = unchanged = 0
    for row in arriving.rows:
        whole = {name: row.get(name, "") for name in table.names}
        key = _key(table, row)
        if key is not None and key in at and at[key] not in met:
            place = at[key]
            met.add(place)
            new = whole if replace else {**after[place], **row}
            changed += new != after[place]
            unchanged += new == after[place]
            after[place] = new
        elif key is None and unused[_texts(table, whole)]:
            unused[_texts(table, whole)] -= 1
            unchanged += 1
        else:
            added.append(whole)
    if not replace:
        differing = sum(_contradicts(table, row, stored) for row in added)
        return after + added, (len(added), changed, unchanged, 0, differing)
    kept, used = [], free - unused
    for place, row in enumerate(after):
        texts = _texts(table, row)
        if place in met or (_key(table, row) is None and used[texts]):
            kept.append(row)
            used[texts] -= place not in met
    return kept + added, (len(added), changed, unchanged, len(stored) - len(kept), 0)


def _contradicts(table: Table, row: Record, stored: Iterable[Record]) -> bool:
    """Whether a stored row of the same subject differs and is valid at one time with it."""
    if not table.match:
        return False
    for other in stored:
        same = all(row[name] == other[name] for name in table.match)
        if same and row != other and _at_one_time(row, other):
            return True
    return False


def _at_one_time(row: Record, other: Record) -> bool:
    """Whether two rows' periods share a day; the end is the first day outside."""
    since = max(row["since"], other["since"])
    return since < min(row["until"] or "9999-12-31", other["until"] or "9999-12-31")


class _PlainSlice:
    """An account's slice, by going over all rows again until nothing is missing."""

    def __init__(self, reference: Reference, account: str) -> None:
        self._all = reference
        self._chosen: dict[str, set[int]] = {name: set() for name in reference.schema.names}
        self._choose("accounts", lambda row: row["id"] == account)
        self._choose("opportunities", lambda row: row["account"] == account)
        self._choose("memberships", lambda row: row["account"] == account)
        members = {row["person"] for row in self._rows("memberships")}
        theirs = {r["person"] for r in self._rows("memberships") if r["center"] != "selling"}
        self._choose("contacts", lambda row: row["person"] in theirs)
        self._choose("interactions", lambda row: row["person"] in theirs)
        ours = {r["own"] for t in ("contacts", "interactions") for r in self._rows(t)}
        people = members | ours
        around = people | {
            r["organization"] for r in reference.tables["people"] if r["id"] in people
        }
        self._choose("people", lambda row: row["id"] in people)
        self._choose("ties", lambda row: row["source"] in around or row["target"] in around)
        self._others(account)
        while self._grow():
            pass

    def _choose(self, table: str, wanted: Callable[[Record], bool]) -> None:
        rows = self._all.tables[table]
        self._chosen[table] |= {place for place, row in enumerate(rows) if wanted(row)}

    def _rows(self, table: str) -> list[Record]:
        return [self._all.tables[table][place] for place in sorted(self._chosen[table])]

    def _others(self, account: str) -> None:
        """Rows of further tables that point to the account."""
        for table in self._all.schema.tables[8:]:  # all but the eight handled above
            for column in table.fields:
                if "accounts" in column.column.references:
                    self._choose(table.name, _holding(column.name, {account}))

    def _grow(self) -> bool:
        """Adds what the chosen rows refer to; says whether anything was missing."""
        before = sum(map(len, self._chosen.values()))
        for table in self._all.schema:
            for column in table.fields:
                wanted = {row[column.name] for row in self._rows(table.name)}
                for target in column.column.references:
                    self._choose(target, _holding("id", wanted))
        return sum(map(len, self._chosen.values())) > before

    def texts(self) -> dict[str, list[Subjects]]:
        """The rows as tuples of canonical texts."""
        return {
            table.name: [_texts(table, row) for row in self._rows(table.name)]
            for table in self._all.schema
        }


def _holding(column: str, wanted: set[str]) -> Callable[[Record], bool]:
    """Whether a row holds one of some texts in a column."""
    return lambda row: row[column] in wanted
