"""Each rule of tables.md: what breaks it is one fault, with place and remedy."""

from __future__ import annotations

import itertools

import pytest

from kamgraph.errors import FaultyInput
from kamgraph.model.entities import SCHEMA
from kamgraph.model.portfolio import Portfolio
from kamgraph.model.rules import faults
from tests.unit.model.small import GOALS, Tables, rows, sound, source_of, told


def found(tables: Tables, stored: tuple[str, ...] = ()) -> list[tuple[str, int, str]]:
    source = source_of(tables, stored=stored)
    return told(faults(source.cells, source.faults))


def added(table: str, line: str) -> Tables:
    """The sound tables with one more row, given in the order of the table's columns there."""
    tables = sound()
    tables[table] += rows(" ".join(tables[table][0]), line)
    return tables


def changed(table: str, row: int, **cells: str) -> Tables:
    """The sound tables with some cells of a row (numbered as in a file) changed."""
    tables = sound()
    tables[table][row - 2].update(cells)
    return tables


def test_sound_portfolio_has_no_faults() -> None:
    assert found(sound()) == []


def test_empty_portfolio_has_no_faults() -> None:
    assert Portfolio().faults() == []
    assert faults(source_of({}).cells) == []


BROKEN = {
    "id twice": (
        added("organizations", "us Again other ."),
        ("organizations", 6, "id"),
        "repeats the id of row 2",
    ),
    "id shared by organization and person": (
        added("people", "acme us Otto . . . ."),
        ("people", 9, "id"),
        "is the id of a row in organizations too",
    ),
    "interaction id twice": (
        added("interactions", "2025-06-06 o2 c1 email i1"),
        ("interactions", 5, "id"),
        "repeats the id of row 2",
    ),
    "contact key twice": (
        added("contacts", "o2 c1 2 . ."),
        ("contacts", 5, "own"),
        "repeats the own and person and since of row 4",
    ),
    "unknown organization": (
        changed("people", 3, organization="acne"),
        ("people", 3, "organization"),
        "is no id of organizations; did you mean 'acme'?",
    ),
    "unknown tie end": (
        changed("ties", 5, target="nobody-at-all"),
        ("ties", 5, "target"),
        "is no id of people or organizations; correct it, or add it",
    ),
    "until before since": (
        changed("memberships", 2, until="2024-01-01"),
        ("memberships", 2, "until"),
        "must be after since, which is 2025-01-01",
    ),
    "until on the day of since": (
        changed("memberships", 2, until="2025-01-01"),
        ("memberships", 2, "until"),
        "must be after since",
    ),
    "left before joined": (
        changed("people", 2, left="2019-12-31"),
        ("people", 2, "left"),
        "must be after joined, which is 2020-01-01",
    ),
    "account of no customer": (
        changed("accounts", 2, organization="guide"),
        ("accounts", 2, "organization"),
        "of kind consultant; an account's is of kind customer",
    ),
    "opportunity of another account": (
        changed("memberships", 2, opportunity="q2"),
        ("memberships", 2, "opportunity"),
        "belongs to account 'a2', not to 'a1'",
    ),
    "value without currency": (
        changed("opportunities", 2, currency=""),
        ("opportunities", 2, "currency"),
        "is required with a value",
    ),
    "name empty, not vacant": (
        changed("people", 5, name=""),
        ("people", 5, "name"),
        "give a name, or set vacant to true",
    ),
    "own successor": (
        changed("people", 4, successor="c1"),
        ("people", 4, "successor"),
        "name somebody else",
    ),
    "seller not ours": (
        changed("memberships", 3, person="c2"),
        ("memberships", 3, "person"),
        "belongs to organization 'acme', which is not of kind own",
    ),
    "buyer is ours": (
        changed("memberships", 2, person="o2"),
        ("memberships", 2, "person"),
        "which is of kind own; name somebody who is not ours",
    ),
    "ecosystem is ours": (
        changed("memberships", 4, person="o2"),
        ("memberships", 4, "person"),
        "which is of kind own",
    ),
    "contact of a stranger": (
        changed("contacts", 4, own="c2"),
        ("contacts", 4, "own"),
        "name one of our people",
    ),
    "contact among us": (
        changed("contacts", 4, person="o1"),
        ("contacts", 4, "person"),
        "name somebody who is not ours",
    ),
    "interaction of a stranger": (
        changed("interactions", 3, own="g1"),
        ("interactions", 3, "own"),
        "name one of our people",
    ),
    "interaction among us": (
        changed("interactions", 3, person="o2"),
        ("interactions", 3, "person"),
        "name somebody who is not ours",
    ),
    "role of another center": (
        changed("memberships", 3, roles="lead|decider"),
        ("memberships", 3, "roles"),
        "is not for the selling center, whose roles are: lead, sponsor",
    ),
    "organization reports": (
        changed("ties", 4, source="sub"),
        ("ties", 4, "source"),
        "is an organization; a tie of kind reports_to needs a person as its source",
    ),
    "person owns": (
        changed("ties", 5, target="c1"),
        ("ties", 5, "target"),
        "is a person; a tie of kind owns needs an organization as its target",
    ),
    "contact leads to an organization": (
        changed("ties", 6, target="sub"),
        ("ties", 6, "target"),
        "needs a person as its target",
    ),
    "tie to oneself": (
        added("ties", "c3 c3 knows . ."),
        ("ties", 8, "target"),
        "name two different ends",
    ),
    "report to oneself": (
        added("ties", "g1 g1 reports_to . ."),
        ("ties", 8, "target"),
        "name two different ends",
    ),
    "parent of itself": (
        changed("organizations", 3, parent="acme"),
        ("organizations", 3, "parent"),
        "closes a circle of owners: acme → acme",
    ),
    "circle of parents": (
        changed("organizations", 3, parent="sub"),
        ("organizations", 4, "parent"),
        "closes a circle of owners: sub → acme → sub",
    ),
    "circle of reports": (
        changed("ties", 2, until=""),
        ("ties", 3, "target"),
        "closes a circle of reports on 2025-01-01: c2 → c1 → c2",
    ),
    "two managers": (
        added("ties", "c3 c1 reports_to 2026-01-01 ."),
        ("ties", 8, "target"),
        "is a second manager of 'c3' at one time: row 4 says 'c2'",
    ),
    "two contacts rows at a date": (
        changed("contacts", 2, until="2025-01-02"),
        ("contacts", 3, "since"),
        "overlaps row 2 of the same pair, which holds from always to 2025-01-02",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_broken_rule_is_one_fault(name: str) -> None:
    tables, where, words = BROKEN[name]
    source = source_of(tables)
    assert source.faults == ()
    (fault,) = faults(source.cells)
    assert told([fault]) == [where]
    assert words in fault.message
    assert words in str(fault)


ALLOWED = {
    "account with its organization's id": added("accounts", "sub Sub sub ."),
    "account of a subsidiary": added("accounts", "a3 Other sub ."),
    "equal ties": added("ties", "acme sub owns . ."),
    "a manager said twice": added("ties", "c3 c2 reports_to 2026-01-01 ."),
    "managers in turn": changed("ties", 4, until="2026-01-01"),
    "contacts after a gap": changed("contacts", 3, since="2025-03-03"),
    "no value, no currency": changed("opportunities", 3, name="Seals"),
    "currency without value": changed("opportunities", 3, currency="EUR"),
    "person in a cycle of knowing": added("ties", "c1 c3 knows . ."),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_the_rules_allow(name: str) -> None:
    assert found(ALLOWED[name]) == []


def test_managers_in_turn_stay_allowed_with_a_later_row() -> None:
    tables = changed("ties", 4, until="2026-01-01")
    tables["ties"] += rows("source target kind since", "c3 c1 reports_to 2026-01-01")
    assert found(tables) == []


def test_circle_that_never_holds_at_one_date_is_allowed() -> None:
    tables = sound()
    tables["ties"] = rows(
        "source target kind since until",
        "c1 c2 reports_to . 2025-01-01",
        "c2 c3 reports_to . .",
        "c3 c1 reports_to 2025-01-01 .",
    )
    assert found(tables) == []
    tables["ties"][0]["until"] = "2025-01-02"
    assert found(tables) == [("ties", 4, "target")]


def test_long_chain_of_reports_ending_in_a_circle() -> None:
    tables = sound()
    people = [f"x{number}" for number in range(300)]
    tables["people"] += rows("id organization name", *(f"{p} acme N" for p in people))
    pairs = [*itertools.pairwise(people), (people[-1], people[-3])]
    tables["ties"] = rows("source target kind", *(f"{a} {b} reports_to" for a, b in pairs))
    assert found(tables) == [("ties", 301, "target")]


def test_two_circles_are_two_faults() -> None:
    tables = sound()
    tables["organizations"] += rows(
        "id name kind parent", "m M other n", "n N other m", "k K other m"
    )
    tables["organizations"][1]["parent"] = "sub"
    assert found(tables) == [("organizations", 4, "parent"), ("organizations", 7, "parent")]


def test_three_overlapping_rows_of_a_pair_are_two_faults() -> None:
    tables = sound()
    tables["contacts"] = rows(
        "own person level since until",
        "o1 c1 1 2025-01-01 2025-12-31",
        "o1 c1 2 2025-02-01 2025-03-01",
        "o1 c1 3 2025-06-01 2025-07-01",
        "o1 c1 3 2026-06-01 .",
    )
    assert found(tables) == [("contacts", 3, "since"), ("contacts", 4, "since")]


def test_rows_that_only_follow_each_other_do_not_overlap() -> None:
    tables = sound()
    tables["contacts"] = rows(
        "own person level since until",
        "o1 c1 1 2025-01-01 2025-02-01",
        "o1 c1 2 2025-02-01 2025-04-01",
        "o1 c1 3 2025-03-01 .",
    )
    assert found(tables) == [("contacts", 4, "since")]


@pytest.mark.parametrize("name", ["id twice", "two managers", "two contacts rows at a date"])
def test_conflict_with_a_stored_row_is_reported_at_the_source(name: str) -> None:
    tables, (table, _, column), _ = BROKEN[name]
    source = source_of(tables)
    cells = source.cells.tables[table]
    # The first half is the store's: its rows have no number.
    cells.rows[: len(cells) - 1] = -1
    if name == "two contacts rows at a date":
        cells.rows[:] = [-1, 3, -1]
    (fault,) = faults(source.cells)
    assert fault.row > 0
    assert fault.column == column
    assert "a row in the store" in fault.message


def test_stored_row_broken_by_the_source_is_named_in_the_store() -> None:
    source = source_of(changed("organizations", 5, kind="own"), stored=("memberships", "ties"))
    (fault,) = faults(source.cells)
    assert (fault.place, fault.row, fault.column) == ("memberships", -1, "person")
    assert str(fault).startswith("memberships, in the store (a1 / g1), person: 'g1' belongs to")


def test_stored_row_is_told_by_its_id() -> None:
    source = source_of(changed("organizations", 3, kind="partner"), stored=("accounts",))
    told = [str(fault) for fault in faults(source.cells) if fault.place == "accounts"]
    assert told
    assert told[0].startswith("accounts, in the store (a1), organization: ")


def test_no_follow_ups_of_a_missing_reference() -> None:
    assert found(changed("people", 4, organization="nowhere")) == [("people", 4, "organization")]


@pytest.mark.parametrize(("at", "row"), [(0, 3), (7, 9)])
def test_no_follow_ups_of_an_id_that_stands_twice(at: int, row: int) -> None:
    tables = sound()
    tables["people"].insert(at, {"id": "o1", "organization": "acme", "name": "Other"})
    assert found(tables) == [("people", row, "id")]


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("contacts", 3, "since"),
        ("people", 7, "vacant"),
        ("opportunities", 2, "currency"),
        ("ties", 3, "since"),
        ("organizations", 2, "kind"),
        ("accounts", 2, "organization"),
    ],
)
def test_no_follow_ups_of_a_faulty_cell(table: str, row: int, column: str) -> None:
    tables = changed(table, row, **{column: "\x01"})
    assert found(tables) == [(table, row, column)]


def test_missing_table_makes_its_references_fail() -> None:
    tables = sound()
    del tables["opportunities"]
    assert found(tables) == [("memberships", 2, "opportunity"), ("memberships", 5, "opportunity")]


def test_without_reference_tables_nothing_crashes() -> None:
    only = {"ties": sound()["ties"], "contacts": sound()["contacts"]}
    where = found(only)
    assert {column for _, _, column in where} == {"source", "target", "own", "person"}


def test_faults_stand_in_the_order_of_tables_rows_and_columns() -> None:
    tables = changed("ties", 5, source="x1", target="x2")
    tables["people"][2]["organization"] = "x3"
    tables["people"][1]["name"] = ""
    assert found(tables) == [
        ("people", 3, "name"),
        ("people", 4, "organization"),
        ("ties", 5, "source"),
        ("ties", 5, "target"),
    ]


def test_checked_raises_all_faults_at_once() -> None:
    tables = changed("ties", 5, source="x1")
    tables["contacts"][0]["level"] = "7"
    with pytest.raises(FaultyInput) as caught:
        source_of(tables).checked()
    assert told(caught.value.faults) == [("contacts", 2, "level"), ("ties", 5, "source")]
    assert str(caught.value).startswith("2 faults; nothing was changed:")


def test_checked_gives_the_cells_of_a_sound_source() -> None:
    source = source_of(sound())
    assert source.checked() is source.cells


def test_ninth_table_has_the_rules_of_its_declaration() -> None:
    tables = sound()
    tables["goals"] = rows(
        "id account code above opens closes",
        "g1 a1 A . . .",
        "g2 a1 A g1 . .",
        "g2 a1 B g3 . .",
        "g4 a9 . . 2025-01-01 2024-01-01",
    )
    source = source_of(tables, SCHEMA.extended(GOALS))
    assert told(faults(source.cells)) == [
        ("goals", 3, "code"),
        ("goals", 4, "id"),
        ("goals", 4, "above"),
        ("goals", 5, "account"),
        ("goals", 5, "closes"),
    ]
