"""Rows that point to rows to come: as quick to import as others, new or changed."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from kamgraph.opening import read_source
from kamgraph.stores.sqlite import SqliteStore

COUNT = 8_000
ORGANIZATIONS = "id,name,kind,parent\nus,Us,own,\nthem,Them,customer,top\ntop,Top,customer,\n"


def folder(path: Path, first: str, prefix: str = "p") -> Path:
    """People, the first of whom has a successor or none."""
    path.mkdir()
    (path / "organizations.csv").write_text(ORGANIZATIONS)
    rows = [f"p0,them,N,{first}", *(f"{prefix}{n},them,N," for n in range(1, COUNT))]
    (path / "people.csv").write_text("id,organization,name,successor\n" + "\n".join(rows) + "\n")
    return path


def taken(store: Path, source: Path) -> float:
    """Seconds until a store has taken a source."""
    found = read_source(str(source))
    start = perf_counter()
    with SqliteStore(store, write=True, create=True) as file:
        file.apply(found.cells)
    return perf_counter() - start


def test_a_successor_further_down_costs_nothing(tmp_path: Path) -> None:
    plain = taken(tmp_path / "a.db", folder(tmp_path / "a", ""))
    ahead = taken(tmp_path / "b.db", folder(tmp_path / "b", f"p{COUNT - 1}"))
    assert ahead < 4 * plain + 0.5
    with SqliteStore(tmp_path / "b.db") as store:
        (person,) = store.matching("people", "id", "p0")
        assert getattr(person, "successor", None) == f"p{COUNT - 1}"
        (them,) = store.matching("organizations", "id", "them")
        assert getattr(them, "parent", None) == "top"
        assert store.verify().sound


def test_a_changed_row_that_points_to_a_new_one_costs_nothing(tmp_path: Path) -> None:
    store = tmp_path / "a.db"
    plain = taken(store, folder(tmp_path / "a", ""))
    changed = taken(store, folder(tmp_path / "b", f"q{COUNT - 1}", prefix="q"))
    assert changed < 6 * plain + 0.5
    with SqliteStore(store) as found:
        (person,) = found.matching("people", "id", "p0")
        assert getattr(person, "successor", None) == f"q{COUNT - 1}"
        assert found.verify().sound
