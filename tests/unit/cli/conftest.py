"""The demo store, and a way to run commands in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kamgraph_cli.main import cli
from tests.unit.cli.runs import DEMO, Run


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KAMGRAPH_STORE", "KAMGRAPH_LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    result = CliRunner().invoke(cli, ["--store", str(path), "import", str(DEMO)])
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def run(demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on the demo store, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, store: Path | str | None = demo_store, **more: object) -> Result:
        given = ["--store", str(store)] if store is not None else []
        return CliRunner().invoke(cli, [*given, *arguments], **more)  # type: ignore[arg-type]

    return invoke
