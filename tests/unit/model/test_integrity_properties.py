"""Rules on dates, held against the plainest possible reading of them: day by day."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kamgraph.model.rules import faults
from tests.counts import count
from tests.unit.model.small import Rows, source_of

_PEOPLE = "abcde"
_DAYS = range(1, 8)
_ROW = st.tuples(
    st.sampled_from(_PEOPLE),
    st.sampled_from(_PEOPLE),
    st.one_of(st.none(), st.sampled_from(_DAYS)),
    st.one_of(st.none(), st.sampled_from(_DAYS)),
).filter(lambda row: row[2] is None or row[3] is None or row[2] < row[3])
_ROWS = st.lists(_ROW, max_size=9)

Given = list[tuple[str, str, int | None, int | None]]


def _valid(given_rows: Given, day: int) -> Given:
    return [
        row
        for row in given_rows
        if (row[2] is None or row[2] <= day) and (row[3] is None or day < row[3])
    ]


def _day(number: int | None) -> str:
    return "" if number is None else f"2026-01-{number:02}"


def _broken(table: str, given_rows: Given, first: str, second: str, **more: str) -> set[str]:
    """The beginnings of the messages for these rows."""
    tables: dict[str, Rows] = {
        "organizations": [
            {"id": "us", "name": "Us", "kind": "own"},
            {"id": "acme", "name": "Acme", "kind": "customer"},
        ],
        "people": [{"id": p, "organization": "acme", "name": p} for p in _PEOPLE]
        + [{"id": f"own {p}", "organization": "us", "name": p} for p in _PEOPLE],
        table: [
            {first: one, second: two, "since": _day(since), "until": _day(until), **more}
            for one, two, since, until in given_rows
        ],
    }
    return {" ".join(f.message.split()[:3]) for f in faults(source_of(tables).cells)}


@settings(max_examples=count(50, 500), deadline=None)
@given(_ROWS)
def test_reports(given_rows: Given) -> None:
    expected = set()
    if any(one == two for one, two, *_ in given_rows):
        expected.add("is the tie's")
    for day in (0, *_DAYS):
        managers: dict[str, set[str]] = {p: set() for p in _PEOPLE}
        for one, two, *_ in _valid(given_rows, day):
            if one != two:
                managers[one].add(two)
        if any(len(found) > 1 for found in managers.values()):
            expected.add("is a second")
    found = _broken("ties", given_rows, "source", "target", kind="reports_to")
    assert found - {"closes a circle"} == expected
    if "is a second" not in expected:  # with two managers a circle may hide behind the other
        assert ("closes a circle" in found) == any(
            _circle(_valid(given_rows, day)) for day in (0, *_DAYS)
        )


def _circle(given_rows: Given) -> bool:
    manager = {one: two for one, two, *_ in given_rows if one != two}
    for start in manager:
        at = start
        for _ in range(len(manager) + 1):
            at = manager.get(at, "")
        if at:
            return True
    return False


@settings(max_examples=count(50, 500), deadline=None)
@given(_ROWS)
def test_contacts(given_rows: Given) -> None:
    own = [(f"own {one}", *rest) for one, *rest in given_rows]
    expected = set()
    for one, two in combinations(given_rows, 2):
        if one[:2] == two[:2]:
            if one[2] == two[2]:
                expected.add("repeats the own")
            elif any(len(_valid([one, two], day)) == 2 for day in (0, *_DAYS)):
                expected.add("overlaps row")
    found = {
        "overlaps row" if message.startswith("overlaps") else message
        for message in _broken("contacts", own, "own", "person", level="1")  # type: ignore[arg-type]
    }
    # A repeated key may hide an overlap with the row it repeats, never the fault as such.
    hidden = {"overlaps row"} if "repeats the own" in found else set()
    assert found | hidden == expected | hidden
