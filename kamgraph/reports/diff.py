"""What changed between two dates as a report: how the numbers moved, why, and what happened."""

from __future__ import annotations

from kamgraph.locale.words import UNKNOWN, Words
from kamgraph.metrics.results import HeadlineNumbers
from kamgraph.metrics.results_over_time import Attribution, Change, Diff
from kamgraph.reports import happened, movement, phrases
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
    result: Diff, before: HeadlineNumbers, after: HeadlineNumbers, words: Words, names: Names
) -> Report:
    """The report of a diff.

    Args:
        result: what changed and what it moved.
        before: the headline numbers at its earlier date.
        after: the same at its later date.
        words: the reader's language.
        names: who is called what.
    """
    t = words.texts
    subject = t.gettext("What changed from {begin} to {end}").format(
        begin=words.date(result.start), end=words.date(result.end)
    )
    blocks: list[Block]
    if before.stakeholders or after.stakeholders:
        blocks = [
            *map(Sentence, movement.sentences(result, before, after, words, names)),
            _numbers(result, before, after, words),
            _causes(result, words),
        ]
    else:
        blocks = [Sentence(phrases.nothing_to_assess(words), "warning")]
    blocks.append(_changes(result, words, names))
    footer = f"{phrases.footer(result, words)}. {phrases.undated_facts(words)}"
    return Report(
        phrases.title(result, subject, words, names), blocks, footer, result, _main(result)
    )


def _numbers(result: Diff, before: HeadlineNumbers, after: HeadlineNumbers, words: Words) -> Grid:
    """The headline numbers at both dates, side by side."""
    t = words.texts
    shares = [
        (t.gettext("Weighted coverage"), before.weighted, after.weighted),
        (t.pgettext("bound", "Lower bound"), before.lower, after.lower),
        (t.pgettext("bound", "Upper bound"), before.upper, after.upper),
        (t.gettext("Active tie"), before.active, after.active),
        (t.gettext("Two or more"), before.redundant, after.redundant),
        (t.gettext("Thin share"), before.thin_share, after.thin_share),
        (t.gettext("Orphaned share"), before.orphaned_share, after.orphaned_share),
        (t.gettext("Alignment"), before.alignment, after.alignment),
        (t.gettext("Zipper"), before.zipper, after.zipper),
    ]
    counts = [
        (t.gettext("Bus factor"), before.bus_factor, after.bus_factor),
        (t.gettext("Stakeholders"), before.stakeholders, after.stakeholders),
        (t.gettext("Own people"), before.own_people, after.own_people),
        (t.gettext("Critical findings"), before.critical, after.critical),
        (t.gettext("Warnings"), before.warning, after.warning),
        (t.gettext("Notices"), before.notice, after.notice),
    ]
    rows = [_share(*row, words) for row in shares] + [_count(*row, words) for row in counts]
    columns = [
        Column(t.gettext("Key figures")),
        Column(words.date(result.start), right=True, whole=True),
        Column(words.date(result.end), right=True, whole=True),
        Column(t.gettext("Difference"), right=True, whole=True),
    ]
    return Grid("", columns, rows)


def _share(label: str, before: float | None, after: float | None, words: Words) -> list[Cell]:
    moved = UNKNOWN
    if before is not None and after is not None:
        moved = movement.points(after - before, words)
    return [Cell(label), Cell(words.percent(before, 1)), Cell(words.percent(after, 1)), Cell(moved)]


def _count(label: str, before: int | None, after: int | None, words: Words) -> list[Cell]:
    moved = UNKNOWN
    if before is not None and after is not None:
        moved = words.signed(after - before)
    return [Cell(label), Cell(words.number(before)), Cell(words.number(after)), Cell(moved)]


def _causes(result: Diff, words: Words) -> Grid:
    """What each cause moved, in points."""
    t, parts = words.texts, result.attribution
    measures = (parts.weighted, parts.thin_share, parts.alignment)
    rows = [
        [
            Cell(phrases.capital(_cause(cause, words))),
            *(_part(measure, cause, words) for measure in measures),
        ]
        for cause in Attribution.model_fields
    ]
    columns = [
        Column(t.gettext("What moved them, in points")),
        Column(t.gettext("Coverage"), right=True),
        Column(t.gettext("Thin share"), right=True),
        Column(t.gettext("Alignment"), right=True),
    ]
    return Grid("", columns, rows)


def _part(parts: Attribution | None, cause: str, words: Words) -> Cell:
    return Cell(UNKNOWN if parts is None else movement.points(getattr(parts, cause), words))


def _cause(cause: str, words: Words) -> str:
    """What a cause is called."""
    t = words.texts
    return {
        "people": t.pgettext("cause", "people who joined or left"),
        "memberships": t.pgettext("cause", "memberships"),
        "ties": t.pgettext("cause", "ratings and ties"),
        "interactions": t.pgettext("cause", "interactions"),
        "clock": t.pgettext("cause", "time that passed"),
    }[cause]


def _changes(result: Diff, words: Words, names: Names) -> Grid:
    """Everything that changed, by cause and day."""
    t = words.texts
    rows = [
        [
            Cell(words.date(row.date)),
            Cell(phrases.capital(_cause(row.cause, words)), "faint"),
            Cell(happened.sentence(row, words, names)),
        ]
        for row in result.changes
    ]
    columns = [
        Column(t.gettext("Date"), whole=True),
        Column(t.gettext("Cause")),
        Column(t.gettext("What changed")),
    ]
    return Grid(t.gettext("What changed"), columns, rows, t.gettext("Nothing changed."))


def _main(result: Diff) -> Records:
    columns = tuple(name for name, field in Change.model_fields.items() if not field.exclude)
    rows = [row.model_dump(mode="json") for row in result.changes]
    return Records(
        columns,
        [
            tuple("|".join(row[name]) if name == "who" else row[name] for name in columns)
            for row in rows
        ],
    )
