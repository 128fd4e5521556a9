"""The embedded store: one SQLite file that people copy and mail.

This module holds the transactions; the file itself, its tables, reading and writing live in
the modules beside it. One process writes at a time, others wait.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kamgraph.errors import Fault, InputError, KamGraphError, StoreDamaged
from kamgraph.model.cells import Cells
from kamgraph.model.entities import SCHEMA
from kamgraph.model.schema import Row, Schema
from kamgraph.stores import base, digests, sqlite_file, sqlite_reading, sqlite_schema
from kamgraph.stores.base import Changed, Changes, Store, StoreInfo, Verification
from kamgraph.stores.sqlite_rows import Rows

if TYPE_CHECKING:
    from kamgraph.model.columns import PortfolioColumns
    from kamgraph.model.edits import Decision
    from kamgraph.model.portfolio import Portfolio


class SqliteStore(Store):
    """A portfolio in one SQLite file.

    Args:
        path: the file.
        schema: the declared tables.
        write: open for writing.
        create: where nothing is there, begin with an empty store; the file is made by the
            first change that is kept, so that a refused import leaves nothing behind.
        patience: seconds to wait for another writer.

    Raises:
        StoreUnreachable, StoreDamaged, StoreBusy: as the contract says.
    """

    kind = "embedded file"

    def __init__(
        self,
        path: Path | str,
        *,
        schema: Schema = SCHEMA,
        write: bool = False,
        create: bool = False,
        patience: float = sqlite_file.PATIENCE,
    ) -> None:
        self._path = Path(path)
        super().__init__(schema, str(path))
        self._write = write or create
        self._patience = patience
        self._definition = sqlite_schema.definition(schema)
        self._made = not create or self._path.exists()
        if self._write:
            sqlite_file.check_writable(self._path)
        self._connection = self._open() if self._made else self._unmade()

    def _open(self) -> sqlite3.Connection:
        """A connection to the file, which is checked first and migrated where it is older."""
        header = sqlite_file.examined(self._path)
        if header.version < sqlite_schema.VERSION:
            from kamgraph.stores.sqlite_migrations import brought_up_to_date

            brought_up_to_date(self._path, header.version, self._patience)
        connection = sqlite_file.connected(self._path, write=self._write, patience=self._patience)
        try:
            with sqlite_file.translated(self._path):
                self._check_tables(connection)
        except KamGraphError:
            connection.close()
            raise
        return connection

    def _check_tables(self, connection: sqlite3.Connection) -> None:
        """Refuses a file whose tables are not the declared ones.

        SQLite takes the quoted name of a column that is not there for a text, so that a
        damaged name would give wrong values silently.
        """
        found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        for name in ("meta", *self.schema.names):
            if found.get(name) != self._definition[name]:
                raise StoreDamaged(
                    f"the table '{name}' of '{self._path}' is not the one kamgraph makes (damaged, "
                    "or made with other declarations); restore the file from a copy"
                )

    def _unmade(self) -> sqlite3.Connection:
        """An empty store in memory, until there is something to keep."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        sqlite_file.prepare(connection)
        sqlite_file.laid_out(connection, self._definition, self._first_meta())
        return connection

    def _first_meta(self) -> dict[str, str]:
        """What `meta` of an empty store says."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            creator = version("kamgraph")
        except PackageNotFoundError:
            creator = "unknown"
        meta = {"format": sqlite_file.FORMAT, "created_by": creator}
        for name in self.schema.names:
            meta[f"rows.{name}"] = "0"
            meta[f"digest.{name}"] = digests.as_hex(0)
        return meta

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A transaction in which everything read is of one instant."""
        with sqlite_file.translated(self._path):
            try:
                self._connection.execute("BEGIN")
                yield self._connection
            except (ValueError, TypeError, LookupError, ArithmeticError) as error:
                self._blame(error)
                raise
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _blame(self, error: Exception) -> None:
        """Where reading failed because the file's structure is damaged, says so."""
        from kamgraph.stores.sqlite_checking import structure

        problem = next(structure(self._connection, self._definition), "")
        if problem:
            raise StoreDamaged(
                f"'{self._path}' is damaged ({problem}); restore it from a copy"
            ) from error

    @contextlib.contextmanager
    def _writing(self, *, keep: bool = True) -> Iterator[sqlite3.Connection]:
        """The one transaction of a change: kept as a whole, or not at all."""
        with sqlite_file.translated(self._path):
            try:
                sqlite_file.begin_writing(self._connection, self._patience)
                yield self._connection
                if keep:
                    self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _meta(self, connection: sqlite3.Connection) -> dict[str, str]:
        return dict(connection.execute('SELECT "name", "value" FROM "meta"'))

    def counts(self) -> dict[str, int]:
        """The number of rows of each table, as kept with them."""
        with self._reading() as connection, sqlite_reading.restoring():
            meta = self._meta(connection)
            return {name: int(meta[f"rows.{name}"]) for name in self.schema.names}

    def digests(self) -> dict[str, str]:
        """The kept digest of each table."""
        with self._reading() as connection, sqlite_reading.restoring():
            meta = self._meta(connection)
            return {name: meta[f"digest.{name}"] for name in self.schema.names}

    def rows(self, table: str) -> tuple[Row, ...]:
        """All rows of a table."""
        names = self.schema.table(table).names
        with self._reading() as connection:
            found = sqlite_reading.whole(connection, self.schema, {table: names})
            with sqlite_reading.restoring():
                return tuple(found.cells.table(table).models())

    def matching(self, table: str, column: str, value: object) -> tuple[Row, ...]:
        """The rows of a table that hold a value in a column."""
        self.schema.table(table).field(column)
        with self._reading() as connection:
            return Rows(connection, self.schema).matching(table, column, value)

    def names(self, table: str) -> tuple[tuple[str, str], ...]:
        """Id and name of each row of a table."""
        base.named_table(self.schema, table)
        with self._reading() as connection:
            return Rows(connection, self.schema).names(table)

    def account_slice(self, account_id: str) -> Portfolio:
        """Everything a person reads or edits of one account."""
        with self._reading() as connection:
            rows = Rows(connection, self.schema)
            key = rows.key_of("accounts", account_id)
            if key is None:
                raise base.unknown_account(account_id, rows.ids("accounts"))
            return rows.account(key)

    def columns(self) -> PortfolioColumns:
        """The whole portfolio as numpy arrays."""
        from kamgraph.stores.sqlite_columns import portfolio_columns

        with self._reading() as connection:
            return portfolio_columns(connection, self.schema)

    def cells(self) -> Cells:
        """Everything as columns of canonical text."""
        with self._reading() as connection:
            return sqlite_reading.whole(connection, self.schema).cells

    def apply(
        self,
        source: Cells,
        *,
        replace: bool = False,
        dry_run: bool = False,
        faults: Sequence[Fault] = (),
    ) -> Changes:
        """Imports a source, all of it or nothing."""
        from kamgraph.stores import merging, sqlite_writing

        if not self._write:
            raise InputError(f"'{self.location}' was opened for reading; open it for writing")
        if replace:
            merging.check_replacing(source)
        with sqlite_writing.uncollected():
            if self._is_empty():
                # Checked and summed up before anybody has to wait for us.
                merging.check(source, faults)
                if dry_run:
                    return merging.all_added(source)
                totals = {name: digests.of_cells(table) for name, table in source.tables.items()}
                self._make()
                with self._writing() as connection:
                    if self._holds_nothing(connection):
                        sqlite_writing.fill(connection, self.schema, source, totals)
                        return merging.all_added(source)
            return self._merge(source, faults, replace=replace, dry_run=dry_run)

    def _merge(
        self, source: Cells, faults: Sequence[Fault], *, replace: bool, dry_run: bool
    ) -> Changes:
        """Lays a source over what is stored."""
        from kamgraph.stores import merging, sqlite_writing

        transaction = self._reading() if dry_run else self._writing()
        with transaction as connection:
            stored = sqlite_reading.whole(connection, self.schema, keys=True)
            merge = merging.merged(stored.cells, source, replace=replace)
            merging.check(merge.state, faults)
            if not dry_run:
                sqlite_writing.carry_out(connection, self.schema, stored, merge)
        return merge.changes

    def change(
        self, decide: Decision, *, watched: Collection[str] = (), dry_run: bool = False
    ) -> Changed:
        """Changes single rows, all as decided or none."""
        if not self._write:
            raise InputError(f"'{self.location}' was opened for reading; open it for writing")
        if not self._made and not dry_run:
            self._tried(decide, watched)  # what is refused leaves no file behind
            self._make()
        return self._tried(decide, watched, keep=not dry_run)

    def _tried(self, decide: Decision, watched: Collection[str], *, keep: bool = False) -> Changed:
        """Carries out what is decided, and takes it back unless it is to be kept."""
        from kamgraph.stores import sqlite_editing

        with self._writing(keep=keep) as connection:
            rows = Rows(connection, self.schema)
            before = sqlite_editing.slices(rows, watched)
            edits = sqlite_editing.carry_out(connection, rows, decide)
            return Changed(edits, before, sqlite_editing.slices(rows, watched))

    def _is_empty(self) -> bool:
        with self._reading() as connection:
            return self._holds_nothing(connection)

    def _holds_nothing(self, connection: sqlite3.Connection) -> bool:
        names = self.schema.names
        query = (f"SELECT 1 FROM {sqlite_schema.quoted(name)} LIMIT 1" for name in names)
        return all(connection.execute(text).fetchone() is None for text in query)

    def _make(self) -> None:
        """Makes the file now that there is something to keep."""
        if not self._made:
            sqlite_file.created(self._path, self._definition, self._first_meta())
            self._connection.close()
            self._connection = self._open()
            self._made = True

    def verify(self) -> Verification:
        """Checks the file and its content against the digests it keeps."""
        from kamgraph.stores.sqlite_checking import verified

        if self._made:
            sqlite_file.examined(self._path)
        with self._reading() as connection:
            return verified(connection, self.schema, self._definition)

    def info(self) -> StoreInfo:
        """What the file says of itself."""
        with self._reading() as connection:
            meta = self._meta(connection)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        made_by = meta.get("created_by", "")
        return StoreInfo(self.kind, self.location, version, made_by, self._contents())

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()
