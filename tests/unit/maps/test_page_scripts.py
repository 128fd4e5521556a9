"""The page's scripts: their own tests with node's runner, and what-if held against the library."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamgraph.maps.page import drawing
from kamgraph.maps.payload import json_text, page_data
from kamgraph.maps.scripts import assembled, ordered
from kamgraph.maps.states import earlier_dates, states
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.spoc import spoc
from kamgraph.model.entities import SCHEMA
from kamgraph.model.policy import Policy
from kamgraph.model.portfolio import Portfolio
from kamgraph.planning.changed import changed
from kamgraph.planning.departures import headlines
from kamgraph.planning.results import Headline
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


@dataclass(frozen=True)
class Case:
    """A page as its scripts read it, and what the library says of removals in its states.

    Args:
        page: the data it carries.
        ids: of everybody on it, by number.
        removals: of each state that is asked about, its place and who is taken away.
        expected: of each removal, in the same order, the numbers by the scripts' names.
    """

    page: dict[str, Any]
    ids: list[str]
    removals: list[tuple[int, list[list[int]]]]
    expected: list[list[dict[str, Any]]]


def _case(
    portfolio: Portfolio,
    account: str,
    day: date,
    policy: Policy,
    chance: random.Random,
    several: int = 3,
    months: int = 0,
) -> Case:
    """Every single removal, and some of several people, in every state of an account's page."""
    earlier = earlier_dates(day, months) if months else ()
    views = states(portfolio, account, day, policy, earlier=earlier)
    page = page_data(views, drawing(views, "en").layout, "en", [])
    ids = [person["id"] for person in page["people"]]
    number = {id_: place for place, id_ in enumerate(ids)}
    removals, expected = [], []
    for place, view in enumerate(views):
        deal = view.opportunity and view.opportunity[0]
        matrix = ContactMatrix.of_account(portfolio, account, view.as_of, policy, deal)
        there = sorted({*matrix.ids, *matrix.own_ids})
        gone = [set[str](), *({one} for one in there)]
        gone += [
            set(chance.sample(there, chance.randint(2, len(there))))
            for _ in range(several)
            if len(there) > 1
        ]
        removals.append((place, [sorted(number[id_] for id_ in ids) for ids in gone]))
        found = headlines(matrix, gone, exact=True)
        expected.append(
            [
                _numbers(headline) | _who(matrix, ids)
                for headline, ids in zip(found, gone, strict=True)
            ]
        )
    read = ("people", "constants", "states")
    return Case(json.loads(json_text({name: page[name] for name in read})), ids, removals, expected)


def _numbers(headline: Headline) -> dict[str, Any]:
    """What `headlines` says of a removal, by the scripts' names."""
    return {
        "weighted": headline.weighted,
        "active": headline.active,
        "thinShare": headline.thin_share,
        "alignment": headline.alignment,
        "busFactor": headline.bus_factor,
    }


def _who(matrix: ContactMatrix, removed: Collection[str]) -> dict[str, Any]:
    """Who is left with nobody or one of us, by `what_if`'s way of taking people away."""
    after = changed(matrix, sorted(removed))
    risk = spoc(after)
    return {
        "stakeholders": len(after.person),
        "ownPeople": len(after.own_person),
        "orphaned": sorted(risk.orphaned),
        "singleThreaded": sorted([row.person, row.own] for row in risk.single_threaded),
    }


def _compare(cases: list[Case]) -> int:
    """Holds node's answers against the library's; how many there were."""
    given = json.dumps([{"page": case.page, "removals": case.removals} for case in cases])
    answers = json.loads(node("tests/removals.js", given=given))
    compared = 0
    for case, found in zip(cases, answers, strict=True):
        for (place, removals), wanted, got in zip(case.removals, case.expected, found, strict=True):
            for removed, expected, answer in zip(removals, wanted, got, strict=True):
                _agree(case.ids, expected, answer, (place, removed))
                compared += 1
    return compared


def _agree(ids: list[str], expected: dict[str, Any], answer: dict[str, Any], of: object) -> None:
    answer["orphaned"] = sorted(ids[b] for b in answer["orphaned"])
    answer["singleThreaded"] = sorted(
        [ids[row["person"]], ids[row["own"]]] for row in answer["singleThreaded"]
    )
    assert answer.keys() == expected.keys()
    for name, value in expected.items():
        near = isinstance(value, float)
        assert answer[name] == (pytest.approx(value, abs=1e-9, rel=0) if near else value), (
            name,
            of,
        )


def test_what_if_equals_the_library_on_the_bundled_accounts() -> None:
    """Each person, and 200 times several people, on the day and at every date of the history."""
    chance = random.Random(7)
    cases = [
        _case(demo(), account, AS_OF, Policy(), chance, count(6, 200), months=12)
        for account in ACCOUNTS
    ]
    assert _compare(cases) > 1_000


@pytest.mark.parametrize("seed", range(count(6, 80)))
def test_what_if_equals_the_library_on_random_accounts(seed: int) -> None:
    tables, day = random_portfolio(seed), as_of(seed)
    portfolio, policy = _portfolio_of(tables), Policy.from_differences(random_policy(seed))
    chance = random.Random(seed)
    cases = [
        _case(portfolio, account["id"], day, policy, chance, months=2)
        for account in tables["accounts"]
    ]
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
