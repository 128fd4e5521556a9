"""Reading a folder of CSV files: what is taken, and what is refused with which sentence."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from kamgraph.errors import Fault, FaultyInput, InputError, StoreUnreachable
from kamgraph.model.entities import SCHEMA
from kamgraph.tables import csv_reading
from kamgraph.tables.csv_files import read_folder
from tests.unit.model.small import GOALS
from tests.unit.tables.folders import FILES, folder


def people(path: Path, content: str | bytes) -> list[tuple[str, ...]]:
    """Name, level and joined of the people that a content of people.csv gives."""
    source = read_folder(folder(path, people=content))
    assert source.faults == ()
    table = source.cells.table("people")
    return list(
        zip(*(table.texts(name) for name in ("id", "name", "level", "joined")), strict=True)
    )


def one_fault(path: Path, **changed: str | bytes | None) -> Fault:
    """The only fault of a folder, rules included."""
    with pytest.raises(FaultyInput) as caught:
        read_folder(folder(path, **changed)).checked()
    assert [str(fault) for fault in caught.value.faults[1:]] == []
    return caught.value.faults[0]


SOUND = [("o1", "Olga", "3", ""), ("c1", "Carla", "2", "2020-01-31")]


def test_sound_folder(tmp_path: Path) -> None:
    cells = read_folder(folder(tmp_path)).checked()
    assert list(cells.tables) == list(SCHEMA.names)
    assert cells.table("people").rows.tolist() == [2, 3]
    assert cells.table("people").place == "people.csv"
    assert cells.tolerated == 0


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_marks_and_line_ends(
    tmp_path: Path, delimiter: str, mark: bytes, end: str
) -> None:
    text = FILES["people.csv"].replace(",", delimiter).replace("\n", end)
    assert people(tmp_path, mark + text.encode()) == SOUND


def test_delimiter_is_recognised_in_spite_of_quotes(tmp_path: Path) -> None:
    text = '"name";"id";"organization";"level"\n"Olga; Ms, Dr";o1;us;3\nCarla;c1;acme;2\n'
    assert people(tmp_path, text) == [("o1", "Olga; Ms, Dr", "3", ""), ("c1", "Carla", "2", "")]


def test_cells_of_several_lines_and_quotes(tmp_path: Path) -> None:
    text = 'id,organization,name\no1,us,"O""l\r\nga"\n\nc1,acme,Carla\n'
    source = read_folder(folder(tmp_path, people=text))
    table = source.cells.table("people")
    assert table.texts("name") == ['O"l\nga', "Carla"]
    assert table.rows.tolist() == [2, 4]  # the empty row counts, the cell's second line does not


def test_empty_rows_are_skipped_and_counted(tmp_path: Path) -> None:
    text = "id,organization,name\n,,\n\no1,us,Olga\n  ,\t,\n,\nc1,acme,Carla\n\n"
    source = read_folder(folder(tmp_path, people=text))
    assert source.faults == ()
    assert source.cells.table("people").rows.tolist() == [4, 7]


def test_rows_are_numbered_across_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reading, "_ROWS", 3)
    lines = [f"p{number},us,N" for number in range(8)]
    lines.insert(4, "")
    lines[6] = 'x,us,"N"x'
    text = "\n".join(["id,organization,name", *lines, "o1,us,O", "c1,acme,C"])
    source = read_folder(folder(tmp_path, people=text))
    assert [(f.place, f.row, f.column) for f in source.faults] == [("people.csv", 8, "")]
    assert source.cells.table("people").rows.tolist() == [2, 3, 4, 5, 7, 9, 10, 11, 12]


def test_trailing_columns_without_a_name_are_nothing(tmp_path: Path) -> None:
    text = "id,organization,name,,\no1,us,Olga,,\nc1,acme,Carla,,\n"
    assert people(tmp_path, text) == [("o1", "Olga", "", ""), ("c1", "Carla", "", "")]


def test_missing_files_are_missing_tables(tmp_path: Path) -> None:
    path = folder(tmp_path, ties=None, contacts=None)
    assert set(SCHEMA.names) - set(read_folder(path).cells.tables) == {"ties", "contacts"}


def test_missing_columns_are_missing_in_the_cells(tmp_path: Path) -> None:
    table = read_folder(folder(tmp_path)).cells.table("contacts")
    assert "since" not in table.columns
    assert table.texts("since") == [""]


def test_tolerated_forms_are_counted(tmp_path: Path) -> None:
    text = "id;organization;name;vacant;level;joined;influence\n"
    text += "o1;us;Olga;FALSCH;3.0;31.01.2020;0,5\nc1;acme;Carla;false;3;2020-01-31;0.5\n"
    cells = read_folder(folder(tmp_path, people=text)).checked()
    assert cells.tolerated == 4
    rows = list(cells.table("people").tuples())
    assert rows[0][4:] == ("", "3", "0.5", *[""] * 4, "false", "2020-01-31", *[""] * 4)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'+49 211 5550", "+49 211 5550"),
        ("+49 211 5550", "+49 211 5550"),
        ("''=1", "'=1"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("'＝1", "＝1"),
        ("'", "'"),
    ],
)
def test_guard_is_taken_off_texts(tmp_path: Path, cell: str, text: str) -> None:
    source = read_folder(
        folder(tmp_path, contacts=f"own,person,level,note,source\no1,c1,3,{cell},{cell}\n")
    )
    table = source.cells.table("contacts")
    assert (table.texts("note"), table.texts("source")) == ([text], [text])


def test_numbers_keep_their_sign(tmp_path: Path) -> None:
    text = "id,account,name,value,currency\nq1,a1,'-1,-1,EUR\n"
    table = read_folder(folder(tmp_path, opportunities=text)).checked().table("opportunities")
    assert (table.texts("name"), table.texts("value")) == (["-1"], ["-1"])
    guarded = text.replace(",-1,", ",'-1,")
    fault = one_fault(tmp_path, opportunities=guarded)
    assert (fault.column, fault.value) == ("value", "'-1")


REFUSED = {
    "UTF-16": (FILES["people.csv"].encode("utf-16"), 0, "", "is in UTF-16"),
    "UTF-16 without a mark": (FILES["people.csv"].encode("utf-16-le"), 0, "", "is in UTF-16"),
    "Windows-1252": (
        FILES["people.csv"].replace("Carla", "Müller").encode("cp1252"),
        0,
        "",
        'is not in UTF-8 (line 3); save it as "CSV UTF-8"',
    ),
    "cut character": (FILES["people.csv"].encode() + b"\xc3", 0, "", "is not in UTF-8 (line 4)"),
    "no text": (b"PK\x03\x04\xff\xfe\x00\x00", 0, "", "is"),
    "empty": (b"", 0, "", "is empty; its first row names the columns: id, organization"),
    "empty rows": (b"\n\n,,\n", 0, "", "is empty"),
    "another table": (b"a,b\n1,2\n", 0, "", "has no row with names of columns at its top"),
    "NUL": (b"id,organization,name\no1,us,O\0\nc1,acme,C\n", 2, "name", "U+0000"),
    "surrogate": (b"id,organization,name\no1,us,\xed\xa0\x80\n", 0, "", "is not in UTF-8"),
    "too few cells": (
        b"id,organization,name\no1,us\nc1,acme,C\n",
        2,
        "",
        "has 2 cells and the header 3",
    ),
    "too many cells": (
        b"id,organization,name\no1,us,O,Dr\nc1,acme,C\n",
        2,
        "",
        "has 4 cells and the header 3",
    ),
    "text after a quote": (
        b'id,organization,name\no1,us,"O"lga\no1,us,O\nc1,acme,C\n',
        2,
        "",
        "has text after a closing quotation mark",
    ),
    "open quote": (b'id,organization,name\no1,us,O\nc1,acme,"C\n', 3, "", "never closed"),
    "long cell": (
        b"id,organization,name\no1,us," + b"x" * 131_073 + b"\nc1,acme,C\n",
        2,
        "",
        "more than 131,072 characters",
    ),
    "endless line": (b"id,organization,name\n" + b"x" * (1 << 24), 0, "", "has a line of more"),
    "twice": (b"id,organization,name,id\no1,us,O,x\nc1,acme,C,x\n", 1, "id", "stands twice"),
    "too many columns": (
        b"id,organization,name," + b",".join(b"c%d" % n for n in range(50_000)) + b"\n",
        1,
        "",
        "has 50,003 columns; at most 256 are read",
    ),
    "unknown column": (
        b"id,organization,name,titel\no1,us,O,x\nc1,acme,C,x\n",
        1,
        "titel",
        "is no column of it; did you mean 'title'?",
    ),
    "nameless column": (
        b"id,,organization,name\no1,,us,O\nc1,,acme,C\n",
        1,
        "",
        "has no name in column 2",
    ),
    "missing column": (b"id,name\no1,O\nc1,C\n", 1, "organization", "is a required column"),
    "misspelt column": (
        b"ID,organization,name\no1,us,O\nc1,acme,C\n",
        1,
        "id",
        "is a required column; is it 'ID'? names are exact",
    ),
    "required cell empty": (
        b"id,organization,name\no1,us,O\nc1, ,C\n",
        3,
        "organization",
        "is required and empty",
    ),
    "bad value": (
        b"id,organization,name,joined\no1,us,O,1/2/2026\nc1,acme,C,\n",
        2,
        "joined",
        "is not a date; write 2026-12-31",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_sentence(tmp_path: Path, name: str) -> None:
    content, row, column, words = REFUSED[name]
    fault = one_fault(tmp_path, people=content)
    assert (fault.place, fault.row, fault.column) == ("people.csv", row, column)
    assert words in fault.message


def test_faulty_row_is_named_once_though_its_cells_are_shifted(tmp_path: Path) -> None:
    text = "own,person,level,target,note\no1,c1,Dr, who,3,x\n"
    fault = one_fault(tmp_path, contacts=text)
    assert (fault.row, fault.column) == (2, "")


def test_unknown_file(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "goals.csv").write_text("id\n")
    (path / ".goals.csv").write_text("hidden files are nothing to us\n")
    (path / "read me.txt").write_text("nor are others\n")
    fault = one_fault(path)
    assert (fault.place, fault.row) == ("goals.csv", 0)
    assert "is no table of a portfolio" in fault.message


def test_misspelt_file_is_one_fault(tmp_path: Path) -> None:
    path = folder(tmp_path, people=None)
    (path / "People.csv").write_text(FILES["people.csv"])
    fault = one_fault(path, people=None)
    assert fault.place == "People.csv"
    assert "did you mean 'people.csv'?" in fault.message


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    path = folder(tmp_path, people=None)
    (path / "people.csv").mkdir()
    assert one_fault(path, people=None).message.startswith("is not a file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe_in_place_of_a_file_does_not_wait(tmp_path: Path) -> None:
    path = folder(tmp_path, people=None)
    os.mkfifo(path / "people.csv")
    assert one_fault(path, people=None).message.startswith("is not a file")


def test_folder_without_a_table(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n")
    with pytest.raises(InputError, match=r"no table is in folder .*people\.csv"):
        read_folder(tmp_path)


@pytest.mark.parametrize("name", ["nothing", "file"])
def test_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="there is no folder"):
        read_folder(tmp_path / name)


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = folder(tmp_path)
    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(StoreUnreachable, match=r"organizations\.csv cannot be read") as caught:
        read_folder(path)
    assert caught.value.exit_code == 3


def test_collector_is_as_it_was_after_a_fault(tmp_path: Path) -> None:
    was_on = gc.isenabled()
    read_folder(folder(tmp_path, people=b"\xff"))
    assert gc.isenabled() == was_on


def test_twelve_faults_in_one_run(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        organizations="id,name,kind,parent\nus,Us,own,us\nacme,Acme,custommer,\nx,X,customer,\n",
        people="id,organization,name,level,joined\n"
        "o1,us,Olga,9,\nc1,acme,,2,31/01/2020\nc2,acme\nc2,x,Cem,,\n",
        accounts="id,name,organization\na1,X,x\na2,X,us\n",
        opportunities='id,account,name,value\nq1,a1,P,"1,234"\nq2,a1,P,10\n',
        memberships="account,center,person,roles\na1,buying,c1,lead\n",
        contacts="own,person,level\no1,c3,3\n",
        interactions=b"date,own,person,channel\n2026-01-31,o1,M\xfcller,call\n",
    )
    with pytest.raises(FaultyInput) as caught:
        read_folder(path).checked()
    assert [(f.place.removesuffix(".csv"), f.row, f.column) for f in caught.value.faults] == [
        ("organizations", 2, "parent"),
        ("organizations", 3, "kind"),
        ("people", 2, "level"),
        ("people", 3, "name"),
        ("people", 3, "joined"),
        ("people", 4, ""),
        ("accounts", 3, "organization"),
        ("opportunities", 2, "value"),
        ("opportunities", 3, "currency"),
        ("memberships", 2, "roles"),
        ("contacts", 2, "person"),
        ("interactions", 0, ""),
    ]


def test_ninth_table_is_read(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "goals.csv").write_text("id,account,opens\ng1,a1,31.12.2026\n")
    cells = read_folder(path, SCHEMA.extended(GOALS)).checked()
    assert list(cells.table("goals").tuples()) == [("g1", "a1", "", "", "2026-12-31", "")]
