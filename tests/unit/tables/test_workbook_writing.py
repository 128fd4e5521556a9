"""Sheets out: typed cells, texts that stay texts, the same bytes, nothing half."""

from __future__ import annotations

import errno
import os
import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kamgraph.errors import InputError, StoreBusy
from kamgraph.model.cells import Cells, CellsBuilder
from kamgraph.model.entities import SCHEMA
from kamgraph.tables import workbook_sheets, workbook_writing
from kamgraph.tables.csv_files import read_folder
from kamgraph.tables.workbook_reading import read_workbook
from kamgraph.tables.workbook_writing import write_workbook
from tests.unit.cli.runs import DEMO
from tests.unit.tables.folders import folder

TRIGGERS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠", "'=", "''+")
TEXTS = [f"{trigger}1+1" for trigger in TRIGGERS]


def contacts(*rows: tuple[str, ...]) -> Cells:
    """Contacts of own, person, level, since, source and note."""
    builder = CellsBuilder(SCHEMA)
    names = ("own", "person", "level", "since", "source", "note")
    table = builder.table(SCHEMA.table("contacts"), "contacts", names)
    table.add(list(zip(*rows, strict=True)), range(2, len(rows) + 2))
    table.done()
    assert builder.faults == []
    return builder.cells


@pytest.fixture
def demo() -> Cells:
    return read_folder(DEMO).cells


def test_the_demo_comes_back(demo: Cells, tmp_path: Path) -> None:
    write_workbook(demo, tmp_path / "b.xlsx")
    again = read_workbook(tmp_path / "b.xlsx")
    assert again.faults == ()
    assert again.cells.tolerated == 0
    for table in SCHEMA:
        expected = list(demo.table(table.name).tuples())
        assert list(again.cells.table(table.name).tuples()) == expected


def test_cells_are_typed(tmp_path: Path) -> None:
    write_workbook(read_folder(folder(tmp_path / "f")).cells, tmp_path / "b.xlsx")
    found = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert found.sheetnames == list(SCHEMA.names)
    people = {cell.value: cell.column_letter for cell in found["people"][1]}
    level, joined, name = (found["people"][f"{people[n]}3"] for n in ("level", "joined", "name"))
    assert (level.value, level.data_type) == (2, "n")
    assert (joined.is_date, joined.value.isoformat()) == (True, "2020-01-31T00:00:00")
    assert (name.value, name.data_type, name.quotePrefix) == ("Carla", "s", True)
    value = found["opportunities"]["E2"]
    assert (value.value, value.data_type) == (10.5, "n")
    for sheet in found:
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in sheet[1])


@pytest.mark.parametrize("text", TEXTS)
def test_what_begins_like_a_formula_stays_a_text(text: str, tmp_path: Path) -> None:
    text = text.strip()
    write_workbook(contacts((text, "b", "1", "", text, text)), tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert not re.search(rb"<f[ />]|hyperlink", everything)
    found = openpyxl.load_workbook(tmp_path / "b.xlsx")["contacts"]
    for where in ("A2", "H2", "I2"):
        assert (found[where].value, found[where].data_type) == (text, "s")
        assert found[where].quotePrefix
    again = read_workbook(tmp_path / "b.xlsx").cells.table("contacts")
    assert again.texts("note") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "#REF!",
        "#N/A",
        "_x0041_",
        "_x005F_",
        "x005F_",
        "_x0041_x0042_",
        "\ufffe",
        "_x0041\ufffe",
        "a\tb\nc",
        "1001",
    ],
)
def test_texts_that_the_format_would_change(text: str, tmp_path: Path) -> None:
    write_workbook(contacts(("a", "b", "1", "", text, text)), tmp_path / "b.xlsx")
    again = read_workbook(tmp_path / "b.xlsx")
    assert again.faults == ()
    assert again.cells.table("contacts").texts("note") == [text]


def test_the_longest_text_is_not_cut(tmp_path: Path) -> None:
    text = "_x0041_" * 4_681
    assert len(text) == 32_767
    write_workbook(contacts(("a", "b", "1", "", "", text)), tmp_path / "b.xlsx")
    assert read_workbook(tmp_path / "b.xlsx").cells.table("contacts").texts("note") == [text]


@pytest.mark.parametrize("day", ["0001-01-01", "1900-02-28", "1900-03-01", "9999-12-31"])
def test_every_day_comes_back(day: str, tmp_path: Path) -> None:
    write_workbook(contacts(("a", "b", "1", day, "", "")), tmp_path / "b.xlsx")
    again = read_workbook(tmp_path / "b.xlsx").cells
    assert again.table("contacts").texts("since") == [day]
    assert again.tolerated == 0


@pytest.mark.parametrize("number", ["0.30000000000000004", "1e+300", "-5e-324", "123456789012345"])
def test_every_number_comes_back(number: str, tmp_path: Path) -> None:
    value = f"id,account,name,value,currency\nq,a1,Q,{number},EUR\n"
    cells = read_folder(folder(tmp_path / "f", opportunities=value)).cells
    write_workbook(cells, tmp_path / "b.xlsx")
    again = read_workbook(tmp_path / "b.xlsx").cells
    assert again.table("opportunities").texts("value") == [number]


def test_the_same_bytes_whatever_the_process(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from kamgraph.opening import read_source, write_target\n"
        "from kamgraph.tables.template import write_template\n"
        "write_target(read_source(sys.argv[1]).cells, sys.argv[2])\n"
        "write_template(Path(sys.argv[3]))\n"
    )
    for seed in ("1", "2"):
        out = [str(tmp_path / f"{name}{seed}.xlsx") for name in ("b", "t")]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}"}
        command = [sys.executable, "-c", code, str(DEMO), *out]
        subprocess.run(command, check=True, env=environment)
    for name in ("b", "t"):
        first, second = (tmp_path / f"{name}{seed}.xlsx" for seed in "12")
        assert first.read_bytes() == second.read_bytes()


def test_the_owner_alone_may_read_it(demo: Cells, tmp_path: Path) -> None:
    write_workbook(demo, tmp_path / "b.xlsx")
    assert stat.S_IMODE((tmp_path / "b.xlsx").stat().st_mode) == 0o600
    (tmp_path / "b.xlsx").chmod(0o640)
    write_workbook(demo, tmp_path / "b.xlsx")
    assert stat.S_IMODE((tmp_path / "b.xlsx").stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["b.xlsx"]


def test_nothing_of_another_kind_is_written_over(demo: Cells, tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_text("mine")
    with pytest.raises(InputError, match="of another kind"):
        write_workbook(demo, tmp_path / "b.xlsx")
    with pytest.raises(InputError, match="no folder"):
        write_workbook(demo, tmp_path / "none" / "b.xlsx")
    assert (tmp_path / "b.xlsx").read_text() == "mine"


def test_too_many_rows_name_csv(
    demo: Cells, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_writing, "MOST_ROWS", 100)
    with pytest.raises(InputError, match=r"interactions has 713 rows.*folder of CSV files"):
        write_workbook(demo, tmp_path / "b.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing(
    demo: Cells, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "temporary"
    kept.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(kept))

    def full(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(workbook_sheets, "_entry", full)
    (tmp_path / "out").mkdir()
    with pytest.raises(StoreBusy, match="the disk is full"):
        write_workbook(demo, tmp_path / "out" / "b.xlsx")
    assert not list((tmp_path / "out").iterdir())
    assert not list(kept.iterdir())
