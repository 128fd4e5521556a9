"""Numbers, dates and words as readers of both languages write them."""

from __future__ import annotations

from datetime import date

import pytest

from kamgraph.locale import LANGUAGES
from kamgraph.locale.words import Words
from kamgraph.model import vocabulary


def test_english() -> None:
    words = Words("en")
    assert words.percent(0.614) == "61%"
    assert words.number(1.5) == "1.50"
    assert words.date(date(2026, 11, 20)) == "2026-11-20"
    assert words.level(3) == "head"
    assert words.contact_level(4) == "trusted"
    assert words.word("role", "back_office") == "back office"


def test_german() -> None:
    words = Words("de")
    assert words.percent(0.614) == "61\u00a0%"
    assert words.number(1.5) == "1,50"
    assert words.date(date(2026, 11, 20)) == "20.11.2026"
    assert words.word("role", "decider") == "Entscheider"
    assert words.word("stance", "opponent") == "Gegner"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_unknown_is_a_dash(lang: str) -> None:
    words = Words(lang)
    assert {words.percent(None), words.number(None), words.date(None)} == {"–"}
    assert words.word("function", None) == "–"
    assert words.level(None) == words.level(9)


def test_whole_numbers_have_no_decimals() -> None:
    assert Words("de").number(17) == "17"


def test_german_words_are_german() -> None:
    words = Words("de")
    same = {"neutral", "gatekeeper", "initiator", "sponsor", "partner", "marketing", "service"}
    same |= {"buying", "selling", "it", "key_account"}
    for role in vocabulary.Role:
        shown = words.word("role", role)
        assert shown != role.value or role.value in same


@pytest.mark.parametrize(("lang", "point"), [("en", "."), ("de", ",")])
def test_every_number_has_the_same_minus(lang: str, point: str) -> None:
    words, minus = Words(lang), "\N{MINUS SIGN}"
    assert words.number(-1.5) == f"{minus}1{point}50"
    assert words.number(-3) == f"{minus}3"
    assert words.percent(-0.25).startswith(f"{minus}25")
    assert words.signed(-11.94, 1) == f"{minus}11{point}9"
    assert words.signed(3) == "+3"


def test_what_rounds_to_nothing_has_no_sign() -> None:
    words = Words("en")
    assert words.percent(-0.001) == "0%"
    assert words.signed(-0.04, 1) == words.signed(0.04, 1) == "0.0"
    assert words.signed(0) == "0"
