"""Each exit code of results.md, each with a sentence and never a traceback."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner

from kamgraph.errors import StoreBusy
from kamgraph.stores.base import Store
from kamgraph_cli.main import cli
from tests.unit.cli.runs import AS_OF, DEMO, Run


def test_done(run: Run) -> None:
    assert run("accounts").exit_code == 0


def test_no_store_names_the_remedies(run: Run, tmp_path: Path) -> None:
    result = run("accounts", store=tmp_path / "none.db")
    assert result.exit_code == 3
    assert "kamgraph import" in result.stderr
    assert "kamgraph demo" in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("command", ["coverage", "spoc", "alignment", "structure", "map", "check"])
def test_an_unknown_account_names_the_nearest(run: Run, command: str) -> None:
    result = run(command, "nordlicht-werk")
    assert result.exit_code == 2
    assert "nordlicht-werke" in result.stderr


def test_an_unknown_opportunity(run: Run) -> None:
    result = run("coverage", "nordlicht-werke", "--opportunity", "nw-line")
    assert result.exit_code == 2
    assert "nw-line-3" in result.stderr


def test_writing_to_a_folder_used_as_store(run: Run) -> None:
    result = run("import", str(DEMO), store=DEMO)
    assert result.exit_code == 2
    assert "only read" in result.stderr


def test_reading_from_a_folder_used_as_store(run: Run) -> None:
    folder = run("coverage", "nordlicht-werke", *AS_OF, "--format", "json", store=DEMO)
    file = run("coverage", "nordlicht-werke", *AS_OF, "--format", "json")
    assert folder.exit_code == 0, folder.stderr
    assert folder.stdout == file.stdout


def test_a_source_that_is_not_there(run: Run) -> None:
    assert run("import", "nowhere").exit_code == 2


def test_all_faults_of_a_source_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "organizations.csv").write_text("id,name,kind\no,Ours,own\nx,X,friend\n")
    (tmp_path / "bad" / "people.csv").write_text("id,organization,name\np,o,P\nq,nobody,Q\n")
    result = run("import", "bad", store=tmp_path / "new.db")
    assert result.exit_code == 2
    assert "friend" in result.stderr
    assert "nobody" in result.stderr
    assert not (tmp_path / "new.db").exists()


def test_a_damaged_store(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.db").write_bytes(b"")
    result = run("accounts", store=tmp_path / "empty.db")
    assert result.exit_code == 4
    assert "Traceback" not in result.stderr


def test_a_busy_store(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(self: Store, table: str) -> None:
        raise StoreBusy(f"'{self.location}' is locked while reading {table}; try again")

    monkeypatch.setattr("kamgraph.stores.sqlite.SqliteStore.rows", locked)
    result = run("accounts")
    assert result.exit_code == 5
    assert result.stderr.startswith("Error: ")


@pytest.mark.parametrize("severity", ["critical", "warning", "notice"])
def test_check_fails_on_findings(run: Run, severity: str) -> None:
    result = run("check", "nordlicht-werke", *AS_OF, "--fail-on", severity)
    assert result.exit_code == 1
    assert "K01" in result.stdout


def test_check_passes_below_the_severity(run: Run) -> None:
    assert run("check", "lindenmoor-feinkost", *AS_OF, "--fail-on", "critical").exit_code == 0
    assert run("check", *AS_OF).exit_code == 0


def test_check_of_an_opportunity_needs_its_account(run: Run) -> None:
    assert run("check", "--opportunity", "nw-line-3").exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["coverage"],
        ["coverage", "nordlicht-werke", "--format", "xml"],
        ["coverage", "nordlicht-werke", "--as-of", "20.11.26"],
        ["--lang", "fr", "accounts"],
        ["--policy", "none.toml", "accounts"],
    ],
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error" in result.stderr


def test_a_global_option_after_the_command_is_explained(run: Run) -> None:
    result = run("accounts", "--store", "x.db")
    assert result.exit_code == 2
    assert "before the command" in result.stderr


def test_interrupted(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(location: str, **more: object) -> None:
        raise KeyboardInterrupt(location, more)

    monkeypatch.setattr("kamgraph.opening.read_source", interrupted)
    result = run("import", str(DEMO), store=tmp_path / "new.db")
    assert result.exit_code == 130
    assert not (tmp_path / "new.db").exists()


def test_other_errors_of_the_system_are_sentences(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: str, text: str, kind: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), f"{path}{text[:0]}{kind[:0]}")

    monkeypatch.setattr("kamgraph_cli.files.write_text", full)
    result = run("accounts", "-o", "out.txt")
    assert result.exit_code == 5
    assert "out.txt" in result.stderr


def _process(*arguments: str, stdout: IO[bytes] | int) -> subprocess.Popen[bytes]:
    root = Path(__file__).resolve().parents[3]
    path = os.pathsep.join([str(root), str(root / "cli")])
    return subprocess.Popen(
        [sys.executable, "-m", "kamgraph_cli", *arguments],
        env={**os.environ, "PYTHONPATH": path},
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_behind_stdout(demo_store: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = _process("--store", str(demo_store), "people", stdout=full)
        _, errors = process.communicate()
    assert process.returncode == 5
    assert b"Traceback" not in errors


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize(
    ("arguments", "streams", "code"),
    [
        ("people", ">&-", 5),
        ("people", "2>&-", 0),
        ("people", "2>/dev/full", 0),
        ("coverage nobody", "2>/dev/full", 2),
        ("coverage nobody", "2>&-", 2),
        ("people --format odd", "2>/dev/full", 2),
        ("check --fail-on critical", "2>&-", 1),
    ],
)
def test_closed_and_full_streams_keep_the_exit_code(
    demo_store: Path, arguments: str, streams: str, code: int
) -> None:
    if "full" in streams and not Path("/dev/full").exists():
        pytest.skip("needs a full device")
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        f'"{sys.executable}" -m kamgraph_cli --store "{demo_store}" {arguments} {streams}',
        shell=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(root / "cli")])},
        capture_output=True,
        check=False,
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def test_a_reader_that_has_seen_enough(demo_store: Path) -> None:
    process = _process(
        "--store", str(demo_store), "people", "--format", "json", stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert errors == b""


def test_an_unknown_command_is_told_the_nearest() -> None:
    done = CliRunner().invoke(cli, ["shwo"])
    assert done.exit_code == 2
    assert "there is no command 'shwo'; did you mean 'show'?" in done.stderr
