"""From a path or URI to a store, or to the tables of a source; and tables to a target.

The one place that knows which text names which kind of store. What a store does is said in
`kamgraph.stores.base`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kamgraph.errors import InputError, StoreUnreachable, shortened
from kamgraph.model.cells import Cells, Source
from kamgraph.model.entities import SCHEMA
from kamgraph.stores.neo4j_address import SCHEMES, Access, address_of, is_uri

if TYPE_CHECKING:
    from kamgraph.model.schema import Schema
    from kamgraph.stores.base import Changes, Store

_WORKBOOK = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods")
_MAGIC = b"SQLite format 3\x00"


def open_store(
    location: str,
    *,
    write: bool = False,
    create: bool = False,
    schema: Schema = SCHEMA,
    access: Access | None = None,
) -> Store:
    """The store at a path or URI.

    Args:
        location: a .db file; the URI of a Neo4j database (`neo4j://HOST`, `bolt://HOST`, their
            `+s` and `+ssc` forms); or a folder of CSV files or an .xlsx workbook, which can only
            be read.
        write: open for writing.
        create: where nothing is there, begin with an empty store; it is made by the first
            change that is kept, so that a dry run or a refused import leaves nothing behind.
        schema: the declared tables.
        access: password and patience, for a Neo4j database; None for the environment's.

    Raises:
        InputError: no kind of store, or one that cannot be written to.
        StoreUnreachable: nothing is there, or we may not read it.
        StoreDamaged: damaged, foreign or newer.
        StoreBusy: locked, read-only or full.
    """
    if is_uri(location):
        address_of(location)  # refused before the driver is loaded
        from kamgraph.stores.neo4j import Neo4jStore

        return Neo4jStore(location, schema=schema, write=write, create=create, access=access)
    path = _path(location)
    if _is_folder(path):
        return _folder_store(path, location, schema, write=write or create)
    if _is_workbook(path):
        return _workbook_store(path, location, schema, write=write or create)
    _check_name(path)
    from kamgraph.stores.sqlite import SqliteStore

    return SqliteStore(path, schema=schema, write=write, create=create)


def read_source(location: str, schema: Schema = SCHEMA, *, access: Access | None = None) -> Source:
    """The tables of a source that is to be imported, with the faults of its values.

    Args:
        location: a folder of CSV files, an .xlsx workbook, or a store.
        schema: the declared tables.
        access: as for `open_store`.

    Raises:
        InputError: nothing is there, or no kind of source.
        StoreUnreachable, StoreDamaged, StoreBusy: as for `open_store`.
    """
    if is_uri(location):
        with open_store(location, schema=schema, access=access) as store:
            return Source(store.cells())
    path = _path(location)
    if _is_folder(path):
        from kamgraph.tables.csv_files import read_folder

        return read_folder(path, schema)
    if not path.exists():
        raise InputError(
            f"there is nothing at '{location}' to import; name a folder of CSV files, an .xlsx "
            "workbook or a .db file"
        )
    if _is_workbook(path):
        from kamgraph.tables.workbook_reading import read_workbook

        return read_workbook(path, schema)
    with open_store(location, schema=schema) as store:
        return Source(store.cells())


def write_target(cells: Cells, location: str, *, access: Access | None = None) -> Changes | None:
    """Writes a whole portfolio to CSV files or a workbook, or makes a store equal to it.

    Args:
        cells: all tables.
        location: a folder, an .xlsx workbook, a .db file or a Neo4j database; existing or not.
        access: as for `open_store`.

    Returns:
        What changed in a store; None for a folder or a workbook.

    Raises:
        InputError: something of another kind is there.
        StoreBusy: the disk is full, or we may not write there.
    """
    if is_uri(location):
        with open_store(location, create=True, schema=cells.schema, access=access) as store:
            return store.apply(_complete(cells), replace=True)
    path = _path(location)
    if not _is_folder(path) and _is_workbook(path):
        from kamgraph.tables.workbook_package import check_name
        from kamgraph.tables.workbook_writing import write_workbook

        check_name(path)
        write_workbook(cells, path)
        return None
    if _is_folder(path) or (not path.exists() and path.suffix.lower() != ".db"):
        from kamgraph.tables.csv_files import write_folder

        write_folder(cells, path)
        return None
    with open_store(location, create=True, schema=cells.schema) as store:
        return store.apply(_complete(cells), replace=True)


def _complete(cells: Cells) -> Cells:
    """The cells with an empty table wherever one is missing."""
    tables = {name: cells.table(name) for name in cells.schema.names}
    return Cells(cells.schema, tables, cells.pool)


def _path(location: str) -> Path:
    """The path that a location is.

    Raises:
        InputError: a URI, or nothing.
    """
    if not location:
        raise InputError("the store's path is empty; name a .db file or a folder of CSV files")
    scheme, colon, rest = location.partition("://")
    if not colon or "/" in scheme or "\\" in scheme:
        return Path(location)
    if "@" in rest and ":" in rest.rpartition("@")[0]:
        address_of(f"{SCHEMES[0]}://{rest}")  # a password is refused, whatever the scheme
    known = "a .db file, a folder of CSV files or neo4j://HOST"
    raise InputError(f"'{shortened(scheme)}://' is no kind of store; name {known}")


def _is_folder(path: Path) -> bool:
    """Whether a folder is there.

    Raises:
        InputError: no file can have such a name.
        StoreUnreachable: a folder on the way there does not let us in.
    """
    try:
        return path.is_dir()
    except PermissionError as error:
        raise StoreUnreachable(
            f"'{path}' cannot be reached: {error.strerror}; check the permissions of its folder"
        ) from None
    except OSError as error:
        raise InputError(
            f"'{shortened(str(path))}' is no name for a store: {error.strerror}"
        ) from None


def _check_name(path: Path) -> None:
    """Refuses files that are no store by their name.

    Raises:
        InputError: a file of another kind.
        StoreUnreachable: nothing is there, and the name says not what should be.
    """
    if path.suffix.lower() == ".db" or (path.is_file() and _is_sqlite(path)):
        return
    if not path.exists():
        if path.suffix:
            raise InputError(f"'{path}' is no kind of store; name a .db file or a folder of CSV")
        raise StoreUnreachable(
            f"there is no store at '{path}'; `kamgraph import SOURCE` makes one from your tables "
            "(its name ends in .db), `kamgraph demo` an example"
        )
    raise InputError(f"'{path}' is no store; name a .db file or a folder of CSV files")


def _is_sqlite(path: Path) -> bool:
    """Whether the file begins as SQLite's do."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError as error:
        raise StoreUnreachable(f"'{path}' cannot be read: {error.strerror}") from None


def _folder_store(path: Path, location: str, schema: Schema, *, write: bool) -> Store:
    """A folder of CSV files as a store that can only be read."""
    remedy = (
        f"'{location}' is a folder of CSV files, which is only read; "
        f"`kamgraph --store FILE.db import {location}` makes a store of it"
    )
    if write:
        raise InputError(remedy)
    from kamgraph.stores.memory import MemoryStore
    from kamgraph.tables.csv_files import read_folder

    cells = read_folder(path, schema).checked()
    return MemoryStore(cells, location=location, read_only=remedy, kind="folder of CSV files")


def _is_workbook(path: Path) -> bool:
    """Whether a name is that of a workbook, of a kind we read or not."""
    return path.suffix.lower() in _WORKBOOK


def _workbook_store(path: Path, location: str, schema: Schema, *, write: bool) -> Store:
    """A workbook as a store that can only be read."""
    from kamgraph.tables.workbook_package import check_name

    check_name(path)
    remedy = (
        f"'{location}' is a workbook, which is only read; "
        f"`kamgraph --store FILE.db import {location}` makes a store of it"
    )
    if write:
        raise InputError(remedy)
    if not path.exists():
        raise StoreUnreachable(
            f"there is no workbook at '{location}'; `kamgraph template {location}` writes an "
            "empty one to be filled"
        )
    from kamgraph.stores.memory import MemoryStore
    from kamgraph.tables.workbook_reading import read_workbook

    cells = read_workbook(path, schema).checked()
    return MemoryStore(cells, location=location, read_only=remedy, kind="workbook")
