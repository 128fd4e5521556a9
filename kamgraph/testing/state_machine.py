"""A state machine that drives a store through random imports and holds it against a reference.

    class TestMine(StoreMachine.TestCase): ...

works for a subclass of `StoreMachine` that says how a store is made and opened again.
"""

from __future__ import annotations

from itertools import cycle
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from kamgraph.errors import FaultyInput
from kamgraph.model.cells import Cells
from kamgraph.model.columns import from_cells
from kamgraph.model.portfolio import Portfolio
from kamgraph.stores.base import Changes
from kamgraph.testing import examples, strategies
from kamgraph.testing.making import MakesStores
from kamgraph.testing.reference import Arriving, Counts, Reference, cells_of

SCHEMA = examples.EXTENDED


class StoreMachine(MakesStores, RuleBasedStateMachine):
    """Random imports, dry runs, replacements and reopenings; everything compared each time."""

    def __init__(self) -> None:
        super().__init__()
        self.reference = Reference(SCHEMA)
        self._tables = cycle(SCHEMA)
        self.store = self.make_store(SCHEMA)

    def teardown(self) -> None:
        """Closes the store."""
        self.store.close()

    @initialize(arriving=strategies.foundations(SCHEMA))
    def begin(self, arriving: Arriving) -> None:
        """Fills what others refer to."""
        self._apply(arriving, replace=False, dry_run=False)

    @rule(arriving=strategies.sources(SCHEMA), dry_run=st.sampled_from([False, False, True]))
    def upserts(self, arriving: Arriving, dry_run: bool) -> None:
        """Imports some rows of some tables."""
        self._apply(arriving, replace=False, dry_run=dry_run)

    @rule(
        base=strategies.foundations(SCHEMA),
        arriving=strategies.sources(SCHEMA, whole=True),
        dry_run=st.sampled_from([False, True]),
    )
    def replaces(self, base: Arriving, arriving: Arriving, dry_run: bool) -> None:
        """Makes the store equal to a source."""
        self._apply({**arriving, **base}, replace=True, dry_run=dry_run)

    @rule()
    def reopens(self) -> None:
        """Closes and opens the store."""
        self.store = self.reopened(self.store)

    @rule()
    def round_trip(self) -> None:
        """What is exported changes nothing when it is imported again."""
        source = self.store.cells()
        tables = {name: source.table(name) for name in SCHEMA.names}
        for replace in (False, True):
            changes = self.store.apply(Cells(SCHEMA, tables, source.pool), replace=replace)
            assert not changes.any, changes

    def _apply(self, arriving: Arriving, *, replace: bool, dry_run: bool) -> None:
        """The same import on both sides: the same refusal, or the same counts."""
        tables, counts = self.reference.after(arriving, replace=replace)
        refused = bool(self.reference.broken(tables))
        source, refusal, changes = cells_of(SCHEMA, arriving), None, Changes(())
        try:
            changes = self.store.apply(source, replace=replace, dry_run=dry_run)
        except FaultyInput as error:
            refusal = error
        assert refused == (refusal is not None), refusal
        if refused:
            return
        assert _counted(changes) == counts
        if not dry_run:
            self.reference.tables = tables

    @invariant()
    def same_content(self) -> None:
        """Counts, digests, cells and arrays are those of the reference, in its order."""
        counts, digests = self.store.counts(), self.store.digests()
        exported = self.store.cells()
        for table in SCHEMA:
            expected = self.reference.texts(table.name)
            assert list(exported.table(table.name).tuples()) == expected
            assert counts[table.name] == len(expected)
            assert digests[table.name] == self.reference.digest(table.name)
        assert_same_columns(self.store.columns(), from_cells(exported))

    @invariant()
    def same_rows(self) -> None:
        """The rows of a table are the reference's; another table each time."""
        table = next(self._tables)
        rows = [table.texts(row) for row in self.store.rows(table.name)]
        assert rows == self.reference.texts(table.name)

    @invariant()
    def same_slices(self) -> None:
        """Each account's slice is the reference's, and sound by itself."""
        for row in self.reference.tables["accounts"]:
            found = self.store.account_slice(row["id"])
            expected = self.reference.account_slice(row["id"])
            assert texts_of(found) == expected
            assert not found.faults()

    @precondition(lambda self: self.reference.tables["people"])
    @invariant()
    def sound(self) -> None:
        """The store finds nothing wrong with itself."""
        verification = self.store.verify()
        assert verification.sound, verification.problems


def texts_of(portfolio: Portfolio) -> dict[str, list[tuple[str, ...]]]:
    """A portfolio's rows as tuples of canonical texts.

    Args:
        portfolio: any rows.
    """
    return {t.name: [t.texts(row) for row in portfolio.rows(t.name)] for t in portfolio.schema}


def assert_same_columns(first: Any, second: Any) -> None:
    """Asserts that two groups of arrays hold the same, unknown numbers included.

    Args:
        first: `PortfolioColumns`, or one of its tables.
        second: the same of another store.
    """
    for name, one in vars(first).items():
        other = getattr(second, name)
        if hasattr(one, "__dataclass_fields__"):
            assert_same_columns(one, other)
        elif isinstance(one, np.ndarray):
            assert one.dtype == other.dtype, name
            np.testing.assert_array_equal(one, other, err_msg=name)
        else:
            assert list(one) == list(other), name


def _counted(changes: Changes) -> dict[str, Counts]:
    return {
        t.table: (t.added, t.changed, t.unchanged, t.removed, t.differing) for t in changes.tables
    }
