"""What daily wishes mean in rows: history of contacts, leaving, corrections, removal."""

from __future__ import annotations

from datetime import date

import pytest

from kamgraph.errors import InputError
from kamgraph.model.editing import correcting, leaving, rating
from kamgraph.model.edits import Decision
from kamgraph.model.entities import SCHEMA
from kamgraph.model.removing import removing
from kamgraph.stores.memory import MemoryStore
from kamgraph.testing import examples

ON = date(2025, 6, 1)


@pytest.fixture
def store() -> MemoryStore:
    """k1 and c1: level 2 until 2024-01-01, then level 3 with target 4; k2 and c3: level 0."""
    return MemoryStore.from_portfolio(examples.small())


def pair(store: MemoryStore, own: str, person: str) -> list[dict[str, object]]:
    rows = (row.model_dump(mode="json") for row in store.matching("contacts", "person", person))
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in rows
        if row["own"] == own
    ]


def refused(store: MemoryStore, decide: Decision, said: str) -> None:
    before = store.digests()
    with pytest.raises(InputError, match=said):
        store.change(decide)
    assert store.digests() == before


def test_a_new_level_ends_the_row_and_begins_another(store: MemoryStore) -> None:
    store.change(rating("k1", "c1", date(2024, 6, 1), {"last_contact": "2024-05-01", "note": "n"}))
    store.change(rating("k1", "c1", ON, {"level": "4"}))
    ends = {"own": "k1", "person": "c1"}
    assert pair(store, "k1", "c1") == [
        {**ends, "level": 2, "until": "2024-01-01"},
        {
            **ends,
            "level": 3,
            "target": 4,
            "last_contact": "2024-05-01",
            "since": "2024-01-01",
            "until": "2025-06-01",
            "note": "n",
        },
        {**ends, "level": 4, "target": 4, "last_contact": "2024-05-01", "since": "2025-06-01"},
    ]


def test_a_row_that_begins_that_day_is_changed_in_place(store: MemoryStore) -> None:
    store.change(rating("k1", "c1", date(2024, 1, 1), {"level": 1, "target": ""}))
    _, second = pair(store, "k1", "c1")
    assert second == {"own": "k1", "person": "c1", "level": 1, "since": "2024-01-01"}


def test_other_columns_change_the_row_that_holds(store: MemoryStore) -> None:
    changed = store.change(rating("k1", "c1", ON, {"level": 3, "source": "review"}))
    assert len(changed.edits) == 1
    _, second = pair(store, "k1", "c1")
    assert second["source"] == "review"
    assert second["since"] == "2024-01-01"


def test_the_same_again_changes_nothing(store: MemoryStore) -> None:
    assert not store.change(rating("k1", "c1", ON, {"level": 3})).edits


def test_a_later_row_is_an_error(store: MemoryStore) -> None:
    refused(
        store, rating("k1", "c1", date(2023, 1, 1), {"level": 1}), "begins on 2024-01-01, after"
    )


def test_a_first_rating_begins_on_its_day(store: MemoryStore) -> None:
    store.change(rating("k2", "c1", ON, {"level": 1}))
    assert pair(store, "k2", "c1") == [
        {"own": "k2", "person": "c1", "level": 1, "since": "2025-06-01"}
    ]


def test_a_row_without_a_beginning_is_followed(store: MemoryStore) -> None:
    store.change(rating("k2", "c3", ON, {"level": 2}))
    assert pair(store, "k2", "c3") == [
        {"own": "k2", "person": "c3", "level": 0, "until": "2025-06-01"},
        {"own": "k2", "person": "c3", "level": 2, "since": "2025-06-01"},
    ]


def test_an_end_that_was_foreseen_is_taken_over(store: MemoryStore) -> None:
    end = date(2030, 1, 1)
    store.change(rating("k2", "c1", date(2024, 1, 1), {"level": 1, "until": end}))
    store.change(rating("k2", "c1", ON, {"level": 2}))
    assert [row["until"] for row in pair(store, "k2", "c1")] == ["2025-06-01", "2030-01-01"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"level": 5}, "out of range"),
        ({"level": ""}, "required and empty"),
        ({"target": 1}, "level: is required"),
        ({"levl": 1}, "did you mean 'level'"),
        ({"level": 1, "last_contact": "soon"}, "last_contact"),
    ],
)
def test_a_rating_that_cannot_be_is_refused(
    store: MemoryStore, values: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        store.change(rating("k2", "c1", ON, values))


def test_who_leaves_keeps_what_they_held(store: MemoryStore) -> None:
    held = store.rows("contacts"), store.rows("memberships")
    store.change(leaving("k1", ON, "k2"))
    (person,) = store.matching("people", "id", "k1")
    assert person.model_dump()["left"] == ON
    assert person.model_dump()["successor"] == "k2"
    assert held == (store.rows("contacts"), store.rows("memberships"))
    assert not store.change(leaving("k1", ON)).edits


def test_who_left_does_not_leave_again(store: MemoryStore) -> None:
    refused(store, leaving("k2", ON), "left on 2025-01-01 already")
    refused(store, leaving("nobody", ON), "nobody with the id")
    refused(store, leaving("k1", ON, "k1"), "own id")


def test_a_correction_changes_the_row_in_place(store: MemoryStore) -> None:
    table = SCHEMA.table("contacts")
    where = {"own": "k1", "person": "c1", "since": ""}
    changed = store.change(correcting(table, where, {"level": 1, "note": "miscounted"}))
    assert len(changed.edits) == 1
    first, _ = pair(store, "k1", "c1")
    assert first["level"] == 1
    assert first["note"] == "miscounted"


def test_several_different_rows_are_listed_and_nothing_changes(store: MemoryStore) -> None:
    table = SCHEMA.table("contacts")
    decide = correcting(table, {"own": "k1", "person": "c1"}, {"level": 1})
    refused(store, decide, r"2 different rows .*--since:\n  own k1, person c1, level 2, until 2024")


def test_of_equal_rows_one_is_meant(store: MemoryStore) -> None:
    table = SCHEMA.table("memberships")
    where = {"person": "c1", "account": "a1"}
    store.change(correcting(table, where, {"stance": "champion"}))
    stances = [row.model_dump()["stance"] for row in store.matching("memberships", "person", "c1")]
    assert sorted(map(str, stances)) == ["None", "champion"]
    refused(store, correcting(table, where, {"stance": "neutral"}), "2 different rows")
    store.change(removing(table, {**where, "stance": "champion"}))
    assert len(store.matching("memberships", "person", "c1")) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "name: is required and empty"),
        ({"organization": "us"}, "an account's is of kind customer"),
        ({"expected_size": "many"}, "expected_size"),
        ({"id": "a9"}, "cannot be changed"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    store: MemoryStore, values: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        store.change(correcting(SCHEMA.table("accounts"), {"id": "a1"}, values))


def test_what_others_refer_to_is_not_removed_and_they_are_counted(store: MemoryStore) -> None:
    decide = removing(SCHEMA.table("people"), {"id": "k1"})
    said = "1 in people, 1 in accounts, 1 in memberships, 2 in contacts, 3 in interactions"
    refused(store, decide, said)
    refused(store, removing(SCHEMA.table("people"), {"id": "no"}), "there is no row with id no")


def test_a_cascade_takes_what_cannot_stay(store: MemoryStore) -> None:
    store.change(removing(SCHEMA.table("people"), {"id": "k1"}, cascade=True))
    assert store.verify().sound
    assert store.counts()["people"] == 5
    assert store.counts()["accounts"] == 2  # which now has no manager
    assert [row.model_dump()["manager"] for row in store.rows("accounts")] == [None, None]
    assert [row.model_dump()["successor"] for row in store.rows("people")] == [None] * 5
    assert store.counts()["contacts"] == 1
    assert store.counts()["interactions"] == 1


@pytest.mark.parametrize(
    ("table", "key", "left"),
    [
        ("organizations", "a1", {"accounts": 1, "opportunities": 0, "people": 5, "memberships": 2}),
        ("accounts", "a1", {"accounts": 1, "opportunities": 0, "people": 6, "memberships": 2}),
        ("opportunities", "d1", {"accounts": 2, "opportunities": 0, "memberships": 5}),
    ],
)
def test_a_cascade_goes_on(store: MemoryStore, table: str, key: str, left: dict[str, int]) -> None:
    store.change(removing(SCHEMA.table(table), {"id": key}, cascade=True))
    assert store.verify().sound
    assert {name: store.counts()[name] for name in left} == left


def test_a_row_that_nothing_refers_to_goes(store: MemoryStore) -> None:
    store.change(removing(SCHEMA.table("interactions"), {"own": "k1", "id": "m-1"}))
    assert store.counts()["interactions"] == 3
