"""The page's scripts: their own tests with node's runner, and what-if held against the library."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kamgraph.maps.scripts import assembled, ordered
from kamgraph.maps.what_if import what_if_case
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.alignment import alignment
from kamgraph.metrics.coverage import coverage
from kamgraph.metrics.spoc import spoc
from kamgraph.model.entities import SCHEMA
from kamgraph.model.policy import Policy
from kamgraph.model.portfolio import Portfolio
from tests.browser.pages import ACCOUNTS, AS_OF, demo
from tests.counts import count
from tests.oracle.generate import as_of, random_policy, random_portfolio

PAGE = Path(__file__).resolve().parents[3] / "kamgraph" / "maps" / "page"


def node(*arguments: str, given: str = "") -> str:
    """What node prints."""
    path = shutil.which("node")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(
                "no node: install the system's package, the page's scripts are tested by it"
            )
        pytest.skip("no node on this system")
    done = subprocess.run(
        [path, *arguments], input=given, capture_output=True, text=True, encoding="utf-8", cwd=PAGE
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_scripts_pass_their_own_tests() -> None:
    assert "# fail 0" in node("--test", "--test-reporter=tap", "tests/")


def _portfolio_of(tables: dict[str, list[dict[str, Any]]]) -> Portfolio:
    return Portfolio(
        {
            table.name: [
                table.row(**{k: v for k, v in row.items() if v is not None})
                for row in tables[table.name]
            ]
            for table in SCHEMA
        }
    )


def _without(portfolio: Portfolio, ids: set[str], day: Any) -> Portfolio:
    """The portfolio in which some people have left the day before."""
    left = {"left": day - timedelta(days=1), "joined": None}
    people = [p.model_copy(update=left) if p.id in ids else p for p in portfolio.people]
    return Portfolio({t.name: portfolio.rows(t.name) for t in SCHEMA} | {"people": people})


def _expected(matrix: ContactMatrix) -> dict[str, Any]:
    reached, risk, fit = coverage(matrix), spoc(matrix), alignment(matrix)
    return {
        "stakeholders": reached.stakeholders,
        "ownPeople": reached.own_people,
        "weighted": reached.weighted.value,
        "active": reached.active.value,
        "thinShare": risk.thin_share,
        "orphaned": sorted(risk.orphaned),
        "singleThreaded": sorted([row.person, row.own] for row in risk.single_threaded),
        "alignment": fit.alignment.value,
        "busFactor": risk.bus_factor,
    }


def _case(
    portfolio: Portfolio, account: str, day: Any, policy: Policy, deal: str | None, chance: Any
) -> tuple[dict[str, Any], list[dict[str, Any]], list[str]]:
    """What node gets of an account, what is expected, and the ids behind the numbers."""
    matrix = ContactMatrix.of_account(portfolio, account, day, policy, deal)
    ids = sorted({*matrix.ids, *matrix.own_ids})
    removals = [set(), *({one} for one in ids)]
    removals += [
        set(chance.sample(ids, chance.randint(2, len(ids)))) for _ in range(3) if len(ids) > 1
    ]
    expected = []
    for removed in removals:
        after = _without(portfolio, removed, day)
        expected.append(_expected(ContactMatrix.of_account(after, account, day, policy, deal)))
    number = {id_: place for place, id_ in enumerate(ids)}
    case = {
        "account": what_if_case(matrix, number),
        "removals": [sorted(number[id_] for id_ in removed) for removed in removals],
    }
    return case, expected, ids


def _compare(cases: list[tuple[dict[str, Any], list[dict[str, Any]], list[str]]]) -> int:
    """Holds node's answers against the library's; how many there were."""
    answers = json.loads(node("tests/removals.js", given=json.dumps([c[0] for c in cases])))
    compared = 0
    for (case, expected, ids), found in zip(cases, answers, strict=True):
        for removed, wanted, got in zip(case["removals"], expected, found, strict=True):
            got["orphaned"] = sorted(ids[b] for b in got["orphaned"])
            got["singleThreaded"] = sorted(
                [ids[row["person"]], ids[row["own"]]] for row in got["singleThreaded"]
            )
            for name, value in wanted.items():
                near = value is not None and isinstance(value, float)
                expected_value = pytest.approx(value, abs=1e-9, rel=0) if near else value
                assert got[name] == expected_value, (name, removed)
            compared += 1
    return compared


def test_what_if_equals_the_library_on_the_bundled_accounts() -> None:
    chance = random.Random(7)
    cases = [_case(demo(), account, AS_OF, Policy(), None, chance) for account in ACCOUNTS]
    assert _compare(cases) > 50


@pytest.mark.parametrize("seed", range(count(6, 80)))
def test_what_if_equals_the_library_on_random_accounts(seed: int) -> None:
    tables, day = random_portfolio(seed), as_of(seed)
    portfolio, policy = _portfolio_of(tables), Policy.from_differences(random_policy(seed))
    chance = random.Random(seed)
    cases = []
    for account in tables["accounts"]:
        deals = [o["id"] for o in tables["opportunities"] if o["account"] == account["id"]]
        for deal in [None, *deals[:1]]:
            cases.append(_case(portfolio, account["id"], day, policy, deal, chance))
    _compare(cases)


def test_modules_become_one_script_that_starts_last() -> None:
    names = ordered(PAGE / "scripts", "start.js")
    used = {*names, *ordered(PAGE / "scripts", "index.js")}
    assert sorted(used) == sorted(path.name for path in (PAGE / "scripts").glob("*.js"))
    assert names[-1] == "start.js"
    script = assembled(PAGE / "scripts", "start.js")
    assert not [line for line in script.splitlines() if line.startswith(("import ", "export "))]
    assert node("-e", "new Function(require('fs').readFileSync(0, 'utf8'))", given=script) == ""


def test_what_a_module_exports_does_not_change() -> None:
    # A value that is handed over once would be a stale one.
    for path in (PAGE / "scripts").glob("*.js"):
        assert "export let" not in path.read_text(encoding="utf-8"), path.name


def test_nothing_on_the_page_is_made_of_markup() -> None:
    for path in (PAGE / "scripts").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in text, path.name
