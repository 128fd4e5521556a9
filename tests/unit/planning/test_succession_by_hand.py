"""Who takes over when somebody leaves, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kamgraph.errors import InputError
from kamgraph.planning.results import AccountHandover, Handover
from kamgraph.planning.succession import handover
from tests.unit.builders import Case, T, ago, close, policy, worked_example


def found(case: Case, person: str, constants: Any = None, **options: Any) -> Handover:
    columns = case.portfolio().columns()
    return handover(columns, person, T, constants or policy(), **options)


def one(case: Case, person: str, constants: Any = None, **options: Any) -> AccountHandover:
    (account,) = found(case, person, constants, **options).accounts
    return account


# The example: anna-dora 0.5, anna-bert 0.75, anna-uwe 0.25, ben-uwe 0.25; fit of ben: dora 0.1,
# bert 0.15, ines 0.375, uwe 0.5; a new tie reaches 0.75 · fit.


def test_every_tie_who_takes_it_and_what_stays_lost() -> None:
    account = one(worked_example(), "anna")
    dora, bert, uwe = account.ties
    assert [tie.person for tie in account.ties] == ["dora", "bert", "uwe"]
    assert (dora.own, dora.taker, dora.fit, dora.strength) == ("anna", "ben", close(0.1), 0.5)
    assert (dora.taker_strength, dora.strength_after, dora.lost) == (0.0, close(0.075), True)
    assert bert.strength_after == close(0.1125)
    # ben knows uwe as well already; a handover never weakens.
    assert (uwe.taker_strength, uwe.strength_after, uwe.lost) == (0.25, 0.25, False)
    assert account.weighted == close(0.8875 / 1.95)
    assert account.weighted_without == close(0.05 / 1.95)
    assert account.weighted_handed == close((0.075 + 0.4 * 0.1125 + 0.05) / 1.95)
    assert account.orphaned_roles == ("decider", "buyer")
    assert (account.account, account.name, account.member) == ("A", "Alpha", True)


def test_a_handover_passes_on_what_is_there() -> None:
    # carl fits bert by 1.0 and could have 0.75; of ben's 0.5 half a half-life is left.
    case = Case().own("ben").own("carl", function="purchasing", level=3)
    case.buyer("bert", function="purchasing", level=3).contact("ben", "bert", 2)
    (tie,) = one(case, "ben").ties
    assert (tie.taker, tie.strength_after, tie.lost) == ("carl", 0.5, False)


def test_the_best_fit_then_the_stronger_tie_then_the_id() -> None:
    case = Case().own("x", "c", "b", "a").buyer("k").contact("x", "k", 4)
    assert one(case, "x").ties[0].taker == "a"
    assert one(case.contact("c", "k", 1), "x").ties[0].taker == "c"
    case.own("d", level=3)
    case.tables["people"][4]["level"] = 3  # k
    assert one(case, "x").ties[0].taker == "d"


def test_nobody_fits_or_stays() -> None:
    case = Case().own("x", "y").buyer("k").contact("x", "k", 4)
    constants = policy(fit={"function_unknown": 0})
    (tie,) = one(case, "x", constants).ties
    assert (tie.taker, tie.fit, tie.strength_after, tie.lost) == (None, None, None, True)
    alone = Case().own("x").buyer("k").contact("x", "k", 4)
    assert one(alone, "x").ties[0].taker is None


def test_a_named_successor_takes_everything() -> None:
    case = worked_example().own("carl", listed=False, function="purchasing", level=4)
    account = one(case, "anna", successor="carl")
    assert [tie.taker for tie in account.ties] == ["carl"] * 3
    assert account.ties[0].strength_after == close(0.5)  # fit 1.0, but 0.5 is what is there
    assert found(case, "anna", successor="carl").successor == "carl"


def test_a_successor_from_outside_brings_their_own_ties() -> None:
    case = around(worked_example(), "paul").contact("anna", "paul", 3)
    case.own("carl", listed=False, function="purchasing", level=4).contact("carl", "paul", 2)
    *_, paul = one(case, "anna", successor="carl").ties
    assert (paul.taker, paul.taker_strength, paul.lost) == ("carl", 0.5, False)
    # Before somebody names carl, what he has counts nowhere.
    assert one(case, "anna").ties[-1].taker == "ben"


@pytest.mark.parametrize("successor", ["anna", "dora", "gone", "later", "empty"])
def test_who_cannot_take_over(successor: str) -> None:
    case = worked_example().own("gone", left=T).own("later", joined=ago(-1))
    case.own("empty", vacant=True)
    with pytest.raises(InputError, match=f"'{successor}' cannot take over on 2026-11-21"):
        found(case, "anna", successor=successor)


def test_who_gets_more_than_one_can_keep() -> None:
    case = Case().own("x").own("y", function="sales", level=3)
    for person in ("k", "l"):
        case.buyer(person, function="purchasing", level=3).contact("x", person, 4)
    assert one(case, "x", policy(capacity=1)).overloaded == ("y",)
    assert one(case, "x", policy(capacity=2)).overloaded == ()


def test_account_by_account_also_where_only_the_manager_is_known() -> None:
    case = worked_example()
    case.add("organizations", id="C2", name="Second", kind="customer")
    for account in ("B", "C"):
        case.add("accounts", id=account, name=account, organization="C2")
    case.add("people", id="bea", organization="C2", name="Bea").member("bea", account="B")
    case.contact("anna", "bea", 1)
    plan = found(case, "anna", managed=["C"])
    assert [(row.account, row.managed, row.member) for row in plan.accounts] == [
        ("A", False, True),
        ("B", False, False),  # in S by traces alone
        ("C", True, False),
    ]
    assert plan.accounts[2].ties == ()


def test_a_stakeholder_who_leaves() -> None:
    account = one(worked_example(), "uwe")
    assert [(tie.own, tie.person, tie.taker) for tie in account.ties] == [
        ("anna", "uwe", None),
        ("ben", "uwe", None),
    ]
    assert account.weighted_without == close(0.8 / 1.75)
    assert account.weighted_handed == account.weighted_without
    assert account.orphaned_roles == ("user",)
    assert found(worked_example(), "uwe").own is False


def test_who_has_left_already_is_taken_as_still_there() -> None:
    case = worked_example()
    case.tables["people"][0]["left"] = ago(30)
    assert one(case, "anna") == one(worked_example(), "anna")


def around(case: Case, person: str) -> Case:
    """A partner's man in the ecosystem."""
    case.add("organizations", id="PA", name="Partner", kind="partner")
    case.add("people", id=person, organization="PA", name=person.title())
    return case.member(person, "partner", center="ecosystem")


def test_ties_to_people_around_the_customer_are_handed_over_too() -> None:
    case = around(worked_example(), "paul").contact("anna", "paul", 3).contact("ben", "paul", 1)
    account = one(case, "anna")
    assert [tie.person for tie in account.ties] == ["dora", "bert", "uwe", "paul"]
    paul = account.ties[-1]
    # fit 0.5 · 0.2 = 0.1 and so 0.075, less than the 0.25 ben has.
    assert (paul.weight, paul.strength, paul.active) == (None, 0.75, True)
    assert (paul.taker, paul.taker_strength, paul.strength_after) == ("ben", 0.25, 0.25)
    assert paul.lost is False
    assert account.weighted_handed == one(worked_example(), "anna").weighted_handed


def test_somebody_around_the_customer_leaves() -> None:
    case = around(worked_example(), "paul").contact("anna", "paul", 3).contact("ben", "paul", 4)
    account = one(case, "paul")
    assert [(tie.own, tie.strength, tie.weight) for tie in account.ties] == [
        ("ben", 1.0, None),
        ("anna", 0.75, None),
    ]
    assert (account.member, account.weighted_without) == (True, account.weighted)
