"""What every departure would cost, as a report: one row a person.

It shows what hangs on a tie in one account; it is no measure of anybody's work.
"""

from __future__ import annotations

from collections.abc import Sequence

from kamgraph.locale.words import Words
from kamgraph.model.vocabulary import Center
from kamgraph.planning.results import AddedContact, Departure, Departures, Headline
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
        "{when}: coverage {weighted}, with an active tie {active}, thin share {thin}, alignment "
        "{alignment}. Each row shows them without that person."
    )
    return template.format(
        when=supposed or t.gettext("Today"),
        weighted=words.percent(today.weighted),
        active=words.percent(today.active),
        thin=words.percent(today.thin_share),
        alignment=words.percent(today.alignment),
    )


def _people(
    result: Departures, center: Center, title: str, words: Words, names: Names, exact: bool
) -> Grid:
    t, today = words.texts, result.today
    people = [person for person in result.people if person.center is center]
    lost = any(person.cut_off or person.thinned for person in people)

    def row(person: Departure) -> list[Cell]:
        cells = [
            phrases.person(person.id, names),
            _share(person.weighted, today.weighted, words),
            _share(person.active, today.active, words),
            _share(person.thin_share, today.thin_share, words, worse_when_higher=True),
            _share(person.alignment, today.alignment, words),
        ]
        if exact:
            cells += [
                Cell(words.number(person.bus_factor)),
                Cell(words.number(person.counterparts_value)),
            ]
        if lost:
            cells.append(Cell(phrases.people(person.cut_off, names), "bad"))
            cells.append(Cell(phrases.people(person.thinned, names), "warning"))
        return cells

    first = t.gettext("Of us") if center is Center.SELLING else t.gettext("Stakeholder")
    columns = [
        Column(first),
        Column(t.gettext("Coverage"), right=True, whole=True),
        Column(t.gettext("Active tie"), right=True, whole=True),
        Column(t.gettext("Thin share"), right=True, whole=True),
        Column(t.gettext("Alignment"), right=True, whole=True),
    ]
    if exact:
        columns += [
            Column(t.gettext("Bus factor"), right=True, whole=True),
            Column(t.gettext("Counterparts"), right=True, whole=True),
        ]
    if lost:
        columns += [Column(t.gettext("Cut off")), Column(t.gettext("Single-threaded then"))]
    empty = t.gettext("Nobody of us is in contact.")
    return Grid(title, columns, [row(person) for person in people], empty)


def _share(
    value: float | None, today: float | None, words: Words, *, worse_when_higher: bool = False
) -> Cell:
    """A share, toned where it is seen to be another than today's."""
    shown = words.percent(value)
    if value is None or today is None or shown == words.percent(today):
        return Cell(shown)
    tone: Tone = "warning" if (value > today) == worse_when_higher else "plain"
    return Cell(shown, tone)


def _main(result: Departures) -> Records:
    columns = (
        "id name center weighted active thin_share orphaned_share single_threaded orphaned "
        "alignment cut_off thinned bus_factor counterparts_value"
    )
    return phrases.records(
        columns,
        [
            (
                row.id,
                row.name,
                row.center.value,
                row.weighted,
                row.active,
                row.thin_share,
                row.orphaned_share,
                row.single_threaded,
                row.orphaned,
                row.alignment,
                "|".join(row.cut_off),
                "|".join(row.thinned),
                row.bus_factor,
                row.counterparts_value,
            )
            for row in result.people
        ],
    )
