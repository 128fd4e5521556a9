"""`kamgraph report`: every format, both languages, nothing that a name could set going."""

from __future__ import annotations

import json
import re
import stat
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from click.testing import CliRunner

from kamgraph_cli.main import cli
from tests.unit.cli.runs import AS_OF, Run

ACCOUNT = "nordlicht-werke"
ON = ("--on", "2026-11-20")
HOSTILE = "=1+1</bdi><script>alert(1)</script>\u202e{{ 7 * 7 }}"


def test_markdown_goes_to_stdout(run: Run) -> None:
    result = run("report", ACCOUNT, *AS_OF)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("# Key account report: Nordlicht Werke\n")
    for said in (
        "| Weighted coverage | 61% | possible: 51–63% |",
        "14 of 17 stakeholders have an active tie to us.",
        "| Ulrike Petersen | Chief Financial Officer · approver | 0.72 | Claudia Mertens 12% |",
        "| Dr. Karin Albers | Chief Executive Officer · approver | 0.81 | Dr. Sabine Roth |",
        "| Dr. Sabine Roth | 52% | Dr. Karin Albers | Henrik Thomsen |",
        "| Dr. Karin Albers | Dr. Sabine Roth | 64% | Dr. Sabine Roth 45% | They meet already",
        "Weighted coverage: 46% (17–67%) on 2024-11-30, 61% (51–63%) on 2026-11-20;",
        "- **K01** Ulrike Petersen (approver) has no active contact with us. Decide who",
        "findings/1, trend/1, whatif/1, next/1, competition/1, introductions/1, as of 2026-11-20, ",
    ):
        assert said in result.stdout


def test_in_german(run: Run) -> None:
    result = run("--lang", "de", "report", "Nordlicht Werke", *AS_OF)
    assert "Stand: 20. November 2026." in result.stdout
    assert "14 von 17 Stakeholdern haben aktiven Kontakt zu uns." in result.stdout
    assert "Befunde und was zu tun ist" in result.stdout


def test_one_of_three_has_and_two_have(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "three.db"
    for command in (
        "add organization we --name We --kind own",
        "add organization they --name They --kind customer",
        "add account acme --name Acme --organization they",
        "add person ann --name Ann --organization we --level 3 --function sales",
        *(f"add person {key} --name {key} --organization they" for key in ("bo", "cy", "di")),
        *(f"add membership {key} acme --center buying" for key in ("bo", "cy", "di")),
        "contact ann bo --level 4 --last-contact 2026-11-20",
    ):
        result = run(*command.split(), *ON, store=store)
        assert result.exit_code == 0, result.output
    for lang, one, two in (
        ("en", "1 of 3 stakeholders has an active tie", "2 of 3 stakeholders have an active tie"),
        ("de", "1 von 3 Stakeholdern hat aktiven", "2 von 3 Stakeholdern haben aktiven"),
    ):
        assert one in run("--lang", lang, "report", "acme", *AS_OF, store=store).stdout
        changed = tmp_path / f"{lang}.db"
        changed.write_bytes(store.read_bytes())
        run("contact", "ann", "cy", "--level", "4", *ON, store=changed)
        assert two in run("--lang", lang, "report", "acme", *AS_OF, store=changed).stdout


def test_severities_without_findings_are_not_counted(run: Run) -> None:
    said = run("report", "lindenmoor-feinkost", *AS_OF).stdout
    assert "| Findings | 2 | 2 notices |" in said
    assert "2 findings: 2 notices." in said


def test_the_expected_loss_is_in_points(run: Run) -> None:
    spoc = json.loads(run("spoc", ACCOUNT, *AS_OF, "--format", "json").stdout)
    lost = f"{100 * spoc['expected_loss']:.1f}"
    said = run("report", ACCOUNT, *AS_OF).stdout
    assert f"| Expected loss | {lost} | points of coverage within a year" in said


def test_dates_in_sentences_are_not_broken(run: Run, tmp_path: Path) -> None:
    run("report", ACCOUNT, *AS_OF, *SINCE, "-o", "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    dates = r"\d{4}-\d{2}-\d{2}"
    for sentence in re.findall(rf"<p[^>]*>.*?{dates}.*?</p>", text):
        assert len(re.findall(dates, sentence)) == sentence.count('<span class="whole">')
    assert 'as of <span class="whole">2026-11-20</span>' in text


def test_json_holds_every_result(run: Run) -> None:
    found = json.loads(run("report", ACCOUNT, *AS_OF, "--format", "json").stdout)
    assert list(found) == [
        *("formula", "account", "opportunity", "as_of", "policy", "stakeholders", "own_people"),
        *("coverage", "spoc", "alignment", "structure", "findings"),
        *("since", "changes", "trend", "departures", "next", "competition", "introductions"),
    ]
    assert found["since"] is None
    assert found["changes"] is None
    assert found["formula"] == "report/1"
    for part in ("coverage", "spoc", "alignment", "structure"):
        alone = run(part, ACCOUNT, *AS_OF, "--format", "json")
        assert found[part] == json.loads(alone.stdout)
    for part, command in (
        ("trend", ("trend", ACCOUNT)),
        ("departures", ("whatif", ACCOUNT, "--each")),
        ("next", ("next", ACCOUNT)),
        ("competition", ("competition", ACCOUNT)),
    ):
        alone = run(*command, *AS_OF, "--format", "json")
        assert found[part] == json.loads(alone.stdout)
    for row in found["introductions"]:
        way = run("intro", ACCOUNT, row["person"], "-k", "1", *AS_OF, "--format", "json")
        assert [row["path"]] == json.loads(way.stdout)["paths"]
    check = run("check", ACCOUNT, *AS_OF, "--format", "json")
    assert found["findings"] == json.loads(check.stdout)


def test_an_opportunity(run: Run) -> None:
    found = run("report", ACCOUNT, *AS_OF, "--opportunity", "nobody")
    assert found.exit_code == 2
    assert "has no opportunity 'nobody'" in found.stderr


SINCE = ("--since", "2026-05-20")


def test_what_changed_since_the_last_review(run: Run) -> None:
    result = run("report", ACCOUNT, *AS_OF, *SINCE)
    assert result.exit_code == 0, result.output
    for said in (
        "## Since the last review on 2026-05-20",
        "Weighted coverage rose from 59.4% to 61.3%: +13.8 points because of 101 interactions;",
        "| 2026-06-15 | Jonas Brandt – Henrik Thomsen: contact brief → occasional |",
        "competition/1, diff/1, introductions/1, as of 2026-11-20",
    ):
        assert said in result.stdout
    # Who of us met whom how often is not told.
    assert not re.search(r"^\|.*interaction", result.stdout, re.M)
    found = json.loads(run("report", ACCOUNT, *AS_OF, *SINCE, "--format", "json").stdout)
    told = run("diff", ACCOUNT, "--from", "2026-05-20", *AS_OF, "--format", "json")
    assert found["changes"] == json.loads(told.stdout)
    assert found["since"]["as_of"] == "2026-05-20"
    then = run("coverage", ACCOUNT, "--as-of", "2026-05-20", "--format", "json")
    assert found["since"]["weighted"] == json.loads(then.stdout)["weighted"]["value"]


def test_the_trend_is_drawn(run: Run, tmp_path: Path) -> None:
    assert run("--lang", "de", "report", ACCOUNT, *AS_OF, "-o", "r.html").exit_code == 0
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    (drawing,) = re.findall('<svg class="trend".*?</svg>', text)
    assert len(re.findall('<path class="line', drawing)) == 3
    assert "Abdeckung 61\N{NO-BREAK SPACE}%" in drawing
    for number in re.findall(r"[ ML]([\d.]+) ([\d.]+)", "".join(re.findall(' d="(.*?)"', drawing))):
        assert 0 <= float(number[0]) <= 720
        assert 0 <= float(number[1]) <= 172
    labels = re.findall(r'<text class="label \w+" x="572" y="([\d.]+)"', drawing)
    heights = sorted(map(float, labels))
    assert all(below - above >= 13.9 for above, below in pairwise(heights))


def test_an_empty_account(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "empty.db"
    we = ("add", "organization", "we", "--name", "We", "--kind", "own")
    they = ("add", "organization", "they", "--name", "They", "--kind", "customer")
    account = ("add", "account", "acme", "--name", "Acme", "--organization", "they")
    for command in (we, they, account):
        assert run(*command, store=store).exit_code == 0
    for kind in ("md", "html", "xlsx", "json", "table", "csv"):
        result = run("report", "acme", *AS_OF, *SINCE, "--format", kind, store=store)
        assert result.exit_code == 0, result.output
    assert "Nothing to assess" in run("report", "acme", *AS_OF, store=store).stdout


class _Page(HTMLParser):
    """Collects the tags and where they point."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize("arguments", [(ACCOUNT,), ("--all",)])
def test_a_page_needs_nothing_from_outside(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    result = run("report", *arguments, *AS_OF, "-o", "report.html")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "report.html" in result.stderr
    path = tmp_path / "report.html"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text(encoding="utf-8")
    page = _Page(text)
    assert not page.tags & {"script", "img", "iframe", "object", "form", "base"}
    links = [value for name, value in page.attributes if name in ("href", "src")]
    assert links == ["data:,"]
    policy = next(value for _, value in page.attributes if value and "default-src" in value)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not any(name == "style" or name.startswith("on") for name, _ in page.attributes)
    assert "url(" not in text
    assert "@import" not in text


def test_files_are_named_after_the_account(run: Run, tmp_path: Path) -> None:
    for kind in ("html", "xlsx"):
        assert run("report", ACCOUNT, *AS_OF, "--format", kind).exit_code == 0
        assert run("report", "--all", *AS_OF, "--format", kind).exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        *("nordlicht-werke-report.html", "nordlicht-werke-report.xlsx"),
        *("portfolio-report.html", "portfolio-report.xlsx"),
    }


def test_a_workbook_has_the_report_and_its_lists(run: Run, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert run("report", ACCOUNT, *AS_OF, "-o", name).exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    names = ["Report", "Stakeholders", "Single-threaded", "Counterparts", "Findings"]
    assert book.sheetnames == names
    assert book["Report"]["A1"].value == "Key account report: Nordlicht Werke"
    rows = list(book["Stakeholders"].iter_rows(values_only=True))
    assert rows[1][:3] == ("henrik-thomsen", "Henrik Thomsen", rows[1][2])
    covered = json.loads(run("coverage", ACCOUNT, *AS_OF, "--format", "json").stdout)
    assert [row[4] for row in rows[1:]] == [person["coverage"] for person in covered["people"]]
    check = json.loads(run("check", ACCOUNT, *AS_OF, "--format", "json").stdout)
    messages = [row[3] for row in book["Findings"].iter_rows(values_only=True)]
    assert messages[1:] == [finding["message"] for finding in check["findings"]]


@pytest.mark.parametrize("lang", ["en", "de"])
def test_nothing_on_the_report_sheet_is_cut_off(run: Run, tmp_path: Path, lang: str) -> None:
    run("--lang", lang, "report", ACCOUNT, *AS_OF, *SINCE, "-o", "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDE"]
    room = sum(widths)
    for row in sheet.iter_rows():
        height = sheet.row_dimensions[row[0].row].height or 13
        filled = [cell for cell in row if cell.value]
        for cell in filled:
            text = str(cell.value)
            if len(filled) == 1:  # goes on over the empty cells beside it
                assert len(text) <= room
            elif len(text) > widths[cell.column - 1]:
                assert cell.font.b or cell.alignment.wrap_text
                assert height >= 13 * len(text) / widths[cell.column - 1]


def test_all_accounts(run: Run) -> None:
    result = run("report", "--all", *AS_OF)
    assert result.exit_code == 0, result.output
    second, first = result.stdout.split("## All accounts")
    assert re.findall(r"^\| ([A-Z]\w+ \w+) \|", first, re.M) == [
        *("Grauwacker Getriebe", "Nordlicht Werke", "Lindenmoor Feinkost")
    ]
    assert re.findall("^### (.*)$", second, re.M) == ["Grauwacker Getriebe", "Nordlicht Werke"]
    found = json.loads(run("report", "--all", *AS_OF, "--format", "json").stdout)
    keys = ["formula", "as_of", "policy", "portfolio", "findings", "since", "trend"]
    assert list(found) == keys
    assert found["trend"] == json.loads(run("trend", *AS_OF, "--format", "json").stdout)
    assert found["portfolio"] == json.loads(run("portfolio", *AS_OF, "--format", "json").stdout)


def test_which_accounts_moved(run: Run) -> None:
    result = run("report", "--all", *AS_OF, "--since", "2025-05-20")
    assert result.exit_code == 0, result.output
    assert "## Since the last review on 2025-05-20" in result.stdout
    assert re.search(r"^\| Nordlicht Werke \| 6\d% .*\| 61% \(51–63%\) \|", result.stdout, re.M)
    same = run("report", "--all", *AS_OF, "--since", "2026-11-20")
    assert "No account has moved." in same.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give an ACCOUNT, or --all"),
        ((ACCOUNT, "--all"), "give an ACCOUNT, or --all"),
        (("--all", "--opportunity", "x"), "--opportunity needs the ACCOUNT"),
        (("--all", "--since", "2026-11-21"), "--since 2026-11-21 is after --as-of 2026-11-20"),
        ((ACCOUNT, "--since", "2026-11-21"), "--since 2026-11-21 is after --as-of 2026-11-20"),
        ((ACCOUNT, "--format", "xlsx", "-o", "-"), "does not go to stdout"),
        ((ACCOUNT, "--format", "xlsx", "-o", "a.html"), "end with .xlsx"),
        ((ACCOUNT, "-o", "mine.html"), "not overwritten"),
        ((ACCOUNT, "-o", "mine.xlsx"), "mine.xlsx"),
    ],
)
def test_what_is_refused(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    for name in ("mine.html", "mine.xlsx"):
        (tmp_path / name).write_text("mine")
    result = run("report", *arguments, *AS_OF)
    assert result.exit_code == 2
    assert said in result.stderr
    assert {path.read_text() for path in tmp_path.iterdir()} == {"mine"}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A store in which every name wants to be more than a name."""
    store = tmp_path / "hostile.db"

    def add(*arguments: str) -> None:
        result = CliRunner().invoke(cli, ["--store", str(store), *arguments, "--on", "2026-11-20"])
        assert result.exit_code == 0, result.output

    add("add", "organization", "we", "--name", HOSTILE, "--kind", "own")
    add("add", "organization", "they", "--name", HOSTILE, "--kind", "customer")
    add("add", "account", "acme", "--name", HOSTILE, "--organization", "they")
    for person, firm in (("ann", "we"), ("bob", "they"), ("eve", "they")):
        told = ("--name", HOSTILE, "--title", HOSTILE, "--organization", firm)
        add("add", "person", person, *told)
    return store


def test_hostile_names_stay_names(hostile: Path, run: Run, tmp_path: Path) -> None:
    for person, center in (("ann", "selling"), ("bob", "buying"), ("eve", "buying")):
        added = run("add", "membership", person, "acme", "--center", center, store=hostile)
        assert added.exit_code == 0, added.output
    assert run("contact", "ann", "bob", "--level", "4", store=hostile).exit_code == 0
    for arguments in (("acme",), ("--all",)):
        assert run("report", *arguments, "-o", "h.html", store=hostile).exit_code == 0
        text = (tmp_path / "h.html").read_text(encoding="utf-8")
        assert "script" not in _Page(text).tags
        assert "=1+1&lt;/bdi&gt;&lt;script&gt;alert(1)" in text
        assert "49" not in re.sub("<style>.*</style>", "", text, flags=re.S)
        assert "\u202e" not in text
        assert run("report", *arguments, "-o", "h.xlsx", store=hostile).exit_code == 0
        book = openpyxl.load_workbook(tmp_path / "h.xlsx")
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        texts = [cell for cell in cells if isinstance(cell.value, str)]
        assert any(cell.value.startswith("=1+1") for cell in texts)
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in texts)
        parts = ZipFile(tmp_path / "h.xlsx").namelist()
        assert not [part for part in parts if "external" in part.lower()]
