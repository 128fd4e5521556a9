"""Phrases that several reports share: titles, footers, cells for shares and people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kamgraph.locale.words import Words
from kamgraph.metrics.results import Coverage, Share
from kamgraph.reports.document import Cell, Names, Records, Scalar, Tone

Fact = tuple[str, Cell, str]
"""A key figure: what it is called, its value, what it says."""


class Signed(Protocol):
    """A result that says how it can be recomputed."""

    @property
    def formula(self) -> str:
        """The formula's id."""

    @property
    def as_of(self) -> date:
        """The as-of date."""

    @property
    def policy(self) -> str:
        """The policy's hash."""


class Placed(Protocol):
    """Something that is about an account, or one of its opportunities."""

    @property
    def account(self) -> str | None:
        """The account's id; None for all of them."""

    @property
    def opportunity(self) -> str | None:
        """The opportunity's id; None for the whole account."""


@dataclass(frozen=True)
class Place:
    """An account, or one of its opportunities, where the answer does not say.

    Args:
        account: the account's id.
        opportunity: the opportunity's id, None for the whole account.
    """

    account: str
    opportunity: str | None


def footer(result: Signed, words: Words) -> str:
    """What anybody needs to compute the numbers again.

    Args:
        result: an answer.
        words: the reader's language.
    """
    template = words.texts.gettext("Formula {formula}, as of {date}, policy {policy}")
    return template.format(
        formula=result.formula, date=words.date(result.as_of), policy=result.policy
    )


def undated_facts(words: Words) -> str:
    """What stands under every answer that compares dates (metrics.md 0).

    Args:
        words: the reader's language.
    """
    return words.texts.gettext(
        "Facts without dates (vacant, level, influence, function, organization, attrition) are "
        "today's at every date."
    )


def title(result: Placed, subject: str, words: Words, names: Names) -> str:
    """What a report about an account is about.

    Args:
        result: an answer about an account.
        subject: the report's subject in the reader's language.
        words: the reader's language.
        names: the account's and the opportunity's names.
    """
    account = names.account or result.account or ""
    if result.opportunity is None:
        return words.texts.gettext("{subject}: {account}").format(subject=subject, account=account)
    opportunity = names.opportunity or result.opportunity
    template = words.texts.gettext("{subject}: {account}, opportunity {opportunity}")
    return template.format(subject=subject, account=account, opportunity=opportunity)


def nothing_to_assess(words: Words) -> str:
    """What is said about a buying center without people.

    Args:
        words: the reader's language.
    """
    return words.texts.gettext(
        "Nothing to assess: nobody is in the buying center at this date. "
        "Add buying memberships first."
    )


def of_stakeholders(part: float, count: int, words: Words) -> str:
    """Some of the stakeholders, as 14 of 17 stakeholders.

    Args:
        part: how many of them.
        count: all of them.
        words: the reader's language.
    """
    template = words.texts.ngettext(
        "{part} of {count} stakeholder", "{part} of {count} stakeholders", count
    )
    return template.format(part=words.number(part), count=count)


def reach(result: Coverage, words: Words) -> list[Fact]:
    """How many stakeholders, required roles and contact levels are reached.

    Args:
        result: an account's coverage.
        words: the reader's language.
    """
    t = words.texts

    def people(share: Share) -> str:
        return of_stakeholders(share.numerator, result.stakeholders, words)

    def roles(share: Share) -> str:
        whole = int(share.denominator)
        template = t.ngettext(
            "{part} of {count} required role", "{part} of {count} required roles", whole
        )
        return template.format(part=words.number(share.numerator), count=whole)

    def levels(share: Share) -> str:
        whole = int(share.denominator)
        template = t.ngettext(
            "{part} of {count} contact level", "{part} of {count} contact levels", whole
        )
        return template.format(part=words.number(share.numerator), count=whole)

    rows: list[tuple[str, Share, Callable[[Share], str]]] = [
        (t.gettext("Known at all"), result.reach, people),
        (t.gettext("Active tie"), result.active, people),
        (t.gettext("Two or more"), result.redundant, people),
        (t.gettext("Roles covered"), result.roles, roles),
        (t.gettext("Roles identified"), result.roles_identified, roles),
        (t.gettext("Target reached"), result.target, levels),
    ]
    return [(label, percent(share.value, words), said(share)) for label, share, said in rows]


def percent(value: float | None, words: Words, tone: Tone = "plain") -> Cell:
    """A share as whole percent.

    Args:
        value: the share, or None.
        words: the reader's language.
        tone: how it is meant.
    """
    return Cell(words.percent(value), tone)


def points(value: float | None, words: Words) -> Cell:
    """A part of a share in points, as the 3.7 by which 37.0% exceeds 33.3%.

    Args:
        value: the part, or None.
        words: the reader's language.
    """
    return Cell(words.number(None if value is None else value * 100, 1))


def bar(value: float | None, words: Words, tone: Tone = "plain") -> Cell:
    """A share as a bar and whole percent.

    Args:
        value: the share, or None.
        words: the reader's language.
        tone: how it is meant.
    """
    return Cell(words.percent(value), tone, bar=value)


def person(key: str | None, names: Names, tone: Tone = "plain") -> Cell:
    """Somebody's name.

    Args:
        key: their id.
        names: who is called what.
        tone: how it is meant.
    """
    return Cell(names.of(key), tone)


def people(keys: tuple[str, ...], names: Names) -> str:
    """Some names in a row.

    Args:
        keys: ids.
        names: who is called what.
    """
    return ", ".join(names.of(key) for key in keys)


def listed(keys: tuple[str, ...], words: Words, names: Names) -> str:
    """Some names in a sentence: the last one after an "and".

    Args:
        keys: ids.
        words: the reader's language.
        names: who is called what.
    """
    *first, last = map(names.of, keys)
    if not first:
        return last
    return words.texts.gettext("{names} and {last}").format(names=", ".join(first), last=last)


def capital(text: str) -> str:
    """The text with a capital in front, for words that stand alone.

    Args:
        text: any.
    """
    return text[:1].upper() + text[1:]


def spread(lower: float | None, upper: float | None, words: Words) -> str:
    """The bounds of a share, as 41–63%; empty where there are none or they look the same.

    Args:
        lower: the lower bound.
        upper: the upper bound.
        words: the reader's language.
    """
    if lower is None or upper is None:
        return ""
    low, high = f"{lower * 100:.0f}", f"{upper * 100:.0f}"
    if low == high:
        return ""
    return words.texts.pgettext("percent", "{low}–{high}%").format(low=low, high=high)


def with_bounds(
    value: float | None, lower: float | None, upper: float | None, words: Words, digits: int = 0
) -> str:
    """A coverage with its bounds behind it, as 52% (41–63%).

    Args:
        value: the share, or None.
        lower: the lower bound.
        upper: the upper bound.
        words: the reader's language.
        digits: digits of the share behind the point.
    """
    bounds = spread(lower, upper, words)
    share = words.percent(value, digits)
    return f"{share} ({bounds})" if bounds else share


def records(columns: str, rows: list[tuple[Scalar, ...]]) -> Records:
    """The main list, its columns named in one line.

    Args:
        columns: names separated by spaces.
        rows: one value a column in each.
    """
    return Records(columns.split(), rows)
