"""Workbooks that are none, or mean harm: refused with a sentence before they are opened."""

from __future__ import annotations

import random
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from kamgraph.errors import InputError, KamGraphError
from kamgraph.tables import workbook_package
from kamgraph.tables.workbook_reading import read_workbook
from tests.counts import count
from tests.unit.tables.workbooks import book, part, repacked

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    + '<!ENTITY a0 "&a;&a;">'
    + "".join(f'<!ENTITY a{n + 1} "{("&a%d;" % n) * 10}">' for n in range(8))  # noqa: UP031
    + f"]><worksheet {MAIN}><sheetData><row><c><v>&a8;</v></c></row></sheetData></worksheet>"
)


def cell(where: str, row: int) -> bytes:
    return (
        f'<worksheet {MAIN}><sheetData><row r="{row}"><c r="{where}"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    ).encode()


def refused(path: Path, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence) as error:
        read_workbook(path)
    assert f"'{path}'" in str(error.value)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return book(tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("xl/media/zeros.xml", b"<a>" + b" " * 20_000_000 + b"</a>", "100 times its size"),
        (SHEET, BOMB.encode(), "DOCTYPE or entities"),
        (SHEET, BOMB.encode("utf-16"), "DOCTYPE or entities|damaged"),
        ("xl/styles.xml", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>", "DOCTYPE"),
        ("xl/drawings/a.vml", b"<xml><br><!ENTITY a 'b'></xml>", "DOCTYPE"),
        (SHEET, cell("XFD1", 1), "more than 256 columns"),
        (SHEET, cell("A1048576", 1_048_576), "more than 200,000 rows"),
        ("../../outside.txt", b"x", "leads outside"),
        ("/etc/cron.d/x", b"x", "leads outside"),
        ("xl\\..\\x", b"x", "leads outside"),
        ("C:/x", b"x", "leads outside"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", "linked to other files"),
        (
            "xl/_rels/more.rels",
            b'<R><x TargetMode="External" Type="y/oleObject" Target="z"/></R>',
            "linked",
        ),
        ("xl/vbaProject.bin", b"x", "holds macros"),
        ("xl/macrosheets/sheet1.xml", b"<a/>", "holds macros"),
        (
            "more.xml",
            b'<T><O ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></T>',
            "holds macros",
        ),
        (SHEET, b"<worksheet>", "damaged or no workbook"),
        (SHEET, cell("A1", 1).replace(b'r="1"', b'r="x"'), "damaged"),
        (SHEET, cell("A1", 1).replace(b"</row>", b"<c/>" * 20_000 + b"</row>"), "damaged"),
        (SHEET, cell("A1", 1).replace(b"</row>", b"</row>" + b"<row/>" * 1_100_000), "damaged|100"),
        (
            SHEET,
            cell("A1", 1).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
            "Strict Open XML",
        ),
        ("xl/workbook.xml", b"<workbook/>", "damaged|no table is in"),
        ("[Content_Types].xml", b"<Types/>", "damaged"),
    ],
)
def test_hostile_parts(sound: Path, name: str, content: bytes, sentence: str) -> None:
    refused(repacked(sound, {name: content}), sentence)


def test_too_many_parts(sound: Path) -> None:
    refused(repacked(sound, {f"x/{n}": b"" for n in range(1_000)}), "more than 1,000 parts")


def test_a_part_twice(sound: Path) -> None:
    with (
        zipfile.ZipFile(sound, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr(SHEET, b"<a/>")
    refused(sound, "twice")


def test_too_large_inflated(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_package, "LARGEST_INFLATED", 1 << 20)
    random_bytes = random.Random(1).randbytes(1 << 20)
    refused(repacked(sound, {"x.bin": random_bytes}), "unpack to more than 1 MB")


def test_a_part_that_is_never_large(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_package, "_LARGEST_WHOLE", 1 << 10)
    refused(sound, "damaged")


def test_too_large(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_package, "LARGEST_FILE", 1 << 10)
    refused(sound, "is larger than 0 MB")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is no workbook, whatever its name says"),
        (b"id,name\n", "is no workbook, whatever its name says"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "password, or an old .xls"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged or no workbook"),
    ],
)
def test_wrong_types(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(content)
    refused(path, sentence)


@pytest.mark.parametrize("suffix", [".xls", ".xlsm", ".xlsb", ".ods"])
def test_wrong_names(sound: Path, suffix: str) -> None:
    refused(sound.rename(sound.with_suffix(suffix)), r"save it as an Excel workbook \(\.xlsx\)")


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").mkdir()
    with pytest.raises(KamGraphError, match=r"b\.xlsx"):
        read_workbook(tmp_path / "b.xlsx")


def test_links_behind_cells_and_formats_far_away_do_no_harm(sound: Path) -> None:
    sheet = part(sound, SHEET).replace(
        b"</sheetData>",
        b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>',
    )
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" TargetMode="External" Target="mailto:a@b.example" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>'
        b"</Relationships>"
    )
    repacked(sound, {SHEET: sheet, "xl/worksheets/_rels/sheet1.xml.rels": link})
    source = read_workbook(sound)
    assert source.faults == ()
    assert len(source.cells.table("organizations")) == 2


def test_mutated_workbooks_give_our_errors_only(sound: Path) -> None:
    chance = random.Random(7)
    with zipfile.ZipFile(sound) as archive:
        names = archive.namelist()
    whole = sound.read_bytes()
    for _ in range(count(60, 1_000)):
        if chance.random() < 0.3:
            raw = bytearray(whole)
            for _ in range(chance.randrange(1, 8)):
                raw[chance.randrange(len(raw))] = chance.randrange(256)
            sound.write_bytes(raw)
        else:
            sound.write_bytes(whole)
            name = chance.choice(names)
            xml = bytearray(part(sound, name))
            for _ in range(chance.randrange(1, 4)):
                start = chance.randrange(len(xml))
                piece = xml[start : start + chance.randrange(12)]
                at = chance.randrange(len(xml))
                xml[at : at + chance.randrange(6)] = piece
            repacked(sound, {name: bytes(xml)})
        with suppress(KamGraphError):  # anything else is a traceback, and fails
            read_workbook(sound).checked()
