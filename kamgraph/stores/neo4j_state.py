"""What a Neo4j store says of itself on its one node, and whether a database is one of ours.

Counts, digests and an unfinished import are kept there, in the transaction of the change they
belong to. What is imported, and how, lives in `neo4j_imports`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kamgraph.errors import StoreBusy, StoreDamaged
from kamgraph.model.schema import Schema
from kamgraph.stores import digests
from kamgraph.stores.neo4j_graph import VERSION
from kamgraph.stores.neo4j_server import Asking

KEPT = 100
"""Ids of the latest commands that the node keeps, so that a lost answer can be asked for."""


@dataclass(frozen=True)
class Marker:
    """An import of many transactions that is not finished.

    Args:
        source: the digest of what arrives.
        owner: who carries it out.
        rows: how many rows it writes.
        done: how many of its steps are kept.
        idle: seconds since its last step.
    """

    source: str
    owner: str
    rows: int
    done: int
    idle: float

    @property
    def sentence(self) -> str:
        """What a user is told of it."""
        return (
            f"an import of {self.rows} rows is not finished (it broke off, or is still running "
            "elsewhere); run it again, which completes it"
        )


@dataclass(frozen=True)
class State:
    """What is known of a database.

    Args:
        properties: those of the store's node; None where there is none.
        occupied: whether the database holds any node.
        now: the server's clock, in seconds.
    """

    properties: Mapping[str, Any] | None
    occupied: bool
    now: float

    @property
    def made(self) -> bool:
        """Whether a store is there."""
        return self.properties is not None

    @property
    def version(self) -> int:
        """The number of the store's schema."""
        return int(self._get("schema_version", 0))

    @property
    def changes(self) -> int:
        """A number that grows with every transaction that changes the store."""
        return int(self._get("changes", 0))

    @property
    def next_number(self) -> int:
        """The first row number that is free."""
        return int(self._get("next_pk", 1))

    @property
    def commands(self) -> list[str]:
        """The ids of the latest commands."""
        return list(self._get("commands", ()))

    @property
    def marker(self) -> Marker | None:
        """The import that is not finished."""
        source = self._get("import_source", None)
        if source is None:
            return None
        idle = self.now - float(self._get("import_touched", 0))
        rows, done = int(self._get("import_rows", 0)), int(self._get("import_done", 0))
        return Marker(str(source), str(self._get("import_owner", "")), rows, done, idle)

    def digest(self, table: str) -> int:
        """The kept digest of a table.

        Args:
            table: its name.

        Raises:
            StoreDamaged: what is kept is no digest.
        """
        try:
            return int(str(self._get(f"digest_{table}", "0")), 16)
        except ValueError:
            raise StoreDamaged(
                f"the store's digest of {table} is damaged; restore the database from a backup"
            ) from None

    def _get(self, name: str, default: Any) -> Any:
        found = (self.properties or {}).get(name)
        return default if found is None else found

    def check(self, place: str) -> None:
        """Leaves alone what is not ours, or newer.

        Args:
            place: the store's location, for messages.

        Raises:
            StoreDamaged: the database holds other data, or a newer kamgraph's.
        """
        if not self.made and self.occupied:
            raise StoreDamaged(
                f"the database at '{place}' holds other data and no kamgraph store; name another "
                "database, or empty this one yourself"
            )
        if self.version > VERSION:
            raise StoreDamaged(
                f"the store at '{place}' was made by a newer kamgraph (schema {self.version}, "
                f"this one knows {VERSION}); install a newer kamgraph"
            )


def state(asking: Asking) -> State:
    """What the database holds, as far as its node says.

    Args:
        asking: inside a transaction.
    """
    (record, *more) = asking.run("read/store")
    if more:
        raise StoreDamaged(
            "the database holds more than one KamgraphStore node; restore it from a backup"
        )
    return State(record["store"], bool(record["occupied"]), float(record["now"]))


def first_properties(schema: Schema) -> dict[str, Any]:
    """What a new store says of itself.

    Args:
        schema: the declared tables.
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        creator = version("kamgraph")
    except PackageNotFoundError:
        creator = "unknown"
    found: dict[str, Any] = {
        "schema_version": VERSION,
        "kamgraph_version": creator,
        "changes": 0,
        "next_pk": 1,
    }
    return {**found, **{f"digest_{name}": digests.as_hex(0) for name in schema.names}}


def locked(asking: Asking, schema: Schema, place: str) -> State:
    """Keeps other writers waiting, and says what is there now.

    Args:
        asking: inside a writing transaction.
        schema: the declared tables.
        place: the store's location, for messages.

    Raises:
        StoreDamaged: other data are there, or a newer kamgraph's.
    """
    found = state(asking)
    found.check(place)
    asking.lock(first_properties(schema))
    return state(asking)


def check_finished(found: State) -> None:
    """Refuses changes to a store that is in the middle of an import.

    Args:
        found: the state, while others wait.

    Raises:
        StoreBusy: an import is not finished.
    """
    if found.marker is not None:
        raise StoreBusy(found.marker.sentence)


def kept(
    found: State, command: str, numbers: int, totals: Mapping[str, int], **more: Any
) -> dict[str, Any]:
    """What the node says after a change.

    Args:
        found: what it said before.
        command: the id of the command.
        numbers: row numbers that were used up.
        totals: the digests of the tables that changed.
        more: further properties; None for what it says no more.
    """
    return {
        "changes": found.changes + 1,
        "next_pk": found.next_number + numbers,
        "commands": [*found.commands, command][-KEPT:],
        **{f"digest_{n}": digests.as_hex(total % digests.MODULUS) for n, total in totals.items()},
        **more,
    }
