"""Sections of an account's report beyond today: what changed, what may happen, whom to meet."""

from __future__ import annotations

from kamgraph.findings.review import Introduction, PortfolioReview, Review, Reviewed
from kamgraph.locale.words import Words
from kamgraph.model.vocabulary import Center
from kamgraph.planning.results import Departure
from kamgraph.reports import happened, movement, phrases
from kamgraph.reports import next_contacts as next_report
from kamgraph.reports import trend as trend_report
from kamgraph.reports.document import (
    Block,
    Cell,
    Column,
    Grid,
    Heading,
    Names,
    Sentence,
)
from kamgraph.reports.line_picture import trend_picture

MOST_CHANGES = 8
MOST_DEPARTURES = 5
MOST_CONTACTS = 3
"""Rows of each list in the report; the commands `diff`, `whatif --each` and `next` have all."""


def over_time(result: Review | PortfolioReview, words: Words) -> list[Block]:
    """The last two years as a picture and a sentence; nothing where nothing is to be seen.

    Args:
        result: a review.
        words: the reader's language.
    """
    picture = trend_picture(result.trend, words)
    if picture is None:
        return []
    title = words.texts.gettext("The last two years")
    return [Heading(title), picture, trend_report.headline(result.trend, words)]


def since(result: Review, words: Words, names: Names) -> list[Block]:
    """What changed since the last review, and which cause moved which number.

    Args:
        result: an account's review.
        words: the reader's language.
        names: who is called what.
    """
    if result.changes is None or result.since is None:
        return []
    t, now = words.texts, result.trend.rows[-1]
    title = t.gettext("Since the last review on {date}").format(date=words.date(result.since.as_of))
    moved = movement.sentences(result.changes, result.since, now, words, names)
    # Who wrote or met how often is nobody's business here; that numbers moved by it is said above.
    told = [row for row in result.changes.changes if row.cause != "interactions"]
    told.sort(key=lambda row: row.date, reverse=True)
    rows = [
        [Cell(words.date(row.date)), Cell(happened.sentence(row, words, names))]
        for row in told[:MOST_CHANGES]
    ]
    blocks: list[Block] = [Heading(title), *map(Sentence, moved)]
    if rows:
        columns = [Column(t.gettext("Date"), whole=True), Column(t.gettext("What changed"))]
        blocks.append(Grid("", columns, rows))
    if len(told) > MOST_CHANGES:
        said = t.gettext("The latest {shown} of {count}.")
        blocks.append(Sentence(said.format(shown=MOST_CHANGES, count=len(told)), "faint"))
    return blocks


def departures(result: Review, words: Words, names: Names) -> list[Block]:
    """What the account would lose with one of us: those with whom it would lose most.

    Args:
        result: an account's review.
        words: the reader's language.
        names: who is called what.
    """
    t, today = words.texts, result.departures.today
    felt = [
        row
        for row in result.departures.people
        if row.center is Center.SELLING and _felt(row, today.weighted, words)
    ]
    if not felt:
        return []
    rows = [
        [
            phrases.person(row.id, names),
            phrases.percent(row.weighted, words),
            Cell(phrases.people(row.cut_off, names), "bad"),
            Cell(phrases.people(row.thinned, names), "warning"),
        ]
        for row in felt[:MOST_DEPARTURES]
    ]
    columns = [
        Column(t.gettext("Of us")),
        Column(
            t.gettext("Coverage then (today {share})").format(share=words.percent(today.weighted)),
            right=True,
        ),
        Column(t.gettext("Nobody would reach")),
        Column(t.gettext("Single-threaded then")),
    ]
    return [Heading(t.gettext("If one of us left")), Grid("", columns, rows)]


def _felt(row: Departure, today: float | None, words: Words) -> bool:
    """Whether a departure would be seen in what is printed."""
    lower = words.percent(row.weighted) != words.percent(today)
    return bool(row.cut_off or row.thinned or lower)


def next_contacts(reviewed: Reviewed, words: Words, names: Names) -> list[Block]:
    """Whom to meet next, who of us should, by which way, and why.

    Args:
        reviewed: an account's review.
        words: the reader's language.
        names: who is called what.
    """
    t = words.texts
    pairs = list(zip(reviewed.result.next.steps, reviewed.reasons, strict=True))
    if not pairs:
        return []
    ways = {row.person: _way(row, words, names) for row in reviewed.result.introductions}
    rows = [
        [
            phrases.person(step.person, names),
            phrases.person(step.own, names),
            Cell(words.percent(step.coverage_after)),
            Cell(ways[step.person]),
            Cell(next_report.reason(why, words, names)),
        ]
        for step, why in pairs[:MOST_CONTACTS]
    ]
    columns = [
        Column(t.gettext("Stakeholder")),
        Column(t.gettext("Of us")),
        Column(t.gettext("Coverage then"), right=True),
        Column(t.gettext("Best way in today")),
        Column(t.gettext("Why")),
    ]
    return [Heading(t.gettext("Whom to meet next")), Grid("", columns, rows)]


def _way(found: Introduction, words: Words, names: Names) -> str:
    """Who could bring us together: one of us, and whom they would ask."""
    if found.path is None:
        return words.texts.pgettext("way", "none known")
    *people, _ = found.path.people
    return f"{' → '.join(map(names.of, people))} {words.percent(found.path.strength)}"
