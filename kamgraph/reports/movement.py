"""How a number moved between two dates, in sentences: from what to what, and because of what.

The numbers and their parts come from the results; here they are put into words.
"""

from __future__ import annotations

from collections.abc import Sequence

from kamgraph.locale.words import Words
from kamgraph.metrics.results import HeadlineNumbers
from kamgraph.metrics.results_over_time import Attribution, Change, Diff
from kamgraph.reports import phrases
from kamgraph.reports.document import Names

NAMED = 3
"""How many people a reason names; of more it says how many."""


def sentences(
    result: Diff, before: HeadlineNumbers, after: HeadlineNumbers, words: Words, names: Names
) -> list[str]:
    """A sentence for each attributed measure, coverage first.

    Args:
        result: the diff.
        before: the headline numbers at its earlier date.
        after: the same at its later date.
        words: the reader's language.
        names: who is called what.
    """
    t, parts = words.texts, result.attribution
    covered = t.pgettext("sentence", "Weighted coverage")
    thin = t.gettext("The weight that hangs on one of us or on nobody")
    fit = t.pgettext("sentence", "Alignment")
    return [
        _sentence(covered, before.weighted, after.weighted, parts.weighted, result, words, names),
        _sentence(
            thin, before.thin_share, after.thin_share, parts.thin_share, result, words, names
        ),
        _sentence(fit, before.alignment, after.alignment, parts.alignment, result, words, names),
    ]


def _sentence(
    measure: str,
    before: float | None,
    after: float | None,
    parts: Attribution | None,
    result: Diff,
    words: Words,
    names: Names,
) -> str:
    """One measure: how it moved, and its causes, the largest first."""
    t = words.texts
    shown = {
        "measure": measure,
        "before": words.percent(before, 1),
        "after": words.percent(after, 1),
    }
    if before is None or after is None:
        return t.gettext(
            "{measure}: {before} → {after}; what moved it cannot be told where it is not defined."
        ).format(**shown)
    if shown["before"] == shown["after"]:
        moved = t.gettext("{measure} stayed at {after}").format(**shown)
    elif after < before:
        moved = t.gettext("{measure} fell from {before} to {after}").format(**shown)
    else:
        moved = t.gettext("{measure} rose from {before} to {after}").format(**shown)
    if parts is None:
        hint = t.gettext("what moved it cannot be told, as it is not defined in between")
        return f"{moved}; {hint}."
    causes = sorted(parts.model_dump().items(), key=lambda part: -abs(part[1]))
    told = [
        _because(cause, part, result, words, names, first=number == 0)
        for number, (cause, part) in enumerate(causes)
        if points(part, words) != points(0.0, words)
    ]
    return f"{moved}: {'; '.join(told)}." if told else f"{moved}."


def points(part: float, words: Words) -> str:
    """A difference of shares in points, with its sign: +1.5.

    Args:
        part: a difference of shares.
        words: the reader's language.
    """
    return words.signed(part * 100, 1)


def _because(
    cause: str, part: float, result: Diff, words: Words, names: Names, *, first: bool
) -> str:
    """A part and its reason; only the first one says that these are points."""
    t = words.texts
    said = t.gettext("{number} points {reason}") if first else t.gettext("{number} {reason}")
    return said.format(number=points(part, words), reason=reason(cause, result, words, names))


def reason(cause: str, result: Diff, words: Words, names: Names) -> str:
    """Why a cause moved anything, as the end of a sentence.

    Args:
        cause: one of the five causes.
        result: the diff.
        words: the reader's language.
        names: who is called what.
    """
    t = words.texts
    rows = [row for row in result.changes if row.cause == cause]
    count = sum(row.count for row in rows)
    if cause == "people":
        return _of_people(rows, words, names)
    if cause == "memberships":
        said = t.ngettext(
            "because {count} membership changed", "because {count} memberships changed", count
        )
    elif cause == "ties":
        count = sum(row.kind == "rating" for row in rows)
        said = t.ngettext(
            "because {count} rating changed", "because {count} ratings changed", count
        )
    elif cause == "interactions":
        said = t.ngettext(
            "because of {count} interaction", "because of {count} interactions", count
        )
    else:
        count = (result.end - result.start).days
        said = t.ngettext("because {count} day passed", "because {count} days passed", count)
    return said.format(count=count)


def _of_people(rows: Sequence[Change], words: Words, names: Names) -> str:
    """Who left and who joined; of many only how many."""
    t = words.texts
    left = tuple(row.who[0] for row in rows if row.change == "left")
    joined = tuple(row.who[0] for row in rows if row.change == "joined")
    many = len(rows) > NAMED
    said = []
    if left and many:
        gone = t.ngettext("because {count} person left", "because {count} people left", len(left))
        said.append(gone.format(count=len(left)))
    elif left:
        gone = t.ngettext("because {names} left", "because {names} left", len(left))
        said.append(gone.format(names=phrases.listed(left, words, names)))
    if joined and many:
        come = t.ngettext(
            "because {count} person joined", "because {count} people joined", len(joined)
        )
        said.append(come.format(count=len(joined)))
    elif joined:
        come = t.ngettext("because {names} joined", "because {names} joined", len(joined))
        said.append(come.format(names=phrases.listed(joined, words, names)))
    if not said:  # somebody who worked here between the two dates only
        return t.gettext("because people joined or left")
    *before, last = said
    return t.gettext("{one} and {other}").format(one=before[0], other=last) if before else last
