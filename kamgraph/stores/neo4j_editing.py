"""Single rows of a Neo4j store added, replaced and removed, inside one transaction.

What to change is decided by the caller's decision, which reads in the same transaction while
other writers wait. Imports are written in `neo4j_imports`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kamgraph.model.cells import CellsBuilder, TableCells
from kamgraph.model.edits import Decision, Edit, come, gone
from kamgraph.model.rules.around import around
from kamgraph.model.schema import Row, Schema, Table
from kamgraph.stores import digests, merging
from kamgraph.stores.base import check_ids_stay, not_there
from kamgraph.stores.neo4j_graph import Form, content_key, form, key_of
from kamgraph.stores.neo4j_reading import Rows
from kamgraph.stores.neo4j_server import Asking
from kamgraph.stores.neo4j_state import State, kept
from kamgraph.stores.neo4j_writing import Numbering, Written, emptied_centers, removal, written

Texts = tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    """Where a stored row stands."""

    number: int
    key: str


def carry_out(
    asking: Asking, rows: Rows, decide: Decision, found: State, command: str
) -> tuple[Edit, ...]:
    """Decides, checks the rules around what changes, writes, and keeps the digests in step.

    Args:
        asking: inside a writing transaction, while others wait.
        rows: how rows are found in it.
        decide: says what to change.
        found: what the store says of itself.
        command: the id of the command.

    Raises:
        FaultyInput: a rule would be broken.
        InputError: a row is not there.
    """
    edits = tuple(decide(rows))
    check_ids_stay(rows.schema, edits)
    if edits:
        merging.check(around(rows, edits))
        _Writer(asking, rows, Numbering(command, found.next_number)).write(edits, found, command)
    return edits


class _Writer:
    """Writes edits that were checked."""

    def __init__(self, asking: Asking, rows: Rows, numbering: Numbering) -> None:
        self._asking = asking
        self._rows = rows
        self._numbering = numbering
        self._schema: Schema = rows.schema

    def write(self, edits: Sequence[Edit], found: State, command: str) -> None:
        """Finds what is to go, then removes, and writes what comes."""
        going = {name: list(self._going(name, edits)) for name in self._schema.names}
        for name in reversed(self._schema.names):
            self._remove(self._schema.table(name), going[name])
        coming = {name: list(self._coming(name, edits, going[name])) for name in going}
        for step in written(self._schema, coming):
            step.run(self._asking)
        if going["memberships"]:
            emptied_centers().run(self._asking)
        totals = {
            name: found.digest(name) + _moved(self._schema.table(name), edits)
            for name in dict.fromkeys(edit.table for edit in edits)
        }
        after = kept(found, command, self._numbering.given, totals)
        self._asking.run("write/store", properties=after)

    def _going(self, name: str, edits: Sequence[Edit]) -> Iterator[tuple[Edit, Texts, _Place]]:
        """The stored rows that edits take away, of several equal ones each once."""
        table = self._schema.table(name)
        taken: Counter[Texts] = Counter()
        for edit in edits:
            row = gone(edit)
            if edit.table != name or row is None:
                continue
            texts = table.texts(row)
            places = self._places(table, texts)
            if taken[texts] >= len(places):
                raise not_there(name, texts)
            yield edit, texts, places[taken[texts]]
            taken[texts] += 1

    def _places(self, table: Table, texts: Texts) -> list[_Place]:
        """Where the stored rows stand that equal this one."""
        looked = next(
            (f.name for f in table.fields if f.column.references and f.required), table.names[0]
        )
        column = "id" if table.identified else table.ends[1] if table.ends else looked
        wanted = texts[table.names.index(column)]
        found = self._rows.holding(table, column, wanted, keys=True)
        rows = zip(found.pk.tolist(), found.keys, found.texts(), strict=True)
        return [_Place(number, key) for number, key, other in rows if other == texts]

    def _remove(self, table: Table, going: Sequence[tuple[Edit, Texts, _Place]]) -> None:
        """Removes rows; a changed one that may have other ends comes again."""
        some = [
            (texts, place)
            for edit, texts, place in going
            if come(edit) is None or form(table) is not Form.NODE
        ]
        if some:
            cells = _cells(self._schema, table, [texts for texts, _ in some])
            for step in removal(cells, [place.key for _, place in some]):
                step.run(self._asking)

    def _coming(
        self, name: str, edits: Sequence[Edit], going: Sequence[tuple[Edit, Texts, _Place]]
    ) -> Iterator[Written]:
        """Changed rows, which keep their place, and added ones, which come last."""
        table = self._schema.table(name)
        changed = [(table.texts(row), p) for edit, _, p in going if (row := come(edit)) is not None]
        if changed:
            texts = [texts for texts, _ in changed]
            numbers = np.array([place.number for _, place in changed], np.int64)
            keys = [self._key(table, one, place) for one, place in changed]
            yield Written(_cells(self._schema, table, texts), numbers, keys)
        added = [e for e in edits if e.table == name and gone(e) is None]
        rows: list[Row] = [row for edit in added if (row := come(edit)) is not None]
        if rows:
            cells = _cells(self._schema, table, [table.texts(row) for row in rows])
            numbers = self._numbering.numbers(len(rows))
            yield Written(cells, numbers, self._numbering.keys(cells, numbers))

    def _key(self, table: Table, texts: Texts, place: _Place) -> str:
        """The key of a changed row: its own, unless it is made of content that changed."""
        if not content_key(table):
            return place.key
        return key_of(table, dict(zip(table.names, texts, strict=True)))


def _cells(schema: Schema, table: Table, texts: Sequence[Texts]) -> TableCells:
    """Rows as columns."""
    builder = CellsBuilder(schema, trusted=True).table(table, table.name, table.names)
    builder.add(list(zip(*texts, strict=True)), [-1] * len(texts))
    return builder.done()


def _moved(table: Table, edits: Sequence[Edit]) -> int:
    """How a table's digest moves with some edits."""
    rows: dict[bool, list[Texts]] = defaultdict(list)
    for edit in edits:
        if edit.table == table.name:
            for side, row in ((True, come(edit)), (False, gone(edit))):
                if row is not None:
                    rows[side].append(table.texts(row))
    return digests.of_texts(rows[True]) - digests.of_texts(rows[False])
