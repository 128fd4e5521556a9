"""Which text names which store, source and target."""

from __future__ import annotations

from pathlib import Path

import pytest

import kamgraph
from kamgraph.errors import FaultyInput, InputError, KamGraphError, StoreUnreachable
from kamgraph.model.cells import Cells
from kamgraph.model.entities import SCHEMA
from kamgraph.opening import open_store, read_source, write_target
from kamgraph.stores.memory import MemoryStore
from kamgraph.stores.sqlite import SqliteStore
from kamgraph.testing import examples
from kamgraph.testing.store_contract import arriving


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small portfolio as CSV files."""
    found = tmp_path / "tables"
    write_target(examples.small().cells(), str(found))
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The small portfolio as an embedded file."""
    found = tmp_path / "store.db"
    write_target(examples.small().cells(), str(found))
    return found


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The small portfolio as a workbook."""
    found = tmp_path / "book.xlsx"
    assert write_target(examples.small().cells(), str(found)) is None
    return found


def test_file_is_the_embedded_store(file: Path) -> None:
    with open_store(str(file)) as store:
        assert isinstance(store, SqliteStore)
    other = file.rename(file.with_name("store.sqlite"))
    with open_store(str(other), write=True) as store:
        assert store.counts()["people"] == 6


def test_folder_is_only_read(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with open_store(str(folder)) as store:
        assert isinstance(store, MemoryStore)
        assert store.account_slice("a1").accounts[0].name == "First"
        source = arriving("organizations", {"id": "n", "name": "N", "kind": "media"})
        assert store.apply(source, dry_run=True).any
        with pytest.raises(InputError, match=r"only read; `kamgraph --store FILE\.db import"):
            store.apply(source)
    for how in ({"write": True}, {"create": True}):
        with pytest.raises(InputError, match="only read"):
            open_store(str(folder), **how)
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_folder_with_faults_is_no_store(folder: Path) -> None:
    ties = folder / "ties.csv"
    ties.write_text(ties.read_text() + "c1,nobody,knows,,,,,\n")
    with pytest.raises(FaultyInput, match="nobody"):
        open_store(str(folder))
    assert read_source(str(folder)).cells.table("ties")


def test_workbook_is_only_read(workbook: Path) -> None:
    before = workbook.read_bytes()
    with open_store(str(workbook)) as store:
        assert isinstance(store, MemoryStore)
        assert store.counts()["people"] == 6
    for how in ({"write": True}, {"create": True}):
        with pytest.raises(InputError, match="only read"):
            open_store(str(workbook), **how)
    assert workbook.read_bytes() == before


def test_all_ways_hold_the_same(folder: Path, file: Path, workbook: Path, tmp_path: Path) -> None:
    expected = MemoryStore.from_portfolio(examples.small()).digests()
    for location in (folder, file, workbook):
        with open_store(str(location)) as store:
            assert store.digests() == expected
        again = tmp_path / f"{location.name}-again.db"
        with open_store(str(again), create=True) as store:
            source = read_source(str(location))
            store.apply(source.cells, faults=source.faults, replace=True)
            assert store.digests() == expected


def test_export_makes_a_store_equal(file: Path) -> None:
    with open_store(str(file), write=True) as store:
        store.apply(arriving("organizations", {"id": "n", "name": "N", "kind": "media"}))
    changes = write_target(examples.small().cells(), str(file))
    assert changes is not None
    assert changes.of("organizations").removed == 1


def test_ninth_table_travels(tmp_path: Path) -> None:
    expected = examples.small(examples.EXTENDED)
    for name in ("folder", "store.db", "book.xlsx"):
        write_target(expected.cells(), str(tmp_path / name))
        source = read_source(str(tmp_path / name), examples.EXTENDED)
        assert MemoryStore.from_cells(source.cells).rows("goals") == expected.rows("goals")


@pytest.mark.parametrize(
    ("location", "error", "sentence"),
    [
        ("", InputError, "empty"),
        ("book.xlsx", StoreUnreachable, r"kamgraph template book\.xlsx"),
        ("book.xlsm", InputError, "macros"),
        ("book.ods", InputError, r"save it as an Excel workbook \(\.xlsx\)"),
        ("neo4j://host", InputError, "unencrypted to another machine"),
        ("neo4j://", InputError, "names no host"),
        ("neo4j://localhost/data/base", InputError, "no name for a database"),
        ("neo4j://localhost?policy=eu", InputError, "more than a database"),
        ("https://host", InputError, "no kind of store"),
        ("missing.db", StoreUnreachable, "kamgraph demo"),
        ("missing", StoreUnreachable, r"ends in \.db"),
        ("missing.txt", InputError, "no kind of store"),
        ("neo4j://[::1", InputError, "names no host"),
        ("x" * 300, InputError, "is no name for a store"),
    ],
)
def test_what_is_no_store(
    location: str,
    error: type[KamGraphError],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=sentence):
        open_store(location)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("scheme", ["neo4j", "bolt", "neo4j+s", "bolt+ssc", "odd"])
def test_password_is_refused_and_not_shown(scheme: str) -> None:
    for use in (open_store, read_source):
        with pytest.raises(InputError, match="password") as error:
            use(f"{scheme}://me:s3cr3t@host:7687")
        assert "s3cr3t" not in str(error.value)


@pytest.mark.parametrize(
    "uri",
    ["neo4j:/me:s3cr3t@host", "neo4j:me:s3cr3t@host", "BOLT+s//me:s3cr3t@h", " bolt:s3cr3t@"],
)
def test_password_in_a_broken_uri_is_not_shown(
    uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for use in (open_store, read_source, lambda place: write_target(Cells(SCHEMA), place)):
        with pytest.raises(InputError, match="URI is incomplete") as error:
            use(uri)
        assert "s3cr3t" not in str(error.value)
    assert not list(tmp_path.iterdir())


def test_folder_that_does_not_let_us_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", closed)
    for use in (open_store, read_source):
        with pytest.raises(StoreUnreachable, match="check the permissions"):
            use(str(tmp_path / "closed" / "kamgraph.db"))


def test_text_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,name\n")
    for use in (open_store, read_source):
        with pytest.raises(InputError, match="is no store"):
            use(str(tmp_path / "people.csv"))


def test_missing_source(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing at"):
        read_source(str(tmp_path / "x"))


def test_a_store_says_what_kind_it_is() -> None:
    demo = Path(kamgraph.__file__).parent / "demo"
    with open_store(str(demo)) as store:
        assert store.info().kind == "folder of CSV files"
    assert MemoryStore().info().kind == "memory"
