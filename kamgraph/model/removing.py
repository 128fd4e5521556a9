"""Taking a row out: not while others refer to it, unless they go too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamgraph.errors import InputError, shortened
from kamgraph.model.choosing import referring, sought, the_row
from kamgraph.model.edits import Decision, Edit, Reader, Removed, Replaced
from kamgraph.model.schema import Row, Table

Texts = tuple[str, ...]


def removing(table: Table, where: Mapping[str, object], *, cascade: bool = False) -> Decision:
    """A row goes; of equal ones, one.

    With `cascade` the rows that refer to it go too, and those that refer to them. A person, an
    organization, an account or an opportunity that can do without the reference (a manager, a
    successor, a parent) stays, without it.

    Args:
        table: its table.
        where: texts or Python values by column that single the row out.
        cascade: whether rows that refer to it go too.

    Raises:
        InputError: no such column; from the decision: no row or several different ones match,
            or rows refer to it.
    """
    wanted = sought(table, where)

    def decide(reader: Reader) -> Sequence[Edit]:
        row = the_row(reader, table, wanted)
        if not table.identified:
            return [Removed(table.name, row)]
        if not cascade:
            _check_alone(reader, table, row)
        return _Hanging(reader, table, row).edits()

    return decide


def _check_alone(reader: Reader, table: Table, row: Row) -> None:
    """Refuses while rows refer to the row, and counts them."""
    key = row.__dict__["id"]
    seen: set[tuple[str, Texts]] = set()
    counts: dict[str, int] = {}
    for other, field in referring(reader.schema, table.name):
        for texts, rows in _equal(other, reader.matching(other.name, field.name, key)).items():
            if (other.name, texts) not in seen:  # may refer in two columns, and counts once
                seen.add((other.name, texts))
                counts[other.name] = counts.get(other.name, 0) + len(rows)
    if counts:
        listing = ", ".join(f"{count} in {name}" for name, count in counts.items())
        raise InputError(
            f"{table.name}: rows refer to '{shortened(key)}': {listing}; nothing was changed. "
            "Remove these first, or everything at once with --cascade"
        )


def _equal(table: Table, rows: Sequence[Row]) -> dict[Texts, list[Row]]:
    """Rows by their texts, equal ones together."""
    found: dict[Texts, list[Row]] = {}
    for row in rows:
        found.setdefault(table.texts(row), []).append(row)
    return found


class _Hanging:
    """A row and everything that cannot stay without it."""

    def __init__(self, reader: Reader, table: Table, row: Row) -> None:
        self._reader = reader
        self._schema = reader.schema
        self._removed: dict[str, dict[Texts, list[Row]]] = {n: {} for n in self._schema.names}
        self._cleared: dict[str, dict[str, tuple[Row, set[str]]]] = {
            name: {} for name in self._schema.names
        }
        self._removed[table.name][table.texts(row)] = [row]
        self._follow(table, row)

    def _follow(self, table: Table, row: Row) -> None:
        """Takes what refers to a row that goes."""
        key = row.__dict__["id"]
        for other, field in referring(self._schema, table.name):
            rows = self._reader.matching(other.name, field.name, key)
            if other.identified and not field.required:
                for found in rows:
                    place = self._cleared[other.name].setdefault(
                        found.__dict__["id"], (found, set())
                    )
                    place[1].add(field.name)
                continue
            for texts, equal in _equal(other, rows).items():
                if texts not in self._removed[other.name]:
                    self._removed[other.name][texts] = equal
                    if other.identified:
                        self._follow(other, equal[0])

    def edits(self) -> list[Edit]:
        """What to do, what refers before what is referred to."""
        found: list[Edit] = []
        for table in reversed(self._schema.tables):
            gone = self._removed[table.name]
            found += [Removed(table.name, row) for rows in gone.values() for row in rows]
            for row, columns in self._cleared[table.name].values():
                if table.texts(row) not in gone:
                    new = row.model_copy(update=dict.fromkeys(columns))
                    found.append(Replaced(table.name, row, new))
        return found
