"""The page's data and texts: escaped, finite, in words, and only what may be shown."""

from __future__ import annotations

import base64
import json
import re
import struct
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kamgraph.colours import DARK, LIGHT, style_sheet
from kamgraph.maps.headline import key_figures
from kamgraph.maps.lettering import fitted, width
from kamgraph.maps.payload import difference, json_text
from kamgraph.maps.shown import Side
from kamgraph.maps.states import earlier_dates
from kamgraph.maps.texts import Texts
from tests.browser.pages import ACCOUNTS, demo, demo_page, view_of


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


def _data(account: str = ACCOUNTS[0], months: int = 0) -> dict[str, Any]:
    """The data inside a page, as the scripts read it."""
    html = demo_page(account, "de", months)
    found = re.search(r'id="page-data">(.*?)</script>', html)
    assert found
    return dict(json.loads(found[1]))


def test_facts_have_their_date_and_source() -> None:
    data = _data()
    number = next(n for n, person in enumerate(data["people"]) if person["id"] == "matthias-grube")
    assert data["people"][number]["email"] == "matthias.grube@nordlicht.example"
    rows = [data["memberships"][row] for row in data["states"][0]["rows"][str(number)]]
    assert {
        "stance": "sceptic",
        "source": "site visit",
        "on": "2026-06-11",
        "by": "Jonas Brandt",
    }.items() <= rows[0].items()
    assert any(row.get("for") == "Assembly line 3, Husum" for row in rows)


def test_the_page_carries_both_languages_with_the_same_texts() -> None:
    english, german = (_data()["languages"][lang] for lang in ("en", "de"))

    def shape(value: Any) -> Any:
        return {k: shape(v) for k, v in value.items()} if isinstance(value, dict) else None

    assert shape(english) == shape(german)
    assert english["texts"]["close"] == "Close"
    assert german["texts"]["close"] == "Schließen"
    assert german["plurals"]["people"] == {"one": "{count} Person", "other": "{count} Personen"}


def test_what_has_not_changed_is_stored_once() -> None:
    with_history, without = demo_page(months=12), demo_page()
    states = _data(months=12)["states"]
    opportunities = len(_data()["states"])
    assert len(states) == opportunities + 12
    assert states[-1]["asOf"] == "2025-11-20"
    everything = len(json.dumps(states[0])) * 12
    assert len(with_history) - len(without) < 0.25 * everything
    assert {*states[0], "from"} == states[-1].keys()
    assert [state["from"] for state in states[opportunities + 1 :]] == list(
        range(opportunities, opportunities + 11)
    )


def test_a_difference_tells_what_is_new_and_what_is_gone() -> None:
    base = {"side": {"1": "own", "2": "buying"}, "asOf": "2026-01-01", "findings": [1]}
    other = {"side": {"2": "buying", "3": "own"}, "asOf": "2025-01-01", "findings": []}
    assert difference(base, other) == {
        "side": {"put": {"3": "own"}, "gone": ["1"]},
        "asOf": "2025-01-01",
        "findings": [],
    }
    assert difference(base, base)["side"] == {}


def test_where_most_of_a_table_changes_its_values_stand_in_the_order_of_its_keys() -> None:
    base = {"strength": {"b": 0.5, "a": 0.25, "c": 1.0}}
    short = {"strength": {"a": 0.5, "b": 0.75, "d": 1.0}}
    assert difference(base, short)["strength"] == {
        "gone": ["c"],
        "values": [0.5, 0.75],
        "put": {"d": 1.0},
    }
    long = {"strength": {"a": 1 / 3, "b": 2 / 3, "c": 1 / 7}}
    told = base64.b64decode(difference(base, long)["strength"]["values"])
    assert struct.unpack("<3d", told) == (1 / 3, 2 / 3, 1 / 7), "to the last bit"


def test_earlier_dates_are_at_most_twelve() -> None:
    day = date(2026, 3, 31)
    assert earlier_dates(day, 2) == (date(2026, 2, 28), date(2026, 1, 31))
    assert len(earlier_dates(day, 12)) == len(earlier_dates(day, 36)) == 12
    assert earlier_dates(day, 36)[-1] == date(2023, 3, 31)


def test_weights_line_up() -> None:
    texts = Texts("de")
    assert [texts.weight(value) for value in (0.9, 0.81, 1.0)] == ["0,90", "0,81", "1,00"]


@pytest.mark.parametrize(
    ("changes", "tone", "bounds"),
    [
        ({}, "warn", "between 51% and 63%"),
        ({"single_threaded": 0}, "plain", "between 51% and 63%"),
        ({"single_threaded": 0, "orphaned": 0}, "good", "between 51% and 63%"),
        ({"lower": 0.611, "upper": 0.614}, "warn", "of the weight, without a range"),
    ],
)
def test_the_strip_praises_only_what_is_good(
    changes: dict[str, float], tone: str, bounds: str
) -> None:
    headline = replace(view_of(demo(), ACCOUNTS[0]).headline, **changes)  # type: ignore[arg-type]
    figures = {figure.id: figure for figure in key_figures(headline, Texts("en"))}
    assert figures["single"].tone == tone
    assert figures["weighted"].note == bounds


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
