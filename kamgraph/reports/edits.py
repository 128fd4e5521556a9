"""What a writing command did, in plain lines: the rows, and what that moved in an account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kamgraph.errors import shortened
from kamgraph.locale.words import UNKNOWN, Words, context_of
from kamgraph.metrics.results import Finding
from kamgraph.model.edits import Added, Edit, Removed, Replaced
from kamgraph.model.kinds import SEPARATOR, Choice, Date, Several
from kamgraph.model.schema import Row, Schema, Table
from kamgraph.model.vocabulary import Center
from kamgraph.reports import phrases

_LONGEST = 200


@dataclass(frozen=True)
class Covered:
    """An account's weighted coverage: all None where it is not defined or there is no account.

    Args:
        weighted: the share.
        lower: its lower bound.
        upper: its upper bound.
    """

    weighted: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Moved:
    """An account's weighted coverage before and after a change.

    Args:
        account: the account's name.
        before: the coverage before.
        after: the coverage afterwards.
    """

    account: str
    before: Covered
    after: Covered


def lines(
    edits: Sequence[Edit], moved: Sequence[Moved], schema: Schema, words: Words, *, dry_run: bool
) -> list[str]:
    """A line a row that changed and a line an account.

    Args:
        edits: what was done.
        moved: what it moved.
        schema: the declared tables.
        words: the reader's language.
        dry_run: whether nothing was kept.
    """
    t = words.texts
    found = [_line(edit, schema.table(edit.table), words) for edit in edits]
    if not found:
        return [t.gettext("Nothing to change: it stands there like this already.")]
    found += [
        t.gettext("Weighted coverage of {account}: {before} → {after}").format(
            account=shortened(row.account),
            before=_covered(row.before, words),
            after=_covered(row.after, words),
        )
        for row in moved
    ]
    if dry_run:
        found.append(t.gettext("Tried only, nothing was kept."))
    return found


def accepted(findings: Sequence[Finding], words: Words) -> list[str]:
    """A line a finding that an acceptance covers.

    Args:
        findings: what is accepted.
        words: the reader's language.
    """
    said = words.texts.gettext("Accepted: {message}")
    return [said.format(message=shortened(row.message, _LONGEST)) for row in findings]


def _covered(share: Covered, words: Words) -> str:
    """A coverage with its bounds, where they differ."""
    return phrases.with_bounds(share.weighted, share.lower, share.upper, words, digits=1)


def _line(edit: Edit, table: Table, words: Words) -> str:
    """One edit in a line."""
    t = words.texts
    name = words.word("table", table.name)
    if isinstance(edit, Added):
        said = t.gettext("Added to {table}: {facts}")
        return said.format(table=name, facts=_facts(table, edit.row, words))
    if isinstance(edit, Removed):
        said = t.gettext("Removed from {table}: {facts}")
        return said.format(table=name, facts=_facts(table, edit.row, words))
    said = t.gettext("Changed in {table}, {row}: {facts}")
    row = _called(table, edit.old, words)
    return said.format(table=name, row=row, facts=_changes(table, edit, words))


def _facts(table: Table, row: Row, words: Words) -> str:
    """The filled columns of a row."""
    pairs = zip(table.names, table.texts(row), strict=True)
    return ", ".join(
        f"{_column(table, name, words)} {_shown(table, name, text, words)}"
        for name, text in pairs
        if text
    )


def _changes(table: Table, edit: Replaced, words: Words) -> str:
    """The columns that differ, before and after."""
    triples = zip(table.names, table.texts(edit.old), table.texts(edit.new), strict=True)
    return ", ".join(
        f"{_column(table, name, words)} "
        f"{_shown(table, name, old, words)} → {_shown(table, name, new, words)}"
        for name, old, new in triples
        if old != new
    )


def _called(table: Table, row: Row, words: Words) -> str:
    """What tells a row from others."""
    names = table.key or table.match or table.names
    texts = dict(zip(table.names, table.texts(row), strict=True))
    return " / ".join(_shown(table, name, texts[name], words) for name in names if texts[name])


def _column(table: Table, name: str, words: Words) -> str:
    """What a column is called; a contact's level is no level of hierarchy."""
    if (table.name, name) == ("contacts", "level"):
        return words.texts.pgettext("contact", "level")
    return words.word("column", name)


def _shown(table: Table, name: str, text: str, words: Words) -> str:
    """A cell as a reader of the language expects it; ids and free texts stay as they are."""
    kind = table.field(name).column.kind
    if not text:
        return UNKNOWN
    if isinstance(kind, Date):
        return words.date(date.fromisoformat(text))
    vocabulary = kind.vocabulary if isinstance(kind, Choice | Several) else None
    if vocabulary is None or vocabulary is Center:  # the column says "center" already
        return shortened(text, _LONGEST)
    context = context_of(vocabulary.__name__)
    return " + ".join(words.word(context, part) for part in text.split(SEPARATOR))
