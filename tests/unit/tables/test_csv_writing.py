"""Writing a folder of CSV files: the bytes, and that it is there as a whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from kamgraph.errors import InputError, StoreBusy
from kamgraph.model.cells import Cells
from kamgraph.model.entities import SCHEMA, Organization, Person
from kamgraph.model.portfolio import Portfolio
from kamgraph.tables.csv_files import read_folder, write_folder
from kamgraph.tables.guard import guarded, unguarded
from tests.unit.model.small import GOALS, rows, sound, source_of
from tests.unit.tables.folders import FILES, folder

NAMES = sorted(f"{name}.csv" for name in SCHEMA.names)


def small() -> Cells:
    return source_of(sound()).checked()


def contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(path.iterdir())}


def names_in(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.iterdir())


def test_bytes_of_a_folder(tmp_path: Path) -> None:
    people = [
        Person(id="o1", organization="us", name='Olga "O" Ö, Dr', phone="+49 211", note="a\nb"),
        Person(id="'=1", organization="us", name="'s-Hertogenbosch", influence=0.5),
    ]
    organizations = [Organization(id="us", name="=Us", kind="own")]
    portfolio = Portfolio({"people": people, "organizations": organizations})
    write_folder(portfolio.cells(), tmp_path / "out")
    found = contents(tmp_path / "out")
    assert sorted(found) == NAMES
    assert found["organizations.csv"] == (b"id,name,kind,parent,industry,country\nus,'=Us,own,,,\n")
    assert found["people.csv"].decode().split("\n", 1)[1] == (
        'o1,us,"Olga ""O"" Ö, Dr",,,,,,,,\'+49 211,,,,,,"a\nb"\n'
        "''=1,us,'s-Hertogenbosch,,,,0.5,,,,,,,,,,\n"
    )
    assert found["ties.csv"] == b"source,target,kind,weight,since,until,source_of_fact,note\n"


def test_negative_numbers_are_not_guarded(tmp_path: Path) -> None:
    tables = sound()
    tables["opportunities"][0]["value"] = "-10"
    write_folder(source_of(tables).checked(), tmp_path / "out")
    assert b"\nq1,a1,Pumps,,-10,EUR," in (tmp_path / "out" / "opportunities.csv").read_bytes()


def test_written_folder_reads_back_the_same(tmp_path: Path) -> None:
    cells = small()
    write_folder(cells, tmp_path / "one")
    again = read_folder(tmp_path / "one").checked()
    for table in SCHEMA:
        assert list(again.table(table.name).tuples()) == list(cells.table(table.name).tuples())
    write_folder(again, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    write_folder(small(), tmp_path / "out")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    for file in (tmp_path / "out").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_folder_of_ours_is_replaced(tmp_path: Path) -> None:
    path = folder(tmp_path / "out", ties=None)
    path.chmod(0o750)
    write_folder(small(), path)
    assert sorted(contents(path)) == NAMES
    assert contents(path)["people.csv"] != FILES["people.csv"].encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o750
    assert names_in(tmp_path) == ["out"]


def test_folder_behind_a_link_is_replaced(tmp_path: Path) -> None:
    folder(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    write_folder(small(), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert sorted(contents(tmp_path / "real")) == NAMES


@pytest.mark.parametrize("other", ["notes.txt", "goals.csv", ".hidden"])
def test_folder_with_something_else_is_left_alone(tmp_path: Path, other: str) -> None:
    path = folder(tmp_path / "out")
    (path / other).write_text("mine")
    before = contents(path)
    with pytest.raises(InputError, match=f"holds something else, such as '{other}'"):
        write_folder(small(), path)
    assert contents(path) == before
    assert names_in(tmp_path) == ["out"]


def test_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(InputError, match="is there and no folder"):
        write_folder(small(), tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_parent_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="make it first"):
        write_folder(small(), tmp_path / "no" / "out")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "check its permissions"),
        (errno.EROFS, "check its permissions"),
    ],
)
@pytest.mark.parametrize("there", [True, False])
def test_failed_writing_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, there: bool
) -> None:
    path = folder(tmp_path / "out") if there else tmp_path / "out"
    before = contents(path) if there else None
    calls = []

    def failing(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 5:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(StoreBusy, match=words) as caught:
        write_folder(small(), path)
    assert caught.value.exit_code == 5
    assert (contents(path) if there else None) == before
    assert names_in(tmp_path) == (["out"] if there else [])


def test_interrupted_writing_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_folder(small(), tmp_path / "out")
    assert names_in(tmp_path) == []


def test_failed_swap_puts_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder(tmp_path / "out")
    before = contents(path)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith(".new"):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(StoreBusy):
        write_folder(small(), path)
    assert contents(path) == before
    assert names_in(tmp_path) == ["out"]


@pytest.mark.parametrize("text", ["=1", "+49", "-1", "@x", "\tx", "＝1", "＋1", "－1", "＠x"])
def test_guard(text: str) -> None:
    assert guarded(text) == "'" + text
    assert guarded("'" + text) == "''" + text
    assert unguarded(guarded(text)) == text
    assert unguarded(text) == text


@pytest.mark.parametrize("text", ["", "a=1", "'s", "''", "'", "1-2", "' =1"])
def test_guard_leaves_other_texts(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


def test_ninth_table_is_written(tmp_path: Path) -> None:
    schema = SCHEMA.extended(GOALS)
    tables = sound()
    tables["goals"] = rows("id account code", "g1 a1 =A")
    write_folder(source_of(tables, schema).checked(), tmp_path / "out")
    text = (tmp_path / "out" / "goals.csv").read_text()
    assert text == "id,account,code,above,opens,closes\ng1,a1,'=A,,,\n"
    again = read_folder(tmp_path / "out", schema).checked()
    assert list(again.table("goals").tuples()) == [("g1", "a1", "=A", "", "", "")]
