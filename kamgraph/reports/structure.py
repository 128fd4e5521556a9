"""Structure of the buying center as a report: how wide, how high, how connected it is."""

from __future__ import annotations

from kamgraph.locale.words import Words
from kamgraph.metrics.results import Structure
from kamgraph.reports import phrases
from kamgraph.reports.document import Block, Cell, Facts, Names, Records, Report, Sentence
from kamgraph.reports.frame import about_account


def describe(result: Structure, words: Words, names: Names) -> Report:
    """The report of a structure.

    Args:
        result: the structure.
        words: the reader's language.
        names: who is called what.
    """

    def body() -> list[Block]:
        return [_answer(result, words), _numbers(result, words)]

    subject = words.texts.gettext("Structure of the buying center")
    return about_account(result, subject, words, names, body, _main(result))


def _answer(result: Structure, words: Words) -> Sentence:
    headline = words.texts.gettext(
        "{people} people on {levels} levels and from {functions} functions take part in buying."
    ).format(
        people=result.extensivity,
        levels=result.vertical_involvement,
        functions=result.lateral_involvement,
    )
    return Sentence(headline)


def _numbers(result: Structure, words: Words) -> Facts:
    t = words.texts
    return Facts(
        t.gettext("Key figures"),
        [
            (
                t.gettext("Extensivity"),
                Cell(str(result.extensivity)),
                t.gettext("people in the buying center"),
            ),
            (
                t.gettext("Vertical involvement"),
                Cell(str(result.vertical_involvement)),
                t.gettext("levels of hierarchy"),
            ),
            (
                t.gettext("Lateral involvement"),
                Cell(str(result.lateral_involvement)),
                t.gettext("functions"),
            ),
            (
                t.gettext("Connectedness"),
                phrases.percent(result.connectedness, words),
                t.gettext("of all possible ties among them are known"),
            ),
            (
                t.gettext("Centrality of purchasing"),
                phrases.percent(result.purchasing_centrality, words),
                t.gettext("of all possible ties into and out of the buyers are known"),
            ),
        ],
    )


def _main(result: Structure) -> Records:
    columns = (
        "vertical_involvement lateral_involvement extensivity connectedness purchasing_centrality"
    )
    values = result.model_dump(include=set(columns.split()))
    return phrases.records(columns, [tuple(values[name] for name in columns.split())])
