"""The commands that plan: what they answer, refuse, and say beside the answer."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.unit.cli.runs import AS_OF, DEMO, Run

ACCOUNT = "nordlicht-werke"


def test_what_if_has_its_keys_in_order(run: Run) -> None:
    asked = ("--without", "Jonas Brandt", "--without", "jan-ole-friis")
    contact = ("--contact", "georg-tannhagen", "Dr. Karin Albers", "3")
    result = run("whatif", ACCOUNT, *asked, *contact, *AS_OF, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert list(found) == [
        *("formula", "as_of", "policy", "removed", "added", "before", "after"),
        *("cut_off", "orphaned_roles", "successors"),
    ]
    assert found["removed"] == ["jan-ole-friis", "jonas-brandt"]
    assert found["added"] == [{"own": "georg-tannhagen", "person": "karin-albers", "level": 3}]
    for state in ("before", "after"):
        assert list(found[state]) == ["coverage", "spoc", "alignment", "structure"]
    assert list(found["successors"][0]) == ["for", "own", "value"]
    for metric, answer in found["before"].items():
        alone = run(metric, ACCOUNT, *AS_OF, "--format", "json")
        assert json.loads(alone.stdout) == answer


def test_what_if_of_somebody_new_to_the_account(run: Run) -> None:
    asked = ("--contact", "felix-auer", "wolfram-grau", "4")
    result = run("whatif", "grauwacker-getriebe", *asked, *AS_OF, "--format", "json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    before, after = found["before"]["coverage"], found["after"]["coverage"]
    assert after["own_people"] == before["own_people"] + 1
    assert after["weighted"]["value"] > before["weighted"]["value"]


def test_what_if_for_an_opportunity(run: Run) -> None:
    asked = ("--without", "jonas-brandt", "--opportunity", "nw-line-3")
    result = run("whatif", ACCOUNT, *asked, *AS_OF)
    assert "opportunity" in result.stdout.splitlines()[0]


def test_what_if_as_csv(run: Run) -> None:
    result = run("whatif", ACCOUNT, "--without", "jonas-brandt", *AS_OF, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0]) == ["measure", "before", "after"]
    assert rows[0]["measure"] == "weighted"
    assert float(rows[0]["before"]) > float(rows[0]["after"])


def test_what_if_in_german(run: Run) -> None:
    result = run("--lang", "de", "whatif", ACCOUNT, "--without", "jonas-brandt", *AS_OF)
    assert result.stdout.startswith("Was wäre, wenn: Nordlicht Werke\n\nOhne Jonas Brandt:")
    assert "Abgeschnitten" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--without PERSON, --contact OWN PERSON LEVEL"),
        (("--without", "jonas-brant"), "did you mean 'jonas-brandt'?"),
        (("--contact", "jonas-brandt", "nobody at all", "3"), "there is no person"),
        (("--contact", "karin-albers", "jonas-brandt", "3"), "is not one of our people"),
        (
            ("--contact", "jonas-brandt", "karin-albers", "5"),
            "LEVEL is '5', not a whole number from 0 to 4",
        ),
        (("--contact", "jonas-brandt", "karin-albers"), "not a whole number from 0 to 4"),
    ],
)
def test_what_cannot_be_asked(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("whatif", ACCOUNT, *arguments, *AS_OF)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_what_moves_nothing_is_said_on_stderr(run: Run) -> None:
    contact = ("--contact", "nele-vogt", "karin-albers", "3")
    result = run("whatif", ACCOUNT, *contact, *AS_OF)
    assert result.exit_code == 0
    assert result.stderr.startswith("Note: the contact of 'nele-vogt' and 'karin-albers' counts")
    assert run("whatif", ACCOUNT, *contact, "--as-of", "2027-01-02").stderr == ""


def test_each_departure_has_a_row(run: Run) -> None:
    result = run("whatif", ACCOUNT, "--each", *AS_OF, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert list(found) == [
        *("formula", "as_of", "policy", "account", "opportunity", "today", "people")
    ]
    spoc = json.loads(run("spoc", ACCOUNT, *AS_OF, "--format", "json").stdout)
    own = [row["id"] for row in found["people"] if row["center"] == "selling"]
    assert own == [row["id"] for row in spoc["own"]]
    assert found["today"]["bus_factor"] is None
    exact = run("whatif", ACCOUNT, "--each", "--exact", *AS_OF, "--format", "json")
    assert json.loads(exact.stdout)["today"]["bus_factor"] == spoc["bus_factor"]


def test_each_departure_on_top_of_others(run: Run) -> None:
    single = run("whatif", ACCOUNT, "--without", "jonas-brandt", *AS_OF, "--format", "json")
    each = run("whatif", ACCOUNT, "--each", "--without", "jonas-brandt", *AS_OF, "--format", "json")
    after = json.loads(single.stdout)["after"]["coverage"]["weighted"]["value"]
    assert json.loads(each.stdout)["today"]["weighted"] == pytest.approx(after)
    table = run("whatif", ACCOUNT, "--each", "--without", "jonas-brandt", *AS_OF).stdout
    assert "\nWithout Jonas Brandt: coverage" in table
    assert "no measure of anybody's work" in table


def test_exact_alone_is_refused(run: Run) -> None:
    result = run("whatif", ACCOUNT, "--exact", "--without", "jonas-brandt", *AS_OF)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--exact goes with --each" in result.stderr


def test_next_contacts(run: Run) -> None:
    result = run("next", "grauwacker-getriebe", "-k", "3", *AS_OF, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert list(found) == ["formula", "as_of", "policy", "steps"]
    assert len(found["steps"]) == 3
    assert list(found["steps"][0]) == ["own", "person", "gain", "coverage_after"]
    rows = csv.DictReader(
        io.StringIO(run("next", "grauwacker-getriebe", *AS_OF, "--format", "csv").stdout)
    )
    assert rows.fieldnames == ["own", "person", "gain", "coverage_after", "reason"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Nobody of us has an active tie there; fit 100% (executive – executive)."),
        ("de", "Niemand von uns hat dort aktiven Kontakt; Passung 100 % (Geschäftsleitung – "),
    ],
)
def test_next_contacts_say_why(run: Run, lang: str, said: str) -> None:
    table = run("--lang", lang, "next", "grauwacker-getriebe", *AS_OF).stdout
    assert said in table.replace("\N{NO-BREAK SPACE}", " ")


def test_nobody_is_left_to_meet(run: Run) -> None:
    result = run("next", ACCOUNT, "--opportunity", "nw-service", *AS_OF)
    assert result.exit_code == 0
    assert "No new contact would raise coverage" in result.stdout
    assert run("next", ACCOUNT, "-k", "0", *AS_OF).exit_code == 2


def test_introductions_have_their_keys_in_order(run: Run) -> None:
    result = run("intro", ACCOUNT, "Ulrike Petersen", *AS_OF, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert list(found) == ["formula", "as_of", "policy", "paths"]
    assert [list(way) for way in found["paths"]] == [["people", "strength"]] * 2
    assert found["paths"][0]["people"] == ["jonas-brandt", "rainer-ohm", "ulrike-petersen"]


def test_introductions_to_somebody_outside_the_account(run: Run) -> None:
    result = run("intro", "lindenmoor-feinkost", "wolfram-grau", *AS_OF, "--format", "csv")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "people,strength"
    # Somebody of ours who works this account knows him from another one.
    own = run("coverage", "lindenmoor-feinkost", *AS_OF, "--format", "json")
    assert json.loads(own.stdout)["own_people"] > 0
    for way in csv.DictReader(io.StringIO(result.stdout)):
        assert way["people"].endswith("|wolfram-grau")


def test_introductions_in_both_languages(run: Run) -> None:
    asked = ("intro", ACCOUNT, "Frauke Jessen", *AS_OF)
    said = "Lukas Weiß (ours) should ask Lena Brodersen for an introduction to Frauke Jessen."
    assert said in run(*asked).stdout
    gesagt = "Lukas Weiß (von uns) sollte Lena Brodersen bitten, uns Frauke Jessen vorzustellen."
    assert gesagt in run("--lang", "de", *asked).stdout
    nobody = run("intro", ACCOUNT, "Frauke Jessen", "--as-of", "2015-01-01").stdout
    assert "No way leads to Frauke Jessen" in nobody


def test_nobody_of_ours_is_introduced_to_us(run: Run) -> None:
    result = run("intro", ACCOUNT, "jonas-brandt", *AS_OF)
    assert result.exit_code == 2
    assert "is one of our people" in result.stderr


def test_a_handover_is_a_checklist(run: Run, demo_store: Path, tmp_path: Path) -> None:
    before = demo_store.read_bytes()
    result = run("leave", "anna-keller", "--plan", "--on", "2026-12-01")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("# Handover: Anna Keller\n")
    assert "\n## Grauwacker Getriebe\n" in result.stdout
    assert "\n- [ ] Name who manages the account from then on.\n" in result.stdout
    assert (
        "\n- [ ] **Ruth Engel** (weight 0.56, tie 94%): Birgit Lange takes over (" in result.stdout
    )
    assert "\n### What stays lost\n" in result.stdout
    written = run("leave", "anna-keller", "--plan", "--on", "2026-12-01", "-o", "plan.md")
    assert (written.exit_code, written.stdout) == (0, "")
    assert (tmp_path / "plan.md").read_text("utf-8") == result.stdout
    assert demo_store.read_bytes() == before


def test_a_handover_from_a_store_nobody_may_write(run: Run, tmp_path: Path) -> None:
    result = run("leave", "Jonas Brandt", "--plan", "--on", "2026-12-01", store=DEMO)
    assert result.exit_code == 0, result.stderr
    assert "## Nordlicht Werke" in result.stdout
    assert run("leave", "Jonas Brandt", "--on", "2026-12-01", store=DEMO).exit_code == 2
    del tmp_path


def test_a_handover_in_german(run: Run) -> None:
    result = run("--lang", "de", "leave", "jonas-brandt", "--plan", "--on", "2026-12-01")
    assert result.stdout.startswith("# Übergabe: Jonas Brandt\n")
    assert "### Was verloren bleibt" in result.stdout


def test_a_stakeholders_departure(run: Run) -> None:
    result = run("leave", "henrik-thomsen", "--plan", "--on", "2026-12-01")
    assert "be introduced to whoever follows" in result.stdout


def test_no_tie_to_hand_over(run: Run) -> None:
    result = run("leave", "nele-vogt", "--plan", "--on", "2026-12-01")
    assert result.exit_code == 0
    assert "No tie of Nele Vogt counts in any account on that day." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "plan.md"), "-o goes with --plan"),
        (("--plan", "--successor", "nele-vogt"), "'nele-vogt' cannot take over on 2026-12-01"),
        (("--plan", "--successor", "nele-vogtt"), "did you mean 'nele-vogt'?"),
    ],
)
def test_what_a_handover_refuses(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("leave", "anna-keller", "--on", "2026-12-01", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
