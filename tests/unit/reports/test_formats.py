"""The four formats of one report: what each keeps, and what none lets through."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from kamgraph.locale import LANGUAGES
from kamgraph.locale.words import Words
from kamgraph.reports import as_csv, as_json, as_lines, as_md, as_table
from kamgraph.reports import coverage as coverage_report
from kamgraph.reports import findings as findings_report
from kamgraph.reports import portfolio as portfolio_report
from kamgraph.reports import spoc as spoc_report
from kamgraph.reports import stores as stores_report
from kamgraph.reports.document import (
    Block,
    Cell,
    Column,
    Facts,
    Grid,
    Names,
    Records,
    Report,
    clean,
)
from kamgraph.stores.base import StoreInfo
from tests.unit.reports import results

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def reports(lang: str) -> list[Report]:
    words = Words(lang)
    return [
        coverage_report.describe(results.coverage(), words, results.NAMES),
        coverage_report.describe(results.coverage(0), words, results.NAMES),
        spoc_report.describe(results.spoc(), words, results.NAMES),
        findings_report.describe(results.findings(), words, results.NAMES),
        portfolio_report.describe(results.portfolio(3), words),
        portfolio_report.describe(results.portfolio(0), words),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_format_steers_a_terminal(lang: str) -> None:
    for report in reports(lang):
        for text in (
            as_table.text(report, 80),
            as_lines.text(report),
            as_md.text(report),
            as_csv.text(report),
            as_json.text(report),
        ):
            assert not STEERING.search(text.replace("\\u001b", "").replace("\u202e", ""))
        for text in (as_table.text(report, 80), as_lines.text(report), as_md.text(report)):
            assert "\u202e" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_terminal_of_80_columns_is_enough(lang: str) -> None:
    for report in reports(lang):
        assert max(map(len, as_table.text(report, 80).splitlines())) <= 80


def test_a_narrow_terminal_cuts_no_number() -> None:
    report = portfolio_report.describe(results.portfolio(1), Words("en"))
    text = as_table.text(report, 30)
    for number in ("17/10", "61%", "51–63%", "100%", "35%", "2/7/8"):
        assert number in text


def test_colours_only_where_wanted() -> None:
    report = reports("en")[0]
    assert "\x1b[" in as_table.text(report, 80, colour=True)
    coloured = re.sub("\x1b\\[[0-9;]*m", "", as_table.text(report, 80, colour=True))
    plain = as_table.text(report, 80)
    assert [line.rstrip() for line in coloured.splitlines()] == plain.splitlines()


def test_long_tables_are_not_fitted() -> None:
    report = portfolio_report.describe(results.portfolio(as_table.LONG + 1), Words("en"))
    assert as_table.text(report, 30) == as_lines.text(report)


def test_lines_are_aligned_by_what_a_terminal_shows() -> None:
    grid = Grid("", [Column("Name"), Column("N", right=True)], [[Cell("東京"), Cell("1")]])
    assert list(as_lines.of_block(grid)) == [" Name  N", " 東京  1"]


def test_bars_and_percents() -> None:
    assert as_lines.drawn(Cell("33%", bar=1 / 3)) == "███░░░░░░░   33%"
    assert as_lines.filled(-1) == 0
    assert as_lines.filled(7) == 10


def test_ids_are_never_shortened() -> None:
    key = "k" * 200
    grid = Grid("", [Column("Id", whole=True), Column("Text")], [[Cell(key), Cell("x " * 50)]])
    text = as_table.grid_text(grid, 80)
    assert text.count("k") == 200
    assert "…" not in text


def test_json_is_the_result_and_reads_back() -> None:
    result = results.coverage()
    report = coverage_report.describe(result, Words("de"), results.NAMES)
    text = as_json.text(report)
    assert json.loads(text) == result.model_dump(mode="json")
    assert "0.3333333333333333" in text
    assert list(json.loads(text)) == list(type(result).model_fields)


def test_json_keeps_letters_and_escapes_what_steers() -> None:
    report = Report("", [], "", {"name": "Weiß\x9b\u2028"}, Records([], []))
    text = as_json.text(report)
    assert "Weiß" in text
    assert "\\u009b\\u2028" in text
    assert json.loads(text) == {"name": "Weiß\x9b\u2028"}


def test_csv_is_guarded_against_formulas() -> None:
    report = coverage_report.describe(results.coverage(), Words("en"), results.NAMES)
    rows = list(csv.reader(io.StringIO(as_csv.text(report))))
    assert rows[2][1].startswith("'=cmd")
    assert rows[1][3] == "0.3333333333333333"
    assert rows[2][6] == ""


def test_csv_writes_truth_and_nothing() -> None:
    report = Report("", [], "", {}, Records(["a", "b", "c"], [(True, None, -0.5)]))
    assert as_csv.text(report) == "a,b,c\ntrue,,-0.5\n"


def test_markdown_is_escaped() -> None:
    report = coverage_report.describe(results.coverage(), Words("en"), results.NAMES)
    text = as_md.text(report)
    assert text.startswith("# Contact coverage: Acme \\| Co\n")
    assert "<b>" not in text
    for line in text.splitlines():
        if line.startswith("| Ann"):
            assert len(re.split(r"(?<!\\)\|", line)) == 8


def test_ways_through_others() -> None:
    words = Words("en")
    lines = as_lines.text(
        coverage_report.describe(results.coverage(), words, results.NAMES)
    ).splitlines()
    assert any(line.startswith(" Through others too") and "28%" in line for line in lines)
    assert any(line.startswith(" Ann") and " 33%  Us One" in line for line in lines)
    text = as_lines.text(spoc_report.describe(results.spoc(), words, results.NAMES))
    assert " Us One      ██████████  100%  Ann, " in text
    assert " no way  1  " in text
    assert " 1 way   1  Ann" in text
    free = results.spoc().model_copy(update={"gatekeepers": ()})
    assert "Nobody alone." in as_lines.text(spoc_report.describe(free, words, results.NAMES))


def test_the_answer_stands_first() -> None:
    lines = as_lines.text(reports("en")[0]).splitlines()
    assert lines[2].startswith("We reach 25% (20–30%) of the weight of the buying center.")
    german = as_lines.text(reports("de")[0]).splitlines()
    assert german[2].startswith("Wir erreichen 25\u00a0% (20–30\u00a0%)")


def test_bounds_that_look_the_same_are_left_out() -> None:
    result = results.coverage()
    same = result.model_copy(update={"bounds": result.bounds.model_copy(update={"upper": 0.2})})
    text = as_lines.text(coverage_report.describe(same, Words("en"), results.NAMES))
    assert "We reach 25% of the weight" in text


def test_the_footer_says_how_to_compute_it_again() -> None:
    text = as_lines.text(reports("en")[0])
    assert text.endswith("Formula coverage/1, as of 2026-11-20, policy 0123456789ab\n")


def test_empty_parts_leave_no_gap() -> None:
    grids: list[Block] = [
        Grid("Nothing", [Column("A")], []),
        Facts("", [("a", Cell("1"), "")]),
    ]
    report = Report("Title", grids, "Footer", {}, Records([], []))
    assert as_lines.text(report) == "Title\n\n a  1\n\nFooter\n"
    assert as_table.text(report, 80).replace(" ", "") == "Title\n\na1\n\nFooter\n"
    assert "Nothing" not in as_md.text(report)


def test_names_tell_who_is_meant() -> None:
    names = Names({"a": "Jo", "b": "Jo", "c": "Ann", "n1": None, "n2": ""})
    assert [names.of(key) for key in ("a", "c", "n1", "x", None)] == [
        "Jo (a)",
        "Ann",
        "N.N. (n1)",
        "x",
        "–",
    ]


def test_a_name_that_is_somebody_elses_id_is_not_enough() -> None:
    names = Names({"c1": "Cara", "c2": "c1", "c3": "c3"})
    assert [names.of(key) for key in ("c1", "c2", "c3")] == ["Cara", "c1 (c2)", "c3"]


def test_json_reverses_no_writing() -> None:
    report = Report("", [], "", {"name": "a\u202eb"}, Records((), ()))
    assert "\u202e" not in as_json.text(report)
    assert json.loads(as_json.text(report)) == {"name": "a\u202eb"}


def test_a_store_at_a_path_that_is_no_text() -> None:
    info = StoreInfo("memory", "\udcff", None, "", ())
    report = stores_report.describe(info, None, Words("en"))
    assert json.loads(as_json.text(report))["location"] == "\N{REPLACEMENT CHARACTER}"


def test_clean() -> None:
    assert clean("a\x1b[31mb\tc\nd\x9be\u202ef") == "a [31mb c d e f"
    assert clean("\ud800") == "\N{REPLACEMENT CHARACTER}"
    assert clean("Özdemir\u00a0東") == "Özdemir\u00a0東"
