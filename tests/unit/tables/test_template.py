"""The template: opens, explains, offers every vocabulary, and imports as an empty portfolio."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kamgraph.errors import InputError
from kamgraph.model.cells import CellsBuilder
from kamgraph.model.entities import SCHEMA
from kamgraph.model.kinds import Boolean, Choice, Several
from kamgraph.opening import open_store
from kamgraph.tables.template import EXPLANATIONS, write_template
from kamgraph.tables.workbook_example import MARK_COLUMN, example_of
from kamgraph.tables.workbook_reading import read_workbook
from tests.unit.model.small import GOALS


@pytest.fixture
def template(tmp_path: Path) -> Path:
    write_template(tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def lists(sheet: Any) -> dict[str, Any]:
    """The drop-downs of a sheet, by the name of their column."""
    names = {cell.column: cell.value for cell in sheet[1]}
    return {
        names[area.min_col]: rule
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
    }


def test_it_imports_as_an_empty_portfolio(template: Path) -> None:
    source = read_workbook(template)
    assert source.faults == ()
    assert set(source.cells.tables) == set(SCHEMA.names)
    with open_store(str(template)) as store:
        assert set(store.counts().values()) == {0}


@pytest.mark.parametrize("table", list(SCHEMA), ids=lambda table: table.name)
def test_an_example_is_as_a_row_should_be(table: Any) -> None:
    builder = CellsBuilder(SCHEMA)
    collected = builder.table(table, table.name, table.names)
    collected.add([[text] for text in example_of(table)], [2])
    assert list(collected.done().tuples()) == [example_of(table)]
    assert builder.faults == []


def test_a_changed_example_is_data(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    book["organizations"]["B2"] = "Ours"
    book["organizations"].append(["o2", "Second", "own"])
    book.save(template)
    found = read_workbook(template).cells.table("organizations")
    assert found.texts("name") == ["Ours", "Second"]


def test_rows_are_data_wherever_the_mark_is_not(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    sheet = book["organizations"]
    sheet.append([cell.value for cell in sheet[2]][:-1])
    book.save(template)
    assert read_workbook(template).cells.table("organizations").rows.tolist() == [3]


def test_every_vocabulary_has_its_drop_down(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    for table in SCHEMA:
        found = lists(book[table.name])
        for field in table.fields:
            kind = field.column.kind
            if isinstance(kind, Choice | Several) and kind.vocabulary is not None:
                rule = found[field.name]
                assert rule.formula1 == f'"{",".join(kind.vocabulary)}"'
                assert len(rule.formula1) <= 257
                assert rule.showErrorMessage is not kind.several
            elif isinstance(kind, Boolean):
                assert found[field.name].formula1 == '"true,false"'
    assert lists(book["contacts"])["level"].formula1 == '"0,1,2,3,4"'


def test_columns_are_explained(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    people = {cell.value: cell for cell in book["people"][1]}
    said = people["level"].comment.text
    assert "1 specialist" in said
    assert "A whole number, 1 to 5." in said
    assert "Empty: unknown." in said
    assert "Required." in people["id"].comment.text
    assert book["people"].column_dimensions[people[MARK_COLUMN].column_letter].hidden
    lines = {(row[0].value, row[1].value) for row in book[EXPLANATIONS].iter_rows(min_row=2)}
    assert {(table.name, name) for table in SCHEMA for name in table.names} < lines


def test_explanations_in_german(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", "de")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    people = {cell.value: cell.comment for cell in book["people"][1]}
    assert "Eine ganze Zahl, 1 bis 5." in people["level"].text
    assert "executive (" in people["function"].text
    assert read_workbook(tmp_path / "t.xlsx").faults == ()


def test_nothing_is_written_over(template: Path) -> None:
    before = template.read_bytes()
    with pytest.raises(InputError, match="is there already"):
        write_template(template)
    with pytest.raises(InputError, match=r"\.xlsx"):
        write_template(template.with_suffix(".xls"))
    assert template.read_bytes() == before


def test_a_ninth_table_is_a_ninth_sheet(tmp_path: Path) -> None:
    schema = SCHEMA.extended(GOALS)
    write_template(tmp_path / "t.xlsx", schema=schema)
    source = read_workbook(tmp_path / "t.xlsx", schema)
    assert source.faults == ()
    assert len(source.cells.table("goals")) == 0
