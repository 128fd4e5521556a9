"""The metrics' queries from any program: Neo4j's driver and the texts, without the library.

    python whom_do_we_not_reach.py bolt://localhost:7687 nordlicht-werke 2026-11-20

The password stands in KAMGRAPH_NEO4J_PASSWORD. The policy's defaults stand above each
query's text and here; whoever has a policy of their own hands its values over instead.
"""

from __future__ import annotations

import os
import sys
from datetime import date

from neo4j import GraphDatabase

from kamgraph_cypher import load

POLICY = {
    "half_life_days": 180.0,
    "active_threshold": 0.25,
    "trace_threshold": 0.05,
    "undated_factor": 0.5,
    "one_way_factor": 0.5,
    "default_influence": 5.0,
    "no_role_weight": 0.3,
    "channel_weights": {
        "meeting": 0.5, "video": 0.4, "event": 0.3, "call": 0.25,
        "order": 0.15, "email": 0.1, "message": 0.1, "other": 0.1,
    },
    "role_weights": {
        "decider": 1.0, "approver": 0.9, "buyer": 0.8, "influencer": 0.7,
        "gatekeeper": 0.6, "initiator": 0.6, "user": 0.5,
    },
}  # fmt: skip


def main(uri: str, account: str, day: str) -> None:
    parameters = {
        "account": account,
        "opportunity": None,
        "as_of": date.fromisoformat(day),
        **POLICY,
    }
    auth = ("neo4j", os.environ["KAMGRAPH_NEO4J_PASSWORD"])
    with GraphDatabase.driver(uri, auth=auth) as driver:
        for name in ("uncovered", "single_threaded"):
            records = driver.execute_query(load(f"metrics/{name}"), parameters).records
            print(f"{name}:")
            for record in records:
                print("  " + ", ".join(f"{key} {value}" for key, value in record.items()))


if __name__ == "__main__":
    main(*sys.argv[1:])
