"""What happens to files: flipped bits, cut and foreign files, no room, no rights.

Each time the exit code of results.md, a sentence, nothing changed and nothing half left behind.
"""

from __future__ import annotations

import ctypes
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kamgraph.errors import KamGraphError
from kamgraph.model.entities import SCHEMA
from kamgraph.stores.sqlite import SqliteStore
from tests.counts import count
from tests.stress.commands import AS_OF, DEMO, KAMGRAPH, STORE, contents, refused, run

LOG = ("log", "anna-keller", "henrik-thomsen", "--channel", "call", "--on", "2026-11-20")
_DROP = 24  # PR_CAPBSET_DROP
_OVERRIDING = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def rows(path: Path) -> list[tuple[object, ...]] | None:
    """Every row of a file, read by SQLite alone; None where it cannot be read to its end."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            return [
                (table, *row)
                for table in SCHEMA.names
                for row in connection.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY pk")
            ]
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def test_flipped_bits_that_change_content_are_all_found(folder: Path) -> None:
    """200 in full; some by the command, the others by what it calls."""
    path = folder / STORE
    content, before = path.read_bytes(), rows(path)
    chance = random.Random(11)
    wanted, by_command = count(40, 200), count(6, 200)
    found = 0
    while found < wanted:
        place, bit = chance.randrange(100, len(content)), chance.randrange(8)
        flipped = bytearray(content)
        flipped[place] ^= 1 << bit
        path.write_bytes(flipped)
        if rows(path) == before:
            continue  # in an index, or in what no row holds
        found += 1
        if found <= by_command:
            done = run("stores", "--verify", folder=folder)
            assert done.code == 4, (place, bit, done)
            assert "Traceback" not in done.stderr
        else:
            assert not _sound(path), (place, bit)
        assert path.read_bytes() == flipped


def _sound(path: Path) -> bool:
    try:
        with SqliteStore(path) as store:
            return store.verify().sound
    except KamGraphError:
        return False


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE people (id TEXT)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 - 100])


def whole_pages(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 // 4096 * 4096])


BROKEN = {
    "empty": (lambda path: path.write_bytes(b""), "0 bytes"),
    "text": (lambda path: path.write_text("id,name\n" * 50), "not an SQLite file"),
    "short": (lambda path: path.write_bytes(path.read_bytes()[:60]), "no kamgraph store"),
    "cut": (cut, "damaged"),
    "cut at a page": (whole_pages, "damaged"),
    "zeroed": (lambda path: path.write_bytes(bytes(path.stat().st_size)), "not an SQLite file"),
    "foreign": (foreign, "of another program"),
    "newer": (newer, "newer kamgraph"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused(name: str, folder: Path) -> None:
    spoil, word = BROKEN[name]
    spoil(folder / STORE)
    before = (folder / STORE).read_bytes()
    for arguments in (("people",), LOG, ("import", str(DEMO)), ("export", "out")):
        refused(run(*arguments, folder=folder), 4, STORE, word)
        assert (folder / STORE).read_bytes() == before
        assert [path.name for path in folder.iterdir()] == [STORE]


def limited(bytes_: int) -> None:
    """Lets the child write no file larger than that, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_))


OUTPUTS = {
    "folder": ("export", "out"),
    "workbook": ("export", "out.xlsx"),
    "store": ("export", "out.db"),
    "template": ("template", "out.xlsx"),
    "map": ("map", "nordlicht-werke", *AS_OF),
    "file": ("people", "-o", "out.json", "--format", "json"),
    "demo": ("demo", "--dir", "out"),
    "first": ("--store", "out.db", "import", str(DEMO)),
    "import": ("import", "{larger}"),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_no_room_by_limit(name: str, folder: Path, larger: Path) -> None:
    """A file that may grow to 8 KiB only; the store that is there is larger already."""
    before = contents(folder)
    arguments = tuple(part.format(larger=larger) for part in OUTPUTS[name])
    refused(run(*arguments, folder=folder, preexec_fn=lambda: limited(8192)), 5)
    found = contents(folder)
    if name == "first":
        found.pop("out.db", None)  # an empty store, complete, may have come into being
    assert found == before


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of its own with little room, where we may mount one."""
    place = Path(tempfile.mkdtemp(prefix="kamgraph-disk-"))
    options = ["-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)]
    mounted = os.geteuid() == 0 and shutil.which("mount") is not None
    if not mounted or subprocess.run(["mount", *options], capture_output=True).returncode:
        place.rmdir()
        pytest.skip("a disk can be mounted by root alone")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs tmpfs")
@pytest.mark.parametrize("name", OUTPUTS)
def test_no_room_on_the_disk(name: str, demo_folder: Path, larger: Path, small_disk: Path) -> None:
    shutil.copy(demo_folder / STORE, small_disk / STORE)
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    os.truncate(ballast, ballast.stat().st_size - 4096)
    before = contents(small_disk)
    arguments = tuple(part.format(larger=larger) for part in OUTPUTS[name])
    refused(run(*arguments, folder=small_disk), 5, "full")
    found = contents(small_disk)
    if name == "first":
        found.pop("out.db", None)
    assert found == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("arguments", ["people", "people -o /dev/full", "map nordlicht-werke -o -"])
def test_a_full_device(arguments: str, folder: Path) -> None:
    done = subprocess.run(
        f"{KAMGRAPH} {arguments} > /dev/full",
        shell=True,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 5, done
    assert done.stderr.startswith("Error: ")


def without_rights() -> None:
    """Root may do everything; the child becomes one who is asked for rights as others are."""
    if os.geteuid() == 0:
        library = ctypes.CDLL(None, use_errno=True)
        for capability in _OVERRIDING:
            if library.prctl(_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")


@pytest.fixture
def guarded(folder: Path) -> Iterator[Path]:
    """A folder whose rights hold for the command."""
    if os.geteuid() == 0 and not sys.platform.startswith("linux"):
        pytest.skip("root has every right")
    yield folder
    folder.chmod(0o755)


WRITES = {
    "log": LOG,
    "import": ("import", str(DEMO), "--replace"),
    "new": ("--store", "new.db", "import", str(DEMO)),
    "folder": ("export", "out"),
    "workbook": ("export", "out.xlsx"),
    "file": ("people", "-o", "out.json", "--format", "json"),
    "template": ("template", "out.xlsx"),
    "demo": ("demo", "--dir", "out"),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_folder_without_the_right_to_write(name: str, guarded: Path) -> None:
    before = contents(guarded)
    guarded.chmod(0o555)
    refused(run(*WRITES[name], folder=guarded, preexec_fn=without_rights), 5)
    assert run("people", folder=guarded, preexec_fn=without_rights).code == 0
    assert contents(guarded) == before


def test_a_file_without_the_right_to_write(guarded: Path) -> None:
    guarded.chmod(0o777)
    (guarded / STORE).chmod(0o444)
    before = contents(guarded)
    for name in ("log", "import"):
        refused(run(*WRITES[name], folder=guarded, preexec_fn=without_rights), 5, STORE)
    assert run("people", folder=guarded, preexec_fn=without_rights).code == 0
    assert contents(guarded) == before


def test_no_right_to_read(guarded: Path) -> None:
    (guarded / STORE).chmod(0)
    for arguments in (("people",), LOG, ("export", "out")):
        done = run(*arguments, folder=guarded, preexec_fn=without_rights)
        refused(done, 5 if arguments == LOG else 3, STORE)
    guarded.chmod(0)
    done = run(
        "--store", str(guarded / STORE), "people", folder=Path("/"), preexec_fn=without_rights
    )
    refused(done, 3)
