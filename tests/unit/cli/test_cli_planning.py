"""The commands that plan: what they answer, refuse, and say beside the answer."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.unit.cli.runs import AS_OF, Run

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
        (("--contact", "jonas-brandt", "karin-albers", "5"), "5 is not in the range 0<=x<=4"),
        (("--contact", "jonas-brandt", "karin-albers"), "is not a valid integer range"),
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
