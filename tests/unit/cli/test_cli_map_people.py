"""`kamgraph map-people`: a newcomer's walk, by pipe and on a terminal."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.cli.runs import AS_OF, Run

ON = ("--on", "2026-11-20")

BEGINNING = ("", "yes", "", "Nordwind AG", "", "Südkraft GmbH", "")
"""A store, an account, the customer and us, ids as proposed."""

ANNA = ("Anna Keller", "", "Key Account Manager", "key", "2")
MUELLER = ("Dr. Jürgen Müller", "", "", "Head of Purchasing", "purchasing", "head", "buyer, 4", "2")
KNOWN = ("anna", "3", "2026-11-01", "")


def lines(*answers: str) -> str:
    return "".join(f"{answer}\n" for answer in answers)


def people_table(run: Run, store: Path) -> str:
    assert run("export", "out", store=store).exit_code == 0
    return Path("out", "people.csv").read_text(encoding="utf-8")


def test_from_nothing_to_a_coverage(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "new.db"
    answers = lines(*BEGINNING, *ANNA, "", *MUELLER, *KNOWN, "")
    result = run("map-people", "Nordwind", *ON, store=store, input=answers)
    assert result.exit_code == 0, result.output
    assert "Everything is kept: 1 stakeholder, 1 of us." in result.stderr
    assert "Weighted coverage of Nordwind: – → 0.0%" in result.stdout
    found = run("coverage", "nordwind", *AS_OF, "--format", "json", store=store)
    covered = json.loads(found.stdout)
    assert covered["people"][0]["name"] == "Dr. Jürgen Müller"
    # 3 of 4, met 19 days ago, half of it gone in 180.
    assert covered["people"][0]["coverage"] == pytest.approx(0.75 * 2 ** (-19 / 180), abs=1e-12)
    shown = run("show", "juergen-mueller", *AS_OF, store=store).stdout
    for said in ("Head of Purchasing", "decider", "buyer", "supporter"):
        assert said in shown


def test_nothing_is_lost_where_the_answers_end(run: Run, tmp_path: Path) -> None:
    """After every single answer the input may end: what was answered is there."""
    whole = (*BEGINNING, *ANNA, "", *MUELLER, *KNOWN)
    store = tmp_path / "cut.db"
    kept = {9: "anna-keller", 11: "key_account", 16: "juergen-mueller", 17: "Head of", 19: ",3,"}
    for end in (7, 8, 9, 10, 11, 15, 16, 17, 18, 19):
        store.unlink(missing_ok=True)
        result = run("map-people", "Nordwind", *ON, store=store, input=lines(*whole[:end]))
        assert result.exit_code == 0, result.output
        text = people_table(run, store)
        for after, word in kept.items():
            assert (word in text) == (end >= after), (end, word, text)


def test_it_goes_on_where_it_ended(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "on.db"
    first = lines(*BEGINNING, *ANNA, "", *MUELLER[:5])
    assert run("map-people", "Nordwind", *ON, store=store, input=first).exit_code == 0
    # Anna and Dr. Müller are there; his level, roles, stance and who knows him are open.
    second = lines("", "yes", "3", "decider", "sceptic", *KNOWN, "")
    result = run("map-people", "nordwind", *ON, store=store, input=second)
    assert result.exit_code == 0, result.output
    assert "So far: Anna Keller" in result.stderr
    assert "Something is open about 1 of them." in result.stderr
    assert "title, as on the card" not in result.stderr
    third = run("map-people", "nordwind", *ON, store=store, input=lines("", ""))
    assert "Something is open" not in third.stderr
    known = "Dr. Jürgen Müller; Head of Purchasing; decider; sceptic; Anna Keller (regular)"
    assert known in " ".join(third.stderr.split())
    assert third.stdout == ""


def test_wrong_answers_are_asked_again(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "wrong.db"
    answers = lines(
        *BEGINNING,
        *("Anna Keller", "nordwind-ag", "anna", "", "pilot", "key", "9", "2", ""),
        *("Jürgen Müller", "", "", "x", "", "head", "decider, chief", "decider", "1"),
        *("anna", "7", "3", "1.1.26", "2027-01-01", "2026-11-01", "", ""),
    )
    result = run("map-people", "Nordwind", *ON, store=store, input=answers)
    assert result.exit_code == 0, result.output
    for said in (
        "'nordwind-ag' is taken; give another.",
        "'pilot' is none of these",
        "'9' is none of these",
        "'chief' is none of these",
        "'7' is none of these",
        "'1.1.26' is not a date",
        "2027-01-01 is yet to come.",
        "1 stakeholder, 1 of us",
    ):
        assert said in result.stderr


@pytest.mark.parametrize("typed", ["Müller", "juergen mueller", "JURGEN MULLER", "juergen-mueller"])
def test_names_are_found_however_they_are_typed(run: Run, tmp_path: Path, typed: str) -> None:
    store = tmp_path / "names.db"
    answers = lines(*BEGINNING, *ANNA, "", *MUELLER, "", "")
    assert run("map-people", "Nordwind", *ON, store=store, input=answers).exit_code == 0
    again = lines("", "no", typed, "", "", "", "", "", "", "", "")
    result = run("map-people", "Nordwind", *ON, store=store, input=again)
    assert result.exit_code == 0, result.output
    assert "New:" not in result.stderr
    assert "1 stakeholder, 1 of us" in result.stderr
    assert result.stdout == ""


def test_in_german(run: Run, tmp_path: Path) -> None:
    answers = lines("", "ja", *BEGINNING[2:], *ANNA[:3], "Vertrieb", "4", "")
    store = tmp_path / "de.db"
    result = run("--lang", "de", "map-people", "Nordwind", *ON, store=store, input=answers)
    assert result.exit_code == 0, result.output
    assert "Wer von uns arbeitet an diesem Account?" in result.stderr
    assert "Funktion – → Vertrieb" in result.stdout


def test_nothing_is_made_unless_wanted(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "none.db"
    for answers in ("", lines("no")):
        assert run("map-people", "x", store=store, input=answers).exit_code == 3
        assert not store.exists()
    for answers in ("", lines("no"), lines("")):
        assert run("map-people", "nordlich", input=answers).exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")
def test_ctrl_c_on_a_terminal_loses_nothing(run: Run, tmp_path: Path) -> None:
    import pty

    store = tmp_path / "pty.db"
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kamgraph_cli", "--store", str(store)]
    process = subprocess.Popen(
        [*command, "map-people", "Nordwind", *ON],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "dumb"},
    )
    os.close(theirs)
    seen = ""

    def wait_for(text: str) -> None:
        nonlocal seen
        end = time.monotonic() + 60
        while text not in seen:
            assert time.monotonic() < end, seen
            if select.select([ours], [], [], 1)[0]:
                seen += os.read(ours, 4096).decode("utf-8", "replace")

    for question, answer in zip(
        (
            "Make it?",
            "Begin a new",
            "Which id",
            "Which company",
            "Which id? [nordwind-ag]",
            "own company",
            "[suedkraft-gmbh]",
            "One of us",
            "[anna-keller]",
        ),
        (*BEGINNING, "Anna Keller", ""),
        strict=True,
    ):
        wait_for(question)
        seen = ""
        os.write(ours, f"{answer}\n".encode())
    wait_for("title, as on the card")
    process.send_signal(signal.SIGINT)
    wait_for("Interrupted")
    assert process.wait(30) == 130
    os.close(ours)
    assert "Anna Keller" in run("people", store=store).stdout
