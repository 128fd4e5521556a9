"""Influence inside the buying center as a report: whom each side can move, and who brokers."""

from __future__ import annotations

from kamgraph.locale.words import UNKNOWN, Words
from kamgraph.metrics.influence import Hold, Influence, Side
from kamgraph.reports import phrases
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
from kamgraph.reports.frame import about_account


def describe(result: Influence, words: Words, names: Names) -> Report:
    """The report of the influence inside a buying center.

    Args:
        result: the influence.
        words: the reader's language.
        names: who is called what.
    """

    def body() -> list[Block]:
        return [
            *_answer(result, words, names),
            _people(result, words, names),
            _brokers(result, words, names),
        ]

    subject = words.texts.gettext("Influence inside the buying center")
    return about_account(result, subject, words, names, body, _main(result))


def _answer(result: Influence, words: Words, names: Names) -> list[Block]:
    t = words.texts
    blocks: list[Block] = []
    if result.champions.people:
        said = t.gettext("Our champions ({people}) can move {share} of the weight of the others.")
        blocks.append(Sentence(_side(said, result.champions, words, names), "good"))
    else:
        blocks.append(Sentence(t.gettext("No champion is known here."), "warning"))
    if result.opponents.people:
        said = t.gettext("Opponents ({people}) can move {share} of the weight of the others.")
        blocks.append(Sentence(_side(said, result.opponents, words, names), "bad"))
    else:
        blocks.append(Sentence(t.gettext("No opponent is known here.")))
    if result.contested:
        both = t.gettext("Both sides can move: {names}.")
        blocks.append(Sentence(both.format(names=phrases.people(result.contested, names))))
    return blocks


def _side(template: str, side: Side, words: Words, names: Names) -> str:
    return template.format(
        people=phrases.people(side.people, names), share=words.percent(side.reach.value)
    )


def _people(result: Influence, words: Words, names: Names) -> Grid:
    t = words.texts
    rows = [
        [
            phrases.person(row.id, names),
            Cell(words.number(row.weight)),
            Cell(words.word("stance", row.stance)),
            _hold(row.champions, words, names, "good"),
            _hold(row.opponents, words, names, "bad"),
        ]
        for row in result.people
    ]
    columns = [
        Column(t.gettext("Stakeholder")),
        Column(t.gettext("Weight"), right=True, whole=True),
        Column(t.gettext("Stance")),
        Column(t.gettext("Moved by champion")),
        Column(t.gettext("Moved by opponent")),
    ]
    return Grid(t.gettext("Stakeholders, heaviest first"), columns, rows)


def _hold(hold: Hold | None, words: Words, names: Names, tone: Tone) -> Cell:
    if hold is None:
        return Cell(UNKNOWN)
    return Cell(f"{names.of(hold.by)} {words.percent(hold.strength)}", tone)


def _brokers(result: Influence, words: Words, names: Names) -> Grid:
    t = words.texts
    rows = [
        [phrases.person(row.person, names), Cell(words.percent(row.betweenness, 1))]
        for row in result.brokers
    ]
    columns = [
        Column(t.gettext("Broker")),
        Column(t.gettext("of the best ways among others pass them"), right=True),
    ]
    return Grid(t.gettext("Brokers"), columns, rows, t.gettext("Nobody stands between others."))


def _main(result: Influence) -> Records:
    def parts(hold: Hold | None) -> tuple[str | None, float | None]:
        return (hold.by, hold.strength) if hold else (None, None)

    return phrases.records(
        "id name weight stance champion champion_strength opponent opponent_strength betweenness",
        [
            (
                row.id,
                row.name,
                row.weight,
                row.stance,
                *parts(row.champions),
                *parts(row.opponents),
                row.betweenness,
            )
            for row in result.people
        ],
    )
