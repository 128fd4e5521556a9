"""The numbers of an account's report: the few at its head, and those behind them."""

from __future__ import annotations

from kamgraph.findings.review import Review
from kamgraph.locale.words import UNKNOWN, Words
from kamgraph.model.vocabulary import Severity
from kamgraph.reports import findings as findings_report
from kamgraph.reports import phrases
from kamgraph.reports.document import Block, Cell, Facts, Heading, Tone


def headline(result: Review, words: Words) -> Facts:
    """The six numbers a report is read for.

    Args:
        result: the account's metrics and findings.
        words: the reader's language.
    """
    rows = [*_coverage(result, words), *_risk(result, words), _findings(result, words)]
    return Facts("", rows, large=True)


def _coverage(result: Review, words: Words) -> list[phrases.Fact]:
    t, covered, aligned = words.texts, result.coverage, result.alignment
    bounds = phrases.spread(covered.bounds.lower, covered.bounds.upper, words)
    return [
        (
            t.gettext("Weighted coverage"),
            Cell(words.percent(covered.weighted.value)),
            t.gettext("possible: {bounds}").format(bounds=bounds)
            if bounds
            else t.gettext("of the weight, without a range"),
        ),
        (
            t.gettext("Alignment"),
            Cell(words.percent(aligned.alignment.value)),
            t.gettext("of the possible fit"),
        ),
    ]


def _risk(result: Review, words: Words) -> list[phrases.Fact]:
    t, spoc, factor = words.texts, result.spoc, result.spoc.bus_factor
    of_all = t.ngettext("of {count} stakeholder", "of {count} stakeholders", result.stakeholders)
    orphaned: Tone = "bad" if spoc.orphaned else "good"
    single: Tone = "warning" if spoc.single_threaded else "plain" if spoc.orphaned else "good"
    return [
        (
            t.gettext("Without contact"),
            Cell(str(len(spoc.orphaned)), orphaned),
            of_all.format(count=result.stakeholders),
        ),
        (
            t.gettext("Single-threaded"),
            Cell(str(len(spoc.single_threaded)), single),
            of_all.format(count=result.stakeholders),
        ),
        (
            t.gettext("Bus factor"),
            Cell(UNKNOWN if factor is None else str(factor), "bad" if factor == 1 else "plain"),
            t.gettext("nobody is covered")
            if factor is None
            else t.ngettext(
                "departure breaks the coverage", "departures break the coverage", factor
            ),
        ),
    ]


def _findings(result: Review, words: Words) -> phrases.Fact:
    t, found = words.texts, result.findings
    severities = {row.severity for row in found.findings}
    tone: Tone = "good"
    if Severity.CRITICAL in severities:
        tone = "bad"
    elif Severity.WARNING in severities:
        tone = "warning"
    remark = findings_report.by_severity(found, words) or t.gettext("nothing raised")
    return t.gettext("Findings"), Cell(str(len(found.findings)), tone), remark


def key_figures(result: Review, words: Words) -> list[Block]:
    """The numbers behind the report, each with what it says.

    Args:
        result: the account's metrics.
        words: the reader's language.
    """
    rows = [
        *phrases.reach(result.coverage, words),
        *_strength(result, words),
        *_meeting(result, words),
    ]
    rows = [row for row in rows if row[1].text != UNKNOWN]  # no targets set, no role required, ...
    return [Heading(words.texts.gettext("Key figures")), Facts("", rows)]


def _strength(result: Review, words: Words) -> list[phrases.Fact]:
    t, spoc = words.texts, result.spoc
    return [
        (
            t.gettext("Thin share"),
            phrases.percent(spoc.thin_share, words),
            t.gettext("of the weight is single-threaded or orphaned"),
        ),
        (
            t.gettext("Orphaned share"),
            phrases.percent(spoc.orphaned_share, words),
            t.gettext("of the weight has no active tie"),
        ),
        (
            t.gettext("Expected loss"),
            phrases.points(spoc.expected_loss, words),
            t.gettext("points of coverage within a year, people leaving as likely as assumed"),
        ),
        (
            t.gettext("Effective carriers"),
            Cell(words.number(spoc.effective_carriers, 1)),
            t.gettext("as if so many of us carried equal parts"),
        ),
    ]


def _meeting(result: Review, words: Words) -> list[phrases.Fact]:
    t, aligned, structure = words.texts, result.alignment, result.structure
    zipper = t.gettext("{part} of {whole} pairs of peers meet").format(
        part=aligned.zipper.closed, whole=aligned.zipper.possible
    )
    return [
        (
            t.gettext("Zipper"),
            phrases.percent(aligned.zipper.value, words),
            zipper,
        ),
        (
            t.gettext("Width"),
            Cell(str(aligned.width)),
            t.gettext("people on both sides whose departure would end every active tie"),
        ),
        (
            t.gettext("Connectedness"),
            phrases.percent(structure.connectedness, words),
            t.gettext("of all possible ties among them are known"),
        ),
    ]
