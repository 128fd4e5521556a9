"""What commands answer: JSON's keys in order, csv's columns, languages, dates."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.runs import AS_OF, DEMO, Run

ENVELOPE = ["formula", "account", "opportunity", "as_of", "policy", "stakeholders", "own_people"]

KEYS = {
    "coverage": "reach active redundant weighted roles roles_identified target indirect bounds "
    "density authority quality by people uncovered",
    "spoc": "single_threaded orphaned thin_share orphaned_share spoc_share own hhi "
    "effective_carriers bus_factor bus_factor_set robustness expected_loss roles_on_one_head "
    "customer_hhi gatekeepers independent_paths",
    "alignment": "alignment fit_covered zipper level_gap counterparts counterparts_value faces "
    "width shape",
    "structure": "vertical_involvement lateral_involvement extensivity connectedness "
    "purchasing_centrality",
    "influence": "champions opponents contested brokers people",
}

COLUMNS = {
    "coverage": "id,name,weight,coverage,active_ties,indirect,strongest_own,strongest_strength",
    "spoc": "id,name,loss,loss_share,load,share,sole",
    "alignment": "person,own,fit,strength,status",
    "structure": "vertical_involvement,lateral_involvement,extensivity,connectedness,"
    "purchasing_centrality",
    "influence": "id,name,weight,stance,champion,champion_strength,opponent,opponent_strength,"
    "betweenness",
}


def answered(run: Run, *arguments: str) -> Any:
    result = run(*arguments, *AS_OF, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    return json.loads(result.stdout)


@pytest.mark.parametrize("metric", KEYS)
def test_a_metric_has_its_keys_in_order(run: Run, metric: str) -> None:
    found = answered(run, metric, "nordlicht-werke")
    assert list(found) == [*ENVELOPE, *KEYS[metric].split()]
    assert found["formula"] == f"{metric}/1"
    assert found["as_of"] == "2026-11-20"


@pytest.mark.parametrize("metric", COLUMNS)
def test_csv_is_the_main_list(run: Run, metric: str) -> None:
    result = run(metric, "nordlicht-werke", *AS_OF, "--format", "csv")
    assert result.stdout.splitlines()[0] == COLUMNS[metric]
    found = answered(run, metric, "nordlicht-werke")
    lists = {
        "coverage": "people",
        "spoc": "own",
        "alignment": "counterparts",
        "influence": "people",
    }
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == (len(found[lists[metric]]) if metric in lists else 1)


def test_csv_is_not_rounded(run: Run) -> None:
    result = run("coverage", "nordlicht-werke", *AS_OF, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    people = answered(run, "coverage", "nordlicht-werke")["people"]
    assert [float(row["coverage"]) for row in rows] == [p["coverage"] for p in people]


def test_the_portfolio(run: Run) -> None:
    found = answered(run, "portfolio")
    assert list(found) == ["formula", "as_of", "policy", "accounts"]
    assert [row["account"] for row in found["accounts"]] == [
        "grauwacker-getriebe",
        "nordlicht-werke",
        "lindenmoor-feinkost",
    ]
    columns = (
        "account name stakeholders own_people weighted lower upper active redundant thin_share "
        "orphaned_share bus_factor alignment zipper critical warning notice"
    )
    assert list(found["accounts"][0]) == columns.split()


def test_findings(run: Run) -> None:
    found = answered(run, "check", "nordlicht-werke")
    assert {"formula", "as_of", "policy", "findings"} <= set(found)
    assert list(found["findings"][0]) == [
        "rule",
        "severity",
        "account",
        "people",
        "values",
        "threshold",
        "message",
        "action",
    ]
    everywhere = answered(run, "check")
    assert {f["account"] for f in everywhere["findings"]} > {"nordlicht-werke"}


@pytest.mark.parametrize(("command", "count"), [("accounts", 3), ("people", 60)])
def test_lists_have_the_columns_of_their_table(run: Run, command: str, count: int) -> None:
    found = answered(run, command)
    assert list(found) == ["formula", "as_of", "policy", "rows"]
    assert len(found["rows"]) == count
    header = (DEMO / f"{command}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert set(found["rows"][0]) == set(header.split(","))
    assert [row["id"] for row in found["rows"]] == sorted(row["id"] for row in found["rows"])


def test_lists_as_csv_are_a_table_of_the_portfolio(run: Run, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert run("accounts", "--format", "csv", "-o", "again/accounts.csv").exit_code == 0
    result = run("import", "again", "--dry-run")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[2].split() == ["Accounts", "0", "0", "3", "0"]


def test_show_puts_the_account_first_and_marks_who_left(run: Run) -> None:
    found = answered(run, "show", "grauwacker-getriebe")
    assert found["rows"][0]["table"] == "accounts"
    table = run("show", "ralf-bender", *AS_OF).stdout
    assert "left 2025-10-01" in table
    earlier = run("show", "ralf-bender", "--as-of", "2025-09-01").stdout
    assert "left 2025-10-01" not in earlier


def test_show_parts_what_holds_from_the_history(run: Run) -> None:
    table = run("show", "ralf-bender", *AS_OF).stdout
    now, _, history = table.partition("earlier or later")
    assert "Grauwacker Getriebe" in now
    assert "Nordlicht Werke" in history


def test_an_opportunity_narrows_the_buying_center(run: Run) -> None:
    whole = answered(run, "coverage", "nordlicht-werke")
    part = answered(run, "coverage", "nordlicht-werke", "--opportunity", "nw-line-3")
    assert part["opportunity"] == "nw-line-3"
    assert part["stakeholders"] < whole["stakeholders"]
    named = answered(run, "coverage", "nordlicht-werke", "--opportunity", "assembly line 3, HUSUM")
    assert named == part


def test_nothing_to_assess_is_said(run: Run) -> None:
    result = run("coverage", "nordlicht-werke", *AS_OF, "--opportunity", "nw-service")
    assert result.exit_code == 0
    assert "Nothing to assess" in result.stdout


def test_german_dates_are_read(run: Run) -> None:
    german = run("spoc", "nordlicht-werke", "--as-of", "20.11.2026", "--format", "json")
    assert german.stdout == run("spoc", "nordlicht-werke", *AS_OF, "--format", "json").stdout


def test_a_policy_changes_the_hash(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("half_life_days = 90\n")
    found = answered(run, "--policy", "p.toml", "accounts")
    assert found["policy"] != answered(run, "accounts")["policy"]


def test_the_store_tells_and_is_verified(run: Run) -> None:
    result = run("stores", "--verify", "--format", "json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["sound"] is True
    assert [row["rows"] for row in found["tables"]] == [16, 60, 3, 6, 92, 90, 713, 110, 0]


def test_markdown_is_a_document(run: Run) -> None:
    result = run("coverage", "nordlicht-werke", *AS_OF, "--format", "md")
    assert result.stdout.startswith("# Contact coverage: Nordlicht Werke\n")
    assert "| Stakeholder | Weight | Coverage |" in result.stdout


def test_german_results_english_help(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (("--lang", "de"), ()):
        monkeypatch.setenv("KAMGRAPH_LANG", "" if arguments else "de")
        result = run(*arguments, "coverage", "nordlicht-werke", *AS_OF)
        assert "Kontaktabdeckung" in result.stdout
        assert "Wir erreichen 61\u00a0%" in result.stdout
    assert "Options:" in run("coverage", "--help").stdout


def test_the_locale_says_nothing_about_the_language(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")
    assert "Contact coverage" in run("coverage", "nordlicht-werke", *AS_OF).stdout


def test_empty_environment_variables_count_as_unset(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KAMGRAPH_LANG", "")
    monkeypatch.setenv("KAMGRAPH_STORE", "")
    result = run("accounts", store=None)
    assert result.exit_code == 3
    assert "kamgraph.db" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_environment_names_the_store(
    run: Run, demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMGRAPH_STORE", str(demo_store))
    assert run("accounts", store=None).exit_code == 0
