"""Accepted findings: which an acceptance covers, from when until when, and up to which value."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kamgraph.errors import InputError
from kamgraph.findings.accepting import Accepting, accepting
from kamgraph.findings.check import check
from kamgraph.findings.overview import portfolio
from kamgraph.findings.rule import RULES
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.results import Findings
from kamgraph.model.vocabulary import RuleId
from kamgraph.stores.memory import MemoryStore
from tests.unit.builders import Case, T, ago, policy

LATER = ago(-200)


def decider(**facts: Any) -> Case:
    """A decider of weight 0.5 and an approver of 0.45 whom nobody of us reaches: K01 twice."""
    return Case().own("s").buyer("d", "decider", **facts).buyer("a", "approver")


def accept(case: Case, rule: str, **columns: Any) -> Case:
    """The case with an acceptance."""
    row = {"rule": rule, "account": "A", "until": LATER, "reason": "known", **columns}
    return case.add("acceptances", **row)


def parted(result: Findings, rule: str) -> tuple[list[str], list[str]]:
    """The first person of each finding of a rule: those that count, and those accepted."""
    return (
        [(f.people or ("",))[0] for f in result.findings if f.rule == rule],
        [(f.people or ("",))[0] for f in result.accepted if f.rule == rule],
    )


def k01(case: Case, day: date = T, **scope: Any) -> tuple[list[str], list[str]]:
    return parted(check(case.matrix(day=day, **scope)), "K01")


# -- which ------------------------------------------------------------------------------


def test_without_a_person_it_covers_whomever_the_rule_finds() -> None:
    assert k01(decider()) == (["d", "a"], [])
    assert k01(accept(decider(), "K01")) == ([], ["d", "a"])
    assert k01(accept(decider(), "K02")) == (["d", "a"], [])


def test_with_a_person_or_a_role_it_covers_that_alone() -> None:
    assert k01(accept(decider(), "K01", person="a")) == (["d"], ["a"])
    assert k01(accept(decider(), "K01", role="decider")) == (["a"], ["d"])
    assert k01(accept(decider(), "K01", role="decider", person="a")) == (["d", "a"], [])


def test_a_person_may_be_any_of_those_concerned() -> None:
    case = Case().own("s").buyer("b", "decider").contact("s", "b", 4)
    for person in ("b", "s"):
        assert parted(check(accept(case, "K02", person=person).matrix()), "K02") == ([], ["b"])


def test_another_account_is_not_meant() -> None:
    case = decider().add("accounts", id="B", name="Beta", organization="CU")
    case.member("d", "decider", account="B")
    accept(case, "K01", account="B")
    assert k01(case) == (["d", "a"], [])
    assert k01(case, account="B") == ([], ["d"])
    together = check(ContactMatrix.of_columns(case.portfolio().columns(), T))
    assert parted(together, "K01") == (["d", "a"], ["d"])


def test_one_of_the_account_holds_for_its_opportunities_not_the_other_way_round() -> None:
    case = decider().add("opportunities", id="O", account="A", name="Deal")
    case.member("d", "decider", opportunity="O")
    assert k01(accept(case, "K01", opportunity="O"), opportunity="O") == ([], ["d"])
    assert k01(case) == (["d", "a"], [])
    whole = accept(decider(), "K01").add("opportunities", id="O", account="A", name="Deal")
    whole.member("d", "decider", opportunity="O")
    assert k01(whole, opportunity="O") == ([], ["d"])


# -- until when -------------------------------------------------------------------------


def test_it_holds_from_the_day_it_was_given_until_the_day_it_names() -> None:
    case = accept(decider(), "K01", accepted_on=ago(10), until=ago(-10))
    for day, holds in ((ago(11), False), (ago(10), True), (ago(-9), True), (ago(-10), False)):
        assert bool(k01(case, day)[1]) is holds, day
    assert k01(accept(decider(), "K01"), ago(3000))[1]  # without a day it always held


def test_it_ends_when_the_value_is_worse_than_it_was() -> None:
    for value, holds in ((0.5, True), (0.5 - 1e-13, True), (0.5 - 1e-9, False), (0.6, True)):
        case = accept(decider(), "K01", person="d", value=value)
        assert (k01(case)[1] == ["d"]) is holds, value
    # Without a value it holds whatever happens.
    assert k01(accept(decider(influence=10), "K01", person="d"))[1] == ["d"]


def test_a_quiet_tie_that_lapses_counts_again_and_silence_alone_does_not() -> None:
    case = Case().own("s").buyer("b", "user").met("s", "b", 60, 50, 40, 30)
    accept(case, "K07", value=1, until=ago(-1000))
    assert parted(check(case.matrix()), "K07") == ([], ["b"])
    assert parted(check(case.matrix(day=ago(-40))), "K07") == ([], ["b"])  # 7 times
    assert parted(check(case.matrix(day=ago(-50))), "K07") == (["b"], [])  # 8 times


def test_where_fewer_are_covered_than_before_purchasing_alone_is_worse() -> None:
    case = Case().own("s").buyer("b", "buyer", function="purchasing").buyer("u", "user")
    case.contact("s", "b", 4)
    assert parted(check(accept(case, "K17", value=1).matrix()), "K17") == ([], [""])
    assert parted(check(accept(case, "K17", value=0).matrix()), "K17") == ([], [""])
    fewer = Case().own("s").buyer("b", "buyer", function="purchasing").buyer("u", "user")
    fewer.contact("s", "b", 4)
    assert parted(check(accept(fewer, "K17", value=2).matrix()), "K17") == ([""], [])


def test_of_several_the_one_that_lasts_longest_is_shown() -> None:
    case = decider()
    accept(case, "K01", person="d", until=ago(-50), reason="long, since lately", accepted_on=ago(3))
    accept(case, "K01", until=ago(-50), reason="long", accepted_on=ago(9))
    accept(case, "K01", until=ago(-50), reason="long, said twice", accepted_on=ago(9))
    accept(case, "K01", until=ago(-5), reason="short")
    found = {f.people[0]: f for f in check(case.matrix()).accepted}
    assert found["d"].reason == "long, since lately"
    assert (found["a"].reason, found["a"].until, found["a"].accepted_on) == (
        "long",
        ago(-50),
        ago(9),
    )


# -- what follows -----------------------------------------------------------------------


def test_accepted_findings_keep_everything_and_do_not_count_in_the_portfolio() -> None:
    before = check(decider().matrix())
    case = accept(decider(), "K01", person="d", value=0.5)
    after = check(case.matrix())
    (taken,) = after.accepted
    same = {**taken.model_dump(), "accepted_on": None, "until": None, "reason": None}
    (original,) = [f for f in before.findings if f.rule == "K01" and f.people == ("d",)]
    assert same == {**original.model_dump(), "accepted_on": None, "until": None, "reason": None}
    (row,) = portfolio(case.portfolio().columns(), T).accounts
    assert row.critical == 1
    counted = [f.severity.value for f in after.findings]
    assert (row.critical, row.warning, row.notice) == tuple(
        counted.count(word) for word in ("critical", "warning", "notice")
    )


def test_every_rule_says_which_of_its_values_can_get_worse() -> None:
    assert {rule.id for rule in RULES if rule.value is None} == {
        *("K05", "K12", "K13", "K15", "K16")
    }
    assert {rule.id for rule in RULES if rule.worse < 0} == {"K17"}
    assert {rule.id for rule in RULES} <= {rule.value for rule in RuleId}


# -- accepting --------------------------------------------------------------------------


def asked(case: Case, rule: str, constants: Any = None, **columns: Any) -> Accepting:
    values = {"rule": rule, "until": LATER, "reason": "known", **columns}
    return accepting(case.matrix(constants), values)


def stored(case: Case, *accepted: Accepting) -> list[dict[str, Any]]:
    """The acceptances after some were written one after the other."""
    store = MemoryStore.from_cells(case.portfolio().cells())
    for each in accepted:
        store.change(each.decision)
    return [row.model_dump(exclude_none=True) for row in store.rows("acceptances")]


def test_accepting_writes_the_worst_value_of_today() -> None:
    meant = asked(decider(), "K01")
    assert [f.people for f in meant.findings] == [("d",), ("a",)]
    (row,) = stored(decider(), meant)
    assert row == {
        "rule": "K01",
        "account": "A",
        "until": LATER,
        "reason": "known",
        "accepted_on": T,
        "value": 0.5,
    }
    (row,) = stored(decider(), asked(decider(), "K01", person="a", role="approver"))
    assert (row["person"], row["role"], row["value"]) == ("a", "approver", 0.45)
    (row,) = stored(decider(), asked(decider(), "K05", role="user"))
    assert "value" not in row  # nobody is known in the role: that cannot get worse


def test_accepting_again_ends_what_held_and_replaces_what_began_today() -> None:
    case = accept(decider(), "K01", accepted_on=ago(5), reason="old", value=0.5)
    rows = stored(case, asked(case, "K01", until=ago(-9)))
    assert [(r["reason"], r["accepted_on"], r["until"]) for r in rows] == [
        ("old", ago(5), T),
        ("known", T, ago(-9)),
    ]
    rows = stored(case, asked(case, "K01"), asked(case, "K01", reason="better"))
    assert [(r["reason"], r["until"]) for r in rows] == [("old", T), ("better", LATER)]
    # One of a person is another matter.
    assert len(stored(case, asked(case, "K01", person="d"))) == 2
    assert stored(case)[0]["until"] == LATER
    same = asked(case, "K01")
    assert stored(case, same, same) == stored(case, same)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"rule": "K99"}, r"'K99' is not known; did you mean 'K09'"),
        ({"rule": "K17"}, r"K17 is not found in account 'A' on 2026-11-21, .*`kamgraph check A"),
        ({"person": "s"}, r"for person 's'; it finds there:\n  D \(decider\) .*\n  A \(approver"),
        ({"role": "user"}, r"for role 'user'; it finds there:"),
        ({"role": "boss"}, r"acceptances, role: 'boss'"),
        ({"reason": " "}, r"acceptances, reason: is required"),
        ({"until": "soon"}, r"acceptances, until: 'soon'"),
    ],
)
def test_accepting_nothing_says_what_there_is(columns: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        asked(decider(), **{"rule": "K01", **columns})


def test_a_rule_that_is_off_finds_nothing_to_accept() -> None:
    off = policy(findings={"K01": {"enabled": False}})
    with pytest.raises(InputError, match=r"switched off.*findings\.K01\.enabled"):
        asked(decider(), "K01", off)
