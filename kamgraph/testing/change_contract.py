"""The part of the conformance suite about single changes: `Store.change`.

`StoreContract` derives from it, so whoever derives a store's tests from that runs these too.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kamgraph.errors import FaultyInput, InputError
from kamgraph.model.edits import Added, Decision, Edit, Reader, Removed, Replaced
from kamgraph.model.entities import SCHEMA
from kamgraph.model.rules import faults
from kamgraph.model.schema import Row
from kamgraph.stores.base import Store


def always(*edits: Edit) -> Decision:
    """A decision that looks at nothing.

    Args:
        edits: what it decides.
    """
    return lambda _: edits


def row(table: str, **values: object) -> Row:
    """A row of one of the nine tables.

    Args:
        table: its name.
        values: its columns.
    """
    return SCHEMA.table(table).row(**values)


CALL = row("interactions", date="2024-02-29", own="k1", person="c1", channel="call")
"""A row that the small portfolio holds twice."""

REFUSED: tuple[tuple[Edit, str], ...] = (
    (Added("interactions", CALL.model_copy(update={"own": "c1"})), "not of kind own"),
    (Added("interactions", CALL.model_copy(update={"own": "nobody"})), "no id of people"),
    (
        Added("interactions", CALL.model_copy(update={"id": "m-1"})),
        "repeats the id of a row in the store",
    ),
    (
        Added("contacts", row("contacts", own="k1", person="c1", level=1, since="2025-01-01")),
        "overlaps",
    ),
    (Added("contacts", row("contacts", own="k1", person="c1", level=1)), "repeats the own"),
    (Added("ties", row("ties", source="c2", target="c1", kind="reports_to")), "closes a circle"),
    (Added("ties", row("ties", source="c1", target="r1", kind="reports_to")), "second manager"),
    (Added("people", row("people", id="us", name="X", organization="us")), "is the id of a row"),
    (Added("organizations", row("organizations", id="c1", name="X", kind="own")), "too"),
    (
        Added("memberships", row("memberships", account="a2", center="buying", person="k1")),
        "is of kind own",
    ),
    (
        Added(
            "memberships",
            row("memberships", account="a2", center="buying", person="c3", opportunity="d1"),
        ),
        "belongs to account 'a1'",
    ),
)
"""Edits of the small portfolio that break a rule, and what is said of them."""


class ChangeContract:
    """What every store keeps where single rows change."""

    def test_a_row_is_added(self, store: Store) -> None:
        """An equal row beside two others is a third one."""
        before = store.digests()
        changed = store.change(always(Added("interactions", CALL)))
        assert changed.edits == (Added("interactions", CALL),)
        assert store.rows("interactions").count(CALL) == 3
        assert store.counts()["interactions"] == 5
        assert store.digests() != before
        assert store.verify().sound

    def test_a_row_is_replaced_and_removed(self, store: Store) -> None:
        """Of equal rows one; what was removed again leaves the digests as they were."""
        before = store.digests()
        store.change(always(Added("interactions", CALL)))
        store.change(always(Removed("interactions", CALL)))
        assert store.digests() == before
        video = CALL.model_copy(update={"channel": "video"})
        store.change(always(Replaced("interactions", CALL, video)))
        assert store.rows("interactions").count(CALL) == 1
        assert store.verify().sound

    def test_rows_that_refer_to_each_other_come_at_once(self, store: Store) -> None:
        """In whatever order they are named; and go at once."""
        news: Sequence[Edit] = (
            Added("contacts", row("contacts", own="k1", person="n1", level=1)),
            Added("people", row("people", id="n1", name="N", organization="n0")),
            Added("organizations", row("organizations", id="n0", name="New", kind="customer")),
        )
        before = store.digests()
        store.change(always(*news))
        assert store.matching("contacts", "person", "n1")
        assert store.verify().sound
        store.change(always(*(Removed(e.table, e.row) for e in news if isinstance(e, Added))))
        assert store.digests() == before

    @pytest.mark.parametrize(("edit", "said"), REFUSED)
    def test_a_broken_rule_is_refused(self, store: Store, edit: Edit, said: str) -> None:
        """The rules hold on the change together with the stored rows around it."""
        before = store.digests()
        with pytest.raises(FaultyInput, match=said):
            store.change(always(edit))
        assert store.digests() == before

    @pytest.mark.parametrize(
        ("table", "key", "column", "value", "said"),
        [
            ("organizations", "a1", "kind", "supplier", "an account's is of kind customer"),
            ("organizations", "works", "parent", "works", "closes a circle"),
            ("people", "c1", "organization", "us", "is of kind own"),
            ("people", "c1", "name", None, "set vacant"),
            ("accounts", "a1", "manager", "nobody", "no id of people"),
            ("opportunities", "d1", "account", "a2", "belongs to account"),
            ("people", "c1", "id", "c9", "cannot be changed"),
        ],
    )
    def test_what_others_hang_on_is_judged_with_them(
        self, store: Store, table: str, key: str, column: str, value: str | None, said: str
    ) -> None:
        """A changed row can break a rule of rows that refer to it."""
        before = store.digests()
        (old,) = store.matching(table, "id", key)
        new = SCHEMA.table(table).row(**{**old.model_dump(), column: value})
        with pytest.raises(InputError, match=said):
            store.change(always(Replaced(table, old, new)))
        assert store.digests() == before

    def test_a_row_that_others_refer_to_stays(self, store: Store) -> None:
        """Removed alone it would leave them pointing at nothing."""
        (person,) = store.matching("people", "id", "c1")
        with pytest.raises(FaultyInput, match="no id of people"):
            store.change(always(Removed("people", person)))
        assert store.matching("people", "id", "c1")

    def test_a_row_that_is_not_there_is_an_error(self, store: Store) -> None:
        """Also the third of two equal ones."""
        with pytest.raises(InputError, match="no row"):
            store.change(always(*[Removed("interactions", CALL)] * 3))
        assert store.rows("interactions").count(CALL) == 2

    def test_decisions_read_the_store(self, store: Store) -> None:
        """What decides is found by value, as everywhere."""

        def decide(reader: Reader) -> Sequence[Edit]:
            assert reader.schema == store.schema
            return [
                Removed("contacts", found) for found in reader.matching("contacts", "own", "k2")
            ]

        assert len(store.change(decide).edits) == 1
        assert not store.matching("contacts", "own", "k2")

    def test_a_dry_run_keeps_nothing(self, store: Store) -> None:
        """It says the same, and shows the accounts as they would be."""
        before = store.digests()
        changed = store.change(
            always(Added("interactions", CALL)), watched=["a1", "none"], dry_run=True
        )
        assert len(changed.before["a1"].interactions) == 2
        assert len(changed.after["a1"].interactions) == 3
        assert set(changed.after) == {"a1"}
        assert store.digests() == before
        assert store.counts()["interactions"] == 4

    def test_an_empty_store_takes_a_first_row(self, empty: Store) -> None:
        """The first organization comes by hand."""
        empty.change(
            always(Added("organizations", row("organizations", id="u", name="U", kind="own")))
        )
        assert empty.names("organizations") == (("u", "U"),)
        assert not faults(empty.cells())
        assert empty.verify().sound
