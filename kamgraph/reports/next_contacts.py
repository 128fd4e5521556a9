"""Next contacts as a report: whom to meet, who of us should, what it brings, and why."""

from __future__ import annotations

from collections.abc import Sequence

from kamgraph.locale.words import UNKNOWN, Words
from kamgraph.planning.next_contacts import Circumstances, Position
from kamgraph.planning.results import NextContacts
from kamgraph.reports import phrases
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
    result: NextContacts,
    reasons: Sequence[Circumstances],
    about: phrases.Placed,
    words: Words,
    names: Names,
) -> Report:
    """The report of the next contacts.

    Args:
        result: the contacts, the best first.
        reasons: what speaks for each.
        about: the account, and the opportunity.
        words: the reader's language.
        names: who is called what.
    """
    t = words.texts
    title = phrases.title(about, t.gettext("Next contacts"), words, names)
    why = [reason(found, words, names) for found in reasons]
    blocks: list[Block] = [
        Sentence(_answer(result, words)),
        _steps(result, why, words, names),
        Sentence(
            t.gettext(
                "Each contact is counted as strong as a new one becomes where both fit; each row "
                "builds on those above it."
            ),
            "faint",
        ),
    ]
    if not result.steps:
        blocks = blocks[:1]
    return Report(title, blocks, phrases.footer(result, words), result, _main(result, why))


def _answer(result: NextContacts, words: Words) -> str:
    t = words.texts
    if not result.steps:
        return t.gettext(
            "No new contact would raise coverage: whoever of us has room reaches everybody already "
            "as well as they fit, or there is nobody to meet."
        )
    first, last = result.steps[0], result.steps[-1]
    template = t.ngettext(
        "{count} contact would raise coverage from {old} to {new}.",
        "{count} contacts would raise coverage from {old} to {new}.",
        len(result.steps),
    )
    return template.format(
        count=len(result.steps),
        old=words.percent(first.coverage_after - first.gain),
        new=words.percent(last.coverage_after),
    )


def reason(found: Circumstances, words: Words, names: Names) -> str:
    """Why a contact is worth building, in a sentence.

    Args:
        found: what speaks for it.
        words: the reader's language.
        names: who is called what.
    """
    t = words.texts
    fit = t.gettext("fit {fit} ({ours} – {theirs})").format(
        fit=words.percent(found.fit),
        ours=_position(found.own_position, words),
        theirs=_position(found.position, words),
    )
    if found.active:
        template = t.gettext("They meet already, at {now}; {fit} makes {then} possible.")
    elif not found.carriers:
        template = t.gettext("Nobody of us has an active tie there; {fit}.")
    elif len(found.carriers) == 1:
        template = t.gettext("Hangs on {carriers} alone; {fit}.")
    else:
        template = t.gettext("Reached by {carriers}, but only {sure} surely; {fit}.")
    said = template.format(
        fit=fit,
        now=words.percent(found.strength),
        then=words.percent(found.strength_after),
        carriers=phrases.people(found.carriers, names),
        sure=words.percent(found.coverage),
    )
    if found.active_after:
        return said
    weak = t.gettext("Even then the tie would not count as active.")
    return f"{said} {weak}"


def _position(position: Position, words: Words) -> str:
    """Function and level, as far as known."""
    known = [
        words.word("function", position.function) if position.function else "",
        words.level(position.level) if position.level else "",
    ]
    return ", ".join(dict.fromkeys(word for word in known if word)) or UNKNOWN


def _steps(result: NextContacts, why: Sequence[str], words: Words, names: Names) -> Grid:
    t = words.texts
    rows = [
        [
            Cell(str(number)),
            phrases.person(step.own, names),
            phrases.person(step.person, names),
            Cell(words.percent(step.gain, 1)),
            Cell(words.percent(step.coverage_after)),
            Cell(said),
        ]
        for number, (step, said) in enumerate(zip(result.steps, why, strict=True), start=1)
    ]
    columns = [
        Column("", right=True, whole=True),
        Column(t.gettext("Of us")),
        Column(t.gettext("Stakeholder")),
        Column(t.gettext("Gain"), right=True, whole=True),
        Column(t.gettext("Coverage"), right=True, whole=True),
        Column(t.gettext("Why")),
    ]
    return Grid("", columns, rows)


def _main(result: NextContacts, why: Sequence[str]) -> Records:
    return phrases.records(
        "own person gain coverage_after reason",
        [
            (step.own, step.person, step.gain, step.coverage_after, said)
            for step, said in zip(result.steps, why, strict=True)
        ],
    )
