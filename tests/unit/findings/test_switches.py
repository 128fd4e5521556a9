"""The policy's switch of each rule: off, another severity, a threshold of its own."""

from __future__ import annotations

from typing import Any

import pytest

from kamgraph.errors import InputError
from kamgraph.findings.check import check
from kamgraph.findings.overview import portfolio
from kamgraph.findings.rule import RULES
from kamgraph.model.policy import Policy
from kamgraph.model.switches import SEVERITIES
from kamgraph.model.vocabulary import RuleId, Severity
from tests.unit.builders import T, policy
from tests.unit.findings.test_rules_by_hand import fan, of, pair, who
from tests.unit.findings.test_sentences import everything

DEFAULT_HASH = "b19d8ecc074a"


def switched(rule: str, **keys: Any) -> Policy:
    return policy(findings={rule: keys})


@pytest.mark.parametrize("rule", sorted({rule.id for rule in RULES}))
def test_a_rule_that_is_off_finds_and_counts_nothing(rule: str) -> None:
    for case in everything():
        on, off = check(case.matrix()), check(case.matrix(switched(rule, enabled=False)))
        assert off.findings == tuple(f for f in on.findings if f.rule != rule)
        (row,) = portfolio(case.portfolio().columns(), T, switched(rule, enabled=False)).accounts
        assert row.critical + row.warning + row.notice == len(off.findings)


@pytest.mark.parametrize("rule", sorted({rule.id for rule in RULES}))
@pytest.mark.parametrize("severity", list(Severity))
def test_another_severity_counts_there(rule: str, severity: Severity) -> None:
    constants = switched(rule, severity=severity.value)
    for case in everything():
        result = check(case.matrix(constants))
        assert {f.severity for f in result.findings if f.rule == rule} <= {severity}
        order = [list(Severity).index(f.severity) for f in result.findings]
        assert order == sorted(order)
        (row,) = portfolio(case.portfolio().columns(), T, constants).accounts
        counted = [f.severity for f in result.findings]
        assert (row.critical, row.warning, row.notice) == tuple(map(counted.count, Severity))


def test_severities_are_those_the_rules_declare() -> None:
    declared: dict[str, set[Severity]] = {}
    for rule in RULES:
        declared.setdefault(rule.id, set()).add(rule.severity)
    for rule_id, severities in declared.items():
        known = {SEVERITIES[RuleId(rule_id)]} if rule_id != "K07" else set(severities)
        assert severities == known


def test_an_own_threshold_overrides_the_shared_key_for_its_rule_alone() -> None:
    light = pair("approver", level=4, stance="opponent")  # 0.45
    assert who(light, "K02") == []
    (finding,) = of(light, "K02", switched("K02", threshold=0.45))
    assert finding.threshold == 0.45
    unmet = pair("approver", stance="opponent")
    assert who(unmet, "K09", switched("K02", threshold=0.1)) == []
    assert who(unmet, "K09", switched("K09", threshold=0.45)) == [("b",)]
    assert who(unmet, "K09", switched("K09", threshold=0.46)) == []
    assert who(unmet, "K10", switched("K10", threshold=0.45)) == [("b",)]
    assert who(unmet, "K10", switched("K10", threshold=0.46)) == []


def test_ties_of_another_strength_for_one_rule() -> None:
    # A tie of 0.25 is active; where the rule asks for 0.3 it is not enough.
    case = pair("decider", level=1)
    assert who(case, "K01") == []
    (finding,) = of(case, "K01", switched("K01", threshold=0.3))
    assert (finding.people, finding.threshold) == (("b",), 0.3)
    assert who(case, "K01", switched("K01", threshold=0.25)) == []
    assert [f.values["role"] for f in of(case, "K06", switched("K06", threshold=0.3))] == [
        "decider"
    ]
    assert of(case, "K06", switched("K06", threshold=0.25)) == []
    assert of(case, "K05", switched("K06", threshold=0.3)) == of(case, "K05")


def test_counts_and_loads() -> None:
    assert who(fan(2), "K03", switched("K03", threshold=2)) == [("s",)]
    assert who(fan(2), "K03", switched("K03", threshold=3)) == []
    assert who(fan(3), "K11", switched("K11", threshold=2)) == [("s",)]
    assert who(fan(3), "K11", switched("K11", threshold=3)) == []


def test_k07_from_its_own_threshold_on_and_lapsed_not_before() -> None:
    def found(days: int, **keys: Any) -> list[tuple[str, float]]:
        case = pair("user").met("s", "b", days + 30, days + 20, days + 10, days)
        findings = of(case, "K07", switched("K07", **keys))
        return [(f.severity.value, float(f.threshold or 0)) for f in findings]

    assert found(19, threshold=2) == []
    assert found(20, threshold=2) == [("notice", 2.0)]
    assert found(80, threshold=2) == [("warning", 8.0)]
    # Beyond where a tie lapses there is no quiet tie left.
    assert found(99, threshold=10) == []
    assert found(100, threshold=10) == [("warning", 10.0)]
    assert found(80, severity="critical") == [("critical", 8.0)]
    assert found(30, severity="critical") == [("critical", 3.0)]


def test_k13_asks_for_a_stronger_tie() -> None:
    case = pair("user").own("t", listed=False).contact("t", "b", 1)
    assert who(case, "K13", switched("K13", threshold=0.25)) == [("t",)]
    assert who(case, "K13", switched("K13", threshold=0.26)) == []
    assert who(case.contact("s", "b", 4), "K13", switched("K13", threshold=0.26)) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"K99": {"enabled": False}}, "there is no key 'findings.K99'; did you mean 'K09'"),
        (
            {"K02": {"enable": False}},
            "there is no key 'findings.K02.enable'; did you mean 'enabled'",
        ),
        ({"K05": {"threshold": 1}}, "there is no key 'findings.K05.threshold'"),
        ({"K02": {"threshold": 1.1}}, "findings.K02.threshold = 1.1"),
        ({"K01": {"threshold": 0}}, "findings.K01.threshold = 0"),
        ({"K03": {"threshold": 2.5}}, "findings.K03.threshold = 2.5"),
        ({"K11": {"threshold": 0}}, "findings.K11.threshold = 0"),
        ({"K14": {"threshold": -1.1}}, "findings.K14.threshold = -1.1"),
        ({"K02": {"threshold": True}}, "findings.K02.threshold = True"),
        ({"K02": {"enabled": 0}}, "findings.K02.enabled = 0"),
        ({"K02": {"enabled": "no"}}, "findings.K02.enabled = 'no'"),
        ({"K02": {"severity": "urgent"}}, "findings.K02.severity = 'urgent'"),
        ({"K02": False}, "findings.K02"),
    ],
)
def test_unknown_keys_and_values_out_of_range_are_named(values: Any, said: str) -> None:
    with pytest.raises(InputError) as raised:
        policy(findings=values)
    assert said in str(raised.value)


def test_a_switch_enters_the_hash_only_where_it_differs() -> None:
    for same in (
        {"K02": {}},
        {"K02": {"enabled": True}},
        {"K02": {"severity": "warning"}},
        {"K02": {"threshold": 0.5}},
        {"K14": {"threshold": 0}},
    ):
        assert policy(findings=same).hash == DEFAULT_HASH, same
    differing = [
        policy(findings=values)
        for values in (
            {"K02": {"enabled": False}},
            {"K03": {"enabled": False}},
            {"K02": {"severity": "notice"}},
            {"K07": {"severity": "notice"}},
            {"K02": {"threshold": 0.6}},
            # The shared key moved away from under it: it is a bound of its own again.
            {"heavy_stakeholder": 0.6, "K02": {"threshold": 0.5}},
            {"heavy_stakeholder": 0.6},
        )
    ]
    assert len({DEFAULT_HASH, *(one.hash for one in differing)}) == len(differing) + 1
    assert '"K02":{"enabled":false}' in differing[0].canonical()
    assert '"K02":{"threshold":0.6}' in differing[4].canonical()


def test_employee_figures_enter_the_hash_only_where_switched_on() -> None:
    assert policy(people={"employee_figures": False}).hash == DEFAULT_HASH
    assert policy(people={}).hash == DEFAULT_HASH
    assert (
        '"people":{"employee_figures":true}'
        in policy(people={"employee_figures": True}).canonical()
    )
    with pytest.raises(InputError, match=r"people\.employee_figures = 1"):
        policy(people={"employee_figures": 1})
