"""Every command is documented, its examples run, and `--help` stays quick."""

from __future__ import annotations

import pkgutil
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import kamgraph_cli.commands
from kamgraph_cli import reference, settings
from kamgraph_cli.demonstration import guide
from kamgraph_cli.main import SUMMARIES, cli
from kamgraph_cli.settings import Settings
from tests.unit.cli.runs import Run

ROOT = Path(__file__).resolve().parents[3]

ALL = {name: cli.get_command(click.Context(cli), name) for name in SUMMARIES}


def parts_of(name: str) -> dict[str, click.Command]:
    """The commands below a command, by how they are called."""
    group = ALL[name]
    if not isinstance(group, click.Group):
        return {}
    context = click.Context(group)
    found = {part: group.get_command(context, part) for part in group.list_commands(context)}
    return {f"{name} {part}": command for part, command in found.items() if command is not None}


PARTS = {called: part for name in SUMMARIES for called, part in parts_of(name).items()}


def command_of(name: str) -> click.Command:
    found = ALL[name]
    assert found is not None
    return found


def test_every_module_is_a_command() -> None:
    modules = {
        module.name.rstrip("_").replace("_", "-")
        for module in pkgutil.iter_modules(kamgraph_cli.commands.__path__)
    }
    assert modules == set(SUMMARIES)


@pytest.mark.parametrize("name", [*SUMMARIES, *PARTS])
def test_a_command_says_what_it_does(name: str) -> None:
    command = PARTS[name] if name in PARTS else command_of(name)
    assert command.name == name.split()[-1]
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts}"
    assert reference.examples(command), f"{name} has no example"


def test_the_reference_is_up_to_date() -> None:
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == reference.text(), "run python -m kamgraph_cli.reference > docs/commands.md"


def test_help_lists_every_command() -> None:
    text = CliRunner().invoke(cli, ["--help"]).stdout
    for name, summary in SUMMARIES.items():
        assert f"  {name}" in text
        assert summary in text


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(cli, ["demo"]).exit_code == 0
        store = ["--store", "kamgraph-demo/kamgraph.db"]
        assert CliRunner().invoke(cli, [*store, "export", "tables"]).exit_code == 0
    return folder


LINES = [line for name in SUMMARIES for line in reference.examples(command_of(name))]
LINES += [line for part in PARTS.values() for line in reference.examples(part)]


@pytest.mark.parametrize("line", [*reference.examples(cli), *LINES])
def test_an_example_runs(line: str, demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo_folder)
    monkeypatch.setenv("KAMGRAPH_STORE", "kamgraph-demo/kamgraph.db")
    program, *arguments = shlex.split(line)
    assert program == "kamgraph"
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("program", "on_path", "call"),
    [
        (".venv/bin/kamgraph", None, ".venv/bin/kamgraph"),
        ("HERE/my env/kamgraph", None, "'my env/kamgraph'"),
        ("/opt/bin/kamgraph", None, "/opt/bin/kamgraph"),
        (".venv/bin/kamgraph", "/usr/bin/kamgraph", "kamgraph"),
        ("HERE/__main__.py", None, "kamgraph"),
    ],
)
def test_the_demo_names_the_command_as_it_was_called(
    program: str,
    on_path: str | None,
    call: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("shutil.which", lambda _: on_path)
    monkeypatch.setattr(sys, "argv", [program.replace("HERE", str(tmp_path)), "demo"])
    text = guide("my demo", Settings("my demo/kamgraph.db", None, "en"))
    assert f"\n {call} --store 'my demo/kamgraph.db' whatif" in text
    assert f"\n {call} --store mine.db import my-tables\n" in text


def test_help_imports_click_alone() -> None:
    code = (
        "import sys\n"
        "from kamgraph_cli.main import cli\n"
        "try:\n    cli.main(['--help'], prog_name='kamgraph')\nexcept SystemExit: pass\n"
        "heavy = ('kamgraph', 'numpy', 'pydantic', 'rich', 'babel', 'networkx', 'scipy')\n"
        "print([m for m in sys.modules if m.split('.')[0] in heavy], file=sys.stderr)\n"
    )
    path = f"{ROOT}:{ROOT / 'cli'}" if sys.platform != "win32" else f"{ROOT};{ROOT / 'cli'}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONPATH": path, "PATH": ""},
    )
    assert done.stderr.strip() == "[]"


def test_languages_are_those_of_the_catalogues() -> None:
    from kamgraph.locale import LANGUAGES

    assert settings.LANGUAGES == LANGUAGES


def test_severities_are_those_of_the_vocabulary() -> None:
    from kamgraph.model.vocabulary import Severity
    from kamgraph_cli.commands.check import SEVERITIES

    assert tuple(severity.value for severity in Severity) == SEVERITIES


def test_the_version(run: Run) -> None:
    assert run("--version").stdout.startswith("kamgraph ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_KAMGRAPH_COMPLETE" in result.stdout


class TestDemo:
    def test_it_builds_and_says_what_is_where(self, run: Run, tmp_path: Path) -> None:
        result = run("demo", "--dir", "d")
        assert result.exit_code == 0, result.output
        names = {path.name for path in (tmp_path / "d").iterdir()}
        assert names == {
            "kamgraph.db",
            "demo-files.txt",
            "nordlicht-werke.html",
            "lindenmoor-feinkost.html",
            "grauwacker-getriebe.html",
        }
        assert "We reach 61%" in result.stdout
        for name in names - {"demo-files.txt"}:
            assert f"d/{name}" in result.stdout

    def test_it_replaces_its_own_files_only(self, run: Run, tmp_path: Path) -> None:
        first = run("demo", "--dir", "d")
        (tmp_path / "d" / "mine.txt").write_text("mine")
        again = run("demo", "--dir", "d")
        assert again.exit_code == 0, again.output
        assert again.stdout == first.stdout
        assert (tmp_path / "d" / "mine.txt").read_text() == "mine"

    def test_it_never_touches_a_store_of_somebody_else(self, run: Run, tmp_path: Path) -> None:
        assert run("demo", "--dir", "d").exit_code == 0
        (tmp_path / "d" / "demo-files.txt").unlink()
        before = (tmp_path / "d" / "kamgraph.db").read_bytes()
        result = run("demo", "--dir", "d")
        assert result.exit_code == 2
        assert "--dir" in result.stderr
        assert (tmp_path / "d" / "kamgraph.db").read_bytes() == before

    def test_in_german(self, run: Run) -> None:
        result = run("--lang", "de", "demo", "--dir", "d")
        assert "Wie es weitergeht" in result.stdout


class TestImportAndExport:
    def test_a_round_trip_changes_nothing(self, run: Run, tmp_path: Path) -> None:
        assert run("export", "tables").exit_code == 0
        result = run("import", "tables", "--replace", "--dry-run")
        assert result.exit_code == 0, result.stderr
        for line in result.stdout.splitlines()[2:]:
            _, added, changed, _, removed = line.rsplit(maxsplit=4)
            assert (added, changed, removed) == ("0", "0", "0")
        assert run("export", "copy.db").exit_code == 0
        assert run("people", store=tmp_path / "copy.db").stdout == run("people").stdout

    def test_a_dry_run_keeps_nothing(self, run: Run, tmp_path: Path) -> None:
        run("export", "tables")
        result = run("import", "tables", "--dry-run", store=tmp_path / "new.db")
        assert result.exit_code == 0, result.stderr
        assert "nothing was kept" in result.stdout
        assert not (tmp_path / "new.db").exists()

    def test_lenient_cells_and_differing_rows_are_said(self, run: Run, tmp_path: Path) -> None:
        store = tmp_path / "new.db"
        run("export", "tables")
        assert run("import", "tables", store=store).exit_code == 0
        (tmp_path / "more").mkdir()
        (tmp_path / "more" / "memberships.csv").write_text(
            "account,center,person,roles,stated_on\n"
            "nordlicht-werke,buying,henrik-thomsen,approver,31.12.2025\n"
        )
        result = run("import", "more", store=store)
        assert result.exit_code == 0, result.stderr
        assert "1 cell was read" in result.stderr
        assert "1 row differs" in result.stderr
        assert "--replace" in result.stderr

    def test_a_folder_with_other_files_is_not_replaced(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "tables").mkdir()
        (tmp_path / "tables" / "notes.txt").write_text("mine")
        assert run("export", "tables").exit_code == 2
