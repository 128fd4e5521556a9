"""What an argument means: exact id, exact name, then a name without case and accents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamgraph_cli.lookup import folded
from tests.unit.cli.runs import AS_OF, Run


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("Özdemir", "ozdemir"), ("WEISS", "weiss"), ("Weiß", "weiss"), ("Zieliński", "zielinski")],
)
def test_case_and_accents_are_folded(typed: str, plain: str) -> None:
    assert folded(typed) == plain


@pytest.mark.parametrize(
    "typed", ["mehmet-oezdemir", "Mehmet Özdemir", "mehmet ozdemir", "MEHMET O\u0308ZDEMIR"]
)
def test_a_person_is_found(run: Run, typed: str) -> None:
    result = run("show", typed, *AS_OF, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["rows"][0]["id"] == "mehmet-oezdemir"


@pytest.mark.parametrize("typed", ["Mehmet Oezdemir", "MEHMET OEZDEMIR", "Bjoern Hagedorn"])
def test_umlauts_may_be_written_out(run: Run, typed: str) -> None:
    result = run("show", typed, *AS_OF)
    assert result.exit_code == 0, result.output


def test_a_name_means_an_account_where_one_is_asked_for(run: Run) -> None:
    assert run("coverage", "NORDLICHT werke", *AS_OF).exit_code == 0


@pytest.fixture
def twins(run: Run, tmp_path: Path) -> Path:
    """A store with twelve people of one name, one of whom left, and an id that is a name."""
    folder = tmp_path / "twins"
    folder.mkdir()
    (folder / "organizations.csv").write_text("id,name,kind\nus,Us,own\nthem,Them,customer\n")
    people = [f"p{n:02},us,Jo Doe,{'2020-01-01' if n == 0 else ''}" for n in range(12)]
    people.append("Jo Doe,us,Somebody,")
    lines = ["id,organization,name,left", *people, "q1,us,Ann Ößl,", "q2,us,ann össl,"]
    (folder / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "accounts.csv").write_text("id,name,organization\nthem,Them,them\n")
    store = tmp_path / "twins.db"
    assert run("import", "twins", store=store).exit_code == 0
    return store


def test_the_first_step_with_a_hit_decides(run: Run, twins: Path) -> None:
    result = run("show", "Jo Doe", "--format", "json", store=twins)
    assert json.loads(result.stdout)["rows"][0]["name"] == "Somebody"
    exact = run("show", "Ann Ößl", "--format", "json", store=twins)
    assert json.loads(exact.stdout)["rows"][0]["id"] == "q1"


def test_several_hits_are_listed_at_most_ten(run: Run, twins: Path) -> None:
    result = run("show", "jo doe", store=twins)
    assert result.exit_code == 2
    assert result.stdout == ""
    listed = [line for line in result.stderr.splitlines() if line.startswith("  person")]
    assert len(listed) == 10
    assert "and 2 more" in result.stderr
    assert "left on 2020-01-01" in listed[0]


def test_an_account_that_shares_its_organizations_id_is_shown_first(run: Run, twins: Path) -> None:
    result = run("show", "them", "--format", "json", store=twins)
    tables = [row["table"] for row in json.loads(result.stdout)["rows"]]
    assert tables[:2] == ["accounts", "organizations"]


def test_bytes_that_the_locale_could_not_read_are_utf_8(run: Run, twins: Path) -> None:
    typed = "Ann Ößl".encode().decode("ascii", "surrogateescape")
    assert "Ann Ößl" in run("show", typed, store=twins).stdout
    assert run("coverage", "\udcff").exit_code == 2
    assert run("coverage", "\ud800").exit_code == 2
    assert run("coverage", "nordlicht-werke", "--opportunity", "\udcff").exit_code == 2


def test_ids_that_begin_with_a_hyphen(run: Run) -> None:
    assert "after --" in run("show", "-x").stderr
    assert "there is no account" in run("coverage", "--", "-x").stderr
    assert "after --" not in run("accounts", "-x").stderr


@pytest.fixture
def vacancy(run: Run, tmp_path: Path) -> Path:
    """A store with a vacant position that has a title, and one that has none."""
    folder = tmp_path / "vacancy"
    folder.mkdir()
    (folder / "organizations.csv").write_text("id,name,kind\nus,Us,own\nthem,Them,customer\n")
    people = "v1,them,Head of Quality,true,\nv2,them,,true,\no1,us,Seller,false,Olga\n"
    (folder / "people.csv").write_text(f"id,organization,title,vacant,name\n{people}")
    (folder / "accounts.csv").write_text("id,name,organization\na,A,them\n")
    (folder / "memberships.csv").write_text(
        "account,center,person,roles\na,buying,v1,user\na,buying,v2,\na,selling,o1,lead\n"
    )
    store = tmp_path / "vacancy.db"
    assert run("import", "vacancy", store=store).exit_code == 0
    return store


def test_a_vacant_position_goes_by_its_title(run: Run, vacancy: Path) -> None:
    listed = run("people", store=vacancy).stdout.splitlines()
    assert next(line for line in listed if " v1 " in line).split("  ")[0] == " Head of Quality"
    assert sum("Head of Quality" in line for line in listed) == 1
    assert any(line.startswith(" N.N.") and " v2 " in line for line in listed)
    assert run("show", "v1", store=vacancy).stdout.startswith("Head of Quality\n")
    assert "Head of Quality, vacant" in run("show", "a", store=vacancy).stdout
    assert "N.N. (v2), vacant" in run("show", "a", store=vacancy).stdout
    assert "Head of Quality" in run("show", "them", store=vacancy).stdout


def test_hostile_arguments_do_not_steer_the_terminal(run: Run) -> None:
    result = run("show", "\x1b]0;pwned\x07\x1b[31m")
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr
    assert "\x07" not in result.stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anna", "did you mean 'anna-keller'?"),
        ("OZDEMIR", "did you mean 'mehmet-oezdemir'?"),
        ("dr.", "did you mean one of 'sabine-roth', 'karin-albers', 'wolfram-grau'?"),
        ("zzz", "`kamgraph accounts` and `kamgraph people` list those there are"),
    ],
)
def test_part_of_a_name_is_no_name_but_a_hint(run: Run, typed: str, meant: str) -> None:
    result = run("show", typed, *AS_OF)
    assert result.exit_code == 2
    assert meant in result.stderr


def test_an_unknown_organization_is_told_the_known_ones(run: Run) -> None:
    said = run("add", "person", "x", "--name", "X", "--organization", "zzz").stderr
    assert "known are: 'tannhagen" in said
    assert " and 6 more" in said


def test_an_empty_store_says_how_to_fill_it(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "new.db"
    run("add", "organization", "we", "--name", "We", "--kind", "own", store=store)
    said = run("coverage", "acme", store=store).stderr
    assert "nor any other; `kamgraph add` and `kamgraph import` add some" in said
