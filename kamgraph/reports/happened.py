"""A change between two dates in a sentence: who came, who went, what became closer or looser."""

from __future__ import annotations

from kamgraph.locale.words import Words
from kamgraph.metrics.results_over_time import Change
from kamgraph.reports.document import Names


def sentence(row: Change, words: Words, names: Names) -> str:
    """What happened.

    Args:
        row: something that changed.
        words: the reader's language.
        names: who is called what.
    """
    if row.cause == "people":
        t = words.texts
        said = t.gettext("{name} joined") if row.change == "joined" else t.gettext("{name} left")
        return said.format(name=names.of(row.who[0]))
    if row.cause == "memberships":
        return _membership(row, words, names)
    if row.cause == "interactions":
        # How often stays unsaid: who works how much is nobody's to read here (safety.md, People).
        said = words.texts.gettext("{own} – {person}: in touch, the last time on this day")
        return said.format(own=names.of(row.who[1]), person=names.of(row.who[0]))
    return _rating(row, words, names) if row.kind == "rating" else _tie(row, words, names)


def _membership(row: Change, words: Words, names: Names) -> str:
    t = words.texts
    context = "stance" if row.change == "stance" else "role"
    before, after = (_listed(value, context, words) for value in (row.before, row.after))
    if row.change == "begun":
        said = t.gettext("{name} is new in the {center} ({after})")
    elif row.change == "ended":
        said = t.gettext("{name} is no longer in the {center} ({before})")
    elif row.change == "roles":
        said = t.gettext("{name} in the {center}: role {before} → {after}")
    else:
        said = t.gettext("{name} in the {center}: stance {before} → {after}")
    center = words.word("center", row.kind)
    return said.format(name=names.of(row.who[0]), center=center, before=before, after=after)


def _listed(value: float | str | None, context: str, words: Words) -> str:
    """Roles or a stance in words."""
    if value is None:
        none = words.texts.pgettext("role", "no role")
        return none if context == "role" else words.word("stance", "unknown")
    return ", ".join(words.word(context, word) for word in str(value).split("|"))


def _rating(row: Change, words: Words, names: Names) -> str:
    t = words.texts
    if row.change == "begun":
        said = t.gettext("{own} – {person}: rated for the first time, {after}")
    elif row.change == "ended":
        said = t.gettext("{own} – {person}: no longer rated, {before} before")
    elif row.change == "level":
        said = t.gettext("{own} – {person}: contact {before} → {after}")
    else:
        said = t.gettext("{own} – {person}: last contact noted for this day")
    before, after = (
        words.contact_level(value) if isinstance(value, int) else ""
        for value in (row.before, row.after)
    )
    person, own = (names.of(key) for key in row.who)
    return said.format(own=own, person=person, before=before, after=after)


def _tie(row: Change, words: Words, names: Names) -> str:
    t = words.texts
    if row.change == "begun":
        said = t.gettext("New tie: {source} – {kind} – {target}")
    elif row.change == "ended":
        said = t.gettext("Tie ended: {source} – {kind} – {target}")
    else:
        said = t.gettext("{source} – {kind} – {target}: weight {before} → {after}")
    source, target = (names.of(key) for key in row.who)
    before, after = (
        words.number(None if value is None else float(value)) for value in (row.before, row.after)
    )
    kind = words.word("tie", row.kind)
    return said.format(source=source, kind=kind, target=target, before=before, after=after)
