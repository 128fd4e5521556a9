"""Undated ratings that carry too much of the coverage are spoken of, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kamgraph_cli.main import cli
from tests.unit.cli.runs import AS_OF, DEMO

ASKED = ["coverage", "nordlicht-werke", *AS_OF]


@pytest.mark.parametrize(("lang", "said"), [("en", "nobody can date"), ("de", "ohne Datum")])
def test_doubt_beside_coverage(lang: str, said: str, tmp_path: Path) -> None:
    strict = tmp_path / "policy.toml"
    strict.write_text("[findings]\nundated_share = 0\n", encoding="utf-8")
    head = ["--lang", lang, "--store", str(DEMO)]
    assert said not in CliRunner().invoke(cli, [*head, *ASKED]).stdout
    assert said in CliRunner().invoke(cli, [*head, "--policy", str(strict), *ASKED]).stdout
