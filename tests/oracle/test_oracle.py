"""The oracle against numbers worked out by hand in the comments."""

from __future__ import annotations

import csv
import itertools
import json
import math
import random
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from .alignment import assign
from .compare import differences, finding_differences, weights_of
from .files import COLUMNS, write_csv, write_policy
from .generate import as_of, random_policy, random_portfolio
from .naive import (
    Tables,
    alignment,
    check,
    coverage,
    default_policy,
    make_scope,
    policy_hash,
    portfolio,
    spoc,
    structure,
)
from .rules import faults
from .strength import evidence, rated, silence_ratio

T = date(2026, 11, 21)


def add(tables: Tables, table: str, **values: Any) -> None:
    assert set(values) <= set(COLUMNS[table])
    tables[table].append({column: values.get(column) for column in COLUMNS[table]})


def empty() -> Tables:
    """An account without anybody."""
    tables: Tables = {name: [] for name in COLUMNS}
    add(tables, "organizations", id="US", name="Us", kind="own")
    add(tables, "organizations", id="CU", name="Customer", kind="customer")
    add(tables, "accounts", id="A", name="Account", organization="CU")
    return tables


def own(tables: Tables, person: str, member: bool = True, **facts: Any) -> None:
    add(tables, "people", id=person, organization="US", name=person, **facts)
    if member:
        add(tables, "memberships", account="A", center="selling", person=person)


def buyer(
    tables: Tables, person: str, *roles: str, stance: str | None = None, **facts: Any
) -> None:
    add(tables, "people", id=person, organization="CU", name=person, **facts)
    add(
        tables,
        "memberships",
        account="A",
        center="buying",
        person=person,
        roles=list(roles) or None,
        stance=stance,
    )


def contact(tables: Tables, s: str, b: str, level: int, last: date | None = T, **more: Any) -> None:
    add(tables, "contacts", own=s, person=b, level=level, last_contact=last, **more)


def small() -> Tables:
    """Two against two. w: s1-b1 0.5, s1-b2 0.25 (undated), s2-b2 0.25; v: b1 1, b2 0.2."""
    tables = empty()
    tables["accounts"][0]["expected_size"] = 4
    own(tables, "s1", function="sales", level=3)
    own(tables, "s2", function="engineering", level=2)
    buyer(tables, "b1", "decider", function="purchasing", level=4, influence=10.0)
    buyer(tables, "b2", "user", function="production", level=2, influence=4.0)
    contact(tables, "s1", "b1", 2, target=3)
    contact(tables, "s1", "b2", 2, None)
    contact(tables, "s2", "b2", 1, target=1)
    return tables


def close(value: Any) -> Any:
    return pytest.approx(value, abs=1e-12)


def test_coverage_by_hand() -> None:
    result = coverage(small(), "A", T)
    # c1 = 0.5, c2 = 1 - 0.75² = 0.4375; C = (0.5 + 0.2 · 0.4375) / 1.2
    assert result["weighted"] == {
        "value": close(0.5875 / 1.2),
        "numerator": close(0.5875),
        "denominator": close(1.2),
    }
    assert result["active"] == {"value": 1.0, "numerator": 2, "denominator": 2}
    assert result["redundant"]["value"] == 0.5  # 0.25 is active: at the threshold
    assert result["roles"]["value"] == result["roles_identified"]["value"] == 0.5
    # min(2, 3) + min(1, 1) of 3 + 1
    assert result["target"] == {"value": 0.75, "numerator": 3, "denominator": 4}
    # lower: c2 = 0.25 and two unknown people of weight 0.6; upper: c2 = 1 - 0.5 · 0.75
    assert result["bounds"] == {"lower": close(0.55 / 2.4), "upper": close(0.625 / 1.2)}
    assert (result["density"], result["authority"]) == (0.75, 7.0)
    assert result["quality"] == close(1 / 3)
    assert [row["key"] for row in result["by"]["role"]] == ["user", "decider"]
    assert [row["key"] for row in result["by"]["level"]] == [4, 2]
    assert result["people"][1]["strongest"] == {"own": "s1", "strength": 0.25}
    assert result["uncovered"] == []


def test_spoc_by_hand() -> None:
    result = spoc(small(), "A", T)
    assert result["single_threaded"] == [{"person": "b1", "own": "s1", "weight": 1.0}]
    assert result["thin_share"] == result["spoc_share"] == close(1 / 1.2)
    assert result["orphaned_share"] == 0
    first, second = result["own"]
    # Without s1 only 0.2 · 0.25 is left, without s2 0.5 + 0.2 · 0.25.
    assert (first["id"], first["loss"]) == ("s1", close(0.5375 / 1.2))
    assert (second["loss"], second["loss_share"]) == (close(0.0375 / 1.2), close(0.0375 / 0.5875))
    assert (first["load"], first["sole"], second["sole"]) == (2, ["b1"], [])
    # W: 0.5 + 0.05 and 0.05
    assert result["hhi"] == close((121 + 1) / 144)
    assert (result["bus_factor"], result["bus_factor_set"]) == (1, ["s1"])
    assert result["robustness"]["curve"] == close([0.5875 / 1.2, 0.05 / 1.2, 0.0])
    assert result["robustness"]["order"] == ["s1", "s2"]
    assert result["robustness"]["value"] == close(0.05 / (3 * 0.5875))
    # With 0.9 w: c1 = 0.45, c2 = 1 - 0.775² = 0.399375
    assert result["expected_loss"] == close((0.5875 - 0.45 - 0.2 * 0.399375) / 1.2)
    assert result["customer_hhi"] == 0.5  # 0.5 each
    assert [row["role"] for row in result["roles_on_one_head"]] == ["decider", "user"]


def test_alignment_by_hand() -> None:
    result = alignment(small(), "A", T)
    # fit: s1-b1 0.75 · 1, s1-b2 0.75 · 0.2, s2-b1 0.5 · 0.2, s2-b2 1 · 0.5
    # done 0.75 · 0.5 + 0.2 · 0.5 · 0.25, offered 0.75 + 0.2 · 0.5
    assert result["alignment"]["value"] == close(0.4 / 0.85)
    assert result["fit_covered"] == close(0.4 / 1.2)
    assert result["zipper"] == {"value": 1.0, "closed": 2, "possible": 2, "share": 1.0}
    # gaps -1 (0.5), +1 (0.25), 0 (0.25)
    assert result["level_gap"] == {"mean": close(-0.25), "distribution": {"-1": 1, "0": 1, "1": 1}}
    assert [(row["person"], row["own"]) for row in result["counterparts"]] == [
        ("b1", "s1"),
        ("b2", "s2"),
    ]
    assert result["counterparts_value"] == close(0.85)
    assert [(row["own_function"], row["function"]) for row in result["faces"]] == [
        ("sales", "purchasing"),
        ("engineering", "production"),
        ("sales", "production"),
    ]
    # The strongest pair carries half of the sum, not more.
    assert (result["width"], result["shape"]) == (2, "transition")


def test_structure_by_hand() -> None:
    tables = small()
    buyer(tables, "b3", "buyer", function="purchasing")
    add(tables, "ties", source="b2", target="b1", kind="reports_to")
    add(tables, "ties", source="b1", target="b2", kind="knows")
    add(tables, "ties", source="b3", target="b1", kind="influences", weight=0.0)
    add(tables, "ties", source="b3", target="b1", kind="knows", until=T)  # over
    result = structure(tables, "A", T)
    # (b2, b1), (b1, b2), (b3, b1) of 3 · 2; b3 touches one of 2 · 2
    assert result["connectedness"] == 0.5
    assert result["purchasing_centrality"] == 0.25
    assert (result["vertical_involvement"], result["lateral_involvement"]) == (2, 2)


def test_strength_by_hand() -> None:
    policy = default_policy()
    row: dict[str, Any] = {"level": 4, "last_contact": T - timedelta(360)}
    talk: dict[str, Any] = {"date": T - timedelta(180), "channel": "meeting", "two_way": None}
    one_way = dict(talk, date=T, two_way=False)
    later = dict(talk, date=T + timedelta(1))
    # Two half-lives; then one, by the two-way meeting; neither the one-way nor the future one.
    assert rated([row], [], T, policy).strength == 0.25  # type: ignore[union-attr]
    assert rated([row], [talk, one_way, later], T, policy).strength == 0.5  # type: ignore[union-attr]
    assert rated([dict(row, since=T + timedelta(1))], [], T, policy) is None
    undated = rated([dict(row, last_contact=T + timedelta(1))], [later], T, policy)
    assert (undated.dated, undated.strength) == (False, 0.5)  # type: ignore[union-attr]
    # 0.5 · 0.5 for the old meeting, 0.5 · 0.5 for the one-way one
    assert evidence([talk, one_way, later], T, policy) == close(1 - math.exp(-0.5))


def test_rhythm_by_hand() -> None:
    policy = default_policy()
    # Dates 40, 30, 30, 24, 18 days ago: gaps 10, 6, 6; the median is 6, the silence 3.
    rows = [{"date": T - timedelta(n)} for n in (40, 30, 30, 24, 18)]
    assert silence_ratio(rows, T, policy) == 3.0
    # Four gaps 10, 6, 6, 12: the median is 8; silence 6 / 8.
    assert silence_ratio([*rows, {"date": T - timedelta(6)}], T, policy) == 0.75
    assert silence_ratio(rows[1:], T, policy) is None  # three distinct dates


def test_bus_factor_is_the_smallest_set() -> None:
    tables = empty()
    for s in ("c", "b", "a", "Z"):
        own(tables, s)
    for n, pair in enumerate((("a", "b"), ("b", "c"), ("a", "Z"), ("c", "Z"))):
        buyer(tables, f"x{n}", "decider")
        for s in pair:
            contact(tables, s, f"x{n}", 4)
    # The pairs form a ring: two people end at most one stakeholder, three end two. Two of
    # four are exactly half, which is not less than half: all four have to go.
    assert spoc(tables, "A", T)["bus_factor"] == 4
    # Two of four are less than three quarters: the first three by code point do.
    policy = default_policy() | {"bus_factor_share": 0.75}
    result = spoc(tables, "A", T, policy)
    assert (result["bus_factor"], result["bus_factor_set"]) == (3, ["Z", "a", "b"])


def test_membership_decides_who_counts() -> None:
    tables = small()
    tables["memberships"] = [m for m in tables["memberships"] if m["person"] != "s2"]
    own(tables, "gone", level=3, left=T)
    own(tables, "soon", joined=T + timedelta(1))
    own(tables, "idle", member=False)
    contact(tables, "gone", "b1", 4, target=4)
    scope = make_scope(tables, "A", T)
    # s2 belongs by the tie; idle has none; left on the day itself is left.
    assert (scope.B, scope.S) == (["b1", "b2"], ["s1", "s2"])
    # The row of somebody who left counts as level 0: 3 of 4 + 4
    assert coverage(tables, "A", T)["target"]["numerator"] == 3
    assert coverage(tables, "A", T)["target"]["denominator"] == 8
    rules = {(f["rule"], *f["people"]) for f in check(tables, "A", T)["findings"]}
    assert {("K12", "gone"), ("K13", "s2")} <= rules
    assert ("K12", "soon") not in rules


def test_roles_stance_and_opportunity() -> None:
    tables = empty()
    add(tables, "opportunities", id="Q", account="A", name="Q")
    own(tables, "s")
    buyer(tables, "b", "user", stance="champion", influence=10.0)
    add(
        tables,
        "memberships",
        account="A",
        center="buying",
        person="b",
        roles=["approver"],
        stance="sceptic",
        opportunity="Q",
    )
    whole, part = make_scope(tables, "A", T), make_scope(tables, "A", T, opportunity="Q")
    assert (whole.roles["b"], whole.stance["b"], whole.v["b"]) == (
        ["user", "approver"],
        "sceptic",
        0.9,
    )
    assert (part.roles["b"], part.S) == (["approver"], ["s"])


def test_findings_by_hand() -> None:
    tables = small()
    buyer(tables, "b3", "approver", stance="opponent", influence=6.0)  # v 0.54
    add(tables, "people", id="nn", organization="CU", vacant=True)
    add(tables, "memberships", account="A", center="buying", person="nn", roles=["buyer"])
    found = {
        (f["rule"], f["severity"], *f["people"], *f["values"].values())
        for f in check(tables, "A", T)["findings"]
    }
    assert found == {
        ("K01", "critical", "b3", 0.54, "approver"),
        ("K02", "warning", "b1", "s1", 1.0),
        # s1 alone leads to b1 (1 of the 1.2 we reach); b2 is reached by s2 too.
        ("K04", "warning", "s1", 1 / 1.2, 1),
        # b3 has no level and no function: both of us fit 0.5 · 0.2 and neither knows b3.
        ("K10", "notice", "b3", 0.54, 0.1),
        ("K09", "critical", "b3", 0.54),
        ("K05", "warning", "buyer", 0),
        ("K05", "warning", "influencer", 0),
        ("K08", "notice", "s1", "b2", 2),
        ("K16", "warning", "nn", "buyer"),
    }


def test_nothing_to_assess() -> None:
    tables = empty()
    own(tables, "s")
    results = [f(tables, "A", T) for f in (coverage, spoc, alignment, structure)]
    nothing = {"value": None, "numerator": 0, "denominator": 0}
    assert results[0]["weighted"] == results[0]["roles"] == results[0]["target"] == nothing
    assert results[0]["bounds"] == {"lower": None, "upper": None}
    assert results[1]["own"] == [
        {
            "id": "s",
            "name": "s",
            "loss": None,
            "loss_share": None,
            "load": 0,
            "share": None,
            "sole": [],
        }
    ]
    assert results[1]["robustness"] == {"curve": [], "order": [], "value": None}
    assert results[2]["zipper"] == {"value": None, "closed": 0, "possible": 0, "share": None}
    assert (results[2]["counterparts_value"], results[2]["shape"]) == (None, "none")
    assert (results[3]["extensivity"], results[3]["connectedness"]) == (0, None)
    assert [f["rule"] for f in check(tables, None, T)["findings"]] == ["K15"]
    row = portfolio(tables, T)["accounts"][0]
    assert (row["weighted"], row["warning"], row["own_people"]) == (None, 1, 1)


def test_weightless_and_unmanned() -> None:
    tables = small()
    for row in tables["people"]:
        row["influence"] = 0.0
    result = coverage(tables, "A", T)
    assert result["weighted"]["value"] is None
    assert result["active"]["value"] == 1.0
    assert spoc(tables, "A", T)["robustness"] == {"curve": [], "order": [], "value": None}
    tables = small()
    for row in tables["people"]:
        row["left"] = T if row["organization"] == "US" else None
    result = alignment(tables, "A", T)
    assert coverage(tables, "A", T)["weighted"]["value"] == 0
    assert result["alignment"]["value"] is None
    assert result["zipper"] == {"value": None, "closed": 0, "possible": 0, "share": 0.0}
    assert [row["status"] for row in result["counterparts"]] == ["unassigned"] * 2


def test_assignment_is_the_best() -> None:
    rng = random.Random(1)
    for _ in range(200):
        rows = rng.randint(1, 4)
        columns = rng.randint(rows, 5)
        cost = [[-rng.randint(0, 4) for _ in range(columns)] for _ in range(rows)]
        best = min(
            sum(cost[n][k] for n, k in enumerate(chosen))
            for chosen in itertools.permutations(range(columns), rows)
        )
        chosen = assign(cost)
        assert len(set(chosen)) == rows
        assert sum(cost[n][k] for n, k in enumerate(chosen)) == best


def test_scarce_places_go_where_they_count() -> None:
    tables = small()
    # One place each: b1 and the heavier of the rest; s1 takes b1.
    buyer(tables, "b3", "user", function="production", level=2, influence=2.0)
    policy = default_policy() | {"capacity": 1}
    result = alignment(tables, "A", T, policy)
    assert [row["own"] for row in result["counterparts"]] == ["s1", "s2", None]
    assert result["counterparts_value"] == close(0.85)


def test_default_policy_is_the_published_one() -> None:
    assert policy_hash(default_policy()).startswith("b19d8ecc074a")


@pytest.mark.parametrize("seed", range(60))
def test_random_portfolios_are_valid_and_computable(seed: int) -> None:
    tables, policy, day = random_portfolio(seed), random_policy(seed), as_of(seed)
    assert faults(tables) == []
    assert tables == random_portfolio(seed)
    for account in tables["accounts"]:
        for metric in (coverage, spoc, alignment, structure, check):
            result = metric(tables, account["id"], day, policy)
            json.dumps(result, allow_nan=False)
            assert differences(result, result) == []


def test_files(tmp_path: Path) -> None:
    tables = small()
    tables["people"][0].update(name="=1+1", phone="+49", note="'@x", languages=["de", "en"])
    tables["people"][1].update(name="'s-Graaf", note="'", vacant=False, attrition=0.5)
    write_csv(tables, tmp_path / "csv")
    with (tmp_path / "csv" / "people.csv").open(encoding="utf-8", newline="") as file:
        first, second = list(csv.DictReader(file))[:2]
    assert (first["name"], first["phone"], first["note"]) == ("'=1+1", "'+49", "''@x")
    assert (first["languages"], first["vacant"], first["level"]) == ("de|en", "", "3")
    assert (second["name"], second["note"]) == ("'s-Graaf", "'")
    assert (second["vacant"], second["attrition"]) == ("false", "0.5")
    policy = default_policy()
    policy["capacity"] = 2
    policy["fit"]["function_pairs"][2][2] = 0.4
    write_policy(policy, tmp_path / "policy.toml")
    assert tomllib.loads((tmp_path / "policy.toml").read_text(encoding="utf-8")) == {
        "capacity": 2,
        "fit": {"function_pairs": [["key_account", "*", 0.4]]},
    }


def test_differences_are_found() -> None:
    one = {"a": [1.0, None], "b": True, "policy": "x"}
    assert differences(one, {"a": [1.0 + 1e-12, None], "b": True}) == []
    assert len(differences(one, {"a": [1.1, 0], "b": 1, "c": 2})) == 4
    assert differences(one, {"a": [math.nan, None], "b": True}) != []
    weights = weights_of(coverage(small(), "A", T))
    first, second = (alignment(small(), "A", T) for _ in range(2))
    assert differences(first, second, weights=weights, capacity=1) == []
    rows = second["counterparts"]
    rows[0]["own"], rows[1]["own"] = "s2", "s1"  # another assignment of the same worth
    assert differences(first, second, weights=weights) == []
    rows[0]["fit"] = 0.1
    assert len(differences(first, second, weights=weights)) == 1
    findings = check(small(), "A", T)["findings"]
    assert finding_differences(findings, reversed(findings)) == []
    assert len(finding_differences(findings, findings[1:])) == 1
