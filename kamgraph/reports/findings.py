"""Findings as a report: what wants doing, most urgent first."""

from __future__ import annotations

import json

from kamgraph.locale.words import Words
from kamgraph.metrics.results import AcceptedFinding, Finding, Findings
from kamgraph.model.vocabulary import Severity
from kamgraph.reports import phrases
from kamgraph.reports.document import (
    Block,
    Item,
    Items,
    Names,
    Records,
    Report,
    Sentence,
    Tone,
)

_TONES: dict[Severity, Tone] = {
    Severity.CRITICAL: "bad",
    Severity.WARNING: "warning",
    Severity.NOTICE: "faint",
}


def describe(result: Findings, words: Words, names: Names) -> Report:
    """The report of the findings of one account or of all.

    Args:
        result: the findings.
        words: the reader's language.
        names: who is called what.
    """
    t = words.texts
    subject = t.gettext("Findings")
    if result.account is not None:
        subject = phrases.title(result, subject, words, names)
    groups = [
        group(severity, [f for f in result.findings if f.severity == severity], result, words)
        for severity in Severity
    ]
    blocks: list[Block] = [Sentence(answer(result, words))]
    blocks += [group for group in groups if group.items]
    if result.accepted:
        blocks.append(accepted(result, words))
    return Report(subject, blocks, phrases.footer(result, words), result, records(result))


def answer(result: Findings, words: Words) -> str:
    """How many findings there are, by severity, as a sentence.

    Args:
        result: the findings.
        words: the reader's language.
    """
    t = words.texts
    if not result.findings:
        return t.gettext("No findings.") + _also_accepted(result, words)
    count = len(result.findings)
    template = t.ngettext("{count} finding: {parts}.", "{count} findings: {parts}.", count)
    said = template.format(count=count, parts=by_severity(result, words))
    return said + _also_accepted(result, words)


def by_severity(result: Findings, words: Words) -> str:
    """How many findings there are of each severity that occurs.

    Args:
        result: the findings.
        words: the reader's language.
    """
    t = words.texts
    critical, warning, notice = (
        sum(finding.severity is severity for finding in result.findings) for severity in Severity
    )
    parts = (
        (critical, t.ngettext("{count} critical", "{count} critical", critical)),
        (warning, t.ngettext("{count} warning", "{count} warnings", warning)),
        (notice, t.ngettext("{count} notice", "{count} notices", notice)),
    )
    return ", ".join(said.format(count=count) for count, said in parts if count)


def _also_accepted(result: Findings, words: Words) -> str:
    """How many more are accepted, where some are."""
    count = len(result.accepted)
    if not count:
        return ""
    t = words.texts
    return " " + t.ngettext(
        "{count} more is accepted.", "{count} more are accepted.", count
    ).format(count=count)


def group(severity: Severity, findings: list[Finding], result: Findings, words: Words) -> Items:
    """Findings of one severity as a list.

    Args:
        severity: the severity.
        findings: those of it.
        result: the answer they belong to; of all accounts, each says its own.
        words: the reader's language.
    """
    items = [
        Item(finding.rule, _text(finding, result), finding.action, _TONES[severity])
        for finding in findings
    ]
    return Items(phrases.capital(words.word("severity", severity)), items)


def accepted(result: Findings, words: Words) -> Items:
    """What is accepted, until when and why, instead of what to do.

    Args:
        result: the findings.
        words: the reader's language.
    """
    said = words.texts.gettext("Accepted until {date}: {reason}")
    items = [
        Item(
            finding.rule,
            _text(finding, result),
            said.format(date=words.date(finding.until), reason=finding.reason),
            "faint",
        )
        for finding in result.accepted
    ]
    return Items(words.texts.gettext("Accepted"), items)


def _text(finding: Finding, result: Findings) -> str:
    return finding.message if result.account else f"{finding.account}: {finding.message}"


def records(result: Findings) -> Records:
    """The findings as programs read them.

    Args:
        result: the findings.
    """
    return phrases.records(
        "rule severity account people values threshold message action accepted_until reason",
        [
            (
                row.rule,
                row.severity.value,
                row.account,
                "|".join(row.people),
                json.dumps(row.values, ensure_ascii=False),
                row.threshold,
                row.message,
                row.action,
                row.until.isoformat() if isinstance(row, AcceptedFinding) else None,
                row.reason if isinstance(row, AcceptedFinding) else None,
            )
            for row in (*result.findings, *result.accepted)
        ],
    )
