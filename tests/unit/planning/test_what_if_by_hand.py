"""What-if, worked by hand on the example of docs/metrics.md and on smaller ones."""

from __future__ import annotations

import pytest

from kamgraph.errors import InputError
from kamgraph.metrics.coverage import coverage
from kamgraph.planning.changed import without_effect
from kamgraph.planning.results import AddedContact, WhatIf
from kamgraph.planning.what_if import what_if
from tests.unit.builders import Case, T, ago, close, policy, worked_example


def found(case: Case, *without: str, contacts: tuple[tuple[str, str, int], ...] = ()) -> WhatIf:
    return what_if(case.matrix(), without, added(*contacts))


def added(*contacts: tuple[str, str, int]) -> list[AddedContact]:
    return [AddedContact(own=s, person=b, level=level) for s, b, level in contacts]


# The example: v dora 1.0, bert 0.4, ines 0.35, uwe 0.2 (1.95); anna-dora 0.5, anna-bert 0.75,
# anna-uwe 0.25 (undated), ben-uwe 0.25. fit ben: dora 0.1, bert 0.15.


def test_an_own_person_gone() -> None:
    result = found(worked_example(), "anna")
    assert result.before.coverage == coverage(worked_example().matrix())
    assert result.after.coverage.weighted.value == close(0.05 / 1.95)
    assert result.cut_off == ("dora", "bert")  # heaviest first; uwe stays with ben
    assert result.orphaned_roles == ("decider", "buyer")
    (successor,) = result.successors
    assert successor.model_dump() == {"for": "anna", "own": "ben", "value": close(0.16)}
    # anna's row aims at 4 and counts as 0 then; ben's is 1 of 3.
    assert result.after.coverage.target.value == close(1 / 7)
    assert result.after.spoc.single_threaded[0].person == "uwe"


def test_a_stakeholder_gone_weighs_no_more() -> None:
    result = found(worked_example(), "dora")
    assert result.after.coverage.weighted.value == close((0.3 + 0.0875) / 0.95)
    assert result.after.coverage.target.value == close(1 / 3)  # dora's row is nobody's in B
    assert (result.cut_off, result.orphaned_roles) == ((), ("decider",))
    assert result.successors == ()
    assert result.after.structure.extensivity == 3


def test_somebody_around_gone_moves_nothing_in_these_numbers() -> None:
    case = worked_example().add("organizations", id="PA", name="Partner", kind="partner")
    case.add("people", id="paul", organization="PA", name="Paul")
    case.member("paul", "partner", center="ecosystem")
    result = found(case, "paul")
    assert result.removed == ("paul",)
    assert result.after.coverage.weighted == result.before.coverage.weighted
    assert (result.cut_off, result.orphaned_roles, result.successors) == ((), (), ())


def test_an_added_contact() -> None:
    result = found(worked_example(), contacts=(("ben", "ines", 2),))
    assert result.after.coverage.weighted.value == close((0.8875 + 0.35 * 0.5) / 1.95)
    assert result.after.coverage.reach.value == 1.0
    assert result.after.coverage.roles.value == 1.0
    assert result.added == (AddedContact(own="ben", person="ines", level=2),)
    assert (result.removed, result.cut_off, result.successors) == ((), (), ())


@pytest.mark.parametrize(("level", "strength"), [(0, 0.5), (1, 0.5), (2, 0.5), (3, 0.75), (4, 1)])
def test_an_added_contact_never_weakens(level: int, strength: float) -> None:
    # anna and dora are at 0.5 today, by a rating of level 4 that is a half-life old.
    result = found(worked_example(), contacts=(("anna", "dora", level),))
    (dora,) = (row for row in result.after.coverage.people if row.id == "dora")
    assert dora.coverage == close(strength)


def test_an_added_contact_is_dated_in_the_bounds() -> None:
    # anna-uwe is undated, level 2; with a contact of level 1 today at least 0.25 is sure.
    case = Case().own("anna").buyer("uwe").contact("anna", "uwe", 2, None)
    bounds = found(case, contacts=(("anna", "uwe", 1),)).after.coverage.bounds
    assert (bounds.lower, bounds.upper) == close((0.25, 0.5))
    assert found(case).after.coverage.bounds.lower == 0


def test_an_added_contact_leaves_targets_alone() -> None:
    result = found(worked_example(), contacts=(("ben", "uwe", 3),))
    assert result.after.coverage.target == result.before.coverage.target
    result = found(worked_example(), contacts=(("ben", "dora", 0),))
    assert result.after.coverage.reach == result.before.coverage.reach


def test_the_own_person_of_an_added_contact_joins() -> None:
    case = worked_example().own("carl", listed=False, function="quality", level=3)
    assert found(case).after.coverage.own_people == 2
    for level in (0, 4):
        after = found(case, contacts=(("carl", "ines", level),)).after
        assert after.coverage.own_people == 3
        assert after.alignment.alignment.denominator == close(0.75 + 0.4 + 0.35 + 0.1)


def test_who_is_there_by_traces_goes_with_the_stakeholder() -> None:
    # carl is in S by uwe (0.25) alone; his 0.04 with dora goes with him.
    case = Case().own("carl", listed=False).buyer("uwe").buyer("dora")
    case.contact("carl", "uwe", 1).met("carl", "dora", 115, channel="email", two_way=False)
    assert found(case).before.coverage.own_people == 1
    after = found(case, "uwe").after
    assert (after.coverage.own_people, after.coverage.weighted.value) == (0, 0.0)


def test_successors_stand_as_given_each_once() -> None:
    case = worked_example()
    result = found(case, "ben", "anna", "ben")
    assert [row.leaver for row in result.successors] == ["ben", "anna"]
    assert [(row.own, row.value) for row in result.successors] == [(None, None)] * 2
    assert result.removed == ("anna", "ben")
    # Nobody is cut off through ben: anna is with uwe, too.
    assert found(case, "ben").successors[0].own is None


def test_equal_successors_by_id() -> None:
    case = Case().own("c", "b", "a", "x").buyer("k").contact("x", "k", 4)
    (successor,) = found(case, "x").successors
    assert (successor.own, successor.value) == ("a", close(0.15 * 0.1))


def test_nothing_to_assess() -> None:
    result = found(Case().own("s"), "s")
    assert result.after.coverage.weighted.value is None
    assert (result.cut_off, result.orphaned_roles) == ((), ())
    assert result.successors[0].own is None


def test_required_roles_of_the_policy_in_its_order() -> None:
    matrix = worked_example().matrix(policy(required_roles=["buyer", "decider", "buyer"]))
    assert what_if(matrix, ["anna"]).orphaned_roles == ("buyer", "decider")


@pytest.mark.parametrize(
    ("without", "contact", "said"),
    [
        ("anne", None, "there is no person 'anne'; did you mean 'anna'?"),
        (None, ("anna", "dorra", 1), "there is no person 'dorra'; did you mean 'dora'?"),
        (None, ("dora", "anna", 1), "'dora' is not one of our people"),
        (None, ("anna", "ben", 1), "'ben' is one of our own people"),
        (None, ("anna", "dora", 5), "level is 0 to 4, not 5"),
        (None, ("anna", "dora", -1), "level is 0 to 4, not -1"),
    ],
)
def test_what_cannot_be_is_refused(
    without: str | None, contact: tuple[str, str, int] | None, said: str
) -> None:
    with pytest.raises(InputError, match=said.replace("?", r"\?")):
        found(
            worked_example(),
            *([without] if without else []),
            contacts=(contact,) if contact else (),
        )


def test_what_moves_no_tie_is_told() -> None:
    case = worked_example().add("people", id="zoe", organization="CU", name="Zoe")
    case.own("left", left=T).own("later", joined=ago(-9))
    matrix = case.matrix()
    contacts = added(("left", "dora", 4), ("anna", "zoe", 4), ("later", "dora", 4))
    remarks = without_effect(matrix, ["zoe", "anna"], [*contacts, *added(("anna", "dora", 4))])
    assert [remark.split(": ")[0] for remark in remarks] == [
        "'zoe' is in no center of this account on 2026-11-21",
        "the contact of 'left' and 'dora' counts for nothing",
        "the contact of 'anna' and 'zoe' counts for nothing",
        "the contact of 'later' and 'dora' counts for nothing",
        "the contact of 'anna' and 'dora' counts for nothing",
    ]
    (told,) = without_effect(matrix, contacts=added(("ben", "zoe", 1), ("ben", "dora", 1)))
    assert told.startswith("the contact of 'ben' and 'zoe' makes no tie")
    # They change nothing but who is in S.
    result = what_if(matrix, contacts=contacts)
    assert result.after.coverage.weighted == result.before.coverage.weighted
