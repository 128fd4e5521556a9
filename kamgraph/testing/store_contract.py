"""The public conformance suite: what a store has to keep, as tests.

Whoever writes a store derives a class and says how an empty one is made:

    from kamgraph.testing.store_contract import StoreContract

    class TestMyStore(StoreContract):
        def make_store(self, schema):
            return MyStore.create("some place", schema)

        def reopened(self, store):          # only where it outlives the process
            store.close()
            return MyStore.open("some place", store.schema)

and pytest finds the tests in it. Random programs of imports are in `state_machine`, made for
a store in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kamgraph.errors import Fault, FaultyInput, InputError, KamGraphError
from kamgraph.model.cells import Cells
from kamgraph.model.columns import from_cells
from kamgraph.model.entities import SCHEMA
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.schema import Schema
from kamgraph.stores.base import Store, TableChanges
from kamgraph.testing import examples
from kamgraph.testing.change_contract import ChangeContract
from kamgraph.testing.making import MakesStores
from kamgraph.testing.reference import PlainTable, Record, cells_of
from kamgraph.testing.state_machine import assert_same_columns, texts_of

_NO_ROW = "0" * 64


def arriving(table: str, *rows: Record, schema: Schema = SCHEMA) -> Cells:
    """A source of one table with the columns of its first row.

    Args:
        table: the table's name.
        rows: canonical texts by column, the same columns in each.
        schema: the declared tables.
    """
    return cells_of(schema, {table: PlainTable(tuple(rows[0]), list(rows))})


def complete(cells: Cells) -> Cells:
    """Cells with an empty table wherever one is missing, as replacing asks for.

    Args:
        cells: any tables.
    """
    tables = {name: cells.table(name) for name in cells.schema.names}
    return Cells(cells.schema, tables, cells.pool)


class StoreContract(MakesStores, ChangeContract):
    """What every store keeps; derive from it and say how a store is made."""

    @pytest.fixture
    def empty(self) -> Iterator[Store]:
        """An empty store."""
        with self.make_store(SCHEMA) as store:
            yield store

    @pytest.fixture
    def store(self, empty: Store) -> Store:
        """A store with the small portfolio."""
        empty.apply(examples.small().cells())
        return empty

    def assert_holds(self, store: Store, expected: Portfolio) -> None:
        """Asserts that a store holds exactly these rows, on every way to them.

        Args:
            store: the store.
            expected: its rows, in order.
        """
        assert texts_of(Portfolio.from_cells(store.cells())) == texts_of(expected)
        for table in store.schema:
            assert store.rows(table.name) == expected.rows(table.name)
            assert store.counts()[table.name] == len(expected.rows(table.name))
        assert_same_columns(store.columns(), from_cells(store.cells()))
        assert store.verify().sound

    def test_an_empty_store_is_sound(self, empty: Store) -> None:
        """Nothing in it, and nothing wrong with it."""
        self.assert_holds(empty, Portfolio())
        assert set(empty.digests().values()) == {_NO_ROW}
        with pytest.raises(InputError, match="no account 'a1'"):
            empty.account_slice("a1")

    def test_import_keeps_every_row(self, store: Store) -> None:
        """Equal rows, empty cells, odd texts and doubles come back as they were."""
        self.assert_holds(store, examples.small())
        with self.reopened(store) as again:
            self.assert_holds(again, examples.small())

    def test_ninth_table(self) -> None:
        """A table declared elsewhere is kept, exported and sliced like the nine."""
        store = self.make_store(examples.EXTENDED)
        expected = examples.small(examples.EXTENDED)
        changes = store.apply(expected.cells())
        assert changes.of("goals") == TableChanges("goals", added=3)
        with self.reopened(store) as again:
            self.assert_holds(again, expected)
            mine = again.account_slice("a1").rows("goals")
            assert mine == expected.rows("goals")[:2]
            other = self.make_store_again(examples.EXTENDED, again)
            assert other.digests() == again.digests()

    def make_store_again(self, schema: Schema, store: Store) -> Store:
        """A memory store with the export of another, for comparison.

        Args:
            schema: the declared tables.
            store: what is exported.
        """
        from kamgraph.stores.memory import MemoryStore

        other = MemoryStore(schema=schema)
        other.apply(complete(store.cells()))
        return other

    def test_importing_again_changes_nothing(self, store: Store) -> None:
        """The same rows, multisets included, are recognised."""
        before = store.digests()
        for replace in (False, True):
            changes = store.apply(complete(examples.small().cells()), replace=replace)
            assert not changes.any
            assert changes.of("interactions").unchanged == 4
        assert store.digests() == before

    def test_missing_column_keeps_and_empty_cell_clears(self, store: Store) -> None:
        """Keyed rows are changed where the source says something."""
        row = {"id": "c1", "organization": "a1", "name": "Ana O'Neill", "influence": ""}
        changes = store.apply(arriving("people", row))
        assert changes.tables == (TableChanges("people", changed=1),)
        (person,) = store.matching("people", "id", "c1")
        assert person.model_dump()["influence"] is None
        assert person.model_dump()["languages"] == ("de", "en")

    def test_multiset_rows_are_added_as_often_as_they_lack(self, store: Store) -> None:
        """Two equal rows are there; of three that arrive one is new."""
        row = {"date": "2024-02-29", "own": "k1", "person": "c1", "channel": "call"}
        changes = store.apply(arriving("interactions", row, row, row))
        assert changes.of("interactions") == TableChanges("interactions", added=1, unchanged=2)

    def test_row_with_an_id_never_matches_one_without(self, store: Store) -> None:
        """It is another row; by its id it is found again."""
        row = {"id": "n", "date": "2024-02-29", "own": "k1", "person": "c1", "channel": "call"}
        changes = store.apply(arriving("interactions", row))
        assert changes.of("interactions") == TableChanges("interactions", added=1)
        changes = store.apply(arriving("interactions", {**row, "channel": "video"}))
        assert changes.of("interactions") == TableChanges("interactions", changed=1)

    def test_differing_memberships_are_counted(self, store: Store) -> None:
        """Somebody's stance arrives beside the stored row, valid at the same time."""
        row = {"account": "a1", "center": "buying", "person": "c1", "stance": "champion"}
        assert store.apply(arriving("memberships", row), dry_run=True).differing == 1
        past = {"account": "a2", "center": "buying", "person": "c3", "since": "2024-05-01"}
        assert store.apply(arriving("memberships", past)).differing == 0

    def test_replace_needs_every_table(self, store: Store) -> None:
        """A table left out by mistake empties nothing."""
        before = store.digests()
        with pytest.raises(InputError, match=r"missing: organizations, .*interactions\. Add"):
            store.apply(
                arriving("ties", {"source": "c1", "target": "c2", "kind": "knows"}), replace=True
            )
        assert store.digests() == before

    def test_replacing_spares_a_table_that_came_later(self, store: Store) -> None:
        """A source from before there were acceptances says nothing of them; they stay."""
        source = examples.small().cells()
        held = source.tables.pop("acceptances")
        changes = store.apply(source, replace=True)
        assert "acceptances" not in [table.table for table in changes.tables]
        assert store.counts()["acceptances"] == len(held)
        rows = {name: examples.small().rows(name) for name in SCHEMA.names}
        fewer = Portfolio({**rows, "opportunities": (), "memberships": ()}).cells()
        del fewer.tables["acceptances"]
        before = store.digests()
        with pytest.raises(FaultyInput, match=r"acceptances.*opportunity.*d1"):
            store.apply(fewer, replace=True)
        assert store.digests() == before

    def test_replace_makes_the_store_equal(self, store: Store) -> None:
        """What the source lacks goes, also where others referred to it."""
        smaller = examples.small()
        rows = {name: smaller.rows(name) for name in SCHEMA.names}
        rows["ties"], rows["contacts"] = (), rows["contacts"][:1]
        rows["people"] = tuple(p for p in smaller.people if p.id != "k2")
        rows["interactions"] = rows["interactions"][1:3]
        expected = Portfolio(rows)
        changes = store.apply(expected.cells(), replace=True)
        assert changes.of("interactions") == TableChanges("interactions", unchanged=2, removed=2)
        assert changes.of("people") == TableChanges("people", unchanged=5, removed=1)
        self.assert_holds(store, expected)

    def test_dry_run_says_the_same_and_keeps_nothing(self, store: Store) -> None:
        """Its counts are those of the import that follows."""
        before = store.digests()
        source = arriving("organizations", {"id": "new", "name": "New", "kind": "media"})
        said = store.apply(source, dry_run=True)
        assert store.digests() == before
        assert store.apply(source) == said
        assert store.digests() != before

    def test_fault_keeps_everything_out(self, store: Store) -> None:
        """Known faults and broken rules are listed together; nothing is kept."""
        before = store.digests()
        known = Fault("people.csv", 3, "level", "9", "is out of range; from 1 to 5")
        source = arriving("contacts", {"own": "k1", "person": "nobody", "level": "1"})
        with pytest.raises(FaultyInput) as refused:
            store.apply(source, faults=[known])
        assert known in refused.value.faults
        assert any(fault.value == "nobody" for fault in refused.value.faults)
        assert store.digests() == before
        self.assert_holds(store, examples.small())

    def test_new_row_needs_what_is_required(self, store: Store) -> None:
        """A column may be missing where the stored row has it, not where the row is new."""
        assert store.apply(arriving("people", {"id": "c1", "level": "4"})).of("people").changed
        with pytest.raises(FaultyInput, match="organization: is required and empty"):
            store.apply(arriving("people", {"id": "new", "name": "New"}))

    def test_rules_hold_on_store_and_source_together(self, store: Store) -> None:
        """A source that is sound by itself is refused where it contradicts the store."""
        source = arriving(
            "contacts", {"own": "k1", "person": "c1", "level": "1", "since": "2024-06-01"}
        )
        with pytest.raises(FaultyInput, match="overlaps"):
            store.apply(source)

    def test_slice_is_closed_and_no_more(self, store: Store) -> None:
        """An account's slice holds what belongs to it, and nothing of the other account."""
        found = store.account_slice("a1")
        assert not found.faults()
        assert {p.id for p in found.people} == {"k1", "c1", "c2"}
        assert {o.id for o in found.organizations} == {"us", "a1", "works", "rival"}
        assert [t.kind.value for t in found.ties] == ["reports_to", "contact", "competes"]
        assert len(found.memberships) == 4
        assert len(found.interactions) == 2

    def test_unknown_account_names_the_nearest(self, store: Store) -> None:
        """A mistyped id is answered with the one that was meant."""
        with pytest.raises(InputError, match="did you mean 'a1'"):
            store.account_slice("A1")

    @pytest.mark.parametrize(
        ("table", "column", "value", "count"),
        [
            ("memberships", "account", "a1", 4),
            ("memberships", "opportunity", "", 5),
            ("ties", "target", "us", 1),
            ("contacts", "level", 3, 1),
            ("people", "vacant", True, 1),
            ("people", "languages", ("de", "en"), 1),
            ("people", "left", "2025-01-01", 1),
            ("people", "influence", 0.1 + 0.2, 1),
            ("interactions", "person", "nobody", 0),
        ],
    )
    def test_matching(
        self, store: Store, table: str, column: str, value: object, count: int
    ) -> None:
        """Rows are found by ids, numbers, dates, truth values and emptiness."""
        found = store.matching(table, column, value)
        assert len(found) == count
        assert set(found) <= set(store.rows(table))

    def test_names(self, store: Store) -> None:
        """Ids and names come in the store's order; a table without them has none."""
        assert store.names("people")[:4] == (
            ("k1", "Kim"),
            ("k2", "Luz"),
            ("c1", "Ana O'Neill"),
            ("c2", ""),
        )
        with pytest.raises(InputError):
            store.names("ties")

    @pytest.mark.parametrize("question", ["rows", "matching", "names"])
    def test_unknown_table_names_the_nearest(self, store: Store, question: str) -> None:
        """A mistyped table is answered with the one that was meant."""
        rest = ("id", "x") if question == "matching" else ()
        with pytest.raises(InputError, match="did you mean 'people'"):
            getattr(store, question)("peopel", *rest)

    def test_order_of_changes_does_not_matter_to_the_digest(self, store: Store) -> None:
        """The same rows, come by in another order, have the same digest."""
        other = self.make_store_again(SCHEMA, store)
        rows: list[tuple[str, Record]] = [
            ("organizations", {"id": "n1", "name": "N1", "kind": "media"}),
            ("organizations", {"id": "n2", "name": "N2", "kind": "media"}),
            ("ties", {"source": "k1", "target": "c1", "kind": "knows"}),
        ]
        for table, row in rows:
            store.apply(arriving(table, row))
        for table, row in reversed(rows):
            other.apply(arriving(table, row))
        assert store.digests() == other.digests()

    def test_info(self, store: Store) -> None:
        """Counts and digests are told as they are kept."""
        info = store.info()
        assert info.kind == store.kind
        assert {t.table: t.rows for t in info.tables} == store.counts()
        assert {t.table: t.digest for t in info.tables} == store.digests()
        assert not info.unfinished
        assert info.digest == self.make_store_again(SCHEMA, store).info().digest

    def test_closing_twice_is_fine(self, store: Store) -> None:
        """So that a with block may hold a store that closes itself."""
        with store:
            store.close()
        store.close()

    def test_errors_are_ours(self, store: Store) -> None:
        """A caller needs to catch one class."""
        with pytest.raises(KamGraphError):
            store.matching("people", "nme", "x")
