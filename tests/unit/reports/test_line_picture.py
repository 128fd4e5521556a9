"""The line picture: what it draws, what it says, and that it stands alone."""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element, fromstring

from kamgraph.findings.trend import trend
from kamgraph.locale.words import Words
from kamgraph.reports.line_picture import Point, coverage_picture, line_picture
from tests.unit.builders import Case, T, ago

NAME = "{http://www.w3.org/2000/svg}"
ENGLISH = Words("en")


def drawn(points: list[Point], title: str = "Title", words: Words = ENGLISH) -> Element:
    return fromstring(line_picture(points, title, words))


def tags(svg: Element, tag: str) -> list[Element]:
    return svg.findall(f"{NAME}{tag}")


def half_a_year() -> list[Point]:
    return [
        Point(date(2025, 10, 31), 0.5, 0.25, 0.75),
        Point(date(2026, 1, 31), 1.0, 0.5, 1.0),
        Point(date(2026, 4, 30), 0.0, 0.0, 0.25),
    ]


def test_line_and_band_stand_where_the_values_are() -> None:
    svg = drawn(half_a_year())
    (line,) = tags(svg, "polyline")
    first, middle, last = ([float(n) for n in p.split(",")] for p in line.attrib["points"].split())
    assert (first[0], last[0]) == (48.0, 580.0)  # from margin to margin
    # 92 of 181 days have passed in the middle; a share of 1 lies at the top, of 0 at the bottom.
    assert middle == [round(48 + 92 / 181 * 532, 1), 14.0]
    assert (first[1], last[1]) == ((14 + 190) / 2, 190.0)
    (band,) = tags(svg, "polygon")
    assert len(band.attrib["points"].split()) == 6


def test_it_says_what_it_shows() -> None:
    svg = drawn(half_a_year(), "Cover & <more>")
    said = "50% (25–75%) on 2025-10-31, 0% (0–25%) on 2026-04-30."
    assert [svg.attrib["role"], svg.attrib["aria-label"]] == ["img", f"Cover & <more>. {said}"]
    assert [e.text for e in (*tags(svg, "title"), *tags(svg, "desc"))] == ["Cover & <more>", said]
    texts = [text.text for text in tags(svg, "text")]
    assert texts[:5] == ["0%", "25%", "50%", "75%", "100%"]
    assert texts[5:] == ["2025-10-31", "2026-04-30", "2026", "0%"]
    german = drawn(half_a_year(), words=Words("de"))
    assert "31.10.2025" in german.attrib["aria-label"]
    assert "100\xa0%" in [text.text for text in tags(german, "text")]


def test_it_stands_alone_and_takes_the_colour_around_it() -> None:
    picture = line_picture(half_a_year(), "Title", ENGLISH)
    assert not re.search(r"<script|<style|style=|href|url\(|#[0-9a-f]{3}|on\w+=", picture)
    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', picture))
    assert colours == {"currentColor", "none"}


def test_the_line_breaks_where_nothing_is_defined() -> None:
    days = [date(2026, month, 1) for month in range(1, 6)]
    values = [0.5, 0.6, None, 0.7, None]
    svg = drawn([Point(day, value) for day, value in zip(days, values, strict=True)])
    assert len(tags(svg, "polyline")) == 1
    assert tags(svg, "polygon") == []
    # The value between two gaps is a dot, and so is the last one known.
    assert len(tags(svg, "circle")) == 2
    assert tags(svg, "text")[-1].text == "70%"


def test_nothing_to_draw() -> None:
    assert line_picture([], "Title", ENGLISH) == ""
    assert line_picture([Point(T, None)], "Title", ENGLISH) == ""
    assert len(tags(drawn([Point(T, 0.5)]), "circle")) == 2


def test_coverage_of_a_trend() -> None:
    case = Case().own("s").buyer("b", "decider").contact("s", "b", 4, ago(180))
    result = trend(case.portfolio().columns(), T, 6, account="A")
    svg = fromstring(coverage_picture(result, ENGLISH))
    (line,) = tags(svg, "polyline")
    assert len(line.attrib["points"].split()) == 7
    assert svg.attrib["aria-label"].startswith("Weighted coverage over time. ")
    assert coverage_picture(trend(Case().portfolio().columns(), T, 2), ENGLISH) == ""
