"""Output files: written beside their place, synced and renamed, for their owner alone.

A file is there whole or as it was. One of another kind is never overwritten.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import Literal

from kamgraph.errors import InputError, KamGraphError, StoreBusy
from kamgraph.tables.output import beside, new_file

Kind = Literal["table", "json", "csv", "md", "html", "svg"]

SUFFIXES: dict[Kind, tuple[str, ...]] = {
    "table": ("", ".txt", ".log", ".out"),
    "json": ("", ".json"),
    "csv": ("", ".csv", ".txt"),
    "md": ("", ".md", ".markdown", ".txt"),
    "html": (".html", ".htm"),
    "svg": (".svg",),
}
"""Endings under which an existing file counts as one of the same kind."""

_PROMISES = frozenset(
    (
        *(".json", ".csv", ".md", ".markdown", ".html", ".htm", ".svg", ".xlsx", ".xls", ".ods"),
        *(".docx", ".doc", ".odt", ".rtf", ".pdf", ".png", ".jpg", ".jpeg", ".webp", ".db", ".zip"),
    )
)
"""Endings that promise a kind of file; one of another kind would not keep it."""

_HEAD = 512
_LONGEST_SLUG = 60


def write_text(path: str, text: str, kind: Kind) -> Path:
    """Writes a text to a file, whole or not at all.

    Args:
        path: the file.
        text: its content.
        kind: what sort of file it is; only one of the same sort is replaced.

    Raises:
        InputError: it exists and is of another kind, or its folder is missing.
        StoreBusy: it cannot be written, or the disk is full.
    """
    target = Path(path).resolve()
    try:
        if _is_device(target):
            with target.open("wb") as file:
                file.write(text.encode("utf-8"))
            return target
        refuse_another_kind(target, kind)
        _write_beside(target, text.encode("utf-8"))
    except OSError as error:
        raise _sentence(path, error) from None
    return target


def refuse_another_kind(target: Path, kind: Kind) -> None:
    """Makes sure that nothing of another kind is overwritten.

    Args:
        target: the file to be written.
        kind: what sort of file it will be.

    Raises:
        InputError: it exists and is of another kind, or its folder is missing.
    """
    ending = target.suffix.lower()
    if ending in _PROMISES and ending not in SUFFIXES[kind]:
        endings = " or ".join(name for name in SUFFIXES[kind] if name) or "another ending"
        hint = "; print an .html from a browser for it" if ending == ".pdf" else ""
        raise InputError(
            f"{target.name}: would be {kind}, which {ending} does not say; let the name end with "
            f"{endings}, or give another --format{hint}"
        )
    if not target.parent.is_dir():
        raise InputError(f"{target.parent}: there is no such folder; make it first")
    if target.is_dir():
        raise InputError(f"{target}: is a folder; give a file")
    if not target.exists():
        return
    with target.open("rb") as file:
        head = file.read(_HEAD)
    if head and (target.suffix.lower() not in SUFFIXES[kind] or _content(head) != _family(kind)):
        raise InputError(
            f"{target}: exists and is no {kind} of ours, so it is not overwritten; "
            "give another name"
        )


def _family(kind: Kind) -> str:
    return kind if kind in ("json", "html", "svg") else "text"


def _content(head: bytes) -> str:
    """What sort of file begins like this."""
    if b"\x00" in head or head.startswith(b"PK"):
        return "binary"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    if start.startswith(b"<svg"):
        return "svg"
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "json" if start[:1] in (b"{", b"[") else "text"


def _is_device(target: Path) -> bool:
    """Whether it is a device or a pipe, which can only be written through."""
    if not target.exists():
        return False
    mode = target.stat().st_mode
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _write_beside(target: Path, content: bytes) -> None:
    """Writes a hidden file in the same folder, syncs it, and gives it the name."""
    made = beside(target)
    try:
        with new_file(made) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        made.replace(target)
    finally:  # Ctrl-C too must not leave half a file behind
        made.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Makes the new name last, where a system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sentence(path: str, error: OSError) -> KamGraphError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreBusy(f"{path}: the disk is full; nothing was written")
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return InputError(f"{path}: is no name for a file; give another")
    return StoreBusy(f"{path}: cannot be written ({error.strerror}); choose another place")


def slug(text: str) -> str:
    """A file name made from data: small letters, digits and hyphens, never empty.

    Args:
        text: an id or a name, possibly hostile.
    """
    plain = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    name = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-")
    reserved = re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", name)
    return f"{name or 'account'}-map" if reserved or not name else name
