"""An account's report in short: who is looked at, and the account in four sentences."""

from __future__ import annotations

from kamgraph.findings.review import Review
from kamgraph.locale.words import Words
from kamgraph.model.vocabulary import CounterpartStatus, Severity
from kamgraph.reports import findings as findings_report
from kamgraph.reports import phrases
from kamgraph.reports.document import Block, Heading, Names, Sentence

MOST_URGENT = 3
"""Critical findings that stand in the summary."""


def about(result: Review, words: Words) -> str:
    """The date, and who is looked at.

    Args:
        result: an account's metrics.
        words: the reader's language.
    """
    t = words.texts
    theirs = t.ngettext("{count} stakeholder", "{count} stakeholders", result.stakeholders)
    ours = t.ngettext("{count} of us", "{count} of us", result.own_people)
    return t.gettext("As of {date}. Buying center: {theirs}; selling center: {ours}.").format(
        date=words.long_date(result.as_of),
        theirs=theirs.format(count=result.stakeholders),
        ours=ours.format(count=result.own_people),
    )


def in_short(result: Review, words: Words, names: Names) -> list[Block]:
    """The account in four sentences.

    Args:
        result: its metrics and findings.
        words: the reader's language.
        names: who is called what.
    """
    return [
        Heading(words.texts.gettext("In short")),
        Sentence(_reach(result, words)),
        Sentence(_risk(result, words, names)),
        Sentence(_fit(result, words)),
        Sentence(_urgent(result, words)),
    ]


def _reach(result: Review, words: Words) -> str:
    t, covered = words.texts, result.coverage
    active = int(covered.active.numerator)
    said = t.ngettext(
        "{people} has an active tie to us. Counted by weight, we reach {share} of the buying "
        "center",
        "{people} have an active tie to us. Counted by weight, we reach {share} of the buying "
        "center",
        _verb(active, covered.stakeholders),
    ).format(
        people=phrases.of_stakeholders(active, covered.stakeholders, words),
        share=words.percent(covered.weighted.value),
    )
    bounds = phrases.spread(covered.bounds.lower, covered.bounds.upper, words)
    if not bounds:
        return f"{said}."
    room = t.gettext("{said}; what is undated or unknown leaves {bounds} possible.")
    return room.format(said=said, bounds=bounds)


def _risk(result: Review, words: Words, names: Names) -> str:
    t, spoc = words.texts, result.spoc
    single, orphaned = len(spoc.single_threaded), len(spoc.orphaned)
    if not single and not orphaned:
        said = t.gettext("Every stakeholder has at least two active ties: nobody hangs on one.")
    else:
        said = t.gettext("{share} of the weight hangs on one of us or on nobody: {parts}.").format(
            share=words.percent(spoc.thin_share), parts=_parts(single, orphaned, words)
        )
    if spoc.bus_factor is None:
        return said
    bus = t.ngettext(
        "The relationship stands and falls with {people} (bus factor {count}).",
        "The relationship stands and falls with {people} together (bus factor {count}).",
        spoc.bus_factor,
    ).format(people=phrases.listed(spoc.bus_factor_set, words, names), count=spoc.bus_factor)
    return f"{said} {bus}"


def _parts(single: int, orphaned: int, words: Words) -> str:
    """How many have one tie, and how many none; nobody is not counted."""
    t = words.texts
    alone = t.ngettext(
        "{count} stakeholder has a single tie", "{count} stakeholders have a single tie", single
    ).format(count=single)
    if not orphaned:
        return alone
    if not single:
        return t.ngettext(
            "{count} stakeholder has none", "{count} stakeholders have none", orphaned
        ).format(count=orphaned)
    none = t.ngettext("{count} has none", "{count} have none", orphaned).format(count=orphaned)
    return f"{alone}, {none}"


def _fit(result: Review, words: Words) -> str:
    t, aligned = words.texts, result.alignment
    if not result.own_people:
        return t.gettext("Nobody of us works on this account.")
    if aligned.alignment.value is None:
        return t.gettext("Nobody of us would fit anybody in the buying center.")
    placed = sum(row.status is CounterpartStatus.IN_PLACE for row in aligned.counterparts)
    count = len(aligned.counterparts)
    return t.ngettext(
        "The team uses {share} of the fit it could offer: {people} has their counterpart in place.",
        "The team uses {share} of the fit it could offer: {people} have their counterpart in "
        "place.",
        _verb(placed, count),
    ).format(
        share=words.percent(aligned.alignment.value),
        people=phrases.of_stakeholders(placed, count, words),
    )


def _verb(part: int, count: int) -> int:
    """The number the verb goes by: 1 of 3 has, 0 of 1 has, 0 of 3 have."""
    return 1 if count == 1 else part


def _urgent(result: Review, words: Words) -> str:
    """How many findings there are, and the first critical ones in full."""
    found = result.findings
    critical = [row.message for row in found.findings if row.severity is Severity.CRITICAL]
    return " ".join((findings_report.answer(found, words), *critical[:MOST_URGENT]))
