"""Where answers go: pipes, terminals, files, and what is never overwritten."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kamgraph.errors import InputError, StoreBusy
from kamgraph_cli.files import slug, write_text
from tests.unit.cli.runs import AS_OF, Run


def on_terminal(store: Path, *arguments: str, **environment: str) -> str:
    """What a command prints to a terminal of 80 columns."""
    import fcntl
    import pty
    import struct
    import termios

    root = Path(__file__).resolve().parents[3]
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    path = os.pathsep.join([str(root), str(root / "cli")])
    process = subprocess.Popen(
        [sys.executable, "-m", "kamgraph_cli", "--store", str(store), *arguments],
        stdout=follower,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path, "TERM": "xterm", **environment},
    )
    os.close(follower)
    parts = []
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(leader)
    assert process.wait() == 0
    return b"".join(parts).decode("utf-8").replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_gets_colours_and_its_width(demo_store: Path) -> None:
    text = on_terminal(demo_store, "check", *AS_OF)
    assert "\x1b[" in text
    plain = on_terminal(demo_store, "check", *AS_OF, NO_COLOR="1")
    assert "\x1b" not in plain
    assert max(len(line) for line in plain.splitlines()) <= 80
    assert "\x1b[" in on_terminal(demo_store, "check", *AS_OF, NO_COLOR="")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_without_our_signs_gets_simpler_ones(demo_store: Path) -> None:
    more = {"PYTHONIOENCODING": "ascii", "NO_COLOR": "1", "KAMGRAPH_LANG": "de"}
    text = on_terminal(demo_store, "coverage", "nordlicht-werke", *AS_OF, **more)
    assert text.isascii()
    assert "61 % (51-63 %)" in text
    assert "###" in text


def test_a_pipe_gets_whole_lines_without_colours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    text = run("check", "nordlicht-werke", *AS_OF).stdout
    assert "\x1b" not in text
    assert "while Dr. Sabine Roth is there to do it." in text
    assert not any(line != line.rstrip() for line in text.splitlines())


def test_notes_go_to_stderr(run: Run, tmp_path: Path) -> None:
    result = run("map", "nordlicht-werke", *AS_OF)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert "nordlicht-werke.html" in result.stderr
    assert (tmp_path / "nordlicht-werke.html").read_bytes().startswith(b"<!")


@pytest.mark.parametrize("format", ["table", "json", "csv", "md"])
def test_a_file_holds_what_a_pipe_would(run: Run, tmp_path: Path, format: str) -> None:
    for _ in range(2):
        result = run("accounts", *AS_OF, "--format", format, "-o", "out")
        assert result.exit_code == 0, result.stderr
    expected = run("accounts", *AS_OF, "--format", format).stdout
    assert (tmp_path / "out").read_text(encoding="utf-8") == expected
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("store.db", b"SQLite format 3\x00" + b"\x00" * 100, "json"),
        ("book.xlsx", b"PK\x03\x04", "csv"),
        ("letter.txt", b"Dear all,", "json"),
        ("page.html", b"<!doctype html>", "md"),
        ("data.json", b'{"a": 1}', "csv"),
        ("script.py", b"print()", "table"),
        ("people.csv", b"id\n", "md"),
        ("out.json", b"no json", "json"),
    ],
)
def test_a_file_of_another_kind_is_not_overwritten(
    run: Run, tmp_path: Path, name: str, content: bytes, format: str
) -> None:
    (tmp_path / name).write_bytes(content)
    result = run("accounts", "--format", format, "-o", name)
    assert result.exit_code == 2
    assert name in result.stderr
    assert (tmp_path / name).read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "name", "said"),
    [
        (("report", "nordlicht-werke"), "r.pdf", "print an .html from a browser"),
        (("report", "nordlicht-werke"), "r.docx", "let the name end with .md"),
        (("report", "nordlicht-werke", "--format", "html"), "r.md", "would be html"),
        (("accounts",), "a.json", "or give another --format"),
        (
            ("coverage", "nordlicht-werke", "--format", "csv"),
            "c.xlsx",
            "let the name end with .csv",
        ),
        (("leave", "anna-keller", "--plan"), "plan.html", "let the name end with .md"),
    ],
)
def test_a_name_that_promises_another_kind_is_refused(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], name: str, said: str
) -> None:
    before = sorted(tmp_path.iterdir())
    result = run(*arguments, "-o", name)
    assert result.exit_code == 2
    assert said in result.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_map_does_not_replace_other_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("Dear all")
    assert run("map", "nordlicht-werke", *AS_OF, "-o", "report.html").exit_code == 2
    assert run("map", "nordlicht-werke", *AS_OF, "-o", "report").exit_code == 0
    assert run("map", "nordlicht-werke", *AS_OF, "-o", "report").exit_code == 2


@pytest.mark.parametrize("target", [".", "missing/out.json"])
def test_no_file_can_be_there(run: Run, target: str) -> None:
    assert run("accounts", "--format", "json", "-o", target).exit_code == 2


def test_stdout_by_name_and_devices(run: Run) -> None:
    assert run("accounts", "-o", "-").stdout == run("accounts").stdout
    assert run("accounts", "-o", os.devnull).exit_code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk(run: Run) -> None:
    assert run("accounts", "-o", "/dev/full").exit_code == 5


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.json"
    write_text(str(target), "{}", "json")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device", handle)

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreBusy, match="full"):
        write_text(str(target), '{"a": 1}', "json")
    assert target.read_text() == "{}"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("{}")
    (tmp_path / "link.json").symlink_to("real.json")
    write_text(str(tmp_path / "link.json"), "[]", "json")
    assert (tmp_path / "real.json").read_text() == "[]"
    assert (tmp_path / "link.json").is_symlink()


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name"):
        write_text(str(tmp_path / ("x" * 300)), "{}", "json")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nordlicht Werke", "nordlicht-werke"),
        ("Müller & Söhne", "mueller-soehne"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-map"),
        ("東京", "account-map"),
        ("a" * 100, "a" * 60),
        ("x\x00\n/y", "x-y"),
    ],
)
def test_names_from_data_are_slugs(text: str, name: str) -> None:
    assert slug(text) == name
