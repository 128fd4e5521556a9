"""What findings say, in both languages: names and numbers stand in their places."""

from __future__ import annotations

import string

import pytest

from kamgraph.findings.check import check
from kamgraph.findings.rule import RULES, joined
from kamgraph.locale import LANGUAGES, texts
from kamgraph.metrics.results import Finding
from tests.unit.builders import Case, T

KNOWN_PLACES = {"person", "own", "role", "account"}


def everything() -> list[Case]:
    """Cases that raise every rule between them."""
    busy = Case().own("sally").own("tom", listed=False).buyer("vera", "decider", vacant=True)
    busy.buyer("otto", "decider", stance="opponent", influence=10).buyer("bea", "buyer")
    busy.buyer("xaver", "user", left=T)
    for number in range(7):
        busy.buyer(f"u{number}", "user", function="purchasing", influence=10)
        busy.contact("sally", f"u{number}", 4, None if number else T)
    busy.met("sally", "u1", 60, 50, 40, 30).met("sally", "u2", 110, 100, 90, 80)
    busy.contact("tom", "u3", 1)
    busy.add("organizations", id="rivo", name="Rivo", kind="competitor")
    busy.tie("rivo", "otto", "contact", weight=0.5)
    return [busy, Case()]


def findings(lang: str) -> list[Finding]:
    return [finding for case in everything() for finding in check(case.matrix(), lang).findings]


def test_the_cases_raise_every_rule() -> None:
    raised = {(finding.rule, finding.severity) for finding in findings("en")}
    assert raised == {(rule.id, rule.severity) for rule in RULES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_place_is_left_empty(lang: str) -> None:
    for finding in findings(lang):
        for text in (finding.message, finding.action):
            assert text
            assert "{" not in text
            assert "}" not in text
            assert "  " not in text
            assert "None" not in text
            assert not text.startswith(" ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_is_translated_with_the_same_places(lang: str) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    catalogue = texts(lang)
    for rule in RULES:
        for text in (rule.message, rule.action):
            shown = catalogue.gettext(text)
            assert places(shown) == places(text), rule.id
            assert lang == "en" or shown != text, f"{rule.id} is not translated"


def test_places_are_known_ones_or_the_rules_own_values() -> None:
    values: dict[str, set[str]] = {}
    for finding in findings("en"):
        values.setdefault(finding.rule, set()).update(finding.values)
    for rule in RULES:
        for text in (rule.message, rule.action):
            used = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            assert used <= KNOWN_PLACES | values[rule.id], rule.id


def test_names_stand_in_the_right_places() -> None:
    case = Case().own("s").buyer("b", "decider", influence=10).contact("s", "b", 4)
    case.tables["people"][0]["name"] = "Ida {own} Ours"
    case.tables["people"][1]["name"] = "Bo %s Buyer"
    (finding,) = [f for f in check(case.matrix()).findings if f.rule == "K02"]
    assert finding.message == "Our contact to Bo %s Buyer hangs on Ida {own} Ours alone."


def test_a_position_without_a_name_is_called_by_its_id() -> None:
    case = Case().own("s").buyer("b", "user")
    case.add("people", id="nn-7", organization="CU", vacant=True).member("nn-7", "buyer")
    (finding,) = [f for f in check(case.matrix()).findings if f.rule == "K16"]
    assert "nn-7" in finding.message


def test_numbers_as_the_language_writes_them() -> None:
    # Gaps of 10, silent for 35 days: 3.5 times.
    case = Case().own("s").buyer("b", "user").met("s", "b", 65, 55, 45, 35)
    said = {
        lang: next(f for f in check(case.matrix(), lang).findings if f.rule == "K07").message
        for lang in LANGUAGES
    }
    assert "3.5" in said["en"]
    assert "3,5" in said["de"]
    assert all(f.values.get("silence", 3.5) == 3.5 for f in check(case.matrix(), "de").findings)


def test_roles_are_said_in_words_of_the_language() -> None:
    (found,) = [
        f
        for f in check(Case().own("s").buyer("b", "decider").matrix(), "de").findings
        if f.rule == "K01"
    ]
    assert texts("de").pgettext("role", "decider") in found.message
    assert found.values["role"] == "decider"


def test_an_unknown_language_has_no_catalogue() -> None:
    with pytest.raises(FileNotFoundError):
        check(Case().matrix(), "xx")


def test_no_hits_at_all_can_be_joined() -> None:
    assert len(joined([])) == 0
