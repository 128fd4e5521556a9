"""What every departure would cost, as a report: one row a person.

It shows what hangs on a tie in one account; it is no measure of anybody's work.
"""

from __future__ import annotations

from collections.abc import Sequence

from kamgraph.locale.words import Words
from kamgraph.model.vocabulary import Center
from kamgraph.planning.results import AddedContact, Departures, Headline
from kamgraph.reports import phrases, what_if
from kamgraph.reports.document import (
    Block,
    Cell,
    Column,
    Grid,
    Names,
    Records,
    Report,
    Sentence,
    Tone,
)


def describe(
    result: Departures,
    words: Words,
    names: Names,
    *,
    exact: bool = False,
    supposed: tuple[Sequence[str], Sequence[AddedContact]] = ((), ()),
) -> Report:
    """The report of all departures.

    Args:
        result: a row a person.
        words: the reader's language.
        names: who is called what.
        exact: whether the bus factor and the counterparts were computed.
        supposed: who is gone and which contacts are added in every row already.
    """
    t = words.texts
    title = phrases.title(result, t.gettext("What each departure would cost"), words, names)
    titles = {
        Center.SELLING: t.gettext("If one of us left"),
        Center.BUYING: t.gettext("If a stakeholder left"),
        Center.ECOSYSTEM: t.gettext("If somebody around the customer left"),
    }
    blocks: list[Block] = [
        Sentence(_start(result.today, what_if.supposed(*supposed, words, names), words)),
        *(_people(result, center, titles[center], words, names, exact) for center in titles),
        Sentence(
            t.gettext(
                "This shows what hangs on ties in this account; it is no measure of anybody's work."
            ),
            "faint",
        ),
    ]
    if not any(row.center is Center.BUYING for row in result.people):
        blocks = [Sentence(phrases.nothing_to_assess(words), "warning")]
    return Report(title, blocks, phrases.footer(result, words), result, _main(result))


def _start(today: Headline, supposed: str, words: Words) -> str:
    """The numbers every row is to be compared with."""
    t = words.texts
    template = t.gettext(
        "{when}: coverage {weighted}, through others too {indirect}, with an active tie {active}, "
        "thin share {thin}, alignment {alignment}. Each row shows them without that person."
    )
    return template.format(
        when=supposed or t.gettext("Today"),
        weighted=words.percent(today.weighted),
        indirect=words.percent(today.indirect),
        active=words.percent(today.active),
        thin=words.percent(today.thin_share),
        alignment=words.percent(today.alignment),
    )


def _people(
    result: Departures, center: Center, title: str, words: Words, names: Names, exact: bool
) -> Grid:
    """A row a person of a center, in the columns in which anything stands."""
    t, today = words.texts, result.today
    people = [person for person in result.people if person.center is center]
    first = t.gettext("Of us") if center is Center.SELLING else t.gettext("Stakeholder")
    columns = [Column(t.gettext("Person") if center is Center.ECOSYSTEM else first)]
    rows = [[phrases.person(person.id, names)] for person in people]

    def numbers(label: str, cells: list[Cell]) -> None:
        columns.append(Column(label, right=True))  # a long heading may wrap
        for row, cell in zip(rows, cells, strict=True):
            row.append(cell)

    def listed(label: str, tone: Tone, lists: list[tuple[str, ...]]) -> None:
        if any(lists):
            columns.append(Column(label))
            for row, found in zip(rows, lists, strict=True):
                row.append(Cell(phrases.people(found, names), tone))

    for name, label in _shares(words).items():
        # Those around the customer have no ties that coverage or alignment count.
        if center is not Center.ECOSYSTEM or name == "indirect":
            cells = [
                _share(getattr(person, name), getattr(today, name), words, name == "thin_share")
                for person in people
            ]
            numbers(label, cells)
    if exact and center is not Center.ECOSYSTEM:
        for name, label in _exact(words).items():
            numbers(label, [Cell(words.number(getattr(person, name))) for person in people])
    listed(t.gettext("Cut off"), "bad", [person.cut_off for person in people])
    listed(t.gettext("Single-threaded then"), "warning", [person.thinned for person in people])
    listed(t.gettext("No way left to"), "bad", [person.out_of_reach for person in people])
    empty = t.gettext("Nobody of us is in contact.") if center is Center.SELLING else ""
    return Grid(title, columns, rows, empty)


def _shares(words: Words) -> dict[str, str]:
    """The shares each row has, and what they are called."""
    t = words.texts
    return {
        "weighted": t.gettext("Coverage"),
        "indirect": t.gettext("Through others too"),
        "active": t.gettext("Active tie"),
        "thin_share": t.gettext("Thin share"),
        "alignment": t.gettext("Alignment"),
    }


def _exact(words: Words) -> dict[str, str]:
    """What takes longer to compute, and what it is called."""
    t = words.texts
    return {
        "bus_factor": t.gettext("Bus factor"),
        "counterparts_value": t.gettext("Counterparts"),
    }


def _share(value: float | None, today: float | None, words: Words, worse_when_higher: bool) -> Cell:
    """A share, toned where it is seen to be another than today's."""
    shown = words.percent(value)
    if value is None or today is None or shown == words.percent(today):
        return Cell(shown)
    tone: Tone = "warning" if (value > today) == worse_when_higher else "plain"
    return Cell(shown, tone)


def _main(result: Departures) -> Records:
    columns = (
        "id name center weighted indirect active thin_share orphaned_share single_threaded "
        "orphaned alignment cut_off thinned out_of_reach bus_factor counterparts_value"
    )
    return phrases.records(
        columns,
        [
            (
                row.id,
                row.name,
                row.center.value,
                row.weighted,
                row.indirect,
                row.active,
                row.thin_share,
                row.orphaned_share,
                row.single_threaded,
                row.orphaned,
                row.alignment,
                "|".join(row.cut_off),
                "|".join(row.thinned),
                "|".join(row.out_of_reach),
                row.bus_factor,
                row.counterparts_value,
            )
            for row in result.people
        ],
    )
