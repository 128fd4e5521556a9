"""The line picture of a trend: what it draws, what it says, and that it stands alone."""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element, fromstring

from kamgraph.findings.trend import trend
from kamgraph.locale.words import Words
from kamgraph.reports.line_picture import trend_picture
from tests.unit.builders import Case, T, ago


def half_gone() -> Case:
    """Trusted, never met again: 1 at first, a half after half a year."""
    return Case().own("s").buyer("b", "decider").contact("s", "b", 4, ago(180))


def drawn(case: Case, months: int, lang: str = "en") -> str:
    result = trend(case.portfolio().columns(), T, months, account="A")
    picture = trend_picture(result, Words(lang))
    assert picture is not None
    return picture.svg


def line(svg: Element, kind: str) -> str:
    (path,) = [e for e in svg.iter() if e.get("class") == f"line {kind}"]
    return path.attrib["d"]


def test_a_line_from_margin_to_margin() -> None:
    svg = fromstring(drawn(half_gone(), 4))
    steps = re.findall(r"([ML])([\d.]+) ([\d.]+)", line(svg, "weighted"))
    assert [step[0] for step in steps] == ["M", "L", "L", "L", "L"]
    assert (steps[0][1], steps[-1][1]) == ("42.0", "560.0")
    # 0 % lies at 148 and 100 % at 10: a half in the middle.
    assert steps[-1][2] == "79.0"
    assert any(e.get("class") == "dot weighted" for e in svg.iter())


def test_the_line_breaks_where_nothing_is_defined() -> None:
    case = half_gone()
    (person,) = [row for row in case.tables["people"] if row["id"] == "b"]
    person["joined"] = date(2026, 9, 1)
    steps = re.findall(r"[ML]", line(fromstring(drawn(case, 4)), "weighted"))
    assert steps == ["M", "L", "L"]  # of July and August nothing is known


def test_it_says_what_it_shows_and_needs_nothing_else() -> None:
    text = drawn(half_gone(), 4)
    assert fromstring(text).attrib["role"] == "img"
    assert "Coverage, thin share and alignment from" in text
    assert not re.search(r"<script|<style|style=|href|url\(|on\w+=", text)
    assert "50\xa0%" in drawn(half_gone(), 4, "de")


def test_nothing_to_draw() -> None:
    result = trend(Case().portfolio().columns(), T, 3)
    assert trend_picture(result, Words("en")) is None
