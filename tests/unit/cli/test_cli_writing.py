"""The writing commands, on a copy of the demo store: what they say, change and refuse."""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kamgraph import open_store
from tests.counts import count
from tests.unit.cli.runs import Run

ROOT = Path(__file__).resolve().parents[3]

DAY = ("--on", "2026-11-20")

Write = Callable[..., Result]


@pytest.fixture
def path(demo_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_store, tmp_path / "mine.db"))


@pytest.fixture
def write(run: Run, path: Path) -> Write:
    return lambda *arguments: run(*arguments, store=path)


def stored(path: Path, table: str, column: str, value: object) -> list[dict[str, object]]:
    with open_store(str(path)) as store:
        return [row.model_dump(mode="json") for row in store.matching(table, column, value)]


def digest(path: Path) -> str:
    with open_store(str(path)) as store:
        assert store.verify().sound
        return store.info().digest


def share(write: Write) -> str:
    asked = ("coverage", "nordlicht-werke", "--as-of", "2026-11-20", "--format", "json")
    found = json.loads(write(*asked).stdout)
    lower, upper = found["bounds"]["lower"] * 100, found["bounds"]["upper"] * 100
    return f"{found['weighted']['value'] * 100:.1f}% ({lower:.0f}–{upper:.0f}%)"


def test_log_adds_an_interaction_and_says_what_it_moved(write: Write, path: Path) -> None:
    before = stored(path, "interactions", "person", "henrik-thomsen")
    contacts = stored(path, "contacts", "person", "henrik-thomsen")
    share_before = share(write)
    done = write("log", "ANNA KELLER", "henrik thomsen", "--channel", "meeting", *DAY)
    assert done.exit_code == 0, done.output
    assert done.stdout == (
        "Added to Interactions: date 2026-11-20, one of us anna-keller, person henrik-thomsen, "
        "channel meeting\n"
        f"Weighted coverage of Nordlicht Werke: {share_before} → {share(write)}\n"
    )
    assert len(stored(path, "interactions", "person", "henrik-thomsen")) == len(before) + 1
    assert stored(path, "contacts", "person", "henrik-thomsen") == contacts
    digest(path)


def test_the_answer_is_german_where_asked(run: Run, path: Path) -> None:
    arguments = ("log", "anna-keller", "henrik-thomsen", "--channel", "meeting", *DAY)
    done = run("--lang", "de", *arguments, "--dry-run", store=path)
    added = "Neu in Interaktionen: Datum 20.11.2026, von uns anna-keller, Person henrik-thomsen"
    assert done.stdout.startswith(f"{added}, Kanal Treffen\n")
    assert "Gewichtete Abdeckung von Nordlicht Werke: 61,3" in done.stdout
    assert done.stdout.endswith("Nur versucht, nichts wurde gespeichert.\n")


def test_a_contact_has_no_level_of_hierarchy(run: Run, path: Path) -> None:
    arguments = ("contact", "anna-keller", "henrik-thomsen", "--level", "3", *DAY, "--dry-run")
    done = run("--lang", "de", *arguments, store=path)
    assert "Stufe 3" in done.stdout
    assert "Ebene" not in done.stdout


def test_a_dry_run_keeps_nothing(write: Write, path: Path) -> None:
    before = digest(path)
    done = write("log", "anna-keller", "henrik-thomsen", "--channel", "call", "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.endswith("Tried only, nothing was kept.\n")
    assert digest(path) == before


def test_contact_keeps_the_history_and_says_so(write: Write, path: Path) -> None:
    done = write("contact", "anna-keller", "svenja-holm", "--level", "1", "--target", "3", *DAY)
    assert done.exit_code == 0, done.output
    done = write("contact", "anna-keller", "svenja-holm", "--level", "2", "--on", "01.12.2026")
    assert done.exit_code == 0, done.output
    first, second, moved = done.stdout.splitlines()
    assert first == (
        "Changed in Contacts, anna-keller / svenja-holm / 2026-11-20: until – → 2026-12-01"
    )
    assert second == (
        "Added to Contacts: one of us anna-keller, person svenja-holm, level 2, target 3, "
        "since 2026-12-01"
    )
    assert moved.startswith("Weighted coverage of Nordlicht Werke: ")
    same = write("contact", "anna-keller", "svenja-holm", "--level", "2", "--on", "2026-12-24")
    assert same.stdout == "Nothing to change: it stands there like this already.\n"
    digest(path)


def test_leave_says_what_it_moves(write: Write, path: Path) -> None:
    before = len(stored(path, "contacts", "own", "anna-keller"))
    done = write("leave", "anna keller", "--successor", "jonas brandt", *DAY)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(
        "Changed in People, anna-keller: left – → 2026-11-20, successor – → jonas-brandt\n"
        "Weighted coverage of "
    )
    assert len(stored(path, "contacts", "own", "anna-keller")) == before
    again = write("leave", "anna-keller", "--on", "2026-11-21")
    assert again.exit_code == 2
    assert "left on 2026-11-20 already" in again.stderr


def test_a_portfolio_comes_about_by_hand(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    first = ("add", "organization", "we", "--name", "We", "--kind", "own")
    assert run(*first, "--dry-run", store=path).exit_code == 0
    assert not path.exists()
    for line in (
        first,
        ("add", "organization", "n", "--name", "Nordwerk AG", "--kind", "customer"),
        ("add", "person", "anna", "--organization", "we", "--name", "Anna Weber"),
        ("add", "person", "yilmaz", "--organization", "nordwerk ag", "--name", "Elif Yılmaz"),
        ("add", "account", "n", "--name", "Nordwerk", "--organization", "n", "--manager", "anna"),
        ("add", "opportunity", "d", "--account", "n", "--name", "D"),
        ("add", "membership", "Elif Yilmaz", "n", "--center", "buying", *DAY),
        ("add", "tie", "anna", "ELIF YILMAZ", "--kind", "knows", "--since", "", *DAY),
        ("log", "anna weber", "elif yilmaz", "--channel", "call", *DAY),
    ):
        done = run(*line, store=path)
        assert done.exit_code == 0, (line, done.output)
    done = run("contact", "anna", "yilmaz", "--level", "3", *DAY, store=path)
    assert "Weighted coverage of Nordwerk: 22.1% → 75.0%" in done.stdout
    (membership,) = stored(path, "memberships", "person", "yilmaz")
    assert membership["since"] == "2026-11-20"
    (tie,) = stored(path, "ties", "source", "anna")
    assert tie["since"] is None
    digest(path)


def test_several_of_a_name_are_listed(write: Write, path: Path) -> None:
    twin = ("add", "person", "anna-2", "--organization", "tannhagen", "--name", "Anna Keller")
    assert write(*twin).exit_code == 0
    before = digest(path)
    done = write("log", "ANNA KELLER", "henrik-thomsen", "--channel", "call")
    assert done.exit_code == 2
    assert "person anna-keller (Anna Keller)" in done.stderr
    assert "person anna-2 (Anna Keller)" in done.stderr
    assert digest(path) == before


def test_edit_corrects_in_place(write: Write, path: Path) -> None:
    done = write("edit", "account", "Nordlicht Werke", "--set", "manager=anna keller")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(
        "Changed in Accounts, nordlicht-werke: manager jonas-brandt → anna-keller\n"
    )
    for ends in (("karin-albers", "nordlicht-werke"), ("nordlicht-werke", "karin-albers")):
        done = write("edit", "membership", *ends, "--set", "stance=", "--where", "center=buying")
        assert done.exit_code == 0, done.output
    assert done.stdout == "Nothing to change: it stands there like this already.\n"
    (row,) = stored(path, "memberships", "person", "karin-albers")
    assert row["stance"] is None


def test_a_membership_that_moves_concerns_both_accounts(write: Write) -> None:
    moved = ("--set", "account=grauwacker-getriebe", "--where", "center=buying", "--dry-run", *DAY)
    done = write("edit", "membership", "karin-albers", "nordlicht-werke", *moved)
    assert done.exit_code == 0, done.output
    assert done.stdout.count("Weighted coverage of ") == 2


def test_an_organization_that_goes_takes_its_account(write: Write) -> None:
    done = write("remove", "organization", "nordlicht", "--cascade", "--dry-run", *DAY)
    assert done.exit_code == 0, done.output
    assert "Weighted coverage of Nordlicht Werke: 61.3% (51–63%) → –" in done.stdout


def test_the_examples_of_the_history_page_run(write: Write, path: Path) -> None:
    page = (ROOT / "docs" / "history.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) == 4
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "kamgraph"
        done = write(*arguments)
        assert done.exit_code == 0, (line, done.output)
    ends = ("own", "person", "level", "target", "since", "until")
    rows = stored(path, "contacts", "own", "anna-keller")
    found = [[row[name] for name in ends] for row in rows if row["person"] == "svenja-holm"]
    assert found == [
        ["anna-keller", "svenja-holm", 1, 3, "2026-11-20", "2026-12-01"],
        ["anna-keller", "svenja-holm", 2, 3, "2026-12-01", None],
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
@pytest.mark.parametrize("number", range(count(2, 50)))
@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "anna-keller", "henrik-thomsen", "--channel", "call"),
        ("edit", "person", "henrik-thomsen", "--set", "influence=1"),
        ("leave", "henrik-thomsen"),
    ],
)
def test_a_killed_command_leaves_the_state_before_or_after(
    path: Path, arguments: tuple[str, ...], number: int
) -> None:
    command = [sys.executable, "-m", "kamgraph_cli", "--store", str(path), *arguments, *DAY]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'cli'}"}
    before = digest(path)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    time.sleep(random.Random(f"{arguments[0]}{number}").uniform(0, 0.6))
    process.kill()
    said = process.communicate()[0]
    found = digest(path)
    assert found != before or b"Weighted" not in said
    if found == before:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        assert digest(path) != before


def test_several_rows_are_listed_until_one_is_named(write: Write, path: Path) -> None:
    assert write("contact", "anna-keller", "svenja-holm", "--level", "1", *DAY).exit_code == 0
    ends = ("contact", "anna-keller", "svenja-holm")
    assert write(*ends, "--level", "2", "--on", "2026-12-01").exit_code == 0
    before = digest(path)
    done = write("edit", *ends, "--set", "note=seen")
    assert done.exit_code == 2
    assert "2 different rows" in done.stderr
    assert "level 2, since 2026-12-01" in done.stderr
    assert digest(path) == before
    assert write("remove", *ends, "--since", "2026-12-01").exit_code == 0
    assert len(stored(path, "contacts", "person", "svenja-holm")) > 0
    assert write("edit", *ends, "--set", "note=seen", "--set", "until=").exit_code == 0
    digest(path)


def test_remove_refuses_and_counts_then_cascades(write: Write, path: Path) -> None:
    before = digest(path)
    done = write("remove", "person", "Dr. Karin Albers")
    assert done.exit_code == 2
    assert "1 in memberships, 1 in contacts" in done.stderr
    assert "--cascade" in done.stderr
    tried = write("remove", "person", "karin-albers", "--cascade", "--dry-run", *DAY)
    assert digest(path) == before
    done = write("remove", "person", "karin-albers", "--cascade", *DAY)
    assert done.exit_code == 0
    assert tried.stdout == done.stdout + "Tried only, nothing was kept.\n"
    assert "Weighted coverage of Nordlicht Werke: 61.3% (51–63%) → " in done.stdout
    assert not stored(path, "people", "id", "karin-albers")
    digest(path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "robot", "x"), "'robot' is no kind to add; known are: person, organization"),
        (("add", "person", "x", "--organization", "tannhagen"), "give a name"),
        (("add", "person", "x", "--organization", "nowhere"), "no organization 'nowhere' in "),
        (
            ("add", "person", "anna-keller", "--organization", "tannhagen", "--name", "A"),
            "repeats the id of a row in the store",
        ),
        (
            ("add", "membership", "anna-keller", "nordlicht-werke", "--center", "buying"),
            "is of kind own",
        ),
        (("add", "tie", "anna-keller", "anna-keller", "--kind", "knows"), "two different ends"),
        (("edit", "person", "anna-keller"), "Missing option '--set'"),
        (("edit", "prson", "anna-keller", "--set", "note=x"), "'prson' is not one of"),
        (("edit", "person", "anna-keller", "--set", "note"), "is not COLUMN=VALUE"),
        (("edit", "person", "anna-keller", "--set", "a=1", "--set", "a=2"), "twice"),
        (("edit", "person", "anna-keller", "--set", "nme=x"), "did you mean 'name'"),
        (("edit", "person", "anna-keller", "--set", "id=x"), "cannot be changed"),
        (("edit", "contact", "anna-keller", "--set", "note=x"), "named by OWN and PERSON"),
        (("remove", "membership", "anna-keller", "nobody"), "no account 'nobody'"),
        (
            ("remove", "tie", "anna-keller", "svenja-holm"),
            "`kamgraph show anna-keller` shows what there is",
        ),
        (("contact", "anna-keller", "svenja-holm"), "nothing to change is given"),
        (("contact", "anna-keller", "svenja-holm", "--level", "9"), "from 0 to 4"),
        (("leave", "anna-keller", "--successor", "nobody"), "no person 'nobody'"),
        (
            ("leave", "anna-keller", "--successor", "svenja-holm"),
            "'svenja-holm' is on the other side; whoever follows anna-keller is one of ours",
        ),
        (
            ("leave", "svenja-holm", "--successor", "anna-keller"),
            "whoever follows svenja-holm is not one of ours",
        ),
        (("log", "nobody", "henrik-thomsen", "--channel", "call"), "there is no person 'nobody'"),
        (("log", "anna-keller", "henrik-thomsen", "--channel", "fax"), "known are: meeting"),
        (("log", "henrik-thomsen", "anna-keller", "--channel", "call"), "name one of our people"),
        (("log", "anna-keller", "henrik-thomsen"), "Missing option '--channel'"),
    ],
)
def test_what_is_wrong_is_a_sentence(
    write: Write, path: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = digest(path)
    done = write(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not done.stdout
    assert digest(path) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "person", "x", "--organization", "y"),
        ("log", "anna-keller", "henrik-thomsen", "--channel", "call"),
        ("contact", "anna-keller", "henrik-thomsen", "--level", "1"),
        ("leave", "anna-keller"),
        ("edit", "person", "anna-keller", "--set", "note=x"),
        ("remove", "person", "anna-keller"),
    ],
)
def test_no_store_is_3_and_a_folder_2(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    none = run(*arguments, store=tmp_path / "none.db")
    assert none.exit_code == 3
    assert "kamgraph import" in none.stderr
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "tables").mkdir()
    folder = run(*arguments, store=tmp_path / "tables")
    assert folder.exit_code == 2
    assert "only read" in folder.stderr


ACCEPTED = ("accept", "K02", "nordlicht-werke", "--person", "karin-albers", "--reason", "known")


def found(write: Write, day: str = "2026-11-20") -> tuple[list[str], list[str]]:
    """Whom K02 names first: what counts, and what is accepted."""
    asked = ("check", "nordlicht-werke", "--as-of", day, "--format", "json")
    result = json.loads(write(*asked).stdout)
    return (
        [row["people"][0] for row in result["findings"] if row["rule"] == "K02"],
        [row["people"][0] for row in result["accepted"] if row["rule"] == "K02"],
    )


def test_accept_takes_a_finding_out_of_the_count_until_its_day(write: Write, path: Path) -> None:
    asked = ("portfolio", "--as-of", "2026-11-20", "--format", "json")
    before = json.loads(write(*asked).stdout)["accounts"]
    counted, _ = found(write)
    done = write(*ACCEPTED, "--until", "2027-06-30", *DAY)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Added to Accepted findings: rule K02, account nordlicht-werke")
    assert done.stdout.endswith(
        "Accepted: Our contact to Dr. Karin Albers hangs on Dr. Sabine Roth alone.\n"
    )
    (row,) = stored(path, "acceptances", "account", "nordlicht-werke")
    assert (row["person"], row["until"], row["accepted_on"], row["reason"]) == (
        "karin-albers",
        "2027-06-30",
        "2026-11-20",
        "known",
    )
    assert found(write) == ([p for p in counted if p != "karin-albers"], ["karin-albers"])
    assert found(write, "2027-06-30")[1] == []
    after = json.loads(write(*asked).stdout)["accounts"]
    places = {row["account"]: row["warning"] for row in before}
    assert {row["account"]: places[row["account"]] - row["warning"] for row in after} == {
        **dict.fromkeys(places, 0),
        "nordlicht-werke": 1,
    }
    text = write("check", "nordlicht-werke", "--as-of", "2026-11-20").stdout
    assert "1 more is accepted." in text
    assert "Accepted until 2027-06-30: known" in text
    german = write("--lang", "de", "check", "nordlicht-werke", "--as-of", "2026-11-20").stdout
    assert "Akzeptiert bis 30.06.2027: known" in german
    rows = write("check", "nordlicht-werke", "--as-of", "2026-11-20", "--format", "csv").stdout
    assert rows.splitlines()[-1].endswith(",2027-06-30,known")
    assert "Accepted findings" in write("show", "karin-albers", "--as-of", "2026-11-20").stdout


def test_what_is_accepted_does_not_fail_a_pipeline(write: Write) -> None:
    failing = ("check", "lindenmoor-feinkost", "--as-of", "2026-11-20", "--fail-on", "notice")
    assert write(*failing).exit_code == 1
    listed = json.loads(write(*failing, "--format", "json").stdout)["findings"]
    for rule in {row["rule"] for row in listed}:
        more = ("--until", "2027-01-01", "--reason", "r", *DAY)
        assert write("accept", rule, "lindenmoor-feinkost", *more).exit_code == 0
    assert write(*failing).exit_code == 0
    everything = write("check", "--as-of", "2026-11-20", "--format", "json")
    accounts = {row["account"] for row in json.loads(everything.stdout)["findings"]}
    assert "lindenmoor-feinkost" not in accounts
    assert write("check", "--as-of", "2026-11-20", "--fail-on", "critical").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("K99", "nordlicht-werke"), "'K99' is not known; did you mean 'K09'"),
        (("K17", "nordlicht-werke"), "there is nothing to accept; `kamgraph check"),
        (("K02", "nordlicht-werke", "--person", "jan-ole-friis"), "it finds there:\n  Our contact"),
        (("K02", "nobody"), "there is no account 'nobody'"),
        (("K02", "nordlicht-werke", "--role", "boss"), "acceptances, role: 'boss'"),
    ],
)
def test_accepting_what_is_not_there_changes_nothing(
    write: Write, path: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = digest(path)
    done = write("accept", *arguments, "--until", "2027-01-01", "--reason", "r", *DAY)
    assert done.exit_code == 2
    assert said in done.stderr
    assert digest(path) == before


def test_an_end_that_is_over_is_refused(write: Write, path: Path) -> None:
    before = digest(path)
    done = write(*ACCEPTED, "--until", "2026-11-20", *DAY)
    assert done.exit_code == 2
    assert "must be after accepted_on" in done.stderr
    assert digest(path) == before


def test_acceptances_are_corrected_removed_and_go_with_their_person(
    write: Write, path: Path
) -> None:
    before = digest(path)
    write(*ACCEPTED, "--until", "2027-06-30", *DAY)
    named = ("acceptance", "K02", "Nordlicht Werke")
    done = write("edit", *named, "--set", "until=2027-07-31", *DAY)
    assert done.exit_code == 0, done.stderr
    assert "until 2027-06-30 → 2027-07-31" in done.stdout
    assert "coverage" not in done.stdout
    done = write("remove", *named, *DAY)
    assert done.stdout.startswith("Removed from Accepted findings: ")
    assert digest(path) == before
    write(*ACCEPTED, "--until", "2027-06-30", *DAY)
    refused = write("remove", "person", "karin-albers", *DAY)
    assert "1 in acceptances" in refused.stderr
    assert write("remove", "person", "karin-albers", "--cascade", *DAY).exit_code == 0
    assert stored(path, "acceptances", "account", "nordlicht-werke") == []


def test_a_last_contact_still_to_come_is_said(write: Write) -> None:
    rated = ("contact", "anna-keller", "svenja-holm", "--level", "2", "--dry-run", *DAY)
    later = write(*rated, "--last-contact", "2030-01-01")
    assert later.exit_code == 0
    assert "the last contact on 2030-01-01 comes after 2026-11-20" in later.stderr
    assert not write(*rated, "--last-contact", "2026-11-20").stderr
    assert not write(*rated, "--last-contact", "").stderr


def test_an_interaction_of_a_day_to_come_is_noted(write: Write) -> None:
    done = write("log", "anna-keller", "henrik-thomsen", "--channel", "call", "--on", "2999-01-01")
    assert done.exit_code == 0
    assert "2999-01-01 is yet to come; the interaction counts from that day on" in done.stderr
    done = write("log", "anna-keller", "henrik-thomsen", "--channel", "call", *DAY)
    assert "yet to come" not in done.stderr
