"""Which stored rows can contradict a change: as few as the rules need to judge it.

A daily change touches a row or two of a million; reading the others to check it would make
people wait. The rules themselves stand beside, each once; here is only what they have to see:
rows of the same id or key, what the changed rows refer to, what refers to them where that
matters, a pair's contacts, a person's managers and theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamgraph.model.cells import Cells, CellsBuilder
from kamgraph.model.edits import Edit, Reader, Removed, Replaced, come, gone
from kamgraph.model.schema import Row, Table
from kamgraph.model.vocabulary import TieKind

LOOKED_AT = {
    "organizations": ("kind",),
    "people": ("organization",),
    "opportunities": ("account",),
}
"""Columns that rules about other rows look at: where one changes, the rows that refer are judged
again. A column that refers hands this on: who works for an organization changes with its kind."""

_CHANGED = 0
_STORED = -1


def around(reader: Reader, edits: Sequence[Edit]) -> Cells:
    """The state after some edits, as far as the rules need it to judge them.

    Args:
        reader: the store before the edits.
        edits: what is to change.

    Returns:
        The changed rows, numbered 0, and the stored ones around them, numbered -1, closed under
        references.
    """
    return _Around(reader, edits).cells()


class _Around:
    """Collects rows, each stored one once."""

    def __init__(self, reader: Reader, edits: Sequence[Edit]) -> None:
        self._reader = reader
        self._schema = reader.schema
        self._edits = edits
        self._gone = [(edit.table, row) for edit in edits if (row := gone(edit)) is not None]
        self._new: dict[str, list[Row]] = {name: [] for name in self._schema.names}
        self._stored: dict[str, dict[tuple[str, ...], list[Row]]] = {
            name: {} for name in self._schema.names
        }
        self._asked: set[tuple[str, str, str]] = set()
        for edit in edits:
            row = come(edit)
            if row is not None:
                self._new[edit.table].append(row)
        for edit in edits:
            self._collect(edit)
        self._close()

    def _collect(self, edit: Edit) -> None:
        """Takes what can contradict one edit."""
        table = self._schema.table(edit.table)
        row = come(edit)
        if row is not None:
            self._same(table, row)
            self._together(table, row)
        if not table.identified:
            return
        key = str(getattr(gone(edit) or row, "id"))  # noqa: B009 - rows of this table have one
        if isinstance(edit, Removed):
            self._referring(table.name, key)
        elif isinstance(edit, Replaced):
            looked_at = LOOKED_AT.get(table.name, ())
            if any(getattr(edit.old, name) != getattr(edit.new, name) for name in looked_at):
                self._referring(table.name, key)

    def _same(self, table: Table, row: Row) -> None:
        """Rows of the same id, in tables that share their ids too, or of another unique value."""
        unique = {field.name for field in table.fields if field.column.unique}
        for column in {*unique, *(["id"] if table.identified else [])}:
            value = getattr(row, column)
            if value is not None:
                self._take(table.name, column, value)
        for group in self._schema.shared_ids:
            if table.name in group:
                for other in group:
                    self._take(other, "id", getattr(row, "id"))  # noqa: B009 - shared, so there

    def _together(self, table: Table, row: Row) -> None:
        """Rows that must not hold at the same time: of the same key, or managers of one person."""
        if len(table.key) > 1 and table.ends is not None:
            # By the end that stores keep in order.
            self._take(table.name, table.ends[1], getattr(row, table.ends[1]))
        elif len(table.key) > 1:
            self._take(table.name, table.key[0], getattr(row, table.key[0]))
        if getattr(row, "kind", None) is TieKind.REPORTS_TO:
            self._managers(str(row.__dict__["source"]))

    def _managers(self, person: str) -> None:
        """Whom somebody reports to, and those in turn, at any date."""
        waiting = [person]
        seen = set()
        while waiting:
            source = waiting.pop()
            if source in seen:
                continue
            seen.add(source)
            self._take("ties", "source", source)
            ties = (*self._stored_rows("ties"), *self._new["ties"])
            waiting += [
                tie.__dict__["target"]
                for tie in ties
                if tie.__dict__["source"] == source and tie.__dict__["kind"] is TieKind.REPORTS_TO
            ]

    def _referring(self, name: str, key: str) -> None:
        """Rows that refer to a row, and those that refer to them where that hangs on it."""
        for table in self._schema:
            for field in table.fields:
                if name not in field.column.references:
                    continue
                found = self._take(table.name, field.name, key)
                if field.name in LOOKED_AT.get(table.name, ()):
                    for row in found:
                        self._referring(table.name, row.__dict__["id"])

    def _take(self, table: str, column: str, value: object) -> tuple[Row, ...]:
        """The stored rows of a value, kept in mind once."""
        if value is None or (table, column, str(value)) in self._asked:
            return ()
        self._asked.add((table, column, str(value)))
        found = self._reader.matching(table, column, value)
        declared = self._schema.table(table)
        fresh: dict[tuple[str, ...], list[Row]] = {}
        for row in found:
            fresh.setdefault(declared.texts(row), []).append(row)
        for texts, rows in fresh.items():
            self._stored[table].setdefault(texts, rows)
        return found

    def _stored_rows(self, table: str) -> Iterator[Row]:
        """The stored rows found so far, without those that go."""
        declared = self._schema.table(table)
        going = [declared.texts(row) for name, row in self._gone if name == table]
        for texts, rows in self._stored[table].items():
            yield from rows[going.count(texts) :]

    def _close(self) -> None:
        """Fetches what is referred to until nothing is missing."""
        done: set[int] = set()
        while True:
            before = len(self._asked)
            for table in self._schema:
                references = [f for f in table.fields if f.column.references]
                for row in (*self._new[table.name], *self._stored_rows(table.name)):
                    if id(row) in done:
                        continue
                    done.add(id(row))
                    for field in references:
                        for target in field.column.references:
                            self._take(target, "id", getattr(row, field.name))
            if len(self._asked) == before:
                return

    def cells(self) -> Cells:
        """What was collected, as the rules read it."""
        builder = CellsBuilder(self._schema, trusted=True)
        for table in self._schema:
            stored = [table.texts(row) for row in self._stored_rows(table.name)]
            new = [table.texts(row) for row in self._new[table.name]]
            collected = builder.table(table, table.name, table.names)
            if stored or new:
                numbers = [_STORED] * len(stored) + [_CHANGED] * len(new)
                collected.add(list(zip(*stored, *new, strict=True)), numbers)
            collected.done()
        return builder.cells
