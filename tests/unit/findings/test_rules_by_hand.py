"""Every finding rule: where it strikes, what it says in numbers, and where it just does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kamgraph.findings.check import check
from kamgraph.findings.overview import portfolio
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.results import Finding
from kamgraph.model.policy import Policy
from tests.unit.builders import Case, T, ago, close, policy, worked_example


def of(case: Case, rule: str, constants: Policy | None = None, **options: Any) -> list[Finding]:
    """The findings of one rule."""
    findings = check(case.matrix(constants, **options)).findings
    return [finding for finding in findings if finding.rule == rule]


def who(case: Case, rule: str, constants: Policy | None = None) -> list[tuple[str, ...]]:
    """The people of the findings of one rule."""
    return [finding.people for finding in of(case, rule, constants)]


def numbers(finding: Finding) -> tuple[str, dict[str, Any], Any]:
    return finding.severity.value, dict(finding.values), finding.threshold


def pair(*roles: str, level: int | None = None, **facts: Any) -> Case:
    """One of us, one stakeholder `b`, and a contact of today where a level is given."""
    case = Case().own("s").buyer("b", *roles, **facts)
    return case if level is None else case.contact("s", "b", level)


# -- the example as a whole -------------------------------------------------------------


def test_worked_example() -> None:
    found = check(worked_example().matrix())
    # anna alone: 1.6 covered, 0.2 left. dora 1.0 hangs on her; ines is the only influencer.
    assert [(f.rule, f.severity.value, f.people) for f in found.findings] == [
        ("K03", "critical", ("anna",)),
        ("K02", "warning", ("dora", "anna")),
        ("K06", "warning", ("ines",)),
        ("K08", "notice", ("uwe", "anna")),
    ]
    assert (found.formula, found.account, found.policy) == ("findings/1", "A", Policy().hash)


# -- rule by rule -----------------------------------------------------------------------


@pytest.mark.parametrize("role", ["decider", "approver"])
def test_k01_decides_without_an_active_tie(role: str) -> None:
    (finding,) = of(pair(role, influence=10), "K01")
    weight = {"decider": 1.0, "approver": 0.9}[role]
    assert (finding.people, finding.account) == (("b",), "A")
    assert numbers(finding) == ("critical", {"role": role, "weight": close(weight)}, 0.25)
    # At the threshold the tie is active; a day later it is not.
    assert who(pair(role, level=1), "K01") == []
    assert who(pair(role).contact("s", "b", 1, ago(1)), "K01") == [("b",)]
    assert who(pair("buyer"), "K01") == []


def test_k01_names_the_heavier_role_once() -> None:
    (finding,) = of(pair("approver", "decider"), "K01")
    assert finding.values["role"] == "decider"


def test_k02_heavy_on_one_head() -> None:
    # 1.0 · 0.5: exactly heavy.
    (finding,) = of(pair("decider", level=4), "K02")
    assert finding.people == ("b", "s")
    assert numbers(finding) == ("warning", {"weight": 0.5}, 0.5)
    assert who(pair("approver", level=4), "K02") == []  # 0.45
    assert who(pair("decider"), "K02") == []  # orphaned is not single-threaded
    two = pair("decider", level=4).own("r").contact("r", "b", 1)
    assert who(two, "K02") == []
    assert who(two, "K02", policy(active_threshold=0.3)) == [("b", "s")]
    assert who(pair("approver", level=4), "K02", policy(findings={"heavy_stakeholder": 0.45})) == [
        ("b", "s")
    ]


def fan(people: int) -> Case:
    """One of us with so many stakeholders."""
    case = Case().own("s")
    for number in range(people):
        case.buyer(f"b{number}", "user").contact("s", f"b{number}", 4)
    return case


def test_k03_one_departure_too_many() -> None:
    (finding,) = of(fan(3), "K03")
    assert finding.people == ("s",)
    assert numbers(finding) == ("critical", {"covered": 3, "lost_share": 1.0}, 3)
    assert who(fan(2), "K03") == []
    assert who(fan(2), "K03", policy(findings={"bus_factor_min_covered": 2})) == [("s",)]
    # A second carrier of all three: nobody alone is too many.
    shared = fan(3).own("r")
    for number in range(3):
        shared.contact("r", f"b{number}", 4)
    assert who(shared, "K03") == []
    # Of four equal ones, two on s alone: exactly half stays.
    half = fan(2).own("r").buyer("c", "user").buyer("d", "user")
    half.contact("r", "c", 4).contact("r", "d", 4)
    assert who(half, "K03") == []


def gated(weight: float) -> Case:
    """s reaches g, who alone leads to b (0.5 of influence); h is reached by two of us."""
    case = Case().own("s", "t").buyer("g", "user", influence=10).buyer("b", "user", influence=5)
    case.buyer("h", "decider", influence=weight).contact("s", "g", 4).contact("t", "g", 4)
    case.contact("s", "h", 4).contact("t", "h", 4)
    return case.tie("g", "b", "knows")


def test_k04_stands_before_a_large_part() -> None:
    # b 0.25 of g 0.5, b 0.25 and h 0.25: exactly a quarter of what we reach.
    (finding,) = of(gated(2.5), "K04")
    assert finding.people == ("g",)
    values = {"gate_weight": close(0.25), "behind": 1}
    assert numbers(finding) == ("warning", values, 0.25)
    assert who(gated(2.51), "K04") == []
    assert who(gated(2.51), "K04", policy(findings={"gate_share": 0.2})) == [("g",)]
    # The way holds from the threshold on.
    assert who(gated(2.5), "K04", policy(active_threshold=1)) == [("g",)]
    faint = gated(2.5)
    faint.tables["ties"][0]["weight"] = 0.24
    assert who(faint, "K04") == []


def test_k04_one_finding_a_person_ours_too() -> None:
    case = gated(2.5).buyer("c", "user", influence=0).tie("b", "c", "influences")
    case.tables["contacts"] = [row for row in case.tables["contacts"] if row["own"] == "s"]
    # All of g, b and h stand behind s; b, who is before c alone, gates no weight.
    found = of(case, "K04")
    assert [(f.people, f.values["behind"]) for f in found] == [(("g",), 2), (("s",), 4)]
    assert found[1].values["gate_weight"] == close(1.0)
    said = [f.message for f in found]
    assert said[0] == "G alone leads us to others; stakeholders behind: 2."
    assert said[1].startswith("S alone")


def test_k04_of_somebody_around_the_account() -> None:
    case = (
        Case().own("s").buyer("b", "user").add("organizations", id="PA", name="P", kind="partner")
    )
    case.add("people", id="p", organization="PA", name="P").member("p", center="ecosystem")
    case.contact("s", "p", 4).tie("p", "b", "influences")
    assert who(case, "K04") == [("p",), ("s",)]
    case.own("t").contact("t", "b", 1)
    assert who(case, "K04") == []


def test_k05_role_not_identified() -> None:
    case = pair("decider", "buyer", level=4)
    found = of(case, "K05")
    assert [f.values["role"] for f in found] == ["influencer", "user"]  # the policy's order
    assert numbers(found[0]) == ("warning", {"role": "influencer", "holders": 0}, None)
    assert found[0].people == ()
    assert of(case.member("b", "user", "influencer"), "K05") == []
    # Who left, or is vacant, holds no role.
    gone = pair("decider", "buyer").buyer("x", "user", left=T).buyer("v", "user", vacant=True)
    assert [f.values["role"] for f in of(gone, "K05")] == ["influencer", "user"]


def test_k06_role_not_covered() -> None:
    case = pair("decider", "influencer", "user", level=4).buyer("c1", "buyer", influence=3)
    case.buyer("c2", "buyer", influence=9)
    (finding,) = of(case, "K06")
    assert finding.people == ("c2", "c1")  # heavier first
    assert numbers(finding) == ("warning", {"role": "buyer", "holders": 2}, 0.25)
    assert who(case.contact("s", "c1", 1), "K06") == []


def test_k07_quiet_and_lapsed() -> None:
    def case(*days: int) -> Case:
        return pair("user").met("s", "b", *days)

    # Gaps of 10 each; silent for 30 days: exactly 3 times.
    (quiet,) = of(case(60, 50, 40, 30), "K07")
    assert quiet.people == ("b", "s")
    assert numbers(quiet) == ("notice", {"weight": 0.25, "silence": 3.0, "stage": 1}, 3.0)
    assert of(case(59, 49, 39, 29), "K07") == []
    # Exactly 8 times is lapsed, and no longer quiet.
    (lapsed,) = of(case(110, 100, 90, 80), "K07")
    assert numbers(lapsed) == ("warning", {"weight": 0.25, "silence": 8.0, "stage": 2}, 8.0)
    assert [f.severity.value for f in of(case(109, 99, 89, 79), "K07")] == ["notice"]
    assert of(case(50, 40, 30), "K07") == []


def test_k08_undated() -> None:
    (finding,) = of(pair("user").contact("s", "b", 1, None), "K08")
    assert finding.people == ("b", "s")
    assert numbers(finding) == ("notice", {"weight": 0.25, "level": 1}, None)
    assert who(pair("user").contact("s", "b", 0, None), "K08") == []  # from level 1
    assert who(pair("user").contact("s", "b", 4, ago(3000)), "K08") == []  # dated, however old
    assert who(pair("user").contact("s", "b", 4, ago(-1)), "K08") == [("b", "s")]  # in the future
    dated = pair("user").contact("s", "b", 4, None).met("s", "b", 900)
    assert who(dated, "K08") == []


def test_k09_opponent_without_contact() -> None:
    (finding,) = of(pair("decider", stance="opponent"), "K09")
    assert finding.people == ("b",)
    assert numbers(finding) == ("critical", {"weight": 0.5}, 0.5)
    assert who(pair("approver", stance="opponent"), "K09") == []  # 0.45
    assert who(pair("decider", stance="sceptic"), "K09") == []
    assert who(pair("decider", level=1, stance="opponent"), "K09") == []
    # The least favourable of several stances counts.
    case = pair("decider", stance="champion").member("b", stance="opponent")
    assert who(case, "K09") == [("b",)]


def test_k10_without_the_best_counterpart() -> None:
    case = Case().own("s", function="sales", level=3).own("e", function="it", level=3)
    case.buyer("b", "decider", function="purchasing", level=3).contact("e", "b", 4)
    (finding,) = of(case, "K10")
    assert finding.people == ("b",)
    assert numbers(finding) == ("notice", {"weight": 0.5, "best_fit": 1.0}, 0.5)
    # The best one may be one of several; any of them will do.
    case.own("s2", function="key_account", level=3).contact("s2", "b", 1)
    assert who(case, "K10") == []
    assert who(case, "K10", policy(active_threshold=0.3)) == [("b",)]
    light = Case().own("s").buyer("b", "approver")
    assert who(light, "K10") == []  # 0.45
    assert who(Case().own("s").buyer("b", "decider"), "K10") == [("b",)]
    assert who(Case().buyer("b", "decider"), "K10") == [("b",)]  # nobody of us could


def test_k11_overloaded() -> None:
    (finding,) = of(fan(7), "K11")
    assert finding.people == ("s",)
    assert numbers(finding) == ("warning", {"load": 7}, 6)
    assert who(fan(6), "K11") == []
    assert who(fan(6), "K11", policy(capacity=5)) == [("s",)]


def test_k12_left_but_listed() -> None:
    case = pair("user", level=4).buyer("x", "user", left=T).own("y", left=ago(1))
    case.add("people", id="z", organization="CU", name="Z", left=T)
    case.member("z", center="ecosystem")
    found = of(case, "K12")
    assert [f.people for f in found] == [("x",), ("y",), ("z",)]
    assert numbers(found[0]) == ("warning", {}, None)
    # Tomorrow's leaver, who is not there yet, and whose membership is over.
    fine = pair("user").buyer("x", left=ago(-1)).own("n", joined=ago(-1))
    fine.add("people", id="z", organization="CU", name="Z", left=T).member("z", until=T)
    assert who(fine, "K12") == []


def test_k12_names_a_person_once_and_a_vacant_one_too() -> None:
    case = pair("user").buyer("x", "user", left=T).member("x", "buyer")
    case.member("x", center="ecosystem").buyer("v", vacant=True, left=T)
    assert who(case, "K12") == [("v",), ("x",)]


def test_k13_counted_by_traces() -> None:
    # An undated level 1 at a factor of 0.2: 0.05, exactly a trace.
    case = pair("user").own("t", listed=False).contact("t", "b", 1, None)
    (finding,) = of(case, "K13", policy(undated_factor=0.2))
    assert finding.people == ("t",)
    assert numbers(finding) == ("notice", {}, 0.05)
    assert who(case, "K13", policy(undated_factor=0.196)) == []
    assert who(case.member("t", center="selling"), "K13") == []


def rival(weight: float, *roles: str) -> Case:
    """We know `b` with 0.5, and Rivo does with a weight."""
    case = pair(*roles, level=2, influence=10)
    case.add("organizations", id="rivo", name="Rivo", kind="competitor")
    return case.tie("rivo", "b", "contact", weight=weight)


def test_k14_a_competitor_leads_with_a_decider() -> None:
    (finding,) = of(rival(0.75, "decider"), "K14")
    assert finding.people == ("b",)
    values = {"role": "decider", "weight": 1.0, "best": 0.75, "lead": -0.25, "competitor": "rivo"}
    assert numbers(finding) == ("critical", values, 0.0)
    assert finding.message == "Rivo is ahead of us with B, who decides."
    assert who(rival(0.5, "decider"), "K14") == []  # level with us
    assert who(rival(0.5 + 1e-13, "decider"), "K14") == []  # and within the tolerance
    assert who(rival(0.5 + 1e-9, "decider"), "K14") == [("b",)]
    assert who(rival(0.75, "approver"), "K14") == []
    assert who(pair("decider"), "K14") == []  # nobody competes


def test_k14_from_another_lead_on() -> None:
    # A lead of 0.1 is too little where 0.2 are asked for.
    ask = policy(findings={"K14": {"threshold": 0.2}})
    (finding,) = of(rival(0.4, "decider"), "K14", ask)
    assert finding.threshold == 0.2
    assert who(rival(0.3, "decider"), "K14", ask) == []
    lenient = policy(findings={"K14": {"threshold": -0.25}})
    assert who(rival(0.75, "decider"), "K14", lenient) == []
    assert who(rival(0.76, "decider"), "K14", lenient) == [("b",)]


def test_k15_nothing_to_assess() -> None:
    (finding,) = of(Case().own("s"), "K15")
    assert finding.people == ()
    assert numbers(finding) == ("warning", {}, None)
    assert who(Case().own("s").buyer("b"), "K15") == []
    # People who left or are vacant are nobody to assess.
    assert len(of(Case().buyer("x", left=T).buyer("v", vacant=True), "K15")) == 1


def test_k16_vacant_position_in_a_required_role() -> None:
    case = pair("user").buyer("v", "decider", "buyer", "gatekeeper", vacant=True)
    found = of(case, "K16")
    assert [(f.people, f.values["role"]) for f in found] == [
        (("v",), "decider"),
        (("v",), "buyer"),
    ]
    assert numbers(found[0]) == ("warning", {"role": "decider"}, None)
    # Two rows of the same role are one finding; the dates of the position do not matter.
    case.member("v", "buyer").buyer("w", "user", vacant=True, left=T)
    case.buyer("u", "user", vacant=True, joined=ago(-1))
    assert [(f.people[0], f.values["role"]) for f in of(case, "K16")] == [
        ("u", "user"),
        ("v", "decider"),
        ("v", "buyer"),
        ("w", "user"),
    ]
    over = pair("user").add("people", id="v", organization="CU", vacant=True)
    assert who(over.member("v", "decider", until=T), "K16") == []


def test_k17_purchasing_alone() -> None:
    case = pair("buyer", level=4, function="purchasing").buyer("u", "user", function="production")
    (finding,) = of(case, "K17")
    assert finding.people == ()
    assert numbers(finding) == ("warning", {"covered": 1}, None)
    assert who(case.contact("s", "u", 1), "K17") == []
    # Without others, or without anybody covered, there is nothing to say.
    assert who(pair("buyer", level=4, function="purchasing"), "K17") == []
    nobody = pair("buyer", function="purchasing").buyer("u", "user", function="production")
    assert who(nobody, "K17") == []
    # An unknown function is not purchasing.
    unknown = pair("buyer", level=4, function="purchasing").buyer("u", "user")
    assert len(of(unknown, "K17")) == 1


# -- scope, order, many accounts --------------------------------------------------------


def test_an_empty_buying_center_raises_only_three_rules() -> None:
    case = Case().own("s", left=T).buyer("v", "decider", vacant=True).buyer("x", "user", left=T)
    found = check(case.matrix()).findings
    assert [(f.rule, f.people) for f in found] == [
        ("K12", ("s",)),
        ("K12", ("x",)),
        ("K15", ()),
        ("K16", ("v",)),
    ]


def test_an_opportunity_has_its_own_findings() -> None:
    case = pair("decider").add("opportunities", id="O", account="A", name="Deal")
    case.add("people", id="v", organization="CU", vacant=True)
    case.member("v", "buyer", opportunity="O")
    assert {f.rule for f in check(case.matrix(opportunity="O")).findings} == {"K15", "K16"}
    assert check(case.matrix(opportunity="O")).opportunity == "O"


def test_order_is_severity_rule_weight_id() -> None:
    case = Case().own("s")
    for person, influence in (("b", 6), ("a", 6), ("c", 9)):
        case.buyer(person, "decider", stance="opponent", influence=influence)
    found = check(case.matrix()).findings
    assert [(f.severity.value, f.rule, f.people) for f in found] == [
        ("critical", "K01", ("c",)),
        ("critical", "K01", ("a",)),
        ("critical", "K01", ("b",)),
        ("critical", "K09", ("c",)),
        ("critical", "K09", ("a",)),
        ("critical", "K09", ("b",)),
        ("warning", "K05", ()),
        ("warning", "K05", ()),
        ("warning", "K05", ()),
        ("warning", "K06", ("c", "a", "b")),
        ("notice", "K10", ("c",)),
        ("notice", "K10", ("a",)),
        ("notice", "K10", ("b",)),
    ]
    assert [f.values["role"] for f in found if f.rule == "K05"] == ["buyer", "influencer", "user"]


def two_accounts() -> Case:
    case = worked_example().add("organizations", id="CU2", name="Second", kind="customer")
    case.add("accounts", id="A0", name="Zero", organization="CU2")
    return case.add("accounts", id="B", name="Beta", organization="CU2").member("ines", account="B")


def test_all_accounts_together_hold_what_each_holds() -> None:
    case = two_accounts()
    columns = case.portfolio().columns()
    together = check(ContactMatrix.of_columns(columns, T))
    assert together.account is None
    alone = [f for a in ("A", "A0", "B") for f in check(case.matrix(account=a)).findings]
    assert sorted(map(repr, together.findings)) == sorted(map(repr, alone))
    assert len(together.findings) == len(alone)


def test_portfolio_counts_findings_and_puts_the_worst_first() -> None:
    result = portfolio(two_accounts().portfolio().columns(), T)
    rows = [(r.account, r.critical, r.warning, r.notice) for r in result.accounts]
    # A: K03 | K02, K06 | K08. B: ines without a role: four times K05. A0: K15 alone.
    assert rows == [("A", 1, 2, 1), ("B", 0, 4, 0), ("A0", 0, 1, 0)]
    first, second, last = result.accounts
    assert (first.weighted, first.alignment, first.bus_factor) == (
        close(0.8875 / 1.95),
        close(0.7 / 1.38125),
        1,
    )
    assert (first.lower, first.upper) == (close(0.85 / 2.925), close(0.925 / 1.95))
    assert (first.active, first.redundant, first.zipper) == (0.75, 0.25, 1.0)
    assert (first.thin_share, first.orphaned_share) == (close(1.75 / 1.95), close(0.35 / 1.95))
    assert (second.stakeholders, second.own_people, second.weighted) == (1, 0, 0.0)
    assert (last.weighted, last.thin_share, last.bus_factor, last.alignment) == (None,) * 4
    assert (result.formula, result.as_of) == ("portfolio/1", T)


def test_portfolio_ties_by_coverage_undefined_last_then_id() -> None:
    case = Case().add("accounts", id="C", name="C", organization="CU")
    case.add("accounts", id="B", name="B", organization="CU").own("s")
    result = portfolio(case.portfolio().columns(), T)
    assert [row.account for row in result.accounts] == ["A", "B", "C"]


@pytest.mark.parametrize("day", [T, ago(400), ago(-400)])
def test_identical_input_gives_identical_findings(day: date) -> None:
    first, second = (check(worked_example().matrix(day=day)) for _ in range(2))
    assert first == second


def test_a_vacant_position_goes_by_its_title() -> None:
    case = Case().own("s").buyer("b", "buyer")
    case.add("people", id="nn", organization="CU", vacant=True, title="Head of Plant")
    case.member("nn", "decider")
    (finding,) = of(case, "K16")
    assert "Head of Plant" in finding.message
    assert finding.people == ("nn",)
