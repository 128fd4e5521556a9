"""Statements with some ten thousand rows each, and tables as the columns they take.

Values are converted once a distinct one. Which steps a change consists of is decided in
`neo4j_writing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kamgraph.model.cells import Coded, TableCells
from kamgraph.stores.neo4j_graph import (
    CENTER_LABELS,
    JOINER,
    TIE_TYPES,
    center_id,
    center_key,
    stored,
)
from kamgraph.stores.neo4j_server import Asking

BATCH = 10_000
"""Rows in a statement; measured to be the quickest."""

Integers = NDArray[np.int64]
Parameters = Callable[[int, int], dict[str, Any]]


@dataclass(frozen=True)
class Step:
    """Statements with some rows, in one transaction.

    Args:
        statements: their names in `kamgraph_cypher`, in order, each with what gives its
            parameters for the rows from start to stop.
        start: the first row.
        stop: the row after the last.
    """

    statements: tuple[tuple[str, Parameters], ...]
    start: int
    stop: int

    def run(self, asking: Asking) -> None:
        """Runs the statements.

        Args:
            asking: inside a writing transaction.
        """
        for statement, parameters in self.statements:
            asking.run(statement, **parameters(self.start, self.stop))

    def halves(self) -> tuple[Step, ...]:
        """The same in two steps; empty where there is one row or none."""
        if self.stop - self.start < 2:
            return ()
        middle = (self.start + self.stop) // 2
        return (
            Step(self.statements, self.start, middle),
            Step(self.statements, middle, self.stop),
        )


def steps_of(rows: int, *statements: tuple[str, Parameters]) -> Iterator[Step]:
    """Statements for many rows, some at a time.

    Args:
        rows: how many there are.
        statements: as for `Step`.
    """
    for start in range(0, rows, BATCH):
        yield Step(statements, start, min(start + BATCH, rows))


class Columns:
    """A table's columns as Neo4j's values, each distinct one converted once.

    Args:
        cells: the rows.
        numbers: their numbers.
        keys: their keys.
    """

    def __init__(self, cells: TableCells, numbers: Integers, keys: Sequence[str]) -> None:
        self._cells = cells
        self._table = cells.table
        self._numbers = numbers
        self._keys = keys
        self._converted: dict[str, NDArray[np.object_]] = {}

    def parameters(self, start: int, stop: int) -> dict[str, Any]:
        """One list a column, of the rows from start to stop.

        Args:
            start: the first row.
            stop: the row after the last.
        """
        found: dict[str, Any] = {
            field.name: self.column(field.name, start, stop) for field in self._table.fields
        }
        found["pk"] = self._numbers[start:stop].tolist()
        found["key"] = list(self._keys[start:stop])
        if self._table.name == "memberships":
            found["in_center"] = [center_key(*parts) for parts in self._centers(start, stop)]
        elif self._table.name == "ties":
            found["type"] = [TIE_TYPES[kind] for kind in found.pop("kind")]
        return found

    def column(self, name: str, start: int, stop: int) -> list[Any]:
        """A column's values.

        Args:
            name: the column.
            start: the first row.
            stop: the row after the last.
        """
        convert = stored(self._table.field(name).column.kind)
        column = self._cells.columns.get(name)
        if isinstance(column, Coded):
            if name not in self._converted:
                values = np.empty(len(column.values), np.object_)
                values[:] = column.mapped(convert) if len(values) else []
                self._converted[name] = values
            return [self._converted[name][code] for code in column.codes[start:stop].tolist()]
        return [convert(text) for text in self._cells.texts(name, start, stop)]

    def _centers(self, start: int, stop: int) -> Iterator[tuple[str, str, str]]:
        names = ("center", "account", "opportunity")
        return zip(*(self._cells.texts(name, start, stop) for name in names), strict=True)

    def centers(self) -> list[tuple[str, str, str]]:
        """The centers of memberships, each once: kind, account, opportunity or the empty text."""
        return list(dict.fromkeys(self._centers(0, len(self._cells))))

    def records(self, start: int, stop: int) -> dict[str, Any]:
        """Rows of a table without a label of its own, as maps.

        Args:
            start: the first row.
            stop: the row after the last.
        """
        plain = [f.name for f in self._table.fields if not f.column.references]
        columns = [self.column(name, start, stop) for name in plain]
        keys, numbers = self._keys[start:stop], self._numbers[start:stop].tolist()
        cells = []
        for i, (key, number) in enumerate(zip(keys, numbers, strict=True)):
            row = {name: column[i] for name, column in zip(plain, columns, strict=True)}
            cells.append({**row, "key": key, "pk": number, "table": self._table.name})
        return {"key": list(keys), "cells": cells}

    def links(self, column: str, target: str) -> Parameters:
        """Where such rows point to by a column.

        Args:
            column: a reference.
            target: the table pointed into.
        """

        def parameters(start: int, stop: int) -> dict[str, Any]:
            ids = self.column(column, start, stop)
            return {
                "key": list(self._keys[start:stop]),
                "column": column,
                "target": target,
                "id": ids,
                "other": [None if key is None else f"{target}{JOINER}{key}" for key in ids],
            }

        return parameters


def centers(columns: Columns) -> Iterator[Step]:
    """Makes the centers that memberships belong to.

    Args:
        columns: the memberships.
    """
    found = columns.centers()

    def parameters(start: int, stop: int) -> dict[str, Any]:
        some = found[start:stop]
        return {
            "key": [center_key(*parts) for parts in some],
            "id": [center_id(account, opportunity) for _, account, opportunity in some],
            "kind": [center for center, _, _ in some],
            "label": [CENTER_LABELS[center] for center, _, _ in some],
            "account": [account for _, account, _ in some],
            "opportunity": [opportunity or None for _, _, opportunity in some],
        }

    return steps_of(len(found), ("write/centers", parameters))
