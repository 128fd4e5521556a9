"""Whatever a portfolio's texts are, a folder of CSV files gives them back."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kamgraph.errors import KamGraphError
from kamgraph.model.cells import CellsBuilder, Source
from kamgraph.model.entities import SCHEMA
from kamgraph.tables.csv_files import read_folder, write_folder
from kamgraph.tables.guard import guarded, unguarded
from tests.counts import count

_STARTS = ["", "=", "+", "-", "@", "'", "''", "'=", "''+", "' =", "＝", "\t=", "\n", '"', ";", ","]
_PIECES = [
    "a",
    " ",
    "'",
    '"',
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "|",
    "😀",
    "é",
    "e\u0301",
    "שלום",
    "\u202e",
]
_NASTY = st.builds(
    lambda start, rest: start + "".join(rest),
    st.sampled_from(_STARTS),
    st.lists(st.sampled_from(_PIECES), max_size=6),
)
_FREE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)
_TEXTS = st.one_of(_NASTY, _FREE)
_IDS = st.builds(lambda t: "x" + t.replace("\n", "").replace("\t", "").replace("\r", ""), _TEXTS)
_NAMES = ("own", "person", "level", "target", "last_contact", "since", "source", "note")
_DAYS = st.one_of(st.just(""), st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat))
_ROWS = st.lists(
    st.tuples(
        _IDS,
        _IDS,
        st.sampled_from("01234"),
        st.sampled_from(["", "0", "4"]),
        _DAYS,
        _DAYS,
        _TEXTS,
        _TEXTS,
    ),
    min_size=1,
    max_size=8,
)


def _source(rows: list[tuple[str, ...]]) -> Source:
    builder = CellsBuilder(SCHEMA)
    table = builder.table(SCHEMA.table("contacts"), "contacts", _NAMES)
    table.add(list(zip(*rows, strict=True)), range(2, len(rows) + 2))
    table.done()
    return Source(builder.cells, tuple(builder.faults))


@settings(max_examples=count(30, 300), deadline=None)
@given(_ROWS)
def test_texts_come_back(rows: list[tuple[str, ...]]) -> None:
    source = _source(rows)
    assert source.faults == ()
    with tempfile.TemporaryDirectory() as name:
        write_folder(source.cells, Path(name) / "out")
        written = (Path(name) / "out" / "contacts.csv").read_bytes()
        again = read_folder(Path(name) / "out")
        assert again.faults == ()
        before = list(source.cells.table("contacts").tuples())
        assert list(again.cells.table("contacts").tuples()) == before
        write_folder(again.cells, Path(name) / "out")
        assert (Path(name) / "out" / "contacts.csv").read_bytes() == written
    assert b"\r" not in written


@given(_TEXTS)
def test_guard_is_lossless_and_guards(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in tuple("=+-@\t\r\n\0＝＋－＠")


@settings(max_examples=count(100, 1_000), deadline=None)
@given(st.one_of(st.binary(max_size=200), _FREE.map(str.encode)), st.booleans())
def test_hostile_bytes_give_our_errors_only(content: bytes, header: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "people.csv"
        path.write_bytes((b"id,organization,name,level\n" if header else b"") + content)
        with suppress(KamGraphError):  # anything else is a traceback, and fails
            read_folder(Path(name)).checked()
