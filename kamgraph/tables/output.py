"""Output that is there as a whole or not at all: written beside the target, then renamed.

New files can be read by their owner alone.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from kamgraph.errors import InputError, KamGraphError, StoreBusy

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class OutputFolder:
    """A folder in the making.

    Args:
        path: where it is made, beside its target.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def text(self, name: str) -> Iterator[TextIO]:
        """A new file of UTF-8 text with the line ends as written, safe on disk afterwards.

        Args:
            name: its name in the folder.
        """
        handle = os.open(self.path / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", 1 << 20, encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def replaced_folder(folder: Path, names: Set[str]) -> Iterator[OutputFolder]:
    """A new folder that takes the place of `folder` once the block has ended well.

    Args:
        folder: the target; may exist, if it holds nothing but `names`.
        names: the names of the files that may be replaced.

    Raises:
        InputError: something else is there, or the parent is not.
        StoreBusy: the disk is full, or we may not write there.
    """
    try:
        target = folder.resolve()
        old = _replaceable(target, folder, names)
        made = beside(target, ".new")
        try:
            made.mkdir(mode=0o700)
            yield OutputFolder(made)
            if old is not None:
                made.chmod(stat.S_IMODE(old.st_mode))
            _synced(made)
            _swapped(made, target, there=old is not None)
        finally:
            _removed(made)
    except OSError as error:
        raise _refusal(folder, error) from error


@contextmanager
def replaced_file(path: Path, magic: bytes) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` once the block has ended well.

    Args:
        path: the target; may exist, if it begins with `magic`.
        magic: how files begin that may be replaced.

    Raises:
        InputError: something else is there, or the folder is not.
        StoreBusy: the disk is full, or we may not write there.
    """
    try:
        target = path.resolve()
        _refuse_other(target, path, magic)
        made = beside(target)
        try:
            with new_file(made) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                made.chmod(stat.S_IMODE(target.stat().st_mode))
            made.replace(target)
            _synced(target.parent)
        finally:
            made.unlink(missing_ok=True)
    except OSError as error:
        raise _refusal(path, error) from error


def beside(target: Path, suffix: str = "") -> Path:
    """A hidden name in the folder of a target that nothing has yet.

    It is chosen before anything is made, so that whoever makes it can be interrupted at any
    moment and still knows what to remove.

    Args:
        target: what it will be put in the place of.
        suffix: how the name ends.
    """
    return target.with_name(f".{target.name[:40]}.{os.urandom(6).hex()}{suffix}")


def new_file(path: Path) -> BinaryIO:
    """A new file, open for writing and reading, that its owner alone may read.

    Args:
        path: where nothing is yet.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "w+b")


def _refuse_other(target: Path, path: Path, magic: bytes) -> None:
    """Refuses to write over anything that is not of the same kind."""
    if not target.parent.is_dir():
        raise InputError(f"there is no folder '{path.parent}' to write into; make it first")
    if not target.exists():
        return
    head = b""
    if target.is_file():
        with target.open("rb") as file:
            head = file.read(len(magic))
    if head != magic:
        raise InputError(f"'{path}' is there and of another kind; choose another name")


def _replaceable(target: Path, folder: Path, names: Set[str]) -> os.stat_result | None:
    """What is at the target, None where nothing is; refuses anything not ours."""
    if not target.parent.is_dir():
        raise InputError(f"there is no folder '{folder.parent}' to write into; make it first")
    if not target.exists():
        return None
    if not target.is_dir():
        raise InputError(f"'{folder}' is there and no folder; choose another name")
    other = sorted({path.name for path in target.iterdir()} - names)
    if other:
        raise InputError(
            f"folder '{folder}' holds something else, such as '{other[0]}'; "
            "choose another name, or an empty folder"
        )
    return target.stat()


def _swapped(made: Path, target: Path, *, there: bool) -> None:
    """Puts the new folder in the place of the old one, which comes back if that fails."""
    if not there:
        made.rename(target)
        _synced(target.parent)
        return
    aside = made.with_suffix(".old")
    try:
        target.rename(aside)
        made.rename(target)
        _synced(target.parent)
    finally:
        if not target.exists():
            aside.rename(target)
        _removed(aside)


def _removed(folder: Path) -> None:
    """Removes a folder, also where Ctrl-C comes in the middle of that."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _synced(folder: Path) -> None:
    """Makes the folder's entries safe on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refusal(folder: Path, error: OSError) -> KamGraphError:
    """Why the system did not let us write, as a sentence."""
    if error.errno in _FULL:
        return StoreBusy(f"'{folder}' was not written: the disk is full; free some space")
    reason = error.strerror or str(error)
    return StoreBusy(f"'{folder}' was not written: {reason}; check its permissions")
