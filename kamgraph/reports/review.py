"""An account's report for a review meeting: what matters first, in sentences and short lists.

Every section shows one result; which sections there are, and their order, stands in `describe`.
Whoever wants all rows asks the metric's own command.
"""

from __future__ import annotations

from collections.abc import Sequence

from kamgraph.findings.review import Review, Reviewed
from kamgraph.locale.words import Words
from kamgraph.metrics.results import Counterpart, StakeholderCoverage
from kamgraph.model.vocabulary import CounterpartStatus, Severity
from kamgraph.planning.introductions import FORMULA as WAYS
from kamgraph.reports import findings as findings_report
from kamgraph.reports import phrases, review_figures, review_outlook, review_summary
from kamgraph.reports.document import (
    Block,
    Cell,
    Column,
    Grid,
    Heading,
    Items,
    Names,
    Report,
    Sentence,
)
from kamgraph.reports.review_lists import lists
from kamgraph.reports.standing import Standings

MOST_ROWS = 12
"""Rows of a list in the report; a meeting does not get to more."""

MOST_ITEMS = 10
"""Findings of one severity in the report."""


def describe(reviewed: Reviewed, words: Words, names: Names, standing: Standings) -> Report:
    """The report of an account.

    Args:
        reviewed: its metrics, its findings and the outlook.
        words: the reader's language.
        names: who is called what.
        standing: position and roles of the stakeholders.
    """
    t, result = words.texts, reviewed.result
    found = result.findings
    blocks: list[Block] = [Sentence(review_summary.about(result, words), "faint")]
    if result.stakeholders:
        blocks += [
            review_figures.headline(result, words),
            *review_summary.in_short(result, words, names),
            *review_outlook.over_time(result, words),
            *review_outlook.since(result, words, names),
            *_uncovered(result, words, names, standing),
            *_single_threaded(result, words, names, standing),
            *review_outlook.departures(result, words, names),
            *_counterparts(result, words, names, standing),
            *review_outlook.next_contacts(reviewed, words, names),
            *_findings(result, words),
            *review_figures.key_figures(result, words),
        ]
    else:
        blocks += [Sentence(phrases.nothing_to_assess(words), "warning"), *_findings(result, words)]
    return Report(
        phrases.title(result, t.gettext("Key account report"), words, names),
        blocks,
        _footer(result, words),
        result,
        findings_report.records(found),
        lists(result, words, names, standing),
    )


def _footer(result: Review, words: Words) -> str:
    """What anybody needs to compute the numbers again, and what they are not."""
    t = words.texts
    parts: list[phrases.Signed] = [result.coverage, result.spoc, result.alignment]
    parts += [result.structure, result.findings]
    parts += [result.trend, result.departures, result.next]
    parts += [result.changes] if result.changes else []
    return t.gettext(
        "Formulas {formulas}, as of {date}, policy {policy}. The report says what hangs on whom "
        "in this account; it says nothing about how anybody works."
    ).format(
        formulas=", ".join((result.formula, *(part.formula for part in parts), WAYS)),
        date=words.date(result.as_of),
        policy=result.policy,
    )


def _uncovered(result: Review, words: Words, names: Names, standing: Standings) -> list[Block]:
    """Whom nobody reaches, what there is, and who could."""
    t = words.texts
    people = {person.id: person for person in result.coverage.people}
    fits = {row.person: row.own for row in result.alignment.counterparts}
    rows = [
        [
            phrases.person(key, names, "bad"),
            Cell(standing.get(key, "")),
            Cell(words.number(people[key].weight)),
            Cell(_trace(people[key], words, names)),
            phrases.person(fits.get(key), names),
        ]
        for key in result.coverage.uncovered
    ]
    columns = [
        Column(t.gettext("Stakeholder")),
        Column(t.gettext("Position and roles")),
        Column(t.gettext("Weight"), right=True, whole=True),
        Column(t.gettext("Best tie so far")),
        Column(t.gettext("Who of us would fit")),
    ]
    return _section(
        t.gettext("Without an active tie"),
        columns,
        rows,
        t.gettext("Everybody in the buying center has an active tie to us."),
        words,
    )


def _trace(person: StakeholderCoverage, words: Words, names: Names) -> str:
    best = person.strongest
    if best is None:
        return words.texts.pgettext("tie so far", "none")
    return f"{names.of(best.own)} {words.percent(best.strength)}"


def _single_threaded(
    result: Review, words: Words, names: Names, standing: Standings
) -> list[Block]:
    """Who has one tie to us, and whose it is."""
    t = words.texts
    rows = [
        [
            phrases.person(row.person, names),
            Cell(standing.get(row.person, "")),
            Cell(words.number(row.weight)),
            phrases.person(row.own, names, "warning"),
        ]
        for row in result.spoc.single_threaded
    ]
    columns = [
        Column(t.gettext("Stakeholder")),
        Column(t.gettext("Position and roles")),
        Column(t.gettext("Weight"), right=True, whole=True),
        Column(t.gettext("Hangs on")),
    ]
    return _section(
        t.gettext("Hanging on one of us"),
        columns,
        rows,
        t.gettext("Nobody is single-threaded."),
        words,
    )


def _counterparts(result: Review, words: Words, names: Names, standing: Standings) -> list[Block]:
    """Who of us should meet whom."""
    t = words.texts

    def row(found: Counterpart) -> list[Cell]:
        return [
            phrases.person(found.person, names),
            Cell(standing.get(found.person, "")),
            phrases.person(found.own, names)
            if found.own
            else Cell(words.word("status", found.status), "bad"),
            phrases.percent(found.fit, words),
            phrases.percent(found.strength, words),
        ]

    open_ones = [
        row(found)
        for found in result.alignment.counterparts
        if found.status is not CounterpartStatus.IN_PLACE
    ]
    columns = [
        Column(t.gettext("Stakeholder")),
        Column(t.gettext("Position and roles")),
        Column(t.gettext("Counterpart")),
        Column(t.gettext("Fit"), right=True, whole=True),
        Column(t.gettext("Strength today"), right=True),
    ]
    return _section(
        t.gettext("Counterparts to build"),
        columns,
        open_ones,
        t.gettext("Every stakeholder has their counterpart in place."),
        words,
    )


def _section(
    title: str, columns: Sequence[Column], rows: list[list[Cell]], empty: str, words: Words
) -> list[Block]:
    """A heading and a list, or what is good about there being none."""
    if not rows:
        return [Heading(title), Sentence(empty, "good")]
    return [Heading(title), Grid("", columns, rows[:MOST_ROWS]), *_rest(rows, MOST_ROWS, words)]


def _rest(rows: Sequence[object], shown: int, words: Words) -> list[Block]:
    """Says that a list goes on."""
    if len(rows) <= shown:
        return []
    said = words.texts.gettext("The first {shown} of {count}, heaviest first.")
    return [Sentence(said.format(shown=shown, count=len(rows)), "faint")]


def _findings(result: Review, words: Words) -> list[Block]:
    """What wants doing, most urgent first."""
    t, found = words.texts, result.findings
    blocks: list[Block] = [Heading(t.gettext("Findings and what to do"))]
    if not found.findings:
        blocks.append(Sentence(t.gettext("No findings."), "good"))
    for severity in Severity:
        rows = [row for row in found.findings if row.severity is severity]
        if rows:
            group = findings_report.group(severity, rows, found, words)
            blocks.append(Items(group.title, group.items[:MOST_ITEMS]))
            blocks += _rest(rows, MOST_ITEMS, words)
    if found.accepted:
        taken = findings_report.accepted(found, words)
        blocks.append(Items(taken.title, taken.items[:MOST_ITEMS]))
        blocks += _rest(found.accepted, MOST_ITEMS, words)
    return blocks
