"""Both catalogues hold exactly the texts of the code, and are compiled."""

from __future__ import annotations

import pytest

from kamgraph.locale import LANGUAGES, catalogues

REMEDY = "run python -m kamgraph.locale.catalogues update, then translate what is empty"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_is_complete(lang: str) -> None:
    assert catalogues.faults(lang) == [], REMEDY


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_is_as_the_update_writes_it(lang: str) -> None:
    path = catalogues.path_of(lang)
    assert path.read_bytes() == catalogues.po_bytes(catalogues.merged(lang)), REMEDY
    assert path.with_suffix(".mo").read_bytes() == catalogues.mo_bytes(catalogues.read(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_does_not_change_with_the_day(lang: str) -> None:
    assert b"Date" not in catalogues.path_of(lang).read_bytes().split(b"\n\n")[0]


def test_the_vocabulary_and_the_columns_are_texts() -> None:
    found = catalogues.extracted()
    for key in [
        ("role", "decider"),
        ("organization kind", "end_customer"),
        ("tie", "reports_to"),
        ("status", "in place"),
        ("level", "5"),
        ("level", "unknown"),
        ("contact level", "0"),
        ("column", "expected_size"),
        ("table", "memberships"),
    ]:
        assert key in found


def test_places_are_compared() -> None:
    assert catalogues.places("{a} of {b:.1f}", "{a}") == {"a", "b"}
