"""Contact coverage as a report: whom we reach, whom we do not, and where the gaps are."""

from __future__ import annotations

from kamgraph.locale.words import Words
from kamgraph.metrics.results import Coverage, Group, StakeholderCoverage
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

_SURE = 0.75
_FAIR = 0.25


def describe(result: Coverage, words: Words, names: Names, doubtful: float | None = None) -> Report:
    """The report of a coverage.

    Args:
        result: the coverage.
        words: the reader's language.
        names: who is called what.
        doubtful: the part of the coverage that undated ties carry, where it is too much to
            pass over.
    """

    def body() -> list[Block]:
        return [
            *_answer(result, words, names),
            *_doubt(doubtful, words),
            _numbers(result, words),
            _people(result, words, names),
            *_breakdowns(result, words, names),
        ]

    subject = words.texts.gettext("Contact coverage")
    return about_account(result, subject, words, names, body, _main(result))


def _answer(result: Coverage, words: Words, names: Names) -> list[Block]:
    t = words.texts
    headline = t.gettext(
        "We reach {share} of the weight of the buying center. "
        "Stakeholders with an active tie: {active} of {count}; without: {uncovered}."
    ).format(
        share=_with_bounds(result, words),
        active=words.number(result.active.numerator),
        count=result.stakeholders,
        uncovered=len(result.uncovered),
    )
    blocks: list[Block] = [Sentence(headline)]
    if result.uncovered:
        missing = t.gettext("Without an active tie: {names}.")
        blocks.append(
            Sentence(missing.format(names=phrases.people(result.uncovered, names)), "bad")
        )
    return blocks


def _doubt(doubtful: float | None, words: Words) -> list[Block]:
    """How much of the number hangs on ratings without a date."""
    if doubtful is None:
        return []
    sentence = words.texts.gettext(
        "Ratings that nobody can date carry {share} of this coverage; its bounds count them as "
        "nothing and in full."
    )
    return [Sentence(sentence.format(share=words.percent(doubtful)), "warning")]


def _with_bounds(result: Coverage, words: Words) -> str:
    lower, upper = result.bounds.lower, result.bounds.upper
    return phrases.with_bounds(result.weighted.value, lower, upper, words)


def _numbers(result: Coverage, words: Words) -> Facts:
    t = words.texts
    weighted = t.gettext("how surely at least one of us reaches each of them, by weight")
    return Facts(
        t.gettext("Key figures"),
        [
            (t.gettext("Weighted coverage"), Cell(_with_bounds(result, words)), weighted),
            *phrases.reach(result, words),
            (
                t.gettext("Through others too"),
                phrases.percent(result.indirect.value, words),
                t.gettext("of the weight, where an introduction counts if it reaches further"),
            ),
            (
                t.gettext("Density"),
                phrases.percent(result.density, words),
                t.gettext("of all possible pairs are active"),
            ),
            (
                t.gettext("Quality"),
                phrases.percent(result.quality, words),
                t.gettext("mean strength of the active ties"),
            ),
            (
                t.gettext("Authority"),
                Cell(words.number(result.authority, 1)),
                t.gettext("mean influence (0 to 10) of those with an active tie"),
            ),
        ],
    )


def _tone(person: StakeholderCoverage) -> Tone:
    if not person.active_ties:
        return "bad"
    return "warning" if person.active_ties == 1 else "good"


def _people(result: Coverage, words: Words, names: Names) -> Grid:
    t = words.texts
    rows = []
    for person in result.people:
        best = person.strongest
        through = f"{names.of(best.own)} {words.percent(best.strength)}" if best else "–"
        rows.append(
            [
                phrases.person(person.id, names),
                Cell(words.number(person.weight)),
                phrases.bar(person.coverage, words, _tone(person)),
                Cell(str(person.active_ties), _tone(person)),
                phrases.percent(person.indirect, words),
                Cell(through),
            ]
        )
    columns = [
        Column(t.gettext("Stakeholder")),
        Column(t.gettext("Weight"), right=True, whole=True),
        Column(t.gettext("Coverage"), whole=True),
        Column(t.gettext("Active ties"), right=True),
        Column(t.gettext("Best way"), right=True, whole=True),
        Column(t.gettext("Strongest through")),
    ]
    return Grid(t.gettext("Stakeholders, heaviest first"), columns, rows)


def _breakdowns(result: Coverage, words: Words, names: Names) -> list[Block]:
    t, by = words.texts, result.by
    without = t.gettext("(none)")

    def key(group: Group, context: str) -> str:
        return without if group.key is None else words.word(context, str(group.key))

    return [
        _groups(t.gettext("Role"), [(key(g, "role"), g) for g in by.role], words),
        _groups(
            t.gettext("Level"),
            [(words.level(g.key if isinstance(g.key, int) else None), g) for g in by.level],
            words,
        ),
        _groups(t.gettext("Function"), [(key(g, "function"), g) for g in by.function], words),
        _groups(
            t.gettext("Organization"), [(names.of(str(g.key)), g) for g in by.organization], words
        ),
    ]


def _groups(label: str, groups: list[tuple[str, Group]], words: Words) -> Grid:
    t = words.texts
    rows = [
        [
            Cell(name),
            Cell(str(group.count)),
            phrases.percent(group.active, words),
            phrases.percent(group.redundant, words),
            phrases.bar(group.weighted, words, _group_tone(group.weighted)),
        ]
        for name, group in groups
    ]
    columns = [
        Column(label),
        Column(t.gettext("Stakeholders"), right=True),
        Column(t.gettext("Active tie"), right=True),
        Column(t.gettext("Two or more"), right=True),
        Column(t.gettext("Coverage"), whole=True),
    ]
    return Grid("", columns, rows)


def _group_tone(weighted: float | None) -> Tone:
    if weighted is None:
        return "plain"
    if weighted < _FAIR:
        return "bad"
    return "good" if weighted >= _SURE else "warning"


def _main(result: Coverage) -> Records:
    return phrases.records(
        "id name weight coverage active_ties indirect strongest_own strongest_strength",
        [
            (
                person.id,
                person.name,
                person.weight,
                person.coverage,
                person.active_ties,
                person.indirect,
                person.strongest.own if person.strongest else None,
                person.strongest.strength if person.strongest else None,
            )
            for person in result.people
        ],
    )
