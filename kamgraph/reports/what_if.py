"""What-if as a report: what a departure costs, whom it cuts off, who takes over.

It says what hangs on a relationship, never how somebody performs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kamgraph.locale.words import UNKNOWN, Words
from kamgraph.planning.results import AddedContact, Metrics, Successor, WhatIf
from kamgraph.reports import phrases
from kamgraph.reports.document import (
    Block,
    Cell,
    Column,
    Grid,
    Item,
    Items,
    Names,
    Records,
    Report,
    Sentence,
    Tone,
)

Figure = float | int | None


def describe(result: WhatIf, words: Words, names: Names) -> Report:
    """The report of a what-if.

    Args:
        result: the account before and after.
        words: the reader's language.
        names: who is called what.
    """
    subject = words.texts.gettext("What if")
    title = phrases.title(result.before.coverage, subject, words, names)
    blocks: list[Block] = [
        Sentence(
            f"{supposed(result.removed, result.added, words, names)}: {_moved(result, words)}"
        ),
        *_consequences(result, words, names),
        _successors(result, words, names),
        _figures(result, words),
    ]
    if not result.before.coverage.stakeholders:
        blocks = [Sentence(phrases.nothing_to_assess(words), "warning")]
    return Report(title, blocks, phrases.footer(result, words), result, _main(result))


def supposed(
    removed: Sequence[str], added: Sequence[AddedContact], words: Words, names: Names
) -> str:
    """What is supposed, as the beginning of a sentence; empty where nothing is.

    Args:
        removed: ids of who would be gone.
        added: contacts there would be.
        words: the reader's language.
        names: who is called what.
    """
    t = words.texts
    parts = []
    if removed:
        people = phrases.people(tuple(removed), names)
        parts.append(t.gettext("Without {people}").format(people=people))
    if added:
        contacts = ", ".join(
            t.gettext("{own} – {person} ({level})").format(
                own=names.of(row.own),
                person=names.of(row.person),
                level=words.contact_level(row.level),
            )
            for row in added
        )
        template = t.ngettext(
            "With the contact {contacts}", "With the contacts {contacts}", len(added)
        )
        parts.append(template.format(contacts=contacts))
    return "; ".join([*parts[:1], *(part[:1].lower() + part[1:] for part in parts[1:])])


def _moved(result: WhatIf, words: Words) -> str:
    """What happens to the headline."""
    t = words.texts
    before, after = (metrics.coverage.weighted.value for metrics in (result.before, result.after))
    old, new = words.percent(before), words.percent(after)
    if before is None or after is None:
        return t.gettext("coverage {old} today, {new} then.").format(old=old, new=new)
    if old == new:
        return t.gettext("coverage stays at {new}.").format(new=new)
    template = (
        t.gettext("coverage falls from {old} to {new}.")
        if after < before
        else t.gettext("coverage rises from {old} to {new}.")
    )
    return template.format(old=old, new=new)


def _consequences(result: WhatIf, words: Words, names: Names) -> list[Block]:
    """Who is cut off, hangs on one of us, is reached at last; which roles nobody covers."""
    t = words.texts
    ties = {row.id: row.active_ties for row in result.before.coverage.people}
    later = {row.id: row.active_ties for row in result.after.coverage.people}
    thin = [row for row in result.after.spoc.single_threaded if ties.get(row.person, 0) > 1]
    reached = tuple(person for person, count in later.items() if count and not ties.get(person))
    ways, left = result.before.spoc.independent_paths, result.after.spoc.independent_paths
    closed = tuple(person for person in later if ways.get(person) and not left.get(person))
    roles = ", ".join(words.word("role", role) for role in result.orphaned_roles)
    hanging = ", ".join(
        t.gettext("{person} (on {own})").format(person=names.of(row.person), own=names.of(row.own))
        for row in thin
    )
    sentences: list[tuple[str, str, Tone]] = [
        (
            t.gettext("Cut off, nobody of us would have an active tie: {names}."),
            phrases.people(result.cut_off, names),
            "bad",
        ),
        (
            t.gettext("No way would lead there any more, not even through others: {names}."),
            phrases.people(closed, names),
            "bad",
        ),
        (t.gettext("Required roles nobody would reach any more: {names}."), roles, "bad"),
        (t.gettext("Would become single-threaded: {names}."), hanging, "warning"),
        (
            t.gettext("Would have an active tie at last: {names}."),
            phrases.people(reached, names),
            "good",
        ),
    ]
    found: list[Block] = [
        Sentence(template.format(names=said), tone) for template, said, tone in sentences if said
    ]
    if not found:
        found.append(Sentence(t.gettext("Nobody would be cut off or become single-threaded.")))
    return found


def _successors(result: WhatIf, words: Words, names: Names) -> Items:
    """Who could take over, an entry for each of us who would be gone."""
    t = words.texts

    def text(row: Successor) -> str:
        if row.own is None and result.cut_off and not result.after.coverage.own_people:
            return t.gettext("nobody of us would be left to take over.")
        if row.own is None:
            return t.gettext("nobody would be cut off through them.")
        return t.gettext("{own} fits best to those cut off (weight times fit {value}).").format(
            own=names.of(row.own), value=words.number(row.value)
        )

    items = [Item(names.of(row.leaver), text(row), "") for row in result.successors]
    return Items(t.gettext("Who could take over") if items else "", items)


_VALUES: dict[str, Callable[[Metrics], Figure]] = {
    "weighted": lambda metrics: metrics.coverage.weighted.value,
    "indirect": lambda metrics: metrics.coverage.indirect.value,
    "active": lambda metrics: metrics.coverage.active.value,
    "redundant": lambda metrics: metrics.coverage.redundant.value,
    "roles": lambda metrics: metrics.coverage.roles.value,
    "thin_share": lambda metrics: metrics.spoc.thin_share,
    "orphaned_share": lambda metrics: metrics.spoc.orphaned_share,
    "expected_loss": lambda metrics: metrics.spoc.expected_loss,
    "alignment": lambda metrics: metrics.alignment.alignment.value,
    "fit_covered": lambda metrics: metrics.alignment.fit_covered,
    "zipper": lambda metrics: metrics.alignment.zipper.value,
    "bus_factor": lambda metrics: metrics.spoc.bus_factor,
    "stakeholders": lambda metrics: metrics.coverage.stakeholders,
    "own_people": lambda metrics: metrics.coverage.own_people,
}
"""The key figures, as they are called in csv."""

_COUNTS = ("bus_factor", "stakeholders", "own_people")
_WORSE_WHEN_HIGHER = ("thin_share", "orphaned_share")
_NEITHER = ("expected_loss", "stakeholders", "own_people")  # less to lose is no gain


def _labels(words: Words) -> dict[str, str]:
    """What the key figures are called."""
    t = words.texts
    return {
        "weighted": t.gettext("Weighted coverage"),
        "indirect": t.gettext("Through others too"),
        "active": t.gettext("Active tie"),
        "redundant": t.gettext("Two or more"),
        "roles": t.gettext("Roles covered"),
        "thin_share": t.gettext("Thin share"),
        "orphaned_share": t.gettext("Orphaned share"),
        "expected_loss": t.gettext("Expected loss"),
        "alignment": t.gettext("Alignment"),
        "fit_covered": t.gettext("Fit covered"),
        "zipper": t.gettext("Zipper"),
        "bus_factor": t.gettext("Bus factor"),
        "stakeholders": t.gettext("Stakeholders"),
        "own_people": t.gettext("Own people"),
    }


def _figures(result: WhatIf, words: Words) -> Grid:
    """The key figures side by side."""
    t = words.texts
    rows = []
    for key, label in _labels(words).items():
        before, after = _VALUES[key](result.before), _VALUES[key](result.after)
        share = key not in _COUNTS
        show = words.percent if share else words.number
        rows.append(
            [
                Cell(label),
                Cell(show(before)),
                Cell(show(after)),
                Cell(_difference(before, after, share, words), _tone(key, before, after)),
            ]
        )
    columns = [
        Column(t.gettext("Key figure")),
        Column(t.gettext("Today"), right=True, whole=True),
        Column(t.gettext("Then"), right=True, whole=True),
        Column(t.gettext("Difference"), right=True, whole=True),
    ]
    return Grid(t.gettext("Before and after"), columns, rows)


def _difference(before: Figure, after: Figure, share: bool, words: Words) -> str:
    """The difference as shown: of shares in points, of what is printed before and after."""
    if before is None or after is None:
        return UNKNOWN if before is not after else ""
    points = round(after * 100) - round(before * 100) if share else int(after) - int(before)
    if not points:
        return ""
    template = (
        words.texts.ngettext("{points} point", "{points} points", abs(points))
        if share
        else "{points}"
    )
    return template.format(points=words.signed(points))


def _tone(key: str, before: Figure, after: Figure) -> Tone:
    if key in _NEITHER or before is None or after is None or before == after:
        return "plain"
    return "bad" if (after > before) == (key in _WORSE_WHEN_HIGHER) else "good"


def _main(result: WhatIf) -> Records:
    rows = [(key, value(result.before), value(result.after)) for key, value in _VALUES.items()]
    return phrases.records("measure before after", [*rows])
