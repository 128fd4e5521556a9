"""The field's words and numbers as a reader of a language expects them.

Everything that is shown to people goes through here: vocabulary words, levels, shares, dates.
The texts themselves stand in the catalogues; what is computed comes from elsewhere.
"""

from __future__ import annotations

import gettext
from datetime import date
from functools import cached_property

from kamgraph.locale import texts

UNKNOWN = "–"
"""Stands for what is unknown or not defined."""

MINUS = "\N{MINUS SIGN}"
"""Stands before a negative number: as wide as a plus, and no line breaks behind it."""

_CONTEXTS = {
    "OrganizationKind": "organization kind",
    "TieKind": "tie",
    "CounterpartStatus": "status",
}


def context_of(vocabulary: str) -> str:
    """The context of a vocabulary's words in the catalogues.

    Args:
        vocabulary: the name of its class.
    """
    return _CONTEXTS.get(vocabulary, vocabulary.lower())


class Words:
    """Words and numbers of one language.

    Args:
        lang: one of `kamgraph.locale.LANGUAGES`.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang

    @cached_property
    def texts(self) -> gettext.NullTranslations:
        """The catalogue."""
        return texts(self.lang)

    def word(self, context: str, key: str | None) -> str:
        """A vocabulary's word.

        Args:
            context: the vocabulary's context: role, stance, function, status, ...
            key: the word as it stands in the tables; None is unknown.
        """
        return UNKNOWN if key is None else self.texts.pgettext(context, str(key))

    def level(self, level: int | None) -> str:
        """A level of hierarchy.

        Args:
            level: 1..5, or None where unknown.
        """
        t = self.texts
        names = {
            5: t.pgettext("level", "5"),
            4: t.pgettext("level", "4"),
            3: t.pgettext("level", "3"),
            2: t.pgettext("level", "2"),
            1: t.pgettext("level", "1"),
        }
        return names[level] if level in names else t.pgettext("level", "unknown")

    def contact_level(self, level: int) -> str:
        """How well somebody is known.

        Args:
            level: 0..4.
        """
        t = self.texts
        return (
            t.pgettext("contact level", "0"),
            t.pgettext("contact level", "1"),
            t.pgettext("contact level", "2"),
            t.pgettext("contact level", "3"),
            t.pgettext("contact level", "4"),
        )[level]

    def percent(self, share: float | None, digits: int = 0) -> str:
        """A share as percent, whole where nothing else is asked for.

        Args:
            share: 0..1, or None where not defined.
            digits: digits behind the point.
        """
        if share is None:
            return UNKNOWN
        number = self._written(f"{share * 100:.{digits}f}")
        return self.texts.pgettext("percent", "{number}%").format(number=number)

    def number(self, value: float | None, digits: int = 2) -> str:
        """A number with a decimal point or comma; whole numbers without one.

        Args:
            value: the number, or None where not defined.
            digits: digits behind the point.
        """
        if value is None:
            return UNKNOWN
        if isinstance(value, int):
            return self._written(str(value))
        return self._written(f"{value:.{digits}f}")

    def signed(self, value: float, digits: int = 0) -> str:
        """A difference with its sign, as +1.5; what rounds to 0 has none.

        Args:
            value: the difference.
            digits: digits behind the point.
        """
        return self._written(f"{value:+.{digits}f}")

    def _written(self, number: str) -> str:
        """A formatted number as people write it: point or comma, a minus sign, no signed zero."""
        if not float(number):
            number = number.lstrip("+-")
        point = self.texts.pgettext("decimal point", ".")
        return number.replace(".", point).replace("-", MINUS)

    def long_date(self, day: date) -> str:
        """A calendar date with the month's name, as a sentence has it.

        Args:
            day: the date.
        """
        from babel.dates import format_date  # heavy: only reports for people pay

        return str(format_date(day, "long", locale=self.lang))

    def month(self, day: date) -> str:
        """A month and its year, short, as below a drawing.

        Args:
            day: a date of that month.
        """
        from babel.dates import format_skeleton  # heavy: only reports for people pay

        return str(format_skeleton("yMMM", day, locale=self.lang))

    def date(self, day: date | None) -> str:
        """A calendar date.

        Args:
            day: the date, or None where there is none.
        """
        if day is None:
            return UNKNOWN
        pattern = self.texts.pgettext("date", "{year:04}-{month:02}-{day:02}")
        return pattern.format(year=day.year, month=day.month, day=day.day)
