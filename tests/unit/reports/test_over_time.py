"""Trend and diff in words where there is little to say."""

from __future__ import annotations

from datetime import date

from kamgraph.findings.headline import headlines
from kamgraph.findings.trend import trend
from kamgraph.locale.words import Words
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.diff import diff
from kamgraph.reports import as_lines
from kamgraph.reports import diff as diff_report
from kamgraph.reports import trend as trend_report
from kamgraph.reports.document import Names
from tests.unit.builders import Case, T, ago

NAMES = Names({"s": "Sam", "b": "Bea"}, "Alpha")


def told(case: Case, start: date, lang: str = "en") -> str:
    columns = case.portfolio().columns()
    numbers = [
        headlines(ContactMatrix.of_columns(columns, day, None, "A"))[0] for day in (start, T)
    ]
    result = diff(columns, "A", start, T)
    return as_lines.text(diff_report.describe(result, numbers[0], numbers[1], Words(lang), NAMES))


def test_nobody_to_assess() -> None:
    assert "Nothing to assess" in told(Case(), ago(9))
    result = trend(Case().portfolio().columns(), T, 1, account="A")
    said = as_lines.text(trend_report.describe(result, Words("en"), NAMES))
    assert "Nothing to assess" in said
    assert "Bus" not in said


def test_nobody_before() -> None:
    case = Case().own("s").buyer("b", "decider", joined=ago(5)).contact("s", "b", 4)
    said = told(case, ago(9))
    assert "Weighted coverage: – → 100.0%; what moved it cannot be told" in said
    assert "Bea joined" in said


def test_defined_at_both_ends_but_not_in_between() -> None:
    # One goes, the other comes: with the people of before and the memberships of now, nobody.
    case = Case().own("s").add("people", id="a", organization="CU", name="Ada", left=ago(5))
    case.add("people", id="b", organization="CU", name="Bea", joined=ago(5))
    case.member("a", until=ago(4)).member("b", since=ago(4))
    said = told(case, ago(9))
    assert "Weighted coverage stayed at 0.0%; what moved it cannot be told, as it is not" in said


def test_one_day_and_many_people() -> None:
    case = Case().own("s").buyer("b", "decider", influence=10).contact("s", "b", 4, ago(1))
    assert "\N{MINUS SIGN}0.4 points because 1 day passed." in told(case, ago(1))
    assert "\N{MINUS SIGN}0,4 Punkte, weil 1 Tag verging." in told(case, ago(1), "de")
    for number in range(4):
        case.buyer(f"n{number}", joined=ago(1))
    said = told(case, ago(2))
    assert "because 4 people joined" in said
    case.buyer("n4", left=ago(1))
    said = told(case, ago(2))
    assert "because 1 person left and because 4 people joined" in said
    assert "weil 1 Person ging und weil 4 Personen dazukamen" in told(case, ago(2), "de")


def test_somebody_who_only_passed_through() -> None:
    # Neither date knows the guest, yet with the people of one and the meetings of the other
    # somebody is reached.
    case = Case().own("s").buyer("b", "decider", influence=10)
    case.own("guest", listed=False, left=ago(3)).met("guest", "b", 4)
    said = told(case, ago(9))
    assert "because of 1 interaction" in said
    assert "because people joined or left" in said
