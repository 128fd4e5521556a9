"""Hostile workbooks and mutated sources: sentences, within seconds and a bounded memory.

The bounds of safety.md are 2 s and 300 MB for a workbook that is refused, 10 s and 500 MB for any
file. Time is doubled here, as the machine that runs the tests may be busy.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.counts import count
from tests.stress.commands import DEMO, environment, run
from tests.unit.tables.test_workbook_hostile import BOMB, SHEET, cell
from tests.unit.tables.workbooks import book, repacked

LEEWAY = 2

_MEASURED = """
import json, resource, subprocess, sys, time
begun = time.monotonic()
done = subprocess.run(sys.argv[1:], capture_output=True, encoding="utf-8")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, done.stdout, done.stderr, time.monotonic() - begun,
                  used.ru_utime + used.ru_stime, used.ru_maxrss // 1024]))
"""


def many(path: Path) -> None:
    repacked(path, {f"x/{number}": b"" for number in range(5_000)})


def inflated(path: Path) -> None:
    """Some hundred kilobytes that unpack to 300 MB."""
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/a.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(b" " * 1_000_000)


def renamed(path: Path) -> None:
    path.write_bytes((DEMO / "people.csv").read_bytes())


def quadratic(path: Path) -> None:
    """One long entity, used again and again."""
    text = "<!DOCTYPE x [<!ENTITY a '" + "a" * 50_000 + "'>]><x>" + "&a;" * 50_000 + "</x>"
    repacked(path, {SHEET: text.encode()})


def replaced(part: str, content: bytes) -> Callable[[Path], object]:
    """Puts something in the place of a part, or beside the others."""
    return lambda path: repacked(path, {part: content})


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "ratio": (inflated, "times its size"),
    "entities": (replaced(SHEET, BOMB.encode()), "DOCTYPE"),
    "one long entity": (quadratic, "DOCTYPE"),
    "far cell": (replaced(SHEET, cell("XFD1048576", 1_048_576)), "rows"),
    "entries": (many, "1,000 parts"),
    "outside": (replaced("../../../tmp/x", b"x"), "outside"),
    "external": (replaced("xl/externalLinks/externalLink1.xml", b"<a/>"), "linked"),
    "macros": (replaced("xl/vbaProject.bin", b"x"), "macros"),
    "wrong type": (renamed, "no workbook"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused(name: str, tmp_path: Path) -> None:
    spoil, word = HOSTILE[name]
    path = book(tmp_path / "book.xlsx")
    spoil(path)
    command = [str(Path(sys.executable).with_name("kamgraph")), "import", "book.xlsx"]
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURED, *command],
        cwd=tmp_path, env=environment(), capture_output=True, check=True,
    )  # fmt: skip
    code, stdout, stderr, _, seconds, megabytes = json.loads(measured.stdout)
    assert (code, stdout) == (2, ""), stderr
    assert stderr.startswith("Error: ")
    assert word in stderr
    assert "book.xlsx" in stderr
    assert seconds < 2 * LEEWAY  # of the processor: others may keep it busy
    assert megabytes < 300
    assert [found.name for found in tmp_path.iterdir()] == ["book.xlsx"]


READER = """
import json, resource, sys, time
from pathlib import Path

def peak():
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    # What getrusage says counts the process too that we were forked from.
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024

from kamgraph.errors import KamGraphError
from kamgraph.opening import read_source

for line in sys.stdin:
    begun, outcome = time.process_time(), "taken"
    try:
        read_source(line.rstrip("\\n")).checked()
    except KamGraphError as error:
        outcome = "refused" if str(error).strip() else "refused without a word"
    seconds = time.process_time() - begun
    megabytes = peak()
    print(json.dumps([outcome, seconds, megabytes]), flush=True)
"""


class Reader:
    """A process that reads one source after the other, and says how long it took."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", READER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def reads(self, source: Path, what: object) -> str:
        """Whether the source was taken or refused."""
        process = self.process
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(f"{source}\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, (what, process.stderr.read())
        outcome, seconds, megabytes = json.loads(line)
        assert outcome in ("taken", "refused"), what
        assert seconds < 10, what
        assert megabytes < 500, what
        return str(outcome)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


def _bytes(chance: random.Random, content: bytearray) -> None:
    for _ in range(chance.randrange(1, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)


def _pieces(chance: random.Random, content: bytearray) -> None:
    for _ in range(chance.randrange(1, 5)):
        start, at = chance.randrange(len(content)), chance.randrange(len(content))
        piece = content[start : start + chance.randrange(60)]
        content[at : at + chance.randrange(60)] = piece or b"x"


def _nul(chance: random.Random, content: bytearray) -> None:
    at = chance.randrange(len(content))
    content[at:at] = b"\0" * chance.choice([1, 1, 40, 5_000])


def _huge(chance: random.Random, content: bytearray) -> None:
    at = chance.randrange(len(content))
    mark = chance.choice([b"x", b'"', b",", b"\xc3\xbc", b"'", b"=", b"&#10;", b"<c/>"])
    content[at:at] = mark * chance.choice([300, 40_000, 140_000, 3_000_000])


def _line_ends(chance: random.Random, content: bytearray) -> None:
    ends = [b"\r", b"\r\n", b"\n\n", b"\xe2\x80\xa8", b"\x0c", b"\x85", b""]
    content[:] = content.replace(b"\n", chance.choice(ends), chance.choice([-1, 3]))


def _encoding(chance: random.Random, content: bytearray) -> None:
    name = chance.choice(["utf-16", "utf-16-le", "utf-32", "latin-1", "utf-8-sig", "utf-7"])
    content[:] = bytes(content).decode("utf-8", "replace").encode(name, "replace")


def _cut(chance: random.Random, content: bytearray) -> None:
    del content[chance.randrange(len(content)) :]


def _quotes(chance: random.Random, content: bytearray) -> None:
    for _ in range(chance.randrange(1, 6)):
        content.insert(chance.randrange(len(content)), chance.choice(b"\"',;\t|=+-@_"))


MUTATIONS = (_bytes, _pieces, _nul, _huge, _line_ends, _encoding, _cut, _quotes)


@pytest.mark.parametrize("share", range(2))
def test_mutated_folders(share: int, tmp_path: Path) -> None:
    chance = random.Random(share)
    names = sorted(path.name for path in DEMO.glob("*.csv"))
    whole = {name: (DEMO / name).read_bytes() for name in names}
    seen = set()
    with Reader() as reader:
        for number in range(count(20, 300)):
            folder = tmp_path / "tables"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            name = chance.choice(names)
            changed = bytearray(whole[name])
            mutations = chance.choices(MUTATIONS, k=chance.choice([1, 1, 2]))
            for mutate in mutations:
                if changed:
                    mutate(chance, changed)
            for other in names:
                (folder / other).write_bytes(bytes(changed) if other == name else whole[other])
            seen.add(reader.reads(folder, (share, number, name, mutations)))
            if number % 20 == 0:
                done = run("import", "tables", "--dry-run", folder=tmp_path)
                assert done.code in (0, 2), done
                assert "Traceback" not in done.stderr
    assert "refused" in seen


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The parts of the demo as a workbook."""
    folder = tmp_path_factory.mktemp("parts")
    assert run("--store", str(DEMO), "export", "book.xlsx", folder=folder).code == 0
    with zipfile.ZipFile(folder / "book.xlsx") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("share", range(2))
def test_mutated_workbooks(share: int, parts: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(share)
    path = tmp_path / "book.xlsx"
    seen = set()
    with Reader() as reader:
        for number in range(count(10, 200)):
            changed = {name: bytearray(content) for name, content in parts.items()}
            name = chance.choice([*parts, *(n for n in parts if "/sheet" in n)])
            mutations = chance.choices(MUTATIONS, k=chance.choice([1, 1, 2]))
            whole_file = chance.random() < 0.2
            for mutate in () if whole_file else mutations:
                if changed[name]:
                    mutate(chance, changed[name])
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for part, content in changed.items():
                    archive.writestr(part, bytes(content))
            if whole_file:
                raw = bytearray(path.read_bytes())
                for mutate in mutations:
                    if raw:
                        mutate(chance, raw)
                path.write_bytes(raw)
            seen.add(reader.reads(path, (share, number, name, whole_file, mutations)))
            if number % 20 == 0:
                done = run("import", "book.xlsx", "--dry-run", folder=tmp_path)
                assert done.code in (0, 2), done
                assert "Traceback" not in done.stderr
    assert "refused" in seen
