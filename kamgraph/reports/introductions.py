"""Introductions as a report: whom to ask, and by which ways somebody can be reached."""

from __future__ import annotations

from kamgraph.locale.words import Words
from kamgraph.planning.introductions import Introductions, Way
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
)


def describe(
    result: Introductions, target: str, about: phrases.Placed, words: Words, names: Names
) -> Report:
    """The report of the ways to somebody.

    Args:
        result: the ways, the best first.
        target: whom they lead to.
        about: the account, and the opportunity.
        words: the reader's language.
        names: who is called what.
    """
    t = words.texts
    subject = t.gettext("Ways to {person}").format(person=names.of(target))
    title = phrases.title(about, subject, words, names)
    blocks: list[Block]
    if result.paths:
        blocks = [
            Sentence(_advice(result.paths[0], words, names), "good"),
            _ways(result, words, names),
        ]
    else:
        nobody = t.gettext(
            "No way leads to {person}: neither do we know them, nor does anybody we reach in the "
            "account or around it."
        )
        blocks = [Sentence(nobody.format(person=names.of(target)), "warning")]
    return Report(title, blocks, phrases.footer(result, words), result, _main(result))


def _advice(way: Way, words: Words, names: Names) -> str:
    """What to do about the best way, in a sentence."""
    t = words.texts
    own, *between = (names.of(person) for person in way.people[:-1])
    person = names.of(way.people[-1])
    if not between:
        template = t.gettext("{own} (ours) knows {person} and can make the contact.")
    elif len(between) == 1:
        template = t.gettext("{own} (ours) should ask {first} for an introduction to {person}.")
    else:
        template = t.gettext(
            "{own} (ours) should ask {first} for an introduction to {second}, on the way to "
            "{person}."
        )
    first, second = [*between, "", ""][:2]
    return template.format(own=own, first=first, second=second, person=person)


def _ways(result: Introductions, words: Words, names: Names) -> Grid:
    t = words.texts
    rows = [
        [
            Cell(str(number)),
            phrases.bar(way.strength, words),
            Cell(" → ".join(names.of(person) for person in way.people)),
        ]
        for number, way in enumerate(result.paths, start=1)
    ]
    columns = [
        Column("", right=True, whole=True),
        Column(t.gettext("Strength"), whole=True),
        Column(t.gettext("Way")),
    ]
    return Grid("", columns, rows)


def _main(result: Introductions) -> Records:
    return phrases.records(
        "people strength", [("|".join(way.people), way.strength) for way in result.paths]
    )
