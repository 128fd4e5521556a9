"""The rules say the same of a change's neighbourhood as of the whole store after it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kamgraph.errors import FaultyInput, InputError
from kamgraph.model.edits import Added, Edit, Removed, Replaced, come, gone
from kamgraph.model.entities import SCHEMA
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.rules import faults
from kamgraph.model.schema import Row
from kamgraph.stores.base import Store
from kamgraph.stores.memory import MemoryStore
from kamgraph.stores.sqlite import SqliteStore
from kamgraph.testing import examples
from tests.counts import count

SMALL = examples.small()

IDS = (
    "us",
    "us-south",
    "a1",
    "works",
    "rival",
    "k1",
    "k2",
    "c1",
    "c2",
    "c3",
    "r1",
    "a2",
    "d1",
    "x",
)

DAYS = (None, "2023-01-01", "2024-01-01", "2024-06-01", "2025-01-01")


@st.composite
def values(draw: st.DrawFn, table: str, row: Row) -> Row:
    """A row like another, save in one or two columns."""
    declared = SCHEMA.table(table)
    found = row.model_dump()
    for field in draw(st.lists(st.sampled_from(declared.fields), min_size=0, max_size=2)):
        others = [getattr(other, field.name) for other in SMALL.rows(table)]
        if field.column.references or field.name == "id":
            others += IDS
        if field.name in ("since", "until", "joined", "left"):
            others += DAYS
        if table == "organizations" and field.name == "kind":
            others += ["own", "customer", "supplier"]
        if table == "ties" and field.name == "kind":
            others += ["reports_to"] * 6
        value = draw(st.sampled_from(others))
        if not (field.required and value is None):
            found[field.name] = value
    return declared.row(**found)


@st.composite
def edit(draw: st.DrawFn) -> Edit:
    """Something that may happen to the small portfolio, sound or not."""
    table = draw(st.sampled_from(SCHEMA.names))
    row = draw(st.sampled_from(SMALL.rows(table)))
    how = draw(st.sampled_from(["add", "replace", "replace", "remove"]))
    if how == "remove":
        return Removed(table, row)
    new = draw(values(table, row))
    if how == "add":
        return Added(table, new)
    if SCHEMA.table(table).identified:
        new = new.model_copy(update={"id": row.__dict__["id"]})
    return Replaced(table, row, new)


def after(edits: list[Edit]) -> Portfolio | None:
    """The portfolio after some edits; None where one takes what is not there."""
    rows = {name: list(SMALL.rows(name)) for name in SCHEMA.names}
    for found in edits:
        old, new = gone(found), come(found)
        if old is not None:
            if old not in rows[found.table]:
                return None
            rows[found.table].remove(old)
        if new is not None:
            rows[found.table].append(new)
    return Portfolio(rows)


def apart(edits: list[Edit]) -> bool:
    """Whether no edit takes what another brings."""
    brought = [new for found in edits if (new := come(found)) is not None]
    return not any(gone(found) in brought for found in edits if gone(found) is not None)


def judged(store: Store, edits: list[Edit]) -> None:
    """Asserts that a store says of some edits what the rules say of the whole."""
    expected = after(edits)
    before = store.digests()
    try:
        store.change(lambda _: edits)
    except FaultyInput:
        assert expected is None or faults(expected.cells())
        assert store.digests() == before
    except InputError:
        assert expected is None
        assert store.digests() == before
    else:
        assert expected is not None
        assert not faults(expected.cells())
        assert store.digests() == MemoryStore.from_portfolio(expected).digests()


EDITS = st.lists(edit(), min_size=1, max_size=3).filter(apart)


@settings(max_examples=count(300, 5000), deadline=None)
@given(EDITS)
def test_a_change_is_judged_as_the_whole_store_would_be(edits: list[Edit]) -> None:
    judged(MemoryStore.from_portfolio(SMALL), edits)


@settings(max_examples=count(60, 1000), deadline=None)
@given(EDITS)
def test_the_embedded_file_judges_the_same(edits: list[Edit]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        with SqliteStore(path, create=True) as store:
            store.apply(SMALL.cells())
            judged(store, edits)
            assert store.verify().sound
