"""Our workbooks in LibreOffice, and portfolios on their way through all forms by command.

What a cell cannot hold is refused as input or taken off by normalisation, which is said at the
place: NUL is a fault, white space at a text's beginning is stripped (tables.md, Values).
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamgraph.model.cells import CellsBuilder
from kamgraph.model.entities import SCHEMA
from kamgraph.model.kinds import Text
from kamgraph.model.schema import Table
from kamgraph.opening import write_target
from tests.counts import count
from tests.stress.commands import refused, run

BEGINNINGS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'=", "''+", "'\t", "'\n")
"""The triggers that a cell may begin with, and those it may hold behind a quotation mark."""

STRIPPED = ("\t", "\r", "\n")
FORMULAS = ("1+1", 'HYPERLINK("http://x.example","y")', 'cmd|"/c calc"!A1')
TEXTS = (
    *(f"{begin}1+1" for begin in BEGINNINGS),
    *(f"={formula}" for formula in FORMULAS),
    "#REF!", "WAHR", "1001", "1e5", "2026-01-31", "00123", "_x0041_", " a\tb\nc".strip(),
)  # fmt: skip

_OWN = ("us", "+own", "-own")
_GIVEN = {
    "organizations": {"kind": "customer"},
    "people": {"level": "3", "influence": "7.5", "vacant": "false", "joined": "2020-02-29"},
    "accounts": {"expected_size": "8"},
    "opportunities": {"value": "1e+300", "currency": "EUR", "probability": "0.1"},
    "memberships": {"center": "buying", "roles": "user|buyer", "since": "0001-01-01"},
    "contacts": {"level": "2", "since": "1900-02-28"},
    "interactions": {"date": "2026-11-20", "channel": "call", "two_way": "true"},
    "ties": {"kind": "reports_to", "weight": "0.123456789012345"},
    "acceptances": {"rule": "K02", "until": "2027-01-31", "role": "buyer"},
}
"""What is not text in a row of each table; LibreOffice keeps 15 digits of a number."""


def row(table: Table, number: int, text: str) -> dict[str, str]:
    """A row that is sound, and says the text in every column that may say anything."""
    word = text.replace("\t", "").replace("\n", "")  # an id stands on one line
    person = f"{word}{number}"
    references = {
        "organization": f"{word}{number}o", "account": f"{word}{number}a", "person": person,
        "own": _OWN[1], "manager": _OWN[2], "stated_by": _OWN[1], "source": person,
        "target": f"{word}{number}boss", "opportunity": f"{word}{number}q",
    }  # fmt: skip
    found = dict(_GIVEN[table.name])
    for field in table.fields:
        if field.name in references and field.column.references:
            found[field.name] = references[field.name]
        elif isinstance(field.column.kind, Text):
            found[field.name] = text
    ids = {"organizations": "o", "people": "", "accounts": "a", "opportunities": "q"}
    if table.name in ids:
        found["id"] = f"{word}{number}{ids[table.name]}"
    if table.name == "interactions":
        found["id"] = f"{word}{number}"
    return found


def written(folder: Path, texts: list[str]) -> None:
    """A sound portfolio as CSV files, all texts in all columns."""
    builder = CellsBuilder(SCHEMA)
    for table in SCHEMA:
        rows = [row(table, number, text) for number, text in enumerate(texts)]
        if table.name == "organizations":
            rows.append({"id": _OWN[0], "name": "Ours", "kind": "own"})
        if table.name == "people":
            rows += [{**r, "id": f"{r['id']}boss"} for r in rows]
            rows += [{"id": name, "name": name, "organization": _OWN[0]} for name in _OWN[1:]]
        collected = builder.table(table, table.name, table.names)
        columns = [[r.get(name, "") for r in rows] for name in table.names]
        collected.add(columns, range(2, len(rows) + 2))
        collected.done()
    assert builder.faults == []
    write_target(builder.cells, str(folder))


def same(first: Path, second: Path) -> None:
    """Asserts that two folders of CSV files are equal."""
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def way(folder: Path, *steps: str) -> None:
    """Imports and exports along the way, by command."""
    for source, target in pairwise(steps):
        if target.endswith(".db"):
            done = run("--store", target, "import", source, folder=folder)
        else:
            done = run("--store", source, "export", target, folder=folder)
        assert done.code == 0, done


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
    | st.sampled_from("=+-@'＝_x|;\""),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() and "|" not in text)


@settings(
    max_examples=count(3, 40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(_WORDS, min_size=1, max_size=4))
def test_every_text_comes_back_through_all_forms(tmp_path: Path, texts: list[str]) -> None:
    folder = tmp_path / "way"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    written(folder / "first", [text.strip() for text in texts])
    way(folder, "first", "a.db", "b.xlsx", "c.db", "last")
    same(folder / "first", folder / "last")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with the hostile portfolio as CSV files and as a workbook."""
    written(tmp_path / "tables", list(TEXTS))
    way(tmp_path, "tables", "a.db", "book.xlsx")
    return tmp_path


def test_what_a_cell_cannot_begin_with(tmp_path: Path) -> None:
    """White space is stripped, so that what follows is guarded; NUL is refused."""
    (tmp_path / "tables").mkdir()
    file = tmp_path / "tables" / "organizations.csv"
    for number, begin in enumerate(STRIPPED):
        file.write_text(
            f'id,name,kind\nx,"\'{begin}=1+1",media\ny,"{begin}=1+1",media\n', newline=""
        )
        way(tmp_path, "tables", f"{number}.db", f"out{number}")
        out = (tmp_path / f"out{number}" / "organizations.csv").read_text()
        assert out.splitlines()[1:] == ["x,'=1+1,media,,,", "y,'=1+1,media,,,"]
    file.write_text("id,name,kind\nx,\0=1+1,media\n")
    refused(run("--store", "n.db", "import", "tables", folder=tmp_path), 2, "name")
    assert not (tmp_path / "n.db").exists()


@pytest.fixture(scope="session")
def soffice() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no LibreOffice: install libreoffice-calc, workbooks are opened in it")
        pytest.skip("no LibreOffice on this system")
    return found


def converted(soffice: str, path: Path, kind: str, target: Path) -> None:
    """What LibreOffice makes of a workbook."""
    profile = f"-env:UserInstallation={(target / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(target)]
    done = subprocess.run(
        [*command, str(path)], capture_output=True, encoding="utf-8", timeout=300, check=True
    )
    assert "convert" in done.stdout, done


EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def test_libreoffice_computes_nothing(soffice: str, hostile: Path, tmp_path: Path) -> None:
    target = tmp_path / "converted"
    converted(soffice, hostile / "book.xlsx", EVERY_SHEET, target)
    for table in SCHEMA:
        shown = list(_rows(target / f"book-{table.name}.csv"))
        ours = list(_rows(hostile / "tables" / f"{table.name}.csv"))
        assert shown[0] == ours[0] == list(table.names)
        assert len(shown) == len(ours)
        texts = [n for n, f in enumerate(table.fields) if isinstance(f.column.kind, Text)]
        for seen, line in zip(shown[1:], ours[1:], strict=True):
            for column in texts:
                text = line[column]
                plain = text[1:] if re.match(r"'+[=+\-@\t\r\n＝＋－＠]", text) else text
                assert seen[column] == plain, (table.name, column)


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


def test_libreoffice_saves_it_as_it_was(soffice: str, hostile: Path, tmp_path: Path) -> None:
    target = tmp_path / "converted"
    converted(soffice, hostile / "book.xlsx", "xlsx", target)
    with zipfile.ZipFile(target / "book.xlsx") as archive:
        for name in archive.namelist():
            part = re.sub(rb"<f[^>]*>(TRUE|FALSE)\(\)</f>", b"", archive.read(name))
            assert not re.search(rb"<f[ >/]|externalReference", part), name  # but truth values
    way(tmp_path, "converted/book.xlsx", "again.db", "again")
    same(hostile / "tables", tmp_path / "again")


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_template_in_libreoffice(soffice: str, lang: str, tmp_path: Path) -> None:
    """Saved there, it is still an empty portfolio; no name begins like a formula."""
    assert run("--lang", lang, "template", "empty.xlsx", folder=tmp_path).code == 0
    target = tmp_path / "converted"
    converted(soffice, tmp_path / "empty.xlsx", "xlsx", target)
    done = run("--store", "new.db", "import", "converted/empty.xlsx", folder=tmp_path)
    assert done.code == 0, done
    converted(soffice, tmp_path / "empty.xlsx", EVERY_SHEET, target)
    sheets = sorted(target.glob("empty-*.csv"))
    assert [path.stem for path in sheets] == sorted(
        f"empty-{name}" for name in (*SCHEMA.names, "_explanations")
    )
    for path in sheets:
        header = next(_rows(path))
        assert all(re.match(r"\w|#", name) for name in header), header
        assert path.stem != "empty-people" or "FALSE" in list(_rows(path))[1]
