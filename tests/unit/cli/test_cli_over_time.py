"""Trend and diff as a user types them: dates, words, formats."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.unit.cli.runs import AS_OF, Run

ACCOUNT = "nordlicht-werke"
DATES = ("--from", "2025-11-20", "--to", "2026-11-20")
MINUS = "\N{MINUS SIGN}"
BESIDE = "Facts without dates (vacant, level, influence, function, organization, attrition)"


def test_trend_has_a_row_a_month_end_and_the_date(run: Run) -> None:
    found = json.loads(run("trend", ACCOUNT, "--format", "json", *AS_OF).stdout)
    assert found["formula"] == "trend/1"
    assert len(found["rows"]) == 25
    assert [row["as_of"] for row in found["rows"][-2:]] == ["2026-10-31", "2026-11-20"]
    portfolio = json.loads(run("portfolio", "--format", "json", *AS_OF).stdout)
    (row,) = [row for row in portfolio["accounts"] if row["account"] == ACCOUNT]
    last = found["rows"][-1]
    assert last.pop("as_of") == "2026-11-20"
    assert last == {key: row[key] for key in row if key not in ("account", "name")}


def test_trend_of_the_portfolio(run: Run) -> None:
    found = json.loads(run("trend", "--months", "2", "--format", "json", *AS_OF).stdout)
    assert found["account"] is None
    assert [row["accounts"] for row in found["rows"]] == [3, 3, 3]
    table = run("trend", "--months", "2", *AS_OF).stdout
    assert "sums over sums" in table
    assert "Trend of the portfolio" in table


def test_trend_in_words(run: Run) -> None:
    said = run("trend", ACCOUNT, "--months", "3", *AS_OF).stdout
    assert "Weighted coverage: 60% (50–61%) on 2026-08-31, 61% (51–63%) on 2026-11-20" in said
    assert BESIDE in said
    german = run("--lang", "de", "trend", ACCOUNT, "--months", "3", *AS_OF).stdout
    assert "Gewichtete Abdeckung: 60\xa0% (50–61\xa0%) am 31.08.2026" in german
    assert "gelten zu jedem Datum so, wie sie heute sind" in german
    rows = list(csv.DictReader(io.StringIO(run("trend", ACCOUNT, "--format", "csv").stdout)))
    assert list(rows[0])[:4] == ["as_of", "stakeholders", "own_people", "weighted"]


@pytest.mark.parametrize("months", ["0", "-1", "601", "x"])
def test_months_out_of_range(run: Run, months: str) -> None:
    result = run("trend", ACCOUNT, "--months", months)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--months" in result.stderr


def test_opportunity_without_its_account(run: Run) -> None:
    result = run("trend", "--opportunity", "x")
    assert result.exit_code == 2
    assert "needs the ACCOUNT" in result.stderr


def test_diff_adds_up_to_what_coverage_says(run: Run) -> None:
    found = json.loads(run("diff", ACCOUNT, *DATES, "--format", "json").stdout)
    assert (found["from"], found["to"], found["as_of"]) == (*DATES[1::2], DATES[3])
    covered = [
        json.loads(run("coverage", ACCOUNT, "--as-of", day, "--format", "json").stdout)
        for day in DATES[1::2]
    ]
    before, after = (answer["weighted"]["value"] for answer in covered)
    parts = found["attribution"]["weighted"]
    assert list(parts) == ["people", "memberships", "ties", "interactions", "clock"]
    assert abs(sum(parts.values()) - (after - before)) <= 1e-12


def test_diff_tells_why(run: Run) -> None:
    said = run("diff", ACCOUNT, *DATES).stdout
    assert (
        "Weighted coverage rose from 58.7% to 61.3%: +26.8 points because of 211 interactions; "
        f"{MINUS}22.7 because 365 days passed; {MINUS}1.8 because 4 memberships changed" in said
    )
    assert "Hinrich Boysen and Gerd Michelsen left and because Ulrike Petersen joined" in said
    assert "Ulrike Petersen is new in the buying center (approver)" in said
    assert BESIDE in said
    german = run("--lang", "de", "diff", ACCOUNT, *DATES).stdout
    assert (
        "Die gewichtete Abdeckung stieg von 58,7\xa0% auf 61,3\xa0%: +26,8 Punkte, weil" in german
    )
    assert "Hinrich Boysen ist nicht mehr im Buying Center (Genehmiger)" in german


def test_diff_fell(run: Run) -> None:
    said = run("diff", ACCOUNT, "--from", "2025-09-30", "--to", "2025-10-31").stdout
    assert "Weighted coverage fell from 69.0% to 57.9%: " in said


def test_diff_ends_at_as_of(run: Run) -> None:
    given = ("diff", ACCOUNT, "--from", "2025-11-20", "--format", "json")
    wanted = run(*given, "--to", "2026-11-20").stdout
    assert run(*given, *AS_OF).stdout == wanted
    assert run(*given, *AS_OF, "--to", "2026-11-20").stdout == wanted
    result = run(*given, *AS_OF, "--to", "2026-11-19")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "give one of them" in result.stderr


def test_diff_the_wrong_way_round(run: Run) -> None:
    result = run("diff", ACCOUNT, "--from", "2026-11-20", "--to", "2025-11-20")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--from 2026-11-20 is after --to 2025-11-20; swap them" in result.stderr
    assert run("diff", ACCOUNT).exit_code == 2


def test_diff_as_csv_and_md(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("diff", ACCOUNT, *DATES, "--format", "csv").stdout)))
    assert rows[0] == {
        "cause": "people",
        "change": "left",
        "date": "2026-01-01",
        "who": "hinrich-boysen",
        "kind": "",
        "before": "",
        "after": "",
    }
    assert run("diff", ACCOUNT, *DATES, "--format", "md").stdout.startswith("# What changed from")


def test_sensitivity_of_an_account(run: Run) -> None:
    found = json.loads(run("sensitivity", ACCOUNT, *AS_OF, "--format", "json").stdout)
    assert (found["formula"], found["account"]) == ("sensitivity/1", ACCOUNT)
    covered = json.loads(run("coverage", ACCOUNT, *AS_OF, "--format", "json").stdout)
    row = next(row for row in found["rows"] if row["number"] == "weighted")
    assert row["value"] == covered["weighted"]["value"]
    assert row["lowest"]["value"] < row["value"] < row["highest"]["value"]
    said = run("sensitivity", ACCOUNT, *AS_OF).stdout
    assert "Half-life 90–365 days: weighted coverage lies between 49.8% and 68.6%." in said
    german = run("--lang", "de", "sensitivity", ACCOUNT, *AS_OF).stdout
    assert "Halbwertszeit 90–365 Tage: Die gewichtete Abdeckung liegt zwischen 49,8" in german


def test_sensitivity_of_the_order(run: Run) -> None:
    found = json.loads(run("sensitivity", *AS_OF, "--format", "json").stdout)
    assert {row["tau"] for row in found["rows"]} == {1.0}
    assert "The order of the accounts holds" in run("sensitivity", *AS_OF).stdout
    assert "bleibt gleich" in run("--lang", "de", "sensitivity", *AS_OF).stdout
    assert run("sensitivity", "--opportunity", "x").exit_code == 2
