"""Whatever a portfolio's texts are, a workbook gives them back."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kamgraph.model.cells import CellsBuilder
from kamgraph.model.entities import SCHEMA
from kamgraph.opening import open_store, read_source, write_target
from kamgraph.tables.workbook_cells import escaped, unescaped
from kamgraph.tables.workbook_reading import read_workbook
from kamgraph.tables.workbook_writing import write_workbook
from tests.counts import count
from tests.properties.test_csv_properties import _ROWS, _TEXTS, _source

_HEX = st.lists(st.sampled_from(["_", "x", "0041", "005F", "_x0041_", "X", "\uffff"]), max_size=8)


@settings(max_examples=count(10, 200), deadline=None)
@given(_ROWS)
def test_texts_come_back(rows: list[tuple[str, ...]]) -> None:
    source = _source(rows)
    assert source.faults == ()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "out.xlsx"
        write_workbook(source.cells, path)
        written = path.read_bytes()
        again = read_workbook(path)
        assert again.faults == ()
        before = list(source.cells.table("contacts").tuples())
        assert list(again.cells.table("contacts").tuples()) == before
        write_workbook(again.cells, path)
        assert path.read_bytes() == written


@given(st.one_of(_TEXTS, _HEX.map("".join)))
def test_escapes_are_lossless(text: str) -> None:
    assert unescaped(escaped(text)) == text


_WORDS = _TEXTS.filter(lambda text: bool(text.strip()))


@settings(max_examples=count(6, 60), deadline=None)
@given(st.lists(st.tuples(_WORDS, _TEXTS, _TEXTS), min_size=1, max_size=6))
def test_csv_store_workbook_store_csv(rows: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _folder(folder / "csv", rows)
        ways = [folder / "csv", folder / "a.db", folder / "b.xlsx", folder / "c.db", folder / "d"]
        for source, target in pairwise(ways):
            with open_store(str(source)) as store:
                write_target(store.cells(), str(target))
        with open_store(str(ways[0])) as first, open_store(str(ways[-1])) as last:
            assert first.digests() == last.digests()


def _folder(folder: Path, rows: list[tuple[str, str, str]]) -> None:
    """A folder of CSV files with organizations of these names, industries and countries."""
    builder = CellsBuilder(SCHEMA)
    table = builder.table(
        SCHEMA.table("organizations"), "x", ("id", "kind", "name", "industry", "country")
    )
    numbered = [(f"o{n}", "media", *row) for n, row in enumerate(rows)]
    table.add(list(zip(*numbered, strict=True)), range(2, len(rows) + 2))
    table.done()
    assert builder.faults == []
    write_target(builder.cells, str(folder))
    assert read_source(str(folder)).faults == ()
