"""The team's store: a portfolio as a graph in a Neo4j database, with many who read and write.

This module holds what the contract asks for; the server, what it holds, reading, imports and
single changes live in the modules beside it. Statements stand in `kamgraph_cypher`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from kamgraph.errors import Fault, InputError, KamGraphError, StoreBusy, StoreUnreachable
from kamgraph.model.columns import PortfolioColumns, from_cells
from kamgraph.model.entities import SCHEMA
from kamgraph.model.schema import Row, Schema, Table
from kamgraph.stores import base, digests, neo4j_imports, neo4j_reading
from kamgraph.stores.base import Changed, Changes, Store, StoreInfo, TableContent, Verification
from kamgraph.stores.neo4j_address import Access, address_of
from kamgraph.stores.neo4j_graph import SCHEMA_STATEMENTS, VERSION
from kamgraph.stores.neo4j_reading import Rows, restoring, whole
from kamgraph.stores.neo4j_server import Asking, Server, TooMuch
from kamgraph.stores.neo4j_state import State, check_finished, locked, state

if TYPE_CHECKING:
    from kamgraph.model.cells import Cells
    from kamgraph.model.edits import Decision
    from kamgraph.model.portfolio import Portfolio

R = TypeVar("R")

_AGAIN = 20
"""How often a read is repeated where others wrote in between."""


_READERS = 2
"""How many tables are read at the same time where all are needed."""


class _NotKept(Exception):  # noqa: N818 - not shown: takes a transaction back
    """Everything was done, and is not to be kept."""


class Neo4jStore(Store):
    """A portfolio in a Neo4j database.

    Args:
        uri: `neo4j://[USER@]HOST[:PORT][/DATABASE]`, `bolt://…`, and their `+s` and `+ssc` forms.
        schema: the declared tables.
        write: open for writing.
        create: where the database is empty, begin with an empty store; it is made by the first
            change that is kept.
        access: password, encryption and patience.
        together: rows that are imported in one transaction; more go in many, under a marker.
        lease: seconds without a step after which another's import counts as broken off.

    Raises:
        InputError: no such URI, or the driver is not installed.
        StoreUnreachable, StoreDamaged, StoreBusy: as the contract says.
    """

    kind = "Neo4j database"

    def __init__(
        self,
        uri: str,
        *,
        schema: Schema = SCHEMA,
        write: bool = False,
        create: bool = False,
        access: Access | None = None,
        together: int = neo4j_imports.TOGETHER,
        lease: float = neo4j_imports.LEASE,
    ) -> None:
        address = address_of(uri)
        super().__init__(schema, address.location)
        self._write = write or create
        self._together, self._lease = together, lease
        access = access or Access()
        self._server = Server(address, access)
        try:
            self._open(create, access)
        except KamGraphError:
            self.close()
            raise

    def _open(self, create: bool, access: Access) -> None:
        """Refuses what is not ours, migrates what is older, tells of an unfinished import."""
        found = self._server.read(state)
        found.check(self.location)
        if not found.made and not create:
            raise StoreUnreachable(
                f"the database at '{self.location}' holds no kamgraph store; `kamgraph --store "
                f"{self.location} import SOURCE` makes one from your tables"
            )
        self._made = found.made
        if found.made and found.version < VERSION:
            from kamgraph.stores.neo4j_migrations import brought_up_to_date

            brought_up_to_date(self._server, found.version)
        if found.marker is not None:
            access.remark(f"'{self.location}': {found.marker.sentence}.")

    def _read(self, work: Callable[[Asking], R]) -> R:
        """What is asked, as of one instant.

        The server shows each statement what is committed by then. Whatever is committed raises
        a number on the store's node: where that moved in between, everything is read again.
        """

        def attempt(asking: Asking) -> tuple[bool, R]:
            before = state(asking)
            before.check(self.location)
            found = work(asking)
            return state(asking).changes == before.changes, found

        for _ in range(_AGAIN):
            still, found = self._server.read(attempt)
            if still:
                return found
        raise self._never_at_rest()

    def _never_at_rest(self) -> StoreBusy:
        return StoreBusy(
            f"others write to '{self.location}' without a pause, so that it cannot be read as of "
            "one instant; try again"
        )

    def ask(self, name: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The answer of a query, as of one instant; what computes metrics in the store uses it.

        Args:
            name: its name in `kamgraph_cypher`.
            parameters: what it takes, and maybe more.
        """
        return [
            dict(record) for record in self._read(lambda asking: asking.run(name, **parameters))
        ]

    def counts(self) -> dict[str, int]:
        """The number of rows of each table, as the database counts them."""
        return self._server.read(self._counted)

    def _counted(self, asking: Asking) -> dict[str, int]:
        found = dict.fromkeys(self.schema.names, 0)
        for record in asking.run("read/counts"):
            if record["table"] in found:
                found[record["table"]] += int(record["rows"])
        return found

    def digests(self) -> dict[str, str]:
        """The kept digest of each table."""
        return self._digests(self._server.read(state))

    def _digests(self, found: State) -> dict[str, str]:
        return {name: digests.as_hex(found.digest(name)) for name in self.schema.names}

    def rows(self, table: str) -> tuple[Row, ...]:
        """All rows of a table."""
        declared = self.schema.table(table)
        found = self._read(lambda asking: whole(asking, self.schema, [table]))
        with restoring():
            return tuple(found.cells.table(declared.name).models())

    def matching(self, table: str, column: str, value: object) -> tuple[Row, ...]:
        """The rows of a table that hold a value in a column."""
        self.schema.table(table).field(column)
        return self._read(lambda asking: Rows(asking, self.schema).matching(table, column, value))

    def names(self, table: str) -> tuple[tuple[str, str], ...]:
        """Id and name of each row of a table."""
        base.named_table(self.schema, table)
        return self._read(lambda asking: neo4j_reading.names(asking, self.schema, table))

    def account_slice(self, account_id: str) -> Portfolio:
        """Everything a person reads or edits of one account."""

        def work(asking: Asking) -> Portfolio:
            found = Rows(asking, self.schema).account(account_id)
            if found is None:
                known = neo4j_reading.names(asking, self.schema, "accounts")
                raise base.unknown_account(account_id, [key for key, _ in known])
            return found

        return self._read(work)

    def columns(self) -> PortfolioColumns:
        """The whole portfolio as numpy arrays."""
        for _ in range(_AGAIN):
            before = self._server.read(state)
            before.check(self.location)
            found = self._tables_at_once()
            if self._server.read(state).changes == before.changes:
                with restoring():
                    return from_cells(neo4j_reading.collected(self.schema, found))
        raise self._never_at_rest()

    def _tables_at_once(self) -> list[neo4j_reading.Found]:
        """What the metrics need of each table, some tables at the same time.

        Server and driver both work while a table is read, so that two take little longer.
        """
        from concurrent.futures import ThreadPoolExecutor

        def found(table: Table) -> neo4j_reading.Found:
            return self._server.read(lambda asking: neo4j_reading.columns(asking, table))

        with ThreadPoolExecutor(_READERS) as threads:
            return list(threads.map(found, self.schema))

    def cells(self) -> Cells:
        """Everything as columns of canonical text."""
        return self._read(lambda asking: whole(asking, self.schema)).cells

    def apply(
        self,
        source: Cells,
        *,
        replace: bool = False,
        dry_run: bool = False,
        faults: Sequence[Fault] = (),
    ) -> Changes:
        """Imports a source, all of it or nothing; a large one under a marker."""
        from kamgraph.stores import merging

        if not self._write:
            raise InputError(f"'{self.location}' was opened for reading; open it for writing")
        if replace:
            merging.check_replacing(source)
        if dry_run or not any(self.counts().values()):
            # Checked before anything is made or anybody has to wait for us.
            changes = self._tried(source, faults, replace=replace)
            if dry_run:
                return changes
        found = neo4j_imports.Import(
            self._server,
            self.schema,
            self.location,
            source,
            replace,
            faults,
            self._together,
            self._lease,
        )
        changes = found.carry_out()
        self._made = True
        return changes

    def _tried(self, source: Cells, faults: Sequence[Fault], *, replace: bool) -> Changes:
        """What an import would do."""
        from kamgraph.stores import merging

        if not any(self.counts().values()):
            merging.check(source, faults)
            return merging.all_added(source)
        merge = merging.merged(self.cells(), source, replace=replace)
        merging.check(merge.state, faults)
        return merge.changes

    def change(
        self, decide: Decision, *, watched: Collection[str] = (), dry_run: bool = False
    ) -> Changed:
        """Changes single rows, all as decided or none."""
        if not self._write:
            raise InputError(f"'{self.location}' was opened for reading; open it for writing")
        if not self._made and not dry_run:
            self._changed(decide, watched, keep=False)  # what is refused makes no store
            self._server.declare(SCHEMA_STATEMENTS)
            self._made = True
        return self._changed(decide, watched, keep=not dry_run)

    def _changed(self, decide: Decision, watched: Collection[str], *, keep: bool) -> Changed:
        """Carries out what is decided, and takes it back unless it is to be kept."""
        from kamgraph.stores.neo4j_editing import carry_out

        command = uuid4().hex
        done: list[Changed] = []

        def work(asking: Asking) -> None:
            found = locked(asking, self.schema, self.location)
            if command in found.commands:  # an earlier attempt was kept, its answer was lost
                return
            check_finished(found)
            rows = Rows(asking, self.schema)
            before = rows.slices(watched)
            edits = carry_out(asking, rows, decide, found, command)
            done[:] = [Changed(edits, before, Rows(asking, self.schema).slices(watched))]
            if not keep or not edits:
                raise _NotKept

        try:
            neo4j_imports.persistent(lambda: self._server.write(work))
        except _NotKept:
            pass
        except TooMuch:
            raise StoreBusy(
                f"the server of '{self.location}' has too little memory for this change; raise "
                "dbms.memory.transaction.total.max"
            ) from None
        return done[0]

    def verify(self) -> Verification:
        """Reads everything, and compares it with the digests that the store keeps."""

        def work(asking: Asking) -> tuple[State, Cells]:
            return state(asking), whole(asking, self.schema).cells

        found, cells = self._read(work)
        contents = tuple(
            TableContent(name, len(cells.table(name)), digest)
            for name, digest in digests.hex_digests(cells).items()
        )
        problems = [] if found.marker is None else [found.marker.sentence]
        kept = self._digests(found)
        problems += [
            f"{content.table}: the rows are not the ones that kamgraph wrote"
            for content in contents
            if found.marker is None and content.digest != kept[content.table]
        ]
        return Verification(tuple(problems), contents)

    def info(self) -> StoreInfo:
        """What the store says of itself, and which server it is."""

        def work(asking: Asking) -> tuple[State, dict[str, int], str]:
            (about,) = asking.run("read/components")
            edition = f"Neo4j {about['version']} {about['edition']}"
            return state(asking), self._counted(asking), edition

        found, counts, edition = self._read(work)
        kept = self._digests(found)
        tables = tuple(TableContent(name, counts[name], kept[name]) for name in self.schema.names)
        made_by = str((found.properties or {}).get("kamgraph_version", ""))
        unfinished = "" if found.marker is None else found.marker.source
        return StoreInfo(
            self.kind,
            self.location,
            found.version if found.made else None,
            made_by,
            tables,
            unfinished,
            edition,
        )

    def close(self) -> None:
        """Ends the connection."""
        self._server.close()
