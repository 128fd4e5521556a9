"""A portfolio as a folder of CSV files, one a table: reading it, and writing it.

UTF-8, a header row of exact names; written with commas, LF and the guard against formulas,
the same bytes for the same rows. Also read: semicolons or tabs, a byte order mark, CRLF.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from kamgraph.errors import Fault, InputError, StoreUnreachable, closest, nearest
from kamgraph.model.cells import CHUNK, Cells, CellsBuilder, Coded, Source, TableCells
from kamgraph.model.entities import SCHEMA
from kamgraph.model.rules import in_order
from kamgraph.model.schema import Field, Schema
from kamgraph.tables.collector import collector_paused
from kamgraph.tables.csv_reading import read_table
from kamgraph.tables.guard import guarded
from kamgraph.tables.output import replaced_folder

SUFFIX = ".csv"


def read_folder(folder: Path, schema: Schema = SCHEMA) -> Source:
    """The tables of a folder of CSV files, with everything wrong about their values.

    A table without a file is not in the cells: it stays untouched where the source is
    imported. Rules across rows and tables are checked by whoever knows the whole state
    (`Source.checked`, or a store).

    Args:
        folder: holds `people.csv` and so on.
        schema: the declared tables.

    Raises:
        InputError: there is no such folder, or no table in it.
        StoreUnreachable: the folder or a file may not be read.
    """
    files = _files(folder)
    wanted = {name + SUFFIX: name for name in schema.names}
    if not wanted.keys() & files.keys():
        expected = ", ".join(wanted)
        raise InputError(f"no table is in folder '{folder}'; expected are files named {expected}")
    builder = CellsBuilder(schema)
    with collector_paused():
        for place, name in wanted.items():
            if place in files:
                read_table(builder, schema.table(name), files[place], place)
    for place in files:
        if place not in wanted:
            _stray(builder, place, wanted, files)
    return Source(builder.cells, tuple(in_order(builder.cells, builder.faults)))


def _files(folder: Path) -> dict[str, Path]:
    """The folder's CSV files by name, hidden ones left out."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() == SUFFIX)
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(f"there is no folder '{folder}'; name a folder of CSV files") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreUnreachable(f"folder '{folder}' cannot be read: {reason}") from error
    return {path.name: path for path in found if not path.name.startswith(".")}


def _stray(
    builder: CellsBuilder, place: str, wanted: dict[str, str], files: dict[str, Path]
) -> None:
    """Notes a file that is no table; the one it was meant to be counts as unreadable."""
    missing = [known for known in wanted if known not in files]
    hint = nearest(place, missing or list(wanted))
    said = f"is no table of a portfolio; rename it or take it out of the folder: {hint}"
    builder.faults.append(Fault(place, 0, "", "", said))
    meant = closest(place, missing)
    if meant is not None and wanted[meant] not in builder.cells.tables:
        builder.table(builder.cells.schema.table(wanted[meant]), place, ()).done()


def write_folder(cells: Cells, folder: Path) -> None:
    """Writes every table of the schema as a CSV file; rows in the order given.

    A folder that is there already is replaced as a whole, as long as it holds nothing but
    tables of ours. Only the owner may read the files.

    Args:
        cells: the tables; one that is not among them is written as its header alone.
        folder: where to; its parent must be there.

    Raises:
        InputError: something else is there, or the parent is not.
        StoreBusy: the disk is full, or we may not write there.
    """
    names = {name + SUFFIX for name in cells.schema.names}
    with replaced_folder(folder, names) as output, collector_paused():
        for table in cells.schema:
            with output.text(table.name + SUFFIX) as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(table.names)
                for rows in _written(cells.table(table.name)):
                    writer.writerows(rows)


def _written(table: TableCells) -> Iterator[Iterator[tuple[str, ...]]]:
    """The rows as they stand in the file, chunk by chunk."""
    for start in range(0, len(table), CHUNK):
        stop = min(start + CHUNK, len(table))
        columns = [_guarded(table, field, start, stop) for field in table.table.fields]
        yield zip(*columns, strict=True)


def _guarded(table: TableCells, field: Field, start: int, stop: int) -> Sequence[str]:
    """A column's texts; guarded where the column holds text (numbers keep their sign)."""
    texts = table.texts(field.name, start, stop)
    if field.column.kind.storage != "TEXT" or not texts:
        return texts
    column = table.columns.get(field.name)
    if isinstance(column, Coded):
        changed = {text: guarded(text) for text in set(texts)}
        return [changed[text] for text in texts]
    return [guarded(text) if text else text for text in texts]
