"""The contract of a store: what every form in which a portfolio is kept can do.

Commands, metrics and reports know a store through this class alone. What the stores share in
carrying it out lives beside it (`merging`, `digests`, `slices`); the public tests of the
contract are `kamgraph.testing.store_contract`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kamgraph.errors import InputError, closest, nearest, shortened
from kamgraph.model.edits import come, gone

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from kamgraph.errors import Fault
    from kamgraph.model.cells import Cells
    from kamgraph.model.columns import PortfolioColumns
    from kamgraph.model.edits import Decision, Edit
    from kamgraph.model.portfolio import Portfolio
    from kamgraph.model.schema import Row, Schema


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What a change does to one table, in rows.

    Args:
        table: the table's name.
        added: rows the store did not hold.
        changed: keyed rows whose other columns differ now.
        unchanged: rows of the source that the store held already.
        removed: rows the store holds no more.
        differing: added memberships or ties that differ from a stored one of the same subject
            (`Table.match`) while both are valid.
    """

    table: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    differing: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change does to a store, a line a table of the source, in the schema's order."""

    tables: tuple[TableChanges, ...]

    def of(self, table: str) -> TableChanges:
        """The changes of one table; none where the source does not have it.

        Args:
            table: its name.
        """
        for changes in self.tables:
            if changes.table == table:
                return changes
        return TableChanges(table)

    @property
    def any(self) -> bool:
        """Whether anything differs from before."""
        return any(t.added or t.changed or t.removed for t in self.tables)

    @property
    def differing(self) -> int:
        """Rows that differ from a stored one of the same subject; `--replace` or `edit` settle."""
        return sum(t.differing for t in self.tables)


@dataclass(frozen=True)
class Changed:
    """What a change did, and the accounts it was to be watched in, before and after.

    Args:
        edits: what was decided, in the order given.
        before: slices by account, where the account was there.
        after: the same afterwards, read in the same transaction.
    """

    edits: tuple[Edit, ...]
    before: Mapping[str, Portfolio]
    after: Mapping[str, Portfolio]


@dataclass(frozen=True, slots=True)
class TableContent:
    """How many rows a table holds, and the digest of them (64 hex digits, order-free)."""

    table: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What a store says of itself.

    Args:
        kind: as `Store.kind`.
        location: path or URI, without secrets.
        schema_version: number of the store's own schema; None where it has none.
        created_by: the kamgraph that made it; empty where it does not say.
        tables: rows and digest of each table.
        unfinished: the id of an import that broke off; empty if there is none.
        server: version and edition of the server that holds it; empty where there is none.
    """

    kind: str
    location: str
    schema_version: int | None
    created_by: str
    tables: tuple[TableContent, ...]
    unfinished: str = ""
    server: str = ""

    @property
    def digest(self) -> str:
        """One digest of all tables: equal contents, equal digests, in every kind of store."""
        lines = "".join(f"{t.table} {t.rows} {t.digest}\n" for t in self.tables)
        return sha256(lines.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking a whole store found.

    Args:
        problems: a sentence each; empty where the store is sound.
        tables: rows and digest of each table, counted from the content itself.
    """

    problems: tuple[str, ...]
    tables: tuple[TableContent, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class Store(ABC):
    """A portfolio that is kept somewhere.

    Every method raises `StoreUnreachable` (not there, or no access), `StoreDamaged` (damaged,
    foreign or newer) or `StoreBusy` (locked, read-only, full) where its place fails it.

    Args:
        schema: the declared tables.
        location: path or URI, without secrets.
    """

    kind: str
    """What sort of store it is, as users read it."""

    def __init__(self, schema: Schema, location: str) -> None:
        self.schema = schema
        self.location = location

    @abstractmethod
    def counts(self) -> dict[str, int]:
        """The number of rows of each table, by name, in the schema's order."""

    @abstractmethod
    def rows(self, table: str) -> tuple[Row, ...]:
        """All rows of a table, in the store's order.

        Args:
            table: its name.

        Raises:
            InputError: no such table.
        """

    @abstractmethod
    def matching(self, table: str, column: str, value: object) -> tuple[Row, ...]:
        """The rows of a table that hold a value in a column, in the store's order.

        Args:
            table: its name.
            column: a column's name.
            value: a canonical text or a value of the column's Python type; None or the empty
                text for rows in which the column is empty.

        Raises:
            InputError: no such table or column.
        """

    @abstractmethod
    def names(self, table: str) -> tuple[tuple[str, str], ...]:
        """Id and name (empty if none) of each row of a table, for looking up what is meant.

        Args:
            table: a table with the columns id and name.

        Raises:
            InputError: no such table, or it has no ids and names.
        """

    @abstractmethod
    def account_slice(self, account_id: str) -> Portfolio:
        """Everything a person reads or edits of one account, closed under references.

        The account, its opportunities and memberships of any date, the people of those;
        contacts and interactions whose `person` belongs to its buying or ecosystem center, and
        their own people; ties with an end among these people or their organizations, with the
        other ends; all successors, managers, organizations and parents these refer to.

        Args:
            account_id: the account's id.

        Raises:
            InputError: no such account; names the nearest.
        """

    @abstractmethod
    def columns(self) -> PortfolioColumns:
        """The whole portfolio as numpy arrays, read at one instant."""

    @abstractmethod
    def cells(self) -> Cells:
        """Everything as columns of canonical text, read at one instant, for export."""

    @abstractmethod
    def apply(
        self,
        source: Cells,
        *,
        replace: bool = False,
        dry_run: bool = False,
        faults: Sequence[Fault] = (),
    ) -> Changes:
        """Imports: upserts the rows of a source, all of them or none.

        Args:
            source: the tables that arrive; a table it lacks is untouched.
            replace: make the store equal to the source, which must have every table.
            dry_run: only say what would change.
            faults: what reading the source found wrong already.

        Raises:
            FaultyInput: the source has faults, or store and source together break a rule;
                nothing was changed.
            InputError: a replacing source lacks tables, or the store cannot be written to.
        """

    @abstractmethod
    def change(
        self, decide: Decision, *, watched: Collection[str] = (), dry_run: bool = False
    ) -> Changed:
        """Changes single rows, all as decided or none, without reading the whole store.

        What decides is read in the same transaction, after others can write no more, so that
        two who write at once do not decide on the same state. The rules are checked on what
        the change touches.

        Args:
            decide: says what to change; may be called more than once.
            watched: accounts of which the slices before and after are wanted.
            dry_run: do everything, and keep nothing.

        Raises:
            FaultyInput: a rule would be broken; nothing was changed.
            InputError: a row to replace or remove is not there, or what `decide` raises.
            StoreBusy: others write, or the store is read-only or full.
        """

    @abstractmethod
    def digests(self) -> dict[str, str]:
        """The kept digest of each table's content, by name: 64 hex digits, order-free."""

    @abstractmethod
    def verify(self) -> Verification:
        """Recomputes everything from the content and compares it with what is kept."""

    @abstractmethod
    def info(self) -> StoreInfo:
        """What the store says of itself."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of files and connections; closing twice is fine."""

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Closes the store."""
        self.close()

    def _contents(self) -> tuple[TableContent, ...]:
        """Kept counts and digests, side by side."""
        counts, digests = self.counts(), self.digests()
        return tuple(TableContent(name, counts[name], digests[name]) for name in self.schema.names)


def named_table(schema: Schema, table: str) -> None:
    """Checks that a table has ids and names.

    Args:
        schema: the declared tables.
        table: a table's name.

    Raises:
        InputError: no such table, or it has no ids and names.
    """
    if not {"id", "name"} <= set(schema.table(table).names):
        raise InputError(f"the rows of '{table}' have no id and name to look up")


def unknown_account(account_id: str, known: Sequence[str]) -> InputError:
    """The error for an account that is not there.

    Args:
        account_id: what was asked for.
        known: the accounts there are.
    """
    if not known:
        return InputError(f"there is no account '{account_id}'; the store holds no accounts")
    hint = nearest(account_id, known)
    if len(known) > 10 and closest(account_id, known) is None:
        hint = "see `kamgraph accounts` for those there are"
    return InputError(f"there is no account '{account_id}'; {hint}")


def not_there(table: str, texts: Sequence[str]) -> InputError:
    """The error for a row that is to be changed and is not stored.

    Args:
        table: its table's name.
        texts: its canonical texts.
    """
    row = ", ".join(text for text in texts if text)
    return InputError(f"{table}: there is no row '{shortened(row)}' any more; look again")


def check_ids_stay(schema: Schema, edits: Sequence[Edit]) -> None:
    """Checks that no edit gives a row another id, which others refer to.

    Args:
        schema: the declared tables.
        edits: what is to change.

    Raises:
        InputError: one does.
    """
    for edit in edits:
        old, new = gone(edit), come(edit)
        if old is None or new is None or not schema.table(edit.table).identified:
            continue
        if old.__dict__["id"] != new.__dict__["id"]:
            raise InputError(
                f"{edit.table}: the id '{shortened(old.__dict__['id'])}' cannot be changed; add a "
                "row with the new one, and remove this"
            )
