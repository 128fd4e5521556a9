"""`kamgraph map`: options, and pages of all accounts whose names cannot leave the folder."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kamgraph.maps.index import index_page
from kamgraph.metrics.results import PortfolioResult, PortfolioRow
from kamgraph_cli.page import page_names
from tests.unit.cli.runs import AS_OF, Run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give an ACCOUNT"),
        (("--all",), "--all needs a folder"),
        (("nordlicht-werke", "--all", "--dir", "x"), "give an ACCOUNT, or --all"),
        (("nordlicht-werke", "--dir", "x"), "--dir is for --all"),
        (("--all", "--dir", "x", "--svg"), "need an ACCOUNT"),
        (("nordlicht-werke", "--history", "soon"), "write 12m or 2y"),
        (("nordlicht-werke", "--history", "0m"), "write 12m or 2y"),
        (("nordlicht-werke", "--view", "nothing"), "'nothing' is not one of"),
    ],
)
def test_what_does_not_fit_together_is_said(
    run: Run, arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    result = run("map", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert list(tmp_path.iterdir()) == []


def test_all_accounts_and_a_list_that_links_them(run: Run, tmp_path: Path) -> None:
    result = run("map", "--all", "--dir", "maps", "--redact", *AS_OF)
    assert result.exit_code == 0, result.output
    index = (tmp_path / "maps" / "index.html").read_text(encoding="utf-8")
    pages = re.findall(r'<a href="([^"]+)"', index)
    assert sorted(pages) == [
        "grauwacker-getriebe.html",
        "lindenmoor-feinkost.html",
        "nordlicht-werke.html",
    ]
    assert pages[0] == "grauwacker-getriebe.html", "worst first"
    for name in pages:
        page = (tmp_path / "maps" / name).read_text(encoding="utf-8")
        assert 'href="index.html"' in page
        assert "Jonas Brandt" not in page


def test_the_drawing_alone_has_its_colours_and_no_script(run: Run, tmp_path: Path) -> None:
    wish = ("map", "nordlicht-werke", "--svg", *AS_OF)
    assert run(*wish).exit_code == 0
    drawing = (tmp_path / "nordlicht-werke.svg").read_text(encoding="utf-8")
    assert drawing.startswith("<svg")
    assert "--contact:" in drawing
    assert "<script" not in drawing
    assert run(*wish).exit_code == 0, "a drawing of ours is replaced"
    (tmp_path / "nordlicht-werke.svg").write_text("mine", encoding="utf-8")
    assert run(*wish).exit_code == 2


def test_names_of_pages_are_apart_and_stay_in_the_folder() -> None:
    hostile = ["../../etc/passwd", "a b", "A-B", "index", "CON", "", "ä", "ae", "/", "\\"]
    names = page_names(hostile)
    assert len(set(names.values()) | {"index.html"}) == len(hostile) + 1
    for name in names.values():
        assert re.fullmatch(r"[a-z0-9-]+\.html", name), name


def test_hostile_names_are_text_in_the_list() -> None:
    name = '"><script>alert(1)</script>'
    numbers = dict.fromkeys(("stakeholders", "own_people", "critical", "warning", "notice"), 0)
    shares = dict.fromkeys(
        ("weighted", "lower", "upper", "active", "redundant", "thin_share", "orphaned_share")
    )
    more = dict.fromkeys(("bus_factor", "alignment", "zipper"))
    row = PortfolioRow(account="a", name=name, **numbers, **shares, **more)  # type: ignore[arg-type]
    result = PortfolioResult(
        formula="portfolio/1", as_of=date(2026, 11, 20), policy="x", accounts=(row,)
    )
    html = index_page(result, {"a": "a.html"}, "en")
    assert "<script>alert" not in html
    assert html.count("<script") == 2
