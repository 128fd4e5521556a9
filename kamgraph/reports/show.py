"""Everything known about one id as a report: facts, what holds at the date, and the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    SerializeAsAny,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from kamgraph.locale.words import Words
from kamgraph.model.entities import (
    SCHEMA,
    Acceptance,
    Contact,
    Membership,
    Opportunity,
    Person,
    Tie,
)
from kamgraph.model.schema import Row
from kamgraph.model.vocabulary import Center
from kamgraph.reports import phrases
from kamgraph.reports.document import (
    VACANT,
    Block,
    Cell,
    Column,
    Facts,
    Grid,
    Names,
    Records,
    Report,
)
from kamgraph.reports.rows import presence

FORMULA = "show/1"


class Known(BaseModel):
    """A row with the table it stands in; both in one object when printed."""

    model_config = ConfigDict(frozen=True)

    table: str
    row: SerializeAsAny[Row]

    @model_serializer(mode="wrap")
    def _flat(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        whole = handler(self)
        return {"table": whole["table"], **whole["row"]}


class Shown(BaseModel):
    """All rows about an id: those of the id itself, those valid at the date, the others."""

    model_config = ConfigDict(frozen=True)

    formula: str
    as_of: date
    policy: str
    rows: tuple[Known, ...]


@dataclass(frozen=True)
class Everything:
    """What a store holds about an id.

    Args:
        subject: the rows of that id, an account first.
        valid: rows that refer to it and hold at the date.
        other: rows that refer to it and hold no more, or not yet.
        names: what people and organizations are called.
        accounts: what accounts are called.
        opportunities: what opportunities are called.
        members: the people of the memberships, by id.
        as_of: the date.
    """

    subject: Sequence[Known]
    valid: Sequence[Known]
    other: Sequence[Known]
    names: Names
    accounts: Names
    opportunities: Names
    members: Mapping[str, Person]
    as_of: date


def describe(found: Everything, policy: str, words: Words) -> Report:
    """The report of everything about an id.

    Args:
        found: what the store holds.
        policy: the policy's hash.
        words: the reader's language.
    """
    t = words.texts
    rows = (*found.subject, *found.valid, *found.other)
    result = Shown(formula=FORMULA, as_of=found.as_of, policy=policy, rows=rows)
    blocks: list[Block] = [_facts(known, found, words) for known in found.subject]
    blocks += _related(found.valid, found, words, t.gettext("{what} at this date"))
    blocks += _related(found.other, found, words, t.gettext("{what}, earlier or later"))
    first = found.subject[0].row
    named = getattr(first, "name", None) or getattr(first, "title", None)
    title = str(named or getattr(first, "id", ""))
    return Report(title, blocks, phrases.footer(result, words), result, _main(rows))


def _facts(known: Known, found: Everything, words: Words) -> Facts:
    table = SCHEMA.table(known.table)
    rows = []
    for field, text in zip(table.fields, table.texts(known.row), strict=True):
        if text:
            value = _value(field.name, getattr(known.row, field.name), text, found, words)
            rows.append((words.word("column", field.name), Cell(value), ""))
    remark = presence(known.row, found.as_of, words) if isinstance(known.row, Person) else ""
    kind = _kind(known.table, words)
    return Facts(f"{kind}, {remark}" if remark else kind, rows, right=False)


def _kind(table: str, words: Words) -> str:
    t = words.texts
    return {
        "accounts": t.gettext("Account"),
        "people": t.gettext("Person"),
        "organizations": t.gettext("Organization"),
        "opportunities": t.gettext("Opportunity"),
    }[table]


_REFERENCES = frozenset({"organization", "parent", "manager", "successor"})
_WORDS = {"function": "function", "kind": "organization kind"}


def _value(name: str, value: object, text: str, found: Everything, words: Words) -> str:
    if name in _REFERENCES:
        label = found.names.of(text)
        return label if text in label else f"{label} ({text})"
    if name == "account":
        return f"{found.accounts.of(text)} ({text})"
    if name == "level" and isinstance(value, int):
        return f"{value} {words.level(value)}"
    if name in _WORDS:
        return words.word(_WORDS[name], text)
    return words.date(value) if isinstance(value, date) else text.replace("|", ", ")


def _related(rows: Sequence[Known], found: Everything, words: Words, template: str) -> list[Block]:
    """A grid a table of the rows, columns without any content left out."""
    t = words.texts
    people = [known.row for known in rows if isinstance(known.row, Person)]
    opportunities = [known.row for known in rows if isinstance(known.row, Opportunity)]
    memberships = [known.row for known in rows if isinstance(known.row, Membership)]
    contacts = [known.row for known in rows if isinstance(known.row, Contact)]
    ties = [known.row for known in rows if isinstance(known.row, Tie)]
    accepted = [known.row for known in rows if isinstance(known.row, Acceptance)]
    grids = [
        (t.gettext("People"), _people(people, words)),
        (t.gettext("Opportunities"), _opportunities(opportunities, words)),
        *_centers(memberships, found, words),
        (t.gettext("Contacts"), _contacts(contacts, found, words)),
        (t.gettext("Ties"), _ties(ties, found, words)),
        (t.gettext("Accepted findings"), _acceptances(accepted, found, words)),
    ]
    return [
        _trimmed(Grid(template.format(what=what), columns, cells))
        for what, (columns, cells) in grids
        if cells
    ]


Cells = tuple[list[Column], list[list[Cell]]]


def _people(rows: Sequence[Person], words: Words) -> Cells:
    t = words.texts
    columns = [
        Column(t.gettext("Name")),
        Column(t.gettext("Id"), whole=True),
        Column(t.gettext("Title")),
        Column(t.gettext("Level")),
    ]
    return columns, [
        [
            Cell(row.name or row.title or VACANT),
            Cell(row.id),
            Cell((row.title if row.name else None) or ""),
            Cell(words.level(row.level)),
        ]
        for row in rows
    ]


def _opportunities(rows: Sequence[Opportunity], words: Words) -> Cells:
    t = words.texts
    columns = [
        Column(t.gettext("Opportunity")),
        Column(t.gettext("Id"), whole=True),
        Column(t.gettext("Stage")),
        Column(t.gettext("Close date"), whole=True),
    ]
    return columns, [
        [Cell(row.name), Cell(row.id), Cell(row.stage or ""), _day(row.close_date, words)]
        for row in rows
    ]


def _centers(
    rows: Sequence[Membership], found: Everything, words: Words
) -> list[tuple[str, Cells]]:
    """An account's memberships center by center; those of a person in one table."""
    if any(known.table == "people" for known in found.subject):
        return [(words.texts.gettext("Memberships"), _memberships(rows, found, words))]
    return [
        (
            _capital(words.word("center", center)),
            _memberships([row for row in rows if row.center == center], found, words),
        )
        for center in Center
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _memberships(rows: Sequence[Membership], found: Everything, words: Words) -> Cells:
    t = words.texts
    itself = {getattr(known.row, "id", "") for known in found.subject}
    split = all(known.table != "people" for known in found.subject)
    columns = [
        Column(t.gettext("Center")),
        Column(t.gettext("Person")),
        Column(t.gettext("Account")),
        Column(t.gettext("Opportunity")),
        Column(t.gettext("Roles")),
        Column(t.gettext("Stance")),
        *_period(words),
    ]
    return columns, [
        [
            Cell("" if split else words.word("center", row.center)),
            _member("" if row.person in itself else row.person, found, words),
            Cell("" if row.account in itself else found.accounts.of(row.account)),
            Cell("" if row.opportunity is None else found.opportunities.of(row.opportunity)),
            Cell(", ".join(words.word("role", role) for role in row.roles)),
            Cell("" if row.stance is None else words.word("stance", row.stance)),
            _day(row.since, words),
            _day(row.until, words),
        ]
        for row in rows
    ]


def _member(key: str, found: Everything, words: Words) -> Cell:
    """A member's name, with a remark where they are missing."""
    if not key:
        return Cell("")
    person = found.members.get(key)
    remark = presence(person, found.as_of, words) if person else ""
    name = found.names.of(key)
    return Cell(f"{name}, {remark}", "faint") if remark else Cell(name)


def _contacts(rows: Sequence[Contact], found: Everything, words: Words) -> Cells:
    t = words.texts
    columns = [
        Column(t.gettext("Of us")),
        Column(t.gettext("Person")),
        Column(t.gettext("Contact")),
        Column(t.gettext("Target")),
        Column(t.gettext("Last contact"), whole=True),
        *_period(words),
    ]
    return columns, [
        [
            Cell(found.names.of(row.own)),
            Cell(found.names.of(row.person)),
            Cell(words.contact_level(row.level)),
            Cell("" if row.target is None else words.contact_level(row.target)),
            _day(row.last_contact, words),
            _day(row.since, words),
            _day(row.until, words),
        ]
        for row in rows
    ]


def _ties(rows: Sequence[Tie], found: Everything, words: Words) -> Cells:
    t = words.texts
    columns = [
        Column(t.gettext("Who")),
        Column(t.gettext("Tie")),
        Column(t.gettext("Whom")),
        Column(t.gettext("Weight"), right=True),
        *_period(words),
    ]
    return columns, [
        [
            Cell(found.names.of(row.source)),
            Cell(words.word("tie", row.kind)),
            Cell(found.names.of(row.target)),
            Cell("" if row.weight is None else words.number(row.weight)),
            _day(row.since, words),
            _day(row.until, words),
        ]
        for row in rows
    ]


def _acceptances(rows: Sequence[Acceptance], found: Everything, words: Words) -> Cells:
    t = words.texts
    itself = {getattr(known.row, "id", "") for known in found.subject}
    columns = [
        Column(t.gettext("Rule")),
        Column(t.gettext("Person")),
        Column(t.gettext("Role")),
        Column(t.gettext("Account")),
        Column(t.gettext("Opportunity")),
        *_period(words),
        Column(t.gettext("Reason")),
    ]
    return columns, [
        [
            Cell(row.rule),
            Cell("" if row.person is None or row.person in itself else found.names.of(row.person)),
            Cell("" if row.role is None else words.word("role", row.role)),
            Cell("" if row.account in itself else found.accounts.of(row.account)),
            Cell("" if row.opportunity is None else found.opportunities.of(row.opportunity)),
            _day(row.accepted_on, words),
            _day(row.until, words),
            Cell(row.reason),
        ]
        for row in rows
    ]


def _period(words: Words) -> tuple[Column, Column]:
    t = words.texts
    return Column(t.gettext("From"), whole=True), Column(t.gettext("Until"), whole=True)


def _day(day: date | None, words: Words) -> Cell:
    return Cell("" if day is None else words.date(day))


def _trimmed(grid: Grid) -> Grid:
    """The table without columns in which nothing stands."""
    kept = [i for i in range(len(grid.columns)) if any(row[i].text for row in grid.rows)]
    return Grid(
        grid.title, [grid.columns[i] for i in kept], [[row[i] for i in kept] for row in grid.rows]
    )


def _main(rows: Sequence[Known]) -> Records:
    """All rows under the columns that any of their tables has."""
    tables = [SCHEMA.table(name) for name in dict.fromkeys(known.table for known in rows)]
    columns = list(dict.fromkeys(name for table in tables for name in table.names))
    records = []
    for known in rows:
        table = SCHEMA.table(known.table)
        texts = dict(zip(table.names, table.texts(known.row), strict=True))
        records.append([known.table, *(texts.get(name) for name in columns)])
    return Records(["table", *columns], records)
