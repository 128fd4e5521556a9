"""What every departure would cost, worked by hand."""

from __future__ import annotations

import pytest

from kamgraph.errors import InputError
from kamgraph.model.vocabulary import Center
from kamgraph.planning import departures as module
from kamgraph.planning.departures import departures, headlines
from tests.unit.builders import Case, close, worked_example


def test_a_row_a_person_in_order() -> None:
    found = departures(worked_example().matrix())
    assert [(row.id, row.center) for row in found.people] == [
        ("anna", Center.SELLING),
        ("ben", Center.SELLING),
        ("dora", Center.BUYING),
        ("bert", Center.BUYING),
        ("ines", Center.BUYING),
        ("uwe", Center.BUYING),
    ]
    assert (found.account, found.opportunity, found.people[0].name) == ("A", None, "Anna")


def test_what_the_first_one_costs() -> None:
    found = departures(worked_example().matrix())
    anna, ben, dora, *_ = found.people
    assert found.today.weighted == close(0.8875 / 1.95)
    assert (found.today.single_threaded, found.today.orphaned) == (2, 1)
    assert anna.weighted == close(0.05 / 1.95)
    assert (anna.cut_off, anna.thinned) == (("dora", "bert"), ("uwe",))
    assert (anna.active, anna.thin_share, anna.orphaned_share) == close((0.25, 1.0, 1.75 / 1.95))
    assert (ben.cut_off, ben.thinned) == ((), ("uwe",))
    # Without ben nobody is there who should face ines: 0.7 - 0.2 · 0.125 + 0.2 · 0.0375 done.
    assert ben.alignment == close((0.675 + 0.0075) / (0.75 + 0.4 + 0.07 + 0.03))
    assert dora.weighted == close(0.3875 / 0.95)


def test_exact_numbers_are_computed_where_asked_for() -> None:
    matrix = worked_example().matrix()
    quick, exact = departures(matrix), departures(matrix, exact=True)
    assert {(row.bus_factor, row.counterparts_value) for row in quick.people} == {(None, None)}
    assert exact.today.bus_factor == 1
    assert exact.people[0].bus_factor == 1  # ben, with uwe alone
    assert exact.today.counterparts_value == close(0.75 + 0.4 + 0.35 * 0.375 + 0.1)
    assert exact.people[1].counterparts_value == close(0.75 + 0.4 + 0.07 + 0.03)


def test_any_sets_of_departures() -> None:
    matrix = worked_example().matrix()
    nobody, both, team = headlines(matrix, [(), {"anna", "uwe"}, ["anna", "ben", "ben"]])
    assert nobody.weighted == close(0.8875 / 1.95)
    assert both.weighted == 0.0
    assert (team.weighted, team.alignment, team.orphaned) == (0.0, None, 4)
    assert headlines(matrix, []) == []


def test_large_questions_are_computed_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = worked_example().matrix()
    sets = [["anna"], ["ben"], [], ["dora", "anna"], ["uwe"]]
    whole = headlines(matrix, sets)
    monkeypatch.setattr(module, "_AT_ONCE", 17)  # two departures of 8 pairs at a time
    assert headlines(matrix, sets) == whole


def test_nobody_there() -> None:
    found = departures(Case().own("s").matrix(), exact=True)
    (row,) = found.people
    assert (row.weighted, row.active, row.alignment, row.counterparts_value) == (None,) * 4
    assert (row.single_threaded, row.orphaned, row.cut_off) == (0, 0, ())


def test_an_unknown_id_is_named() -> None:
    with pytest.raises(InputError, match="no person 'ana'; did you mean 'anna'"):
        headlines(worked_example().matrix(), [["ana"]])


def test_people_around_the_customer_where_a_way_leads_through_them() -> None:
    case = worked_example().add("organizations", id="PA", name="Partner", kind="partner")
    for person in ("paul", "pia"):
        case.add("people", id=person, organization="PA", name=person.title())
        case.member(person, "partner", center="ecosystem").contact("ben", person, 2)
    found = departures(case.tie("paul", "dora", "knows", weight=0.8).matrix())
    # ben 0.5, paul and dora 0.8, half for one between them: 0.2, less than anna's 0.5.
    assert [row.id for row in found.people if row.center is Center.ECOSYSTEM] == []
    case.tie("paul", "ines", "influences", weight=0.8)
    found = departures(case.matrix())
    (paul,) = (row for row in found.people if row.center is Center.ECOSYSTEM)
    assert found.today.indirect == close((0.8875 + 0.35 * 0.2) / 1.95)
    # Without paul, uwe is the way to ines: 0.25, half for him.
    assert (paul.id, paul.weighted, paul.out_of_reach) == ("paul", found.today.weighted, ())
    assert paul.indirect == close((0.8875 + 0.35 * 0.125) / 1.95)
    # anna is with dora alone, but ben knows paul, who knows dora; bert nobody knows.
    anna = next(row for row in found.people if row.id == "anna")
    assert (anna.cut_off, anna.out_of_reach) == (("dora", "bert"), ("bert",))


def test_who_is_the_only_way() -> None:
    case = Case().own("s").buyer("b").add("organizations", id="PA", name="P", kind="partner")
    case.add("people", id="paul", organization="PA", name="Paul")
    case.member("paul", "partner", center="ecosystem").contact("s", "paul", 4)
    found = departures(case.tie("paul", "b", "knows", weight=0.25).matrix())
    lost = {row.id: row.out_of_reach for row in found.people}
    assert lost == {"s": ("b",), "b": (), "paul": ("b",)}
    # Below the threshold of 0.25 it is no way, though it still counts in `indirect`.
    case.tables["ties"][0]["weight"] = 0.2
    found = departures(case.matrix())
    assert {row.id: row.out_of_reach for row in found.people} == {"s": (), "b": (), "paul": ()}
    assert found.today.indirect == close(0.1)
