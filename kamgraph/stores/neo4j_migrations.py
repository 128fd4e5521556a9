"""Older Neo4j stores brought up to date, by numbered steps that can be run again.

A step that breaks off is run again by whoever opens the store next. A step's statements stand
in `kamgraph_cypher`; the number on the store's node says which steps are done.
"""

from __future__ import annotations

from functools import partial

from kamgraph.stores.neo4j_graph import SCHEMA_STATEMENTS, VERSION
from kamgraph.stores.neo4j_server import Asking, Server

STEPS: dict[int, tuple[str, ...]] = {1: SCHEMA_STATEMENTS}
"""What brings a store to each number: constraints and indexes."""


def brought_up_to_date(server: Server, version: int) -> None:
    """Runs the steps that a store lacks.

    Args:
        server: the database.
        version: the number of its schema.
    """
    for number in range(version + 1, VERSION + 1):
        server.declare(STEPS[number])
        server.write(partial(_note, number))


def _note(number: int, asking: Asking) -> None:
    """Writes down that a step is done."""
    asking.run("write/store", properties={"schema_version": number})
