"""The JSON of every command against the naive implementation, through files and stores.

The way is the user's: tables as CSV, imported into the embedded file, asked by the command.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kamgraph_cli.main import cli
from tests.counts import count
from tests.oracle import naive, over_time
from tests.oracle.compare import differences, finding_differences, weights_of
from tests.oracle.generate import as_of, random_policy, random_portfolio, write_csv, write_policy
from tests.oracle.policy import default_policy


def ask(*arguments: str) -> Any:
    done = CliRunner().invoke(cli, list(arguments))
    assert done.exit_code == 0, done.stderr
    assert not re.search(r"-0\.0\b(?!\d)", done.stdout), "a negative zero"
    return json.loads(done.stdout) if done.stdout.startswith("{") else done.stdout


def dated(found: dict[str, Any]) -> dict[str, Any]:
    return {**found, "as_of": str(found["as_of"])}


@pytest.mark.parametrize("through", ["csv", "db"])
@pytest.mark.parametrize("seed", range(1000, 1000 + count(6, 300)))
def test_json_of_every_command(seed: int, through: str, tmp_path: Path) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    folder, policy = tmp_path / "tables", tmp_path / "policy.toml"
    folder.mkdir()
    write_csv(tables, folder)
    write_policy(constants, policy)
    store = str(folder)
    if through == "db":
        store = str(tmp_path / "store.db")
        ask("--store", store, "import", str(folder))
    whole = ["--store", store, "--policy", str(policy)]
    form = ["--as-of", str(day), "--format", "json"]
    check_portfolio(tables, day, constants, whole, form)
    check_over_time(tables, (seed, day, constants), whole, form)
    for account in tables["accounts"]:
        own = [o["id"] for o in tables["opportunities"] if o["account"] == account["id"]]
        for opportunity in [None, *own]:
            scope = [account["id"], *form, *(["--opportunity", opportunity] if opportunity else [])]
            check_account(tables, (account["id"], day, constants, opportunity), whole, scope)


def check_portfolio(
    tables: Any, day: date, constants: Any, whole: list[str], form: list[str]
) -> None:
    found = ask(*whole, "portfolio", *form)
    assert found["policy"] == naive.policy_hash(constants)[:12]
    wanted = dated(naive.portfolio(tables, day, constants))
    assert differences(wanted, found, ignore={"policy"}) == []


def check_over_time(tables: Any, question: Any, whole: list[str], form: list[str]) -> None:
    """One account of the portfolio in time; which one, and how far back, goes by the seed."""
    seed, day, constants = question
    account = tables["accounts"][seed % len(tables["accounts"])]["id"]
    start = day - timedelta((0, 1, 30, 200, 365)[seed % 5])
    found = ask(*whole, "diff", account, "--from", str(start), *form)
    wanted = over_time.attribution(tables, account, start, day, constants, None)
    assert differences(wanted, found["attribution"]) == []
    happened = over_time.changes(tables, account, start, day, constants, None)
    assert sorted((row["cause"], row["change"]) for row in found["changes"]) == sorted(
        (row[0], row[1]) for row in happened
    )
    assert not any("count" in row for row in found["changes"])
    found = ask(*whole, "trend", account, "--months", "2", *form)
    wanted = over_time.trend(tables, account, day, 2, constants, None)
    assert differences(wanted, found["rows"]) == []
    found = ask(*whole, "sensitivity", account, *form)
    wanted = over_time.sensitivity(tables, account, day, {**default_policy(), **constants}, None)
    assert differences(wanted, found["rows"]) == []


def check_account(tables: Any, question: Any, whole: list[str], scope: list[str]) -> None:
    weights = weights_of(naive.coverage(tables, *question))
    for command in ("coverage", "spoc", "alignment", "structure", "influence", "competition"):
        wanted = dated(getattr(naive, command)(tables, *question))
        found = ask(*whole, command, *scope)
        assert differences(wanted, found, weights=weights, ignore={"policy"}) == [], command
    own = {o["id"] for o in tables["organizations"] if o["kind"] == "own"}
    others = [p["id"] for p in tables["people"] if p["organization"] not in own]
    for person in others[:: max(len(others) // 4, 1)]:  # in the account, around it, in others
        account, day, constants, opportunity = question
        wanted = naive.introductions(tables, account, day, person, 2, constants, opportunity)
        found = ask(*whole, "intro", "-k", "2", scope[0], person, *scope[1:])
        assert differences(wanted, found, ignore={"policy"}) == [], f"intro {person}"
    wanted, found = naive.check(tables, *question), ask(*whole, "check", *scope)
    for part in ("findings", "accepted"):
        assert finding_differences(wanted[part], found[part]) == []
