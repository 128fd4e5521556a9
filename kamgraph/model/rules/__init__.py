"""The rules that make a portfolio sound: everything tables.md says across cells and rows.

Single values are checked where they are read (`cells`, `kinds`). What follows from the
declarations is in `generic`, what has a meaning of its own in `across`. The rules compare
integers, so that millions of rows take seconds, and are given the whole state: what is stored
together with what a source brings.
"""

from __future__ import annotations

from collections.abc import Sequence

from kamgraph.errors import Fault, FaultyInput
from kamgraph.model.cells import Cells, Source
from kamgraph.model.rules import across, generic
from kamgraph.model.rules.state import State


def faults(cells: Cells, known: Sequence[Fault] = ()) -> list[Fault]:
    """Everything that breaks a rule, together with the known faults, in the source's order.

    Args:
        cells: the whole state: stored rows (numbered -1) and those of the source.
        known: faults found while the source was read; they are returned too, and what they
            spoil (a row with a faulty date, ids of an unreadable file) is not reported again.
    """
    state = State(cells, known)
    generic.check(state)
    for table in cells.schema:
        if table.name in cells.tables:
            for check in across.CHECKS.get(table.name, ()):
                check(state)
    return in_order(cells, [*known, *state.found.values()])


def checked(source: Source) -> Cells:
    """The tables of a source that is sound by itself.

    Args:
        source: what was read.

    Raises:
        FaultyInput: all faults of values and rules.
    """
    found = faults(source.cells, source.faults)
    if found:
        raise FaultyInput(found)
    return source.cells


def in_order(cells: Cells, found: Sequence[Fault]) -> list[Fault]:
    """Faults by table, row and column, those of other places last.

    Args:
        cells: the tables they are about.
        found: the faults.
    """
    order: dict[str, tuple[int, dict[str, int]]] = {}
    for number, table in enumerate(cells.schema):
        columns = {name: i for i, name in enumerate(table.names)}
        for place in (table.name, cells.table(table.name).place):
            order.setdefault(place, (number, columns))

    def position(fault: Fault) -> tuple[int, str, int, int, str]:
        number, columns = order.get(fault.place, (len(order), {}))
        where = columns.get(fault.column, -1)
        return number, fault.place if not columns else "", fault.row, where, fault.value

    return sorted(found, key=position)
