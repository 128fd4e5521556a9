"""Competitors as a report: where another is ahead of us with whom, and in which roles."""

from __future__ import annotations

from kamgraph.locale.words import Words
from kamgraph.metrics.results import Competition
from kamgraph.reports import phrases
from kamgraph.reports.document import Block, Cell, Column, Grid, Names, Records, Report, Sentence
from kamgraph.reports.frame import about_account


def describe(result: Competition, words: Words, names: Names) -> Report:
    """The report of the competitors in one account.

    Args:
        result: who reaches whom.
        words: the reader's language.
        names: who is called what.
    """

    def body() -> list[Block]:
        blocks: list[Block] = [Sentence(_answer(result, words))]
        if result.people:
            blocks += [_people(result, words, names), _roles(result, words)]
        return blocks

    subject = words.texts.gettext("Competitors")
    return about_account(result, subject, words, names, body, _main(result))


def _answer(result: Competition, words: Words) -> str:
    """How many competitors know, where they are ahead, and where we are not there at all."""
    t, met = words.texts, len(result.people)
    if not met:
        return t.gettext("No competitor is known to have a contact in the buying center.")
    behind = sum(row.lead < 0 for row in result.people)
    lost = len(result.lost_ground)
    return " ".join(
        (
            t.ngettext(
                "Competitors have a contact to {count} of {all} stakeholder.",
                "Competitors have a contact to {count} of {all} stakeholders.",
                result.stakeholders,
            ).format(count=met, all=result.stakeholders),
            t.gettext(
                "They are ahead of us with {behind}; with {lost} we have no active contact."
            ).format(behind=behind, lost=lost),
        )
    )


def _people(result: Competition, words: Words, names: Names) -> Grid:
    t = words.texts
    contested, lost = set(result.contested), set(result.lost_ground)

    def standing(person: str) -> Cell:
        if person in lost:
            return Cell(t.gettext("lost ground"), "bad")
        return Cell(t.gettext("contested"), "warning") if person in contested else Cell("")

    return Grid(
        t.gettext("Stakeholders whom a competitor knows"),
        [
            Column(t.gettext("Stakeholder")),
            Column(t.gettext("We"), right=True, whole=True),
            Column(t.gettext("Best competitor"), right=True, whole=True),
            Column(t.gettext("Competitor")),
            Column(t.gettext("Lead"), right=True, whole=True),
            Column(t.gettext("Standing")),
        ],
        [
            [
                Cell(names.of(row.id)),
                phrases.percent(row.ours, words),
                phrases.percent(row.best, words),
                Cell(names.of(row.competitor)),
                _lead(row.lead, words),
                standing(row.id),
            ]
            for row in result.people
        ],
    )


def _lead(lead: float, words: Words) -> Cell:
    """A lead in percentage points; behind is marked."""
    cell = phrases.percent(lead, words)
    return Cell(cell.text, "bad") if lead < 0 else cell


def _roles(result: Competition, words: Words) -> Grid:
    t = words.texts
    return Grid(
        t.gettext("Our lead by role"),
        [
            Column(t.gettext("Role")),
            Column(t.gettext("Mean lead"), right=True, whole=True),
            Column(t.gettext("People"), right=True, whole=True),
        ],
        [
            [Cell(words.word("role", row.role)), _lead(row.lead, words), Cell(str(row.count))]
            for row in result.by_role
        ],
    )


def _main(result: Competition) -> Records:
    return phrases.records(
        "id ours best competitor lead",
        [(row.id, row.ours, row.best, row.competitor, row.lead) for row in result.people],
    )
