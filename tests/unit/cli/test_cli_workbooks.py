"""Workbooks on the command line: template, import, export, and as a store that is read."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.unit.cli.runs import AS_OF, Run


def test_export_and_import_give_the_same_answers(run: Run, tmp_path: Path) -> None:
    assert run("export", "b.xlsx").exit_code == 0
    result = run("import", "b.xlsx", store="again.db")
    assert result.exit_code == 0, result.output
    expected = run("portfolio", *AS_OF, "--format", "json").stdout
    for store in ("again.db", "b.xlsx"):
        assert run("portfolio", *AS_OF, "--format", "json", store=store).stdout == expected
    result = run("import", "b.xlsx")
    assert "713" in result.stdout
    assert run("import", str(tmp_path / "b.xlsx"), store="b.xlsx").exit_code == 2


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_template_is_filled_and_imported(lang: str, run: Run, tmp_path: Path) -> None:
    result = run("--lang", lang, "template", "t.xlsx", store=None)
    assert result.exit_code == 0
    assert "kamgraph import t.xlsx" in result.stderr
    assert result.stdout == ""
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book["organizations"].append(["us", "We", "own"])
    book.save(tmp_path / "t.xlsx")
    result = run("import", "t.xlsx", store="new.db")
    assert result.exit_code == 0, result.output
    assert run("template", "t.xlsx", store=None).exit_code == 2


def test_faults_name_sheet_row_and_column(run: Run, tmp_path: Path) -> None:
    run("template", "t.xlsx", store=None)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book["contacts"].append(["a", "b", 7])
    book["organizations"].append(["us", "We", "ours"])
    book.save(tmp_path / "t.xlsx")
    result = run("import", "t.xlsx", store="new.db")
    assert result.exit_code == 2
    assert "sheet contacts, row 3, level: '7' is out of range" in result.stderr
    assert "sheet organizations, row 3, kind: 'ours' is not known" in result.stderr
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("export", "b.xlsm"), 2, "macros"),
        (("export", "b.ods"), 2, "save it as an Excel workbook"),
        (("export", "none/b.xlsx"), 2, "there is no folder"),
        (("import", "none.xlsx"), 2, "nothing at"),
        (("template", "t.csv"), 2, "give one that ends in .xlsx"),
    ],
)
def test_refusals(arguments: tuple[str, ...], code: int, sentence: str, run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert sentence in result.stderr
