"""The digest of a table's content: the same in every store, whatever the order of the rows.

A row's digest is the SHA-256 of its canonical texts; a table's is their sum modulo 2**256, so
that equal rows do not cancel and a change costs no more than the rows it touches. Which rows
those are is the stores' matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import numpy as np

from kamgraph.model.cells import CHUNK, Cells, TableCells

MODULUS = 1 << 256

_JOINER = "\x1f"  # a control character, which no text may hold
_LIMBS = 8
_LIMB_BITS = 32


def summed(rows: Iterable[str]) -> int:
    """The sum of the rows' digests modulo 2**256.

    Args:
        rows: each row's canonical texts, joined; at most 2**32 of them.
    """
    hashes = b"".join([sha256(row.encode()).digest() for row in rows])
    if not hashes:
        return 0
    limbs = np.frombuffer(hashes, ">u4").reshape(-1, _LIMBS).sum(axis=0, dtype=np.uint64)
    total = sum(
        int(limb) << (_LIMB_BITS * (_LIMBS - 1 - place)) for place, limb in enumerate(limbs)
    )
    return total % MODULUS


def of_texts(rows: Iterable[tuple[str, ...]]) -> int:
    """The digest of some rows of canonical texts.

    Args:
        rows: one text a column of the table, in order.
    """
    return summed(map(_JOINER.join, rows))


def of_cells(cells: TableCells) -> int:
    """The digest of a table.

    Args:
        cells: its rows as columns; a missing column is empty.
    """
    return sum(map(summed, joined(cells))) % MODULUS


def joined(cells: TableCells, size: int = CHUNK) -> Iterator[Iterator[str]]:
    """Each row's canonical texts in one, a chunk of rows at a time.

    Args:
        cells: a table; a missing column is empty.
        size: rows in a chunk.
    """
    for chunk in cells.chunks(size):
        yield map(_JOINER.join, chunk)


def as_hex(number: int) -> str:
    """A digest as 64 hex digits.

    Args:
        number: a sum modulo 2**256.
    """
    return f"{number:064x}"


def hex_digests(cells: Cells) -> dict[str, str]:
    """The digest of each table of a whole portfolio.

    Args:
        cells: all tables; one that is missing is empty.
    """
    return {name: as_hex(of_cells(cells.table(name))) for name in cells.schema.names}
