"""The plan of every departure against a naive one, and that making it writes nothing."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from kamgraph.model.policy import Policy
from kamgraph.planning.succession import handover
from tests.counts import count
from tests.oracle import handover as plain
from tests.oracle.compare import differences
from tests.oracle.generate import as_of, random_policy, random_portfolio, write_csv, write_policy
from tests.properties.test_commands_oracle import ask
from tests.properties.test_metrics_oracle import portfolio_of
from tests.properties.test_planning_oracle import sides

SEEDS = range(2000, 2000 + count(60, 300))


def there(tables: Any, seed: int) -> list[str]:
    """Those of ours who could take over on the day."""
    day, ours = as_of(seed), sides(tables)[0]
    return [
        p["id"]
        for p in tables["people"]
        if p["id"] in ours
        and not p["vacant"]
        and (p["joined"] is None or p["joined"] <= day)
        and (p["left"] is None or p["left"] > day)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_plan_equals_the_naive_one(seed: int) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    policy, columns = Policy.from_differences(constants), portfolio_of(tables).columns()
    rng = random.Random(f"handover {seed}")
    ours = sides(tables)[0]
    with_successor = rng.sample(ours, min(3, len(ours)))
    for person in ours:
        managed = [row["id"] for row in tables["accounts"] if row["manager"] == person]
        heirs = [heir for heir in there(tables, seed) if heir != person]
        named = rng.sample(heirs, 1) if heirs and person in with_successor else []
        for successor in [None, *named]:
            found = handover(columns, person, day, policy, successor=successor, managed=managed)
            wanted = plain.handover(tables, person, day, constants, successor)
            shown = [row.model_dump(mode="json") for row in found.accounts]
            assert differences(wanted, shown, ignore={"name"}) == [], (person, successor)
            for row in found.accounts:
                keys = [tie.person for tie in row.ties]
                assert len(keys) == len({*keys})


@pytest.mark.parametrize("seed", SEEDS[:: len(SEEDS) // 6])
def test_a_plan_is_a_checklist_and_leaves_the_store_alone(seed: int, tmp_path: Path) -> None:
    tables, day, constants = random_portfolio(seed), as_of(seed), random_policy(seed)
    (tmp_path / "tables").mkdir()
    write_csv(tables, tmp_path / "tables")
    write_policy(constants, tmp_path / "policy.toml")
    store = tmp_path / "store.db"
    ask("--store", str(store), "import", str(tmp_path / "tables"))
    before = store.read_bytes()
    for person in sides(tables)[0]:
        whole = ["--store", str(store), "--policy", str(tmp_path / "policy.toml")]
        said = ask(*whole, "leave", person, "--plan", "--on", str(day))
        plan = plain.handover(tables, person, day, constants)
        assert said.count("\n## ") == len(plan)
        ties = re.findall(r"^- \[ \] \*\*", said, re.M)
        assert len(ties) == sum(len(row["ties"]) for row in plan)
    assert store.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["policy.toml", "store.db", "tables"]
