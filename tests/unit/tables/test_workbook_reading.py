"""Sheets in: typed cells, faults all at once, what is passed over."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kamgraph.errors import InputError, StoreUnreachable
from kamgraph.tables.workbook_reading import read_workbook
from tests.unit.tables.workbooks import book, part, repacked

PEOPLE = ["id", "organization", "name", "level", "influence", "vacant", "joined", "note"]


def person(path: Path, **cells: Any) -> tuple[dict[str, str], list[str]]:
    """How one person's cells are read, and the faults."""
    row = [cells.get(n, {"id": "p", "organization": "us", "name": "P"}.get(n)) for n in PEOPLE]
    source = read_workbook(book(path / "b.xlsx", people=[PEOPLE, row]))
    (texts,) = source.cells.table("people").tuples()
    names = source.cells.schema.table("people").names
    return dict(zip(names, texts, strict=True)), [str(fault) for fault in source.faults]


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("id", 1001, "1001"),
        ("id", 1001.0, "1001"),
        ("name", "=1+1 as text", None),
        ("note", "-1", "-1"),
        ("level", 3, "3"),
        ("level", 3.0, "3"),
        ("level", "3", "3"),
        ("influence", 7.5, "7.5"),
        ("influence", "7,5", "7.5"),
        ("influence", 7, "7"),
        ("vacant", True, "true"),
        ("vacant", False, "false"),
        ("vacant", "WAHR", "true"),
        ("vacant", 1, "true"),
        ("vacant", 0.0, "false"),
        ("joined", date(2020, 2, 29), "2020-02-29"),
        ("joined", datetime(2020, 2, 29), "2020-02-29"),
        ("joined", "29.02.2020", "2020-02-29"),
        ("joined", "1234-05-06", "1234-05-06"),
        ("note", "#REF! is what it said", "#REF! is what it said"),
        ("note", "_x0041_", "A"),
    ],
)
def test_cells_are_read(column: str, value: Any, text: str | None, tmp_path: Path) -> None:
    texts, faults = person(tmp_path, **{column: value})
    if text is None:  # openpyxl itself takes it for a formula, which nobody computed
        assert "was never computed" in faults[0]
    else:
        assert (texts[column], faults) == (text, [])


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("id", 1001.5, "'1001.5' is a number, not a id; write it as text"),
        ("note", 0.1, "is a number, not a text; write it as text"),
        ("note", 12345678901234567, "more digits than a spreadsheet keeps"),
        ("note", True, "is true or false, not a text"),
        ("note", date(2020, 1, 1), "is a date, not a text"),
        ("level", 3.5, "is not a whole number"),
        ("level", date(2020, 1, 1), "is a date, not a whole number"),
        ("influence", 11, "out of range"),
        ("vacant", 2, "neither true nor false"),
        ("joined", datetime(2020, 1, 1, 8, 30), "has a time of day"),
        ("joined", 43831, "is a number; format the cell as a date"),
        ("name", "#REF!", "'#REF!' is an error of the spreadsheet"),
        ("note", "=A1", "is a formula that was never computed"),
    ],
)
def test_cells_that_cannot_be_read(column: str, value: Any, sentence: str, tmp_path: Path) -> None:
    _, faults = person(tmp_path, **{column: value})
    assert len(faults) == 1, faults
    assert faults[0].startswith(f"sheet people, row 2, {column}:")
    assert sentence in faults[0]


def test_of_a_formula_the_value_is_taken(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", people=[PEOPLE, ["p", "us", "P", "=1+1"]])
    name = "xl/worksheets/sheet2.xml"
    sheet = part(path, name)
    assert b"<f>1+1</f><v" in sheet
    computed = sheet.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    repacked(path, {name: computed.replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>")})
    source = read_workbook(path)
    assert source.faults == ()
    assert source.cells.table("people").texts("level") == ["2"]


def test_all_faults_at_once(tmp_path: Path) -> None:
    path = book(
        tmp_path / "b.xlsx",
        organizations=[["id", "name", "kind"], ["us", "Us", "owned"]],
        people=[["id", "organisation", "name"], ["p", "us", "P"]],
        contacts=[["own", "person", "level"], ["a", "b", 9], [None, None, None], ["a", "b"]],
        peple=[["id"], ["x"]],
    )
    said = [str(fault) for fault in read_workbook(path).faults]
    for sentence in (
        "sheet organizations, row 2, kind: 'owned' is not known; did you mean 'own'?",
        "sheet people, row 1, organization: is a required column; is it 'organisation'?",
        "sheet contacts, row 2, level: '9' is out of range",
        "sheet contacts, row 4, level: is required and empty",
        "sheet peple: is no table of a portfolio",
    ):
        assert any(line.startswith(sentence) for line in said), (sentence, said)
    assert len(said) == 5


def test_a_value_outside_the_columns_is_a_fault(tmp_path: Path) -> None:
    rows = [["own", "person", "level"], ["o1", "c1", 3, "lost?"]]
    (fault,) = read_workbook(book(tmp_path / "b.xlsx", contacts=rows)).faults
    assert "row 2: holds a value right of the last named column" in str(fault)


def test_what_is_passed_over(tmp_path: Path) -> None:
    path = book(
        tmp_path / "b.xlsx",
        _notes=[["anything"]],
        Sheet1=[],
        contacts=[[], ["own", "person", "level"], [" ", None, None], ["o1", "c1", 3]],
    )
    source = read_workbook(path)
    assert source.faults == ()
    assert source.cells.table("contacts").rows.tolist() == [4]


def test_a_missing_sheet_stays_untouched(tmp_path: Path) -> None:
    assert "ties" not in read_workbook(book(tmp_path / "b.xlsx")).cells.tables


def test_an_empty_table_says_so(tmp_path: Path) -> None:
    (fault,) = read_workbook(book(tmp_path / "b.xlsx", ties=[])).faults
    assert str(fault).startswith("sheet ties: is empty; its first row names the columns")


def test_no_table_at_all(tmp_path: Path) -> None:
    import openpyxl

    openpyxl.Workbook().save(tmp_path / "b.xlsx")
    with pytest.raises(InputError, match="expected are sheets named organizations, people"):
        read_workbook(tmp_path / "b.xlsx")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no workbook"):
        read_workbook(tmp_path / "b.xlsx")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    path = book(tmp_path / "b.xlsx")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StoreUnreachable, match="Permission denied"):
        read_workbook(path)
