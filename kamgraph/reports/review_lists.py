"""The lists behind an account's report, whole and with unrounded numbers: a workbook's sheets."""

from __future__ import annotations

from collections.abc import Mapping

from kamgraph.findings.review import Review
from kamgraph.locale.words import Words
from kamgraph.metrics.results import Findings
from kamgraph.reports.document import Names, Records
from kamgraph.reports.standing import Standings


def lists(result: Review, words: Words, names: Names, standing: Standings) -> Mapping[str, Records]:
    """The lists by the names of their sheets.

    Args:
        result: the account's metrics and findings.
        words: the reader's language.
        names: who is called what.
        standing: position and roles of the stakeholders.
    """
    t = words.texts
    return {
        t.gettext("Stakeholders"): _stakeholders(result, words, names, standing),
        t.gettext("Single-threaded"): _single_threaded(result, words, names, standing),
        t.gettext("Counterparts"): _counterparts(result, words, names, standing),
        t.gettext("Findings"): findings(result.findings, words),
    }


def _stakeholders(result: Review, words: Words, names: Names, standing: Standings) -> Records:
    t = words.texts
    columns = [
        t.gettext("Id"),
        t.gettext("Stakeholder"),
        t.gettext("Position and roles"),
        t.gettext("Weight"),
        t.gettext("Coverage"),
        t.gettext("Active ties"),
        t.gettext("Strongest through"),
        t.gettext("Strength"),
    ]
    rows = [
        (
            person.id,
            names.of(person.id),
            standing.get(person.id),
            person.weight,
            person.coverage,
            person.active_ties,
            names.of(person.strongest.own) if person.strongest else None,
            person.strongest.strength if person.strongest else None,
        )
        for person in result.coverage.people
    ]
    return Records(columns, rows)


def _single_threaded(result: Review, words: Words, names: Names, standing: Standings) -> Records:
    t = words.texts
    loss = {own.id: own.loss for own in result.spoc.own}
    columns = [
        t.gettext("Id"),
        t.gettext("Stakeholder"),
        t.gettext("Position and roles"),
        t.gettext("Weight"),
        t.gettext("Hangs on"),
        t.gettext("Coverage lost"),
    ]
    rows = [
        (
            row.person,
            names.of(row.person),
            standing.get(row.person),
            row.weight,
            names.of(row.own),
            loss.get(row.own),
        )
        for row in result.spoc.single_threaded
    ]
    return Records(columns, rows)


def _counterparts(result: Review, words: Words, names: Names, standing: Standings) -> Records:
    t = words.texts
    columns = [
        t.gettext("Id"),
        t.gettext("Stakeholder"),
        t.gettext("Position and roles"),
        t.gettext("Counterpart"),
        t.gettext("Fit"),
        t.gettext("Strength today"),
        t.gettext("Status"),
    ]
    rows = [
        (
            row.person,
            names.of(row.person),
            standing.get(row.person),
            names.of(row.own) if row.own else None,
            row.fit,
            row.strength,
            words.word("status", row.status),
        )
        for row in result.alignment.counterparts
    ]
    return Records(columns, rows)


def findings(result: Findings, words: Words) -> Records:
    """Findings as a list, with the account where it is about all.

    Args:
        result: the findings.
        words: the reader's language.
    """
    t = words.texts
    columns = [
        t.gettext("Rule"),
        t.gettext("Severity"),
        t.gettext("Account"),
        t.gettext("What is the case"),
        t.gettext("What to do"),
    ]
    rows = [
        (row.rule, words.word("severity", row.severity), row.account, row.message, row.action)
        for row in result.findings
    ]
    return Records(columns, rows)
