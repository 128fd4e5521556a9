"""Imports into Neo4j: in one transaction, or in many under a marker on the store's node.

Whatever breaks off leaves nothing, or a marker that every later command names; running the
import again completes it, because an import is an upsert. One process writes at a time: it
holds a lock on the store's node while a transaction lasts, and the marker between two.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from kamgraph.errors import Fault, StoreBusy, StoreUnreachable
from kamgraph.model.cells import Cells
from kamgraph.model.schema import Schema
from kamgraph.stores import digests, merging
from kamgraph.stores.base import Changes
from kamgraph.stores.neo4j_graph import SCHEMA_STATEMENTS
from kamgraph.stores.neo4j_reading import whole
from kamgraph.stores.neo4j_server import Asking, Lost, Server, TooMuch
from kamgraph.stores.neo4j_state import State, kept, locked
from kamgraph.stores.neo4j_steps import Step
from kamgraph.stores.neo4j_writing import (
    Numbering,
    Plan,
    filling,
    merging_in,
    moved,
)

TOGETHER = 200_000
"""Rows that are written in one transaction."""

LEASE = 20.0
"""Seconds without a step after which an unfinished import counts as broken off."""

ATTEMPTS = 5
"""How often a change of which the answer was lost is asked for again."""

_NO_MARKER = dict.fromkeys(
    f"import_{name}" for name in ("source", "owner", "rows", "done", "touched")
)


class Waiting(Exception):  # noqa: N818 - not shown: the import waits
    """Another process is in the middle of an import."""


def persistent(work: Any) -> Any:
    """Runs a change again as long as nobody knows whether it was kept; it finds out first.

    Args:
        work: the change; it looks for its own id under the store's lock.

    Raises:
        StoreBusy: the connection broke again and again.
    """
    for attempt in range(ATTEMPTS):
        try:
            return work()
        except Lost:
            time.sleep(0.2 * attempt)
    raise StoreBusy("the connection broke at every attempt to keep the change; look at the network")


@dataclass
class Import:
    """One import.

    Args:
        server: the database.
        schema: the declared tables.
        place: the store's location, for messages.
        source: what arrives.
        replace: make the store equal to it.
        faults: what reading the source found wrong.
        together: rows that are written in one transaction.
        lease: seconds without a step after which another's import counts as broken off.
    """

    server: Server
    schema: Schema
    place: str
    source: Cells
    replace: bool
    faults: Sequence[Fault]
    together: int = TOGETHER
    lease: float = LEASE
    _command: str = field(default_factory=lambda: uuid4().hex)
    _changes: Changes = field(default_factory=lambda: Changes(()))
    _plan: Plan | None = None
    _totals: Mapping[str, int] = field(default_factory=dict)

    def carry_out(self) -> Changes:
        """Writes everything, or nothing, or as much as a marker says.

        Raises:
            FaultyInput: a rule would be broken; nothing was changed.
            StoreBusy, StoreUnreachable: as the contract says.
        """
        self.server.declare(SCHEMA_STATEMENTS)
        while True:
            try:
                many = persistent(lambda: self.server.write(self._begin))
                break
            except TooMuch:
                if not self.together:
                    raise _too_small(self.place) from None
                self.together = 0
            except Waiting:
                time.sleep(1.0)
        if many:
            try:
                self._step_by_step()
            except StoreUnreachable as error:
                raise StoreUnreachable(
                    f"{error}. The import is not finished; run it again, which completes it"
                ) from None
        return self._changes

    def _begin(self, asking: Asking) -> bool:
        """Decides and checks; writes all that one transaction takes, or the marker."""
        found = locked(asking, self.schema, self.place)
        if self._command in found.commands:  # an earlier attempt was kept, its answer was lost
            return False
        marker = found.marker
        if marker is not None and marker.owner == self._command:
            return True
        if marker is not None and marker.idle < self.lease:
            raise Waiting
        plan, totals = self._decided(asking, found, resumed=marker is not None)
        self._plan, self._totals = plan, totals
        if plan.rows > self.together:
            self._mark(asking, found, plan)
            return True
        for step in plan.steps:
            step.run(asking)
        after = kept(found, self._command, plan.numbers, totals, **_NO_MARKER)
        asking.run("write/store", properties=after)
        return False

    def _decided(
        self, asking: Asking, found: State, *, resumed: bool
    ) -> tuple[Plan, Mapping[str, int]]:
        """What is to be written, and the digests afterwards."""
        numbering = Numbering(self._command, found.next_number)
        held = whole(asking, self.schema, keys=True)
        if not any(len(table) for table in held.cells.tables.values()):
            merging.check(self.source, self.faults)
            self._changes = merging.all_added(self.source)
            totals = {n: digests.of_cells(t) for n, t in self.source.tables.items()}
            return filling(self.schema, self.source, numbering), totals
        merge = merging.merged(held.cells, self.source, replace=self.replace)
        merging.check(merge.state, self.faults)
        self._changes = merge.changes
        if resumed:  # the kept digests are those of before the import that broke off
            totals = {n: digests.of_cells(merge.state.table(n)) for n in self.schema.names}
        else:
            totals = {
                name: found.digest(name) + moved(held.cells.table(name), one)
                for name, one in merge.tables.items()
            }
        return merging_in(self.schema, held, merge, numbering), totals

    def _mark(self, asking: Asking, found: State, plan: Plan) -> None:
        """Notes on the store that an import begins."""
        asking.run(
            "write/store",
            properties={
                "changes": found.changes + 1,
                "next_pk": found.next_number + plan.numbers,
                "import_source": _name(self.source, self.replace),
                "import_owner": self._command,
                "import_rows": plan.rows,
                "import_done": 0,
            },
        )
        asking.run("write/touch")

    def _step_by_step(self) -> None:
        """Runs the plan's steps, a transaction each; one that is too large is halved."""
        assert self._plan is not None
        waiting: deque[Step] = deque(self._plan.steps)
        done = 0
        while waiting:
            step = waiting.popleft()
            try:
                self._one(step, done)
                done += 1
            except TooMuch:
                halves = step.halves()
                if not halves:
                    raise _too_small(self.place) from None
                waiting.extendleft(reversed(halves))
        self._one(None, done)

    def _one(self, step: Step | None, done: int) -> None:
        """Runs one step, or the end of the import where there is none."""

        def work(asking: Asking) -> None:
            found = locked(asking, self.schema, self.place)
            if self._command in found.commands:
                return
            marker = found.marker
            if marker is None or marker.owner != self._command:
                raise StoreBusy(
                    f"another process has taken over this import of '{self.place}'; it completes "
                    "it, or running it again does"
                )
            if marker.done > done:  # kept already, the answer was lost
                return
            if step is None:
                after = kept(found, self._command, 0, self._totals, **_NO_MARKER)
                asking.run("write/store", properties=after)
                return
            step.run(asking)
            progress = {"changes": found.changes + 1, "import_done": done + 1}
            asking.run("write/store", properties=progress)
            asking.run("write/touch")

        persistent(lambda: self.server.write(work))


def _name(source: Cells, replace: bool) -> str:
    """The digest of what arrives."""
    from hashlib import sha256

    lines = [f"{name} {digests.of_cells(table)}" for name, table in sorted(source.tables.items())]
    return sha256("\n".join([str(replace), *lines]).encode()).hexdigest()[:16]


def _too_small(place: str) -> StoreBusy:
    return StoreBusy(
        f"the server of '{place}' has too little memory for a single row of this import; raise "
        "server.memory.heap.max_size or dbms.memory.transaction.total.max"
    )
