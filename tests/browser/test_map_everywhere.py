"""What map.md asks of the page in a browser, in light and dark, in each of three windows.

=== ========================================= ==================================================
 1  no request, no fault, no violation         every test here, at its end
 2  hostile text                               `test_hostile_text_is_text`
 3  two builds are the same bytes              `test_map_bytes`: no window is open
 4  ready, and nothing moves                   `test_the_map_of_an_account`
 5  names readable, cards apart and in sight   `test_the_map_of_an_account`
 6  search, filters, reset                     `test_search_filters_and_reset_agree`
 7  arrows reach every card, no trap           `test_the_map_of_an_account`, `test_the_focus_…`
 8  numbers of every single removal            `test_the_map_of_an_account`
 9  German complete                            `test_every_view_in_both_languages`
10  axe                                        `test_axe_finds_nothing_serious`
11  paper                                      `test_paper_is_short_and_holds_every_name`
12  without JavaScript                         `test_without_scripts_…`
13  pyvis's internals                          `test_map_pyvis`: no window is open
=== ========================================= ==================================================

The other modules here look closer, in one window each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from kamgraph.maps.shown import Figure, MapView
from kamgraph.matrix import ContactMatrix
from kamgraph.model.policy import Policy
from kamgraph.planning.departures import headlines
from kamgraph.planning.results import Headline
from tests.browser import axe, hands, hostile, paper
from tests.browser.conftest import Open, Opened
from tests.browser.pages import ACCOUNTS, AS_OF, demo, demo_page, hostile_page, view_of

ACCOUNT = ACCOUNTS[0]
VIEWS = ("map", "coverage", "spoc", "alignment", "whatif", "ecosystem", "matrix", "grid")
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
PHONE = 390


@dataclass(frozen=True)
class Window:
    """Where a page is looked at; it must report no fault there.

    Args:
        opened: opens pages.
        width: of the window.
        height: likewise.
        scheme: light or dark.
        shown: what was opened.
    """

    opened: Open
    width: int
    height: int
    scheme: str
    shown: list[Opened]

    def open(self, html: str, **more: object) -> Opened:
        """Opens a page's text."""
        shown = self.opened(html, self.width, self.height, color_scheme=self.scheme, **more)
        self.shown.append(shown)
        return shown


@pytest.fixture(
    params=[
        (*size, scheme)
        for size in ((1280, 800), (1920, 1080), (PHONE, 844))
        for scheme in ("light", "dark")
    ],
    ids=lambda place: "-".join(map(str, place)),
)
def window(request: pytest.FixtureRequest, opened: Open) -> Iterator[Window]:
    """Each window in turn."""
    place = Window(opened, *request.param, shown=[])
    yield place
    for shown in place.shown:
        assert shown.faults == []


@cache
def _singles(account: str) -> dict[str, Headline]:
    """The library's numbers without each own person and stakeholder, by id; of "" today's."""
    matrix = ContactMatrix.of_account(demo(), account, AS_OF, Policy())
    people = sorted({*matrix.ids, *matrix.own_ids})
    found = headlines(matrix, [[], *([person] for person in people)], exact=True)
    return dict(zip(["", *people], found, strict=True))


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_map_of_an_account(window: Window, account: str) -> None:
    shown = window.open(demo_page(account))
    positions = "({ network }) => JSON.stringify(network.getPositions())"
    before = shown.ask(positions)
    _readable_and_apart(shown, window.width > PHONE)
    _arrows_reach_all(shown)
    _singles_equal_the_library(shown, account)
    colour = "getComputedStyle(document.body).backgroundColor"
    channels = re.findall(r"\d+", shown.page.evaluate(colour))
    assert (int(channels[0]) < 128) == (window.scheme == "dark")
    assert shown.ask(positions) == before


def _readable_and_apart(shown: Opened, in_sight: bool) -> None:
    cards, scale, frame = shown.ask(
        """({ map, scale }) => {
            const frame = document.getElementById("map");
            return [[...map.cards.values()], scale(), [frame.scrollWidth, frame.clientWidth,
                frame.scrollHeight, frame.clientHeight]];
        }"""
    )
    assert scale * 14 >= 10
    for one, other in combinations(cards, 2):
        aside = one["right"] <= other["left"] or other["right"] <= one["left"]
        above = one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
        assert aside or above, (one["id"], other["id"])
    if in_sight:
        assert frame[0] <= frame[1], "everything is in sight"
        assert frame[2] <= frame[3], "everything is in sight"
    else:
        right = max(card["right"] for card in cards) * scale
        assert frame[0] >= right, "everything can be scrolled to"


def _arrows_reach_all(shown: Opened) -> None:
    reached, everybody = shown.ask(
        """({ map: { cards }, nearest }) => {
            const reached = new Set([cards.keys().next().value]);
            for (const id of reached) {
                for (const way of [[0, -1], [0, 1], [-1, 0], [1, 0]]) {
                    const next = nearest(cards, cards.get(id), way);
                    if (next !== null) reached.add(next);
                }
            }
            return [[...reached].sort(), [...cards.keys()].sort()];
        }"""
    )
    assert reached == everybody


def _singles_equal_the_library(shown: Opened, account: str) -> None:
    expected = _singles(account)
    found = shown.ask(
        "({ measured, numberOf }, ids) => ids.map((id) => measured(id ? [numberOf.get(id)] : []))",
        list(expected),
    )
    for (person, headline), numbers in zip(expected.items(), found, strict=True):
        for theirs, ours in (
            ("weighted", headline.weighted),
            ("active", headline.active),
            ("thinShare", headline.thin_share),
            ("alignment", headline.alignment),
            ("busFactor", headline.bus_factor),
        ):
            exact = ours is None or isinstance(ours, int)
            assert numbers[theirs] == (ours if exact else pytest.approx(ours, abs=1e-9)), person
        assert len(numbers["orphaned"]) == headline.orphaned, person
        assert len(numbers["singleThreaded"]) == headline.single_threaded, person


def test_search_filters_and_reset_agree(window: Window) -> None:
    """Each value of each filter, and the search, leave whom Python says; on the map, too."""
    shown = window.open(demo_page())
    view = view_of(demo(), ACCOUNT)
    shown.page.click("#filter")
    found = shown.ask(
        """({ map, people, isBright }) => {
            const rows = () => [...document.querySelectorAll("tr[data-person]:not([hidden])")]
                .map((row) => row.dataset.person).sort();
            const bright = () => [...map.cards.keys()].filter(isBright)
                .map((number) => people[number].id).sort();
            const labels = [...document.querySelectorAll("#filters label[data-facet]")];
            return labels.map((label) => {
                const { facet, value } = label.dataset;
                const named = label.textContent.replace(/ \\(\\d+\\)$/, "");
                label.querySelector("input").click();
                const answer = [facet, facet === "organization" ? named : value, rows(), bright()];
                label.querySelector("input").click();
                return answer;
            });
        }"""
    )
    expected = _by_value(view)
    assert {(facet, value) for facet, value, *_ in found} == expected.keys()
    for facet, value, rows, bright in found:
        assert rows == bright == expected[facet, value], (facet, value)
    shown.page.fill("#search", "HOLM")
    assert _rows(shown) == ["svenja-holm"]
    shown.page.get_by_role("button", name="Show everything").click()
    assert sorted(_rows(shown)) == sorted(figure.id for figure in view.figures)
    assert shown.page.input_value("#search") == ""


def _by_value(view: MapView) -> dict[tuple[str, str], list[str]]:
    """Who has each value of each filter, as the page should find them."""
    found: dict[tuple[str, str], list[str]] = {}
    for figure in view.figures:
        for facet, value in _values(figure):
            found.setdefault((facet, value), []).append(figure.id)
    return {key: sorted(ids) for key, ids in found.items()}


def _values(figure: Figure) -> Iterator[tuple[str, str]]:
    yield from (("role", role.value) for role in figure.roles)
    if figure.stance:
        yield "stance", figure.stance.value
    yield "level", str(figure.person.level or 0)
    yield "function", figure.person.function.value if figure.person.function else ""
    if figure.organization:
        yield "organization", figure.organization.name


def _rows(shown: Opened) -> list[str]:
    rows = shown.page.locator("tr[data-person]:not([hidden])")
    return list(rows.evaluate_all("(rows) => rows.map((row) => row.dataset.person)"))


def test_the_focus_goes_everywhere_and_is_never_trapped(window: Window) -> None:
    """Tab passes each control and comes round; inside the map arrows, Enter and Escape work."""
    shown = window.open(demo_page())
    shown.page.focus("#map")
    shown.page.keyboard.press("ArrowDown")
    shown.page.keyboard.press("Enter")
    assert shown.page.locator("#details h2").inner_text()
    shown.page.keyboard.press("Escape")
    assert shown.page.locator("#details").is_hidden()
    seen = []
    for _ in range(15):
        shown.page.keyboard.press("Tab")
        here = "document.activeElement === document.body ? '' : document.activeElement.id || 'x'"
        seen.append(shown.page.evaluate(here))
    assert "map" not in seen[:1]
    assert "" in seen or len(set(seen)) > 3, "the focus leaves the map and the page's end"


def test_every_view_in_both_languages(window: Window) -> None:
    """Nothing sticks out, and German, switched to, reads as a page that was opened in German."""
    german, shown = window.open(demo_page(lang="de")), window.open(demo_page(lang="en"))
    expected = german.page.evaluate(EVERY_VIEW, "de")
    english, switched = (shown.page.evaluate(EVERY_VIEW, lang) for lang in ("en", "de"))
    assert [view for view, _, _ in expected] == list(VIEWS)
    for (view, there, sideways), here, other in zip(expected, switched, english, strict=True):
        assert here[1].split() == there.split(), view
        assert other[1].split() != there.split(), view
        assert (sideways, here[2], other[2]) == (0, 0, 0), view
    assert shown.page.title() == german.page.title()
    assert shown.page.get_attribute("html", "lang") == "de"


EVERY_VIEW = """(lang) => {
    const choice = document.getElementById("language");
    choice.value = lang;
    choice.dispatchEvent(new Event("change"));
    return [...document.querySelectorAll("#views button")].map((button) => {
        button.click();
        const parts = [...document.querySelectorAll("header.top, main, footer")];
        const wide = document.documentElement.scrollWidth - innerWidth;
        const read = parts.map((part) => part.innerText).join(" ");
        return [document.documentElement.dataset.view, read, Math.max(0, wide)];
    });
}"""
"""What is read in each view in a language, and by how much it sticks out."""


def test_axe_finds_nothing_serious(window: Window) -> None:
    shown = window.open(demo_page(months=12), bypass_csp=True)
    axe.load(shown)
    shown.page.click("#filter")
    shown.page.click('tr[data-person="matthias-grube"] button')
    assert axe.findings(shown) == [], "with details and filters open"
    shown.page.keyboard.press("Escape")
    shown.page.click("#filter")
    for view in VIEWS:
        shown.show(view)
        if view == "whatif":
            shown.ask("({ act, numberOf }) => act(numberOf.get('jonas-brandt'))")
        # The list beside it was looked at above; of what a view has of its own nothing is left out.
        assert axe.findings(shown, "section.strip", "section.map", "#details") == [], view
    shown.page.click("#tab-findings")
    assert axe.findings(shown) == [], "findings"


def test_paper_is_short_and_holds_every_name(window: Window, tmp_path: Path) -> None:
    """Printed from any window, after something was looked at: A4, light, searchable."""
    shown = window.open(demo_page(lang="de"))
    shown.click_in_list("matthias-grube")
    sheets = shown.page.pdf(prefer_css_page_size=True)
    assert paper.count(sheets) <= 3
    text = paper.text(sheets, tmp_path)
    for figure in view_of(demo(), ACCOUNT).figures:
        assert figure.name in text, figure.name
    shown.page.emulate_media(media="print")
    assert shown.page.locator("svg.chart").is_visible()
    assert shown.page.locator("#details").is_hidden()
    colour = "getComputedStyle(document.querySelector('header.top')).backgroundColor"
    assert shown.page.evaluate(colour) == "rgb(255, 255, 255)"


def test_without_scripts_drawing_table_and_findings_are_complete(window: Window) -> None:
    for lang in ("en", "de"):
        shown = window.open(demo_page(lang=lang), script=False)
        view = view_of(demo(), ACCOUNT)
        drawn = shown.page.locator("svg.chart text.name").all_text_contents()
        listed = shown.page.locator("tr[data-person] .name").all_inner_texts()
        names = sorted(figure.name for figure in view.figures)
        assert sorted(drawn) == names
        assert sorted(listed) == names
        assert shown.page.locator("svg.chart").is_visible()
        assert shown.page.locator("#theme").is_hidden()
        lines = shown.page.locator("svg.chart path.contact").count()
        assert lines == sum(contact.strength > 0 for contact in view.contacts)
        said = shown.page.locator("#findings .finding").all_inner_texts()
        assert len(said) == len(view.findings)
        for sentence, text in zip(view.sentences, said, strict=True):
            assert sentence[lang][0] in text
        assert shown.page.evaluate(SIDEWAYS) <= 0


def test_hostile_text_is_text(window: Window) -> None:
    """All fields but one with each of the thirteen attacks, wherever a hand may lie."""
    shown = window.open(hostile_page())
    portfolio = hostile.portfolio()
    people = {person.id: person for person in portfolio.people}
    told: dict[str, str] = {}
    touched = 0
    for person in people.values():
        shown.click_in_list(person.id)
        touched += hands.touched(shown, "#details")
        told[person.id] = shown.page.locator("#details").text_content() or ""
    for person in people.values():
        for value in (person.name, person.title, person.location, person.email, person.phone):
            assert str(value) in told[person.id]
        assert str(person.note) in told[person.id]
    everything = "\n".join(told.values())
    shown.page.keyboard.press("Escape")
    for view in VIEWS:
        shown.show(view)
        touched += hands.touched(shown, "main")
    shown.page.click("#filter")
    shown.page.click("#tab-findings")
    touched += hands.touched(shown, "main")
    everything += shown.page.locator("body").text_content() or ""
    for field in hostile.FIELDS:
        if field == "account":  # of whom a page has one: `test_map_safety`
            continue
        for attack in range(len(hostile.ATTACKS)):
            assert hostile.text(attack, field).replace("|", "") in everything, (field, attack)
    shown.page.click("#tab-people")
    for id_ in (hostile.person_id("own", 0), hostile.person_id("cust", 1)):
        shown.page.mouse.move(*shown.card(id_))
        shown.click_card(id_)
    for place in (1, len(hostile.ATTACKS)):
        shown.page.select_option("#opportunity", index=place)
    shown.page.select_option("#language", "de")
    assert touched > 500
    hands.unharmed(shown)
