"""Columns of canonical text: every way a chunk is read gives the same cells and faults."""

from __future__ import annotations

import numpy as np
import pytest

from kamgraph.model.cells import CellsBuilder, Coded, Plain, TableCells
from kamgraph.model.entities import SCHEMA
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.reading import Equals
from tests.unit.model.small import sound, source_of


def people(*names: str, chunks: int = 1) -> tuple[TableCells, CellsBuilder]:
    builder = CellsBuilder(SCHEMA)
    table = builder.table(SCHEMA.table("people"), "people.csv", ("id", "organization", "name"))
    for start in range(0, len(names), max(len(names) // chunks, 1)):
        part = names[start : start + max(len(names) // chunks, 1)]
        numbers = range(start + 2, start + 2 + len(part))
        table.add([[f"p{n}" for n in numbers], ["us"] * len(part), part], numbers)
    return table.done(), builder


# The second chunk of names is not simple: it takes the slow way.
@pytest.mark.parametrize("hard", ["", "e\u0301", "a\r\nb", "\u00a0x", "x" * 20_000])
def test_easy_and_hard_texts_are_read_alike(hard: str) -> None:
    cells, builder = people(" Ann ", "Bob", "Ångström", hard, chunks=2)
    assert builder.faults == []
    expected = {"e\u0301": "é", "a\r\nb": "a\nb", "\u00a0x": "x"}.get(hard, hard)
    assert cells.texts("name") == ["Ann", "Bob", "Ångström", expected]


@pytest.mark.parametrize("bad", ["a\x00", "\ud800", "x" * 32_768, "\U0001f600" * 16_384])
def test_faulty_text_is_named_and_empty(bad: str) -> None:
    cells, builder = people("Ann", bad, "Bob")
    (fault,) = builder.faults
    assert (fault.place, fault.row, fault.column, fault.value) == ("people.csv", 3, "name", bad)
    assert cells.texts("name") == ["Ann", "", "Bob"]


@pytest.mark.parametrize("other", ["Acme", "e\u0301"])
def test_required_plain_cell_may_not_be_empty(other: str) -> None:
    builder = CellsBuilder(SCHEMA)
    table = builder.table(SCHEMA.table("organizations"), "o.csv", ("id", "name", "kind"))
    table.add([["a", "b", "c"], [other, " ", "\x01"], ["own", "own", ""]], [2, 3, 4])
    table.done()
    found = sorted((f.row, f.column, f.message) for f in builder.faults)
    assert [(row, column) for row, column, _ in found] == [(3, "name"), (4, "kind"), (4, "name")]
    assert found[0][2] == found[1][2] == "is required and empty"


def test_ids_share_one_pool() -> None:
    cells = source_of(sound()).cells
    assert cells.table("people").coded("organization").values is cells.pool
    assert cells.table("organizations").coded("id").values is cells.pool
    codes = cells.table("people").coded("organization").codes
    assert cells.table("organizations").coded("id").codes[0] == codes[0]


def test_columns_by_kind_and_rows_taken() -> None:
    table = source_of(sound()).cells.table("people")
    assert isinstance(table.columns["organization"], Coded)
    assert isinstance(table.columns["name"], Plain)
    some = table.taken(np.array([2, 0]))
    assert some.texts("id") == ["c1", "o1"]
    assert some.rows.tolist() == [4, 2]
    assert some.texts("note", 0, 1) == [""]


def test_a_table_without_rows() -> None:
    builder = CellsBuilder(SCHEMA)
    cells = builder.table(SCHEMA.table("ties"), "ties.csv", ("source", "target", "kind")).done()
    assert len(cells) == 0
    assert list(cells.tuples()) == []
    assert cells.coded("kind").codes.dtype == np.int32


def test_portfolio_and_cells_are_two_views_of_one_thing() -> None:
    portfolio = Portfolio.from_cells(source_of(sound()).cells)
    assert Portfolio.from_cells(portfolio.cells()) == portfolio
    assert portfolio.faults() == []


def test_equal_texts_are_kept_once_until_there_are_too_many() -> None:
    equals = Equals()
    one, two = "".join(["a", "b"]), "".join(["a", "b"])
    assert one is not two
    found = equals.once([one, two])
    assert found[0] is found[1]
    many = [str(number) for number in range(20_000)]
    assert equals.once(many) == many
    assert equals.once([two])[0] is two
