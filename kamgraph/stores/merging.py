"""What an import does to what is stored: the one reading of upsert and replace, for every store.

Stored and arriving tables are laid side by side as codes and compared as integers. The result
is the state after the import, for the rules to be checked on, and which rows to add, change
and remove, for the store to carry out. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamgraph.errors import Fault, FaultyInput, InputError
from kamgraph.model.cells import CellColumn, Cells, Coded, Codes, Plain, TableCells, pooled
from kamgraph.model.rules import faults as broken_rules
from kamgraph.model.schema import Table
from kamgraph.stores.base import Changes, TableChanges
from kamgraph.stores.differing import count_differing

Rows = NDArray[np.intp]
Groups = NDArray[np.int64]

_LARGEST = 1 << 62


@dataclass(frozen=True)
class TableMerge:
    """One table after an import: kept rows first, in the store's order, then added ones.

    Args:
        state: the rows after the import.
        kept: the stored row that each of the first rows of the state was.
        changed: places in the state of rows whose columns differ now.
        removed: stored rows that are gone.
        changes: the counts.
    """

    state: TableCells
    kept: Rows
    changed: Rows
    removed: Rows
    changes: TableChanges

    @property
    def added(self) -> Rows:
        """Places in the state of rows the store did not hold."""
        return np.arange(len(self.kept), len(self.state), dtype=np.intp)


@dataclass(frozen=True)
class Merge:
    """A store after an import.

    Args:
        state: all tables after the import.
        tables: what happens to each table of the source.
    """

    state: Cells
    tables: dict[str, TableMerge]

    @property
    def changes(self) -> Changes:
        """The counts, in the schema's order."""
        names = (name for name in self.state.schema.names if name in self.tables)
        return Changes(tuple(self.tables[name].changes for name in names))


def check_replacing(source: Cells) -> None:
    """Checks that a source can replace a store: with every table, save those that came later.

    Args:
        source: what arrives.

    Raises:
        InputError: tables are missing.
    """
    missing = [
        table.name
        for table in source.schema
        if table.name not in source.tables and not table.came_later
    ]
    if missing:
        raise InputError(
            f"--replace needs every table, so that nothing is lost by mistake; missing: "
            f"{', '.join(missing)}. Add them (with a header alone where empty)"
        )


def all_added(source: Cells) -> Changes:
    """What importing into an empty store does: every row is added.

    Args:
        source: what arrives.
    """
    names = (name for name in source.schema.names if name in source.tables)
    return Changes(tuple(TableChanges(name, added=len(source.tables[name])) for name in names))


def check(state: Cells, known: Sequence[Fault] = ()) -> None:
    """Checks the state after an import.

    Args:
        state: all tables as they will be.
        known: faults found while the source was read.

    Raises:
        FaultyInput: the faults known, and every broken rule.
    """
    found = broken_rules(state, known) or _empty_cells(state)
    if found:
        raise FaultyInput(found)


def _empty_cells(state: Cells) -> list[Fault]:
    """Required cells that are empty; whoever reads files has found them, other callers may not."""
    found = []
    for table in state.tables.values():
        for name in table.table.required if len(table) else ():
            column = table.columns.get(name)
            if isinstance(column, Plain) and "" not in column.values:
                continue
            codes = table.coded(name).codes
            for row in np.flatnonzero(codes == 0).tolist():
                at = int(table.rows[row])
                found.append(Fault(table.place, at, name, "", "is required and empty"))
    return found


def merged(stored: Cells, source: Cells, *, replace: bool = False) -> Merge:
    """Lays a source over what is stored.

    Args:
        stored: everything the store holds.
        source: what arrives; of the same schema.
        replace: rows that the source lacks are removed.

    Raises:
        InputError: a replacing source lacks tables.
    """
    if replace:
        check_replacing(source)
    pool, moved = _one_list(stored.pool, source.pool)
    state = Cells(source.schema, pool=pool)
    tables = {}
    for table in source.schema:
        if table.name in source.tables:
            sides = _Sides(stored.table(table.name), source.tables[table.name], pool, moved)
            tables[table.name] = _merged_table(sides, replace=replace)
            state.tables[table.name] = tables[table.name].state
        elif table.name in stored.tables:
            state.tables[table.name] = _repooled(stored.tables[table.name], pool)
    return Merge(state, tables)


def _one_list(first: list[str], second: list[str]) -> tuple[list[str], Codes]:
    """Two lists of distinct texts as one, and the new code of each text of the second."""
    both = list(first)
    known = {text: code for code, text in enumerate(both)}
    moved = np.empty(len(second), np.int32)
    for code, text in enumerate(second):
        place = known.setdefault(text, len(both))
        if place == len(both):
            both.append(text)
        moved[code] = place
    return both, moved


def _repooled(table: TableCells, pool: list[str]) -> TableCells:
    """An untouched table, its ids pointing into the grown pool, where they keep their codes."""
    columns: dict[str, CellColumn] = {}
    for field in table.table.fields:
        column = table.columns.get(field.name)
        if isinstance(column, Coded) and pooled(table.table, field):
            columns[field.name] = Coded(column.codes, pool)
        elif column is not None:
            columns[field.name] = column
    return TableCells(table.table, table.place, columns, table.rows)


class _Sides:
    """Stored and arriving rows of one table, their columns as codes of one list of texts."""

    def __init__(
        self, stored: TableCells, source: TableCells, pool: list[str], moved: Codes
    ) -> None:
        self.stored = stored
        self.source = source
        self.table = source.table
        self._pool = pool
        self._moved = moved
        self._columns: dict[str, tuple[Codes, Codes, list[str]]] = {}

    def column(self, name: str) -> tuple[Codes, Codes, list[str]]:
        """A column of both sides, and the texts its codes stand for."""
        if name not in self._columns:
            before, after = self.stored.coded(name), self.source.coded(name)
            if pooled(self.table, self.table.field(name)):
                there = name in self.source.columns
                codes = self._moved[after.codes] if there else after.codes
                self._columns[name] = before.codes, codes, self._pool
            else:
                values, moved = _one_list(before.values, after.values)
                self._columns[name] = before.codes, moved[after.codes], values
        return self._columns[name]

    def groups(self, names: Sequence[str]) -> tuple[Groups, Groups]:
        """Numbers that are equal where all these columns are, on both sides."""
        before = len(self.stored)
        number = np.zeros(before + len(self.source), np.int64)
        for name in names:
            first, second, _ = self.column(name)
            codes = np.concatenate([first, second])
            top = int(codes.max(initial=0)) + 1
            if (int(number.max(initial=0)) + 1) * top > _LARGEST:
                number = np.unique(number, return_inverse=True)[1]
            number = number * top + codes
        if int(number.max(initial=0)) > 4 * len(number) + 1000:
            number = np.unique(number, return_inverse=True)[1]
        return number[:before], number[before:]


def _merged_table(sides: _Sides, *, replace: bool) -> TableMerge:
    """One table after the import."""
    keyed_before, keyed_after = _keyed(sides)
    match = np.full(len(sides.source), -1, np.intp)
    if sides.table.key:
        _match_keys(sides, match, keyed_before, keyed_after)
    equal = _match_equals(sides, match, ~keyed_before, ~keyed_after)
    matched = np.flatnonzero(match >= 0)
    held = np.zeros(len(sides.stored), np.bool_)
    held[match[matched]] = True
    kept = np.flatnonzero(held) if replace else np.arange(len(sides.stored), dtype=np.intp)
    differs = _differing_cells(sides, match, matched, replace=replace)
    added = np.flatnonzero(match < 0)
    place = np.full(len(sides.stored), -1, np.intp)
    place[kept] = np.arange(len(kept))
    state = _state(sides, kept, place[match[matched]], matched, added, replace=replace)
    counts = TableChanges(
        sides.table.name,
        added=len(added),
        changed=int(differs.sum()),
        unchanged=len(matched) - int(differs.sum()),
        removed=len(sides.stored) - len(kept),
        differing=0 if replace else _differing(sides, equal, added),
    )
    changed = np.sort(place[match[matched[differs]]])
    return TableMerge(state, kept, changed, np.flatnonzero(place < 0), counts)


def _keyed(sides: _Sides) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which rows have a key of their own; the others are a multiset."""
    before = np.full(len(sides.stored), bool(sides.table.key))
    after = np.full(len(sides.source), bool(sides.table.key))
    if sides.table.keyless:
        for name in sides.table.key:
            first, second, _ = sides.column(name)
            before &= first > 0
            after &= second > 0
    return before, after


def _match_keys(
    sides: _Sides, match: Rows, before: NDArray[np.bool_], after: NDArray[np.bool_]
) -> None:
    """Finds the stored row of each arriving row with a key.

    A key that arrives twice matches once: the other row is added, and the rules refuse it.
    """
    stored, arriving = sides.groups(sides.table.key)
    rows = np.flatnonzero(before)
    home = np.full(int(max(stored.max(initial=0), arriving.max(initial=0))) + 1, -1, np.intp)
    home[stored[rows]] = rows
    candidates = np.flatnonzero(after)
    firsts = candidates[np.unique(arriving[candidates], return_index=True)[1]]
    match[firsts] = home[arriving[firsts]]


def _match_equals(
    sides: _Sides, match: Rows, before: NDArray[np.bool_], after: NDArray[np.bool_]
) -> tuple[Groups, Groups] | None:
    """Finds, for each arriving row of a multiset, an equal stored one that no other has taken."""
    if not after.any() and not before.any():
        return None
    stored, arriving = sides.groups(sides.table.names)
    rows, others = np.flatnonzero(before), np.flatnonzero(after)
    rows = rows[np.argsort(stored[rows], kind="stable")]
    starts = np.searchsorted(stored[rows], arriving[others], "left")
    ends = np.searchsorted(stored[rows], arriving[others], "right")
    place = starts + _ranks(arriving[others])
    found = place < ends
    match[others[found]] = rows[place[found]]
    return stored, arriving


def _ranks(groups: Groups) -> Rows:
    """How many earlier rows are in each row's group."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    first = np.searchsorted(ordered, ordered, "left")
    ranks = np.empty(len(groups), np.intp)
    ranks[order] = np.arange(len(groups)) - first
    return ranks


def _differing_cells(
    sides: _Sides, match: Rows, matched: Rows, *, replace: bool
) -> NDArray[np.bool_]:
    """Which matched rows have a cell that differs; a missing column keeps what is stored."""
    differs = np.zeros(len(matched), np.bool_)
    for name in sides.table.names:
        if replace or name in sides.source.columns:
            before, after, _ = sides.column(name)
            differs |= before[match[matched]] != after[matched]
    return differs


def _state(
    sides: _Sides, kept: Rows, places: Rows, matched: Rows, added: Rows, *, replace: bool
) -> TableCells:
    """The rows after the import: kept ones with what arrives for them, then the added."""
    columns: dict[str, CellColumn] = {}
    for field in sides.table.fields:
        before, after, values = sides.column(field.name)
        codes = np.concatenate([before[kept], after[added]])
        if replace or field.name in sides.source.columns:
            codes[places] = after[matched]
        if field.column.kind.repeats:
            columns[field.name] = Coded(codes, values)
        else:
            texts = np.empty(len(values), np.object_)
            texts[:] = values
            columns[field.name] = Plain(texts[codes].tolist())
    rows = np.concatenate([np.full(len(kept), -1, np.int32), sides.source.rows[added]])
    rows[places] = sides.source.rows[matched]
    return TableCells(sides.table, sides.source.place, columns, rows)


def _differing(sides: _Sides, equal: tuple[Groups, Groups] | None, added: Rows) -> int:
    """How many added rows differ from a stored one of the same subject, valid at one time."""
    table: Table = sides.table
    if not table.match or equal is None or not len(added) or not len(sides.stored):
        return 0
    subject_before, subject_after = sides.groups(table.match)
    periods = [tuple(sides.column(name) for name in pair) for pair in table.periods[:1]]
    return count_differing(
        subject_before, subject_after[added], equal[0], equal[1][added], periods, added
    )
