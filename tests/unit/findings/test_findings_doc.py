"""docs/findings.md lists every registered rule, with what it says and its values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kamgraph.findings.check import check
from kamgraph.findings.rule import RULES, Rule
from kamgraph.model.policy import Policy
from tests.unit.builders import worked_example
from tests.unit.findings.test_sentences import findings

DOC = Path(__file__).parents[3] / "docs" / "findings.md"


def sections() -> dict[str, str]:
    parts = re.split(r"(?m)^### (K\d\d) ", DOC.read_text("utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_rule_has_its_section_in_order() -> None:
    assert list(sections()) == sorted({rule.id for rule in RULES})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id} {rule.severity}")
def test_a_section_says_what_the_rule_says(rule: Rule) -> None:
    text = sections()[rule.id]
    assert f"> {rule.message}\n>\n> → {rule.action}\n" in text
    facts = next(line for line in text.splitlines() if line.startswith("*Severity*"))
    assert rule.severity.value in facts.split(" · ")[0]
    threshold = rule.threshold(Policy())
    shown = facts.split(" · ")[1]
    if threshold is None:
        assert shown == "*Threshold* none"
    else:
        assert re.search(rf"[( ]{threshold:g}[,)]", shown)


def test_a_section_lists_the_rules_values() -> None:
    raised: dict[str, set[str]] = {}
    for finding in findings("en"):
        raised.setdefault(finding.rule, set()).update(finding.values)
    for rule, text in sections().items():
        listed = re.search(r"\*Values\* (.*)", text)
        assert listed is not None
        assert set(re.findall(r"`(\w+)`", listed[1])) == raised[rule], rule


def test_what_an_acceptance_compares_is_listed() -> None:
    table = DOC.read_text("utf-8").split("| rule | value that is compared | worse |")[1]
    listed = {}
    for line in table.split("\n\n")[0].splitlines()[2:]:
        rules, value, worse = [cell.strip() for cell in line.strip("|").split("|")]
        found = re.match(r"`(\w+)`", value)
        for rule in rules.split(", "):
            listed[rule] = (found[1] if found else None, worse)
    assert listed == {
        rule.id: (rule.value, {1: "higher", -1: "lower"}[rule.worse] if rule.value else "")
        for rule in RULES
    }


def test_the_example_is_true() -> None:
    (finding,) = [f for f in check(worked_example().matrix()).findings if f.rule == "K02"]
    text = DOC.read_text("utf-8")
    assert f'"message": "{finding.message}"' in text
    assert f'"action": "{finding.action}"' in text
    assert (finding.people, dict(finding.values), finding.threshold) == (
        ("dora", "anna"),
        {"weight": 1.0},
        0.5,
    )
