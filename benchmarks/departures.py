"""What every departure costs, against the four metrics once: computing time in one process.

``python benchmarks/departures.py`` prints the seconds of both, a list each, as JSON; `run.py`
makes a line of them. One account of 60 stakeholders and 20 of ours, fictional, by seed; both
start from a matrix that has computed nothing yet, and alternate.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from kamgraph import ContactMatrix, Portfolio, departures
from kamgraph.model.entities import SCHEMA
from kamgraph.planning.what_if import metrics

AS_OF = date(2026, 11, 21)
STAKEHOLDERS, OWN_PEOPLE = 60, 20
SEED = 1


def account() -> ContactMatrix:
    """The matrix of the account: everybody of ours knows about a third of the buying center."""
    rng = random.Random(SEED)
    ours = [f"s{number:02d}" for number in range(OWN_PEOPLE)]
    theirs = [f"b{number:02d}" for number in range(STAKEHOLDERS)]
    functions = ["sales", "key_account", "engineering", "service", "purchasing", "production"]
    roles = ["decider", "buyer", "influencer", "user", "gatekeeper"]
    people = [
        {
            "id": person,
            "organization": "us" if person in ours else "customer",
            "name": person,
            "function": rng.choice(functions),
            "level": rng.randint(1, 5),
            "influence": rng.randint(1, 10),
        }
        for person in (*ours, *theirs)
    ]
    members = [{"account": "a", "center": "selling", "person": person} for person in ours]
    members += [
        {"account": "a", "center": "buying", "person": person, "roles": (rng.choice(roles),)}
        for person in theirs
    ]
    contacts = [
        {
            "own": own,
            "person": person,
            "level": rng.randint(1, 4),
            "last_contact": AS_OF - timedelta(rng.randrange(400)),
        }
        for own in ours
        for person in theirs
        if rng.random() < 1 / 3
    ]
    tables = {
        "organizations": [
            {"id": "us", "name": "Us", "kind": "own"},
            {"id": "customer", "name": "Customer", "kind": "customer"},
        ],
        "people": people,
        "accounts": [{"id": "a", "name": "Account", "organization": "customer"}],
        "memberships": members,
        "contacts": contacts,
    }
    rows = {name: [SCHEMA.table(name).row(**row) for row in tables[name]] for name in tables}
    return ContactMatrix.of_account(Portfolio(rows), "a", AS_OF)


def seconds(compute: Callable[[ContactMatrix], object], matrix: ContactMatrix) -> float:
    """How long a computation takes on a matrix that remembers nothing."""
    fresh = replace(matrix)
    start = time.perf_counter()
    compute(fresh)
    return time.perf_counter() - start


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Time every departure against the metrics once.")
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each")
    runs = parser.parse_args().runs
    matrix = account()
    found: dict[str, list[float]] = {"metrics": [], "departures": []}
    for _ in range(runs + 1):  # the first of each loads what is needed, and is left out
        found["metrics"].append(seconds(metrics, matrix))
        found["departures"].append(seconds(departures, matrix))
    print(json.dumps({name: times[1:] for name, times in found.items()}))


if __name__ == "__main__":
    main()
