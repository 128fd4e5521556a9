"""Keeps the locks that a process holds on an embedded file.

On POSIX systems a process that closes any descriptor of a file gives up all its locks on that
file, those of SQLite included. So whoever looks at a file's bytes while a connection to it is
open in this process leaves the descriptor open until the last of them is closed.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from pathlib import Path
from threading import Lock
from typing import Any

_File = tuple[int, int]  # device and inode

_lock = Lock()
_connections: Counter[_File] = Counter()
_left_open: dict[_File, list[int]] = {}


def first_bytes(path: Path, most: int) -> tuple[bytes, int]:
    """How a file begins, and its size.

    Args:
        path: the file.
        most: how many bytes to read.

    Raises:
        OSError: the system does not let us.
    """
    with _lock:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            status = os.fstat(handle)
            return os.read(handle, most), status.st_size
        finally:
            if _connections[_of(status)]:
                _left_open.setdefault(_of(status), []).append(handle)
            else:
                os.close(handle)


def connecting(path: Path) -> type[sqlite3.Connection]:
    """What makes a connection to a file, which counts as open until it is closed.

    Args:
        path: the file, which is there.

    Raises:
        OSError: it is not there.
    """
    file = _of(path.stat())

    class Counted(sqlite3.Connection):
        """A connection that says when it is open and when it no longer is."""

        counted = False

        def __init__(self, *arguments: Any, **named: Any) -> None:
            with _lock:  # before it can hold a lock
                _connections[file] += 1
                self.counted = True
            super().__init__(*arguments, **named)

        def close(self) -> None:
            """Closes the connection, and what had to be left open for its sake."""
            super().close()
            with _lock:
                if self.counted:
                    self.counted = False
                    _connections[file] -= 1
                if not _connections[file]:
                    del _connections[file]
                    for handle in _left_open.pop(file, ()):
                        os.close(handle)

    return Counted


def _of(status: os.stat_result) -> _File:
    return status.st_dev, status.st_ino
