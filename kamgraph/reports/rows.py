"""Rows of the tables as a report: the lists of accounts and people, with tables.md's names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict, SerializeAsAny

from kamgraph.locale.words import Words
from kamgraph.model.entities import ACCOUNTS, PEOPLE, Account, Person
from kamgraph.model.schema import Row, Table
from kamgraph.reports import phrases
from kamgraph.reports.document import VACANT, Cell, Column, Grid, Names, Records, Report, Sentence

ACCOUNTS_FORMULA = "accounts/1"
PEOPLE_FORMULA = "people/1"


class Rows(BaseModel):
    """Rows of one table.

    Args:
        formula: what sort of answer it is.
        as_of: the date at which somebody may have left.
        policy: the policy's hash.
        rows: the rows, by id.
    """

    model_config = ConfigDict(frozen=True)

    formula: str
    as_of: date
    policy: str
    rows: tuple[SerializeAsAny[Row], ...]


def accounts(
    rows: Sequence[Account], as_of: date, policy: str, words: Words, names: Names
) -> Report:
    """The list of accounts.

    Args:
        rows: the accounts.
        as_of: the date.
        policy: the policy's hash.
        words: the reader's language.
        names: what people and organizations are called.
    """
    t = words.texts
    ordered = sorted(rows, key=lambda row: row.id)
    cells = [
        [
            Cell(row.name),
            Cell(row.id),
            Cell(row.tier or ""),
            Cell(names.of(row.manager) if row.manager else ""),
            Cell(names.of(row.organization)),
        ]
        for row in ordered
    ]
    columns = [
        Column(t.gettext("Account")),
        Column(t.gettext("Id"), whole=True),
        Column(t.gettext("Tier")),
        Column(t.gettext("Managed by")),
        Column(t.gettext("Organization")),
    ]
    headline = t.ngettext("{count} account.", "{count} accounts.", len(ordered))
    result = Rows(formula=ACCOUNTS_FORMULA, as_of=as_of, policy=policy, rows=tuple(ordered))
    return Report(
        t.gettext("Accounts"),
        [Sentence(headline.format(count=len(ordered))), Grid("", columns, cells)],
        phrases.footer(result, words),
        result,
        records(ACCOUNTS, ordered),
    )


def people(rows: Sequence[Person], as_of: date, policy: str, words: Words, names: Names) -> Report:
    """The list of people, those who left marked.

    Args:
        rows: the people.
        as_of: the date at which somebody may have left.
        policy: the policy's hash.
        words: the reader's language.
        names: what organizations are called.
    """
    t = words.texts
    ordered = sorted(rows, key=lambda row: row.id)
    columns = [
        Column(t.gettext("Name")),
        Column(t.gettext("Id"), whole=True),
        Column(t.gettext("Organization")),
        Column(t.gettext("Title")),
        Column(""),
    ]
    cells = [_person(row, as_of, words, names) for row in ordered]
    headline = t.ngettext(
        "{count} person or position.", "{count} people and positions.", len(cells)
    )
    result = Rows(formula=PEOPLE_FORMULA, as_of=as_of, policy=policy, rows=tuple(ordered))
    return Report(
        t.gettext("People"),
        [Sentence(headline.format(count=len(cells))), Grid("", columns, cells)],
        phrases.footer(result, words),
        result,
        records(PEOPLE, ordered),
    )


def _person(row: Person, as_of: date, words: Words, names: Names) -> list[Cell]:
    remark = presence(row, as_of, words)
    return [
        Cell(row.name or row.title or VACANT, "faint" if remark else "plain"),
        Cell(row.id),
        Cell(names.of(row.organization)),
        Cell((row.title if row.name else None) or words.word("function", row.function)),
        Cell(remark, "warning"),
    ]


def presence(row: Person, as_of: date, words: Words) -> str:
    """Whether somebody is missing at a date: left, not there yet, or nobody at all.

    Args:
        row: the person or position.
        as_of: the date.
        words: the reader's language.
    """
    t = words.texts
    if row.vacant:
        return t.gettext("vacant")
    if row.left is not None and row.left <= as_of:
        return t.gettext("left {date}").format(date=words.date(row.left))
    if row.joined is not None and row.joined > as_of:
        return t.gettext("from {date}").format(date=words.date(row.joined))
    return ""


def records(table: Table, rows: Sequence[Row]) -> Records:
    """The rows as csv holds them: the canonical texts of the table's own columns.

    Args:
        table: the rows' table.
        rows: the rows.
    """
    return Records(table.names, [table.texts(row) for row in rows])
