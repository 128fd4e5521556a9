"""Alignment of the two centers as a report: who faces whom, and who should."""

from __future__ import annotations

from kamgraph.locale.words import UNKNOWN, Words
from kamgraph.metrics.results import Alignment, Counterpart
from kamgraph.model.vocabulary import CounterpartStatus
from kamgraph.reports import phrases
from kamgraph.reports.document import (
    Block,
    Cell,
    Column,
    Facts,
    Grid,
    Names,
    Records,
    Report,
    Sentence,
    Tone,
)
from kamgraph.reports.frame import about_account

_TONES: dict[CounterpartStatus, Tone] = {
    CounterpartStatus.IN_PLACE: "good",
    CounterpartStatus.BUILD: "warning",
    CounterpartStatus.UNASSIGNED: "bad",
}


def describe(result: Alignment, words: Words, names: Names) -> Report:
    """The report of an alignment.

    Args:
        result: the alignment.
        words: the reader's language.
        names: who is called what.
    """

    def body() -> list[Block]:
        return [
            *_answer(result, words),
            _counterparts(result, words, names),
            _numbers(result, words),
            _faces(result, words),
        ]

    subject = words.texts.gettext("Alignment of selling and buying center")
    return about_account(result, subject, words, names, body, _main(result))


def _count(result: Alignment, status: CounterpartStatus) -> int:
    return sum(row.status == status for row in result.counterparts)


def _answer(result: Alignment, words: Words) -> list[Block]:
    t = words.texts
    headline = t.gettext(
        "{share} of the fit this team could offer is in use. "
        "Counterparts in place: {placed} of {count}; to build: {build}; unassigned: {open}."
    ).format(
        share=words.percent(result.alignment.value),
        count=len(result.counterparts),
        placed=_count(result, CounterpartStatus.IN_PLACE),
        build=_count(result, CounterpartStatus.BUILD),
        open=_count(result, CounterpartStatus.UNASSIGNED),
    )
    zipper = t.gettext(
        "The zipper is closed at {closed} of {possible} pairs of peers; "
        "shape of the relationship: {shape}."
    ).format(
        closed=result.zipper.closed,
        possible=result.zipper.possible,
        shape=words.word("shape", result.shape),
    )
    return [Sentence(headline), Sentence(zipper)]


def _counterparts(result: Alignment, words: Words, names: Names) -> Grid:
    t = words.texts

    def row(found: Counterpart) -> list[Cell]:
        tone = _TONES[found.status]
        return [
            phrases.person(found.person, names),
            phrases.person(found.own, names),
            phrases.percent(found.fit, words),
            phrases.bar(found.strength, words, tone),
            Cell(words.word("status", found.status), tone),
        ]

    columns = [
        Column(t.gettext("Stakeholder")),
        Column(t.gettext("Counterpart")),
        Column(t.gettext("Fit"), right=True, whole=True),
        Column(t.gettext("Strength today"), whole=True),
        Column(t.gettext("Status")),
    ]
    title = t.gettext("Counterparts, heaviest stakeholder first")
    return Grid(title, columns, [row(found) for found in result.counterparts])


def _numbers(result: Alignment, words: Words) -> Facts:
    t, gap = words.texts, result.level_gap
    spread = ", ".join(
        f"{words.signed(int(step))}: {count}" for step, count in gap.distribution.items()
    )
    return Facts(
        t.gettext("Key figures"),
        [
            (
                t.gettext("Alignment"),
                phrases.percent(result.alignment.value, words),
                t.gettext("of the fit this team could offer"),
            ),
            (
                t.gettext("Fit covered"),
                phrases.percent(result.fit_covered, words),
                t.gettext("of the weight faces somebody fitting"),
            ),
            (
                t.gettext("Zipper"),
                phrases.percent(result.zipper.value, words),
                t.gettext("of the peers that could meet do"),
            ),
            (
                t.gettext("Zipper share"),
                phrases.percent(result.zipper.share, words),
                t.gettext("of the stakeholders of known level have a peer in contact"),
            ),
            (
                t.gettext("Level gap"),
                Cell(words.number(gap.mean, 1)),
                t.gettext("levels, ours minus theirs ({spread})").format(spread=spread)
                if spread
                else "",
            ),
            (
                t.gettext("Width"),
                Cell(str(result.width)),
                t.gettext("people on both sides whose departure would end every active tie"),
            ),
        ],
    )


def _faces(result: Alignment, words: Words) -> Grid:
    t = words.texts
    rows = [
        [
            Cell(_function(face.own_function, words)),
            Cell(_function(face.function, words)),
            Cell(words.number(face.strength)),
        ]
        for face in result.faces
    ]
    columns = [
        Column(t.gettext("Our function")),
        Column(t.gettext("Their function")),
        Column(t.gettext("Strength, summed"), right=True),
    ]
    return Grid(t.gettext("Which functions meet"), columns, rows)


def _function(key: str | None, words: Words) -> str:
    return UNKNOWN if key is None else words.word("function", key)


def _main(result: Alignment) -> Records:
    return phrases.records(
        "person own fit strength status",
        [
            (row.person, row.own, row.fit, row.strength, row.status.value)
            for row in result.counterparts
        ],
    )
