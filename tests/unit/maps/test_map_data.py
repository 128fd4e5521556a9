"""The page's data and texts: escaped, finite, in words, and only what may be shown."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kamgraph.colours import DARK, LIGHT, style_sheet
from kamgraph.maps.details import Describer
from kamgraph.maps.headline import key_figures
from kamgraph.maps.lettering import fitted, width
from kamgraph.maps.payload import json_text
from kamgraph.maps.shown import Side
from kamgraph.maps.texts import Texts
from tests.browser.pages import ACCOUNTS, demo, view_of


def test_json_cannot_end_its_element() -> None:
    value = {"<b>": "</script><!--&amp;\u2028\u2029", "number": 0.5}
    text = str(json_text(value))
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == value


def test_json_knows_only_finite_numbers() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"x": float("nan")})


def test_a_text_is_cut_with_an_ellipsis() -> None:
    assert fitted("Anna", 100, 14) == "Anna"
    cut = fitted("Donaudampfschifffahrtsgesellschaft", 100, 14)
    assert cut.endswith("…")
    assert width(cut, 14) <= 100


def test_the_view_holds_the_people_of_all_sides() -> None:
    view = view_of(demo(), ACCOUNTS[0])
    assert [len(view.side(side)) for side in Side] == [10, 17, 8]
    assert view.headline.deciders == 3
    assert "gerd-michelsen" not in {figure.id for figure in view.figures}, "has left"


def test_ties_with_people_of_other_accounts_stay_out() -> None:
    view = view_of(demo(), ACCOUNTS[0])
    shown = {figure.id for figure in view.figures}
    organizations = {row.id for row in demo().organizations}
    for tie in view.ties:
        assert {tie.source, tie.target} <= shown | organizations


def test_an_opportunity_narrows_the_buying_center() -> None:
    view = view_of(demo(), ACCOUNTS[0], opportunity="nw-line-3")
    assert view.opportunity == ("nw-line-3", "Assembly line 3, Husum")
    assert 0 < len(view.side(Side.BUYING)) < 17
    assert view.side(Side.OWN)


def test_an_empty_buying_center_still_makes_a_view() -> None:
    view = view_of(demo(), ACCOUNTS[0], opportunity="nw-service")
    assert view.side(Side.BUYING) == ()
    assert view.headline.weighted is None


def test_details_are_facts_with_date_and_source() -> None:
    view, texts = view_of(demo(), ACCOUNTS[0]), Texts("de")
    figure = next(figure for figure in view.figures if figure.id == "matthias-grube")
    details = Describer(view, texts).details(figure)
    facts = {fact["label"]: fact for fact in details["facts"]}
    assert facts["Haltung"]["text"] == "Skeptiker"
    assert facts["Haltung"]["note"] == "site visit · 11.06.2026 · angegeben von Jonas Brandt"
    assert facts["E-Mail"]["href"] == "mailto:matthias.grube@nordlicht.example"
    headings = [section["heading"] for section in details["sections"]]
    assert headings[0] == "Kontakte"
    assert headings[-1] == "Befunde"
    contact = details["sections"][0]["entries"][0]
    assert contact["person"] == "jonas-brandt"
    assert contact["share"] == "33\xa0%"


def test_each_membership_says_what_it_is_for() -> None:
    view = view_of(demo(), ACCOUNTS[0])
    figure = next(figure for figure in view.figures if figure.id == "ulrike-petersen")
    facts = Describer(view, Texts("en")).details(figure)["facts"]
    members = [(fact["text"], fact["note"]) for fact in facts if fact["label"] == "Member"]
    assert members == [("since Jan 1, 2026", ""), ("since Jan 1, 2026", "Assembly line 3, Husum")]


def test_weights_line_up() -> None:
    texts = Texts("de")
    assert [texts.weight(value) for value in (0.9, 0.81, 1.0)] == ["0,90", "0,81", "1,00"]


@pytest.mark.parametrize(
    ("changes", "tone", "bounds"),
    [
        ({}, "warn", "between 51% and 63%"),
        ({"single_threaded": 0}, "plain", "between 51% and 63%"),
        ({"single_threaded": 0, "orphaned": 0}, "good", "between 51% and 63%"),
        ({"lower": 0.611, "upper": 0.614}, "warn", "of the weight; bounds agree"),
    ],
)
def test_the_strip_praises_only_what_is_good(
    changes: dict[str, float], tone: str, bounds: str
) -> None:
    headline = replace(view_of(demo(), ACCOUNTS[0]).headline, **changes)  # type: ignore[arg-type]
    figures = {figure.id: figure for figure in key_figures(headline, Texts("en"))}
    assert figures["single"].tone == tone
    assert figures["weighted"].note == bounds


def test_links_have_schemes_that_do_no_harm() -> None:
    view = view_of(demo(), ACCOUNTS[0])
    describer = Describer(view, Texts("en"))
    links = {
        fact["href"].split(":")[0]
        for figure in view.figures
        for fact in describer.details(figure)["facts"]
        if "href" in fact
    }
    assert links == {"mailto", "tel"}


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("page", "panel", "band")
TEXT_ON = {
    "ink": (*GROUNDS, "card", "own", "around", "accent-soft"),
    "muted": (*GROUNDS, "card", "own", "around", "accent-soft"),
    "accent": ("panel",),
    "bad": ("panel",),
    "warn": ("panel",),
    "on-sign": ("bad", "warn"),
}
SEEN_ON = {
    **dict.fromkeys(("contact", "weak", "reports", "influence", "other", "bad"), GROUNDS),
    "card-edge": GROUNDS,
    "control": GROUNDS,
    "accent": (*GROUNDS, "card"),
    "on-sign": ("champion", "supporter", "neutral", "sceptic", "opponent", "unknown"),
}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("rules", "least"), [(TEXT_ON, 4.5), (SEEN_ON, 3.0)], ids=["text", "lines"]
)
def test_contrast_is_enough(
    colours: dict[str, str], rules: dict[str, tuple[str, ...]], least: float
) -> None:
    poor = {
        (name, ground): round(_contrast(colours[name], colours[ground]), 2)
        for name, grounds in rules.items()
        for ground in grounds
        if _contrast(colours[name], colours[ground]) < least
    }
    assert poor == {}


def test_both_modes_have_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert style_sheet().count("--ink:") == 5
