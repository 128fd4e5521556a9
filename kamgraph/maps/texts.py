"""Words, dates and numbers of the page in a language, as the drawing and the table show them.

Fixed texts stand in `labels`; the scripts say the same from the catalogue that `catalogue` makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from kamgraph.locale.words import UNKNOWN, Words
from kamgraph.maps.labels import labels, plurals
from kamgraph.maps.shown import Figure, Side
from kamgraph.model.vocabulary import Function, Role, Stance, TieKind


def capital(text: str) -> str:
    """The text with a capital in front, for words that stand alone.

    Args:
        text: any.
    """
    return text[:1].upper() + text[1:]


_FIRST = (Role.DECIDER, Role.APPROVER, Role.BUYER)
"""Roles that stand first: cards are narrow, and these must not be what is cut off."""


class Texts:
    """Words, dates and numbers of the page in one language.

    Args:
        lang: one of `kamgraph.locale.LANGUAGES`.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.words = Words(lang)
        self.t = self.words.texts
        self._locale = Locale.parse(lang)

    @property
    def own_name(self) -> str:
        """What the language calls itself."""
        return capital(str(self._locale.get_display_name()))

    def day(self, day: date, length: str = "medium") -> str:
        """A date as readers of the language write it.

        Args:
            day: the date.
            length: long or medium.
        """
        return str(format_date(day, length, locale=self._locale))

    def percent(self, share: float | None) -> str:
        """A share as whole percent; a dash where it is not defined.

        Args:
            share: 0..1 or None.
        """
        return UNKNOWN if share is None else str(format_percent(share, locale=self._locale))

    def number(self, value: float) -> str:
        """A number with at most two decimals.

        Args:
            value: any.
        """
        return str(format_decimal(value, "#,##0.##", locale=self._locale))

    def weight(self, value: float) -> str:
        """A weight with two decimals, as the reports print it, so that a column lines up.

        Args:
            value: 0..1.
        """
        return str(format_decimal(value, "0.00", locale=self._locale))

    def language(self, code: str) -> str:
        """The name of a spoken language, or what was given instead.

        Args:
            code: as in the table, a code or already a name.
        """
        return str(self._locale.languages.get(code.lower(), code))

    def level(self, level: int | None) -> str:
        """The name of a level of hierarchy.

        Args:
            level: 1..5, None where unknown.
        """
        return capital(self.words.level(level))

    def stance(self, stance: Stance) -> str:
        """The word for a stance.

        Args:
            stance: which.
        """
        return capital(self.words.word("stance", stance))

    def function(self, function: Function | None) -> str:
        """The word for a function.

        Args:
            function: which; None is unknown.
        """
        return capital(self.words.word("function", function))

    def roles(self, figure: Figure) -> str:
        """The roles of somebody in the account.

        Args:
            figure: who.
        """
        first = [role for role in _FIRST if role in figure.roles]
        roles = [*first, *(role for role in figure.roles if role not in _FIRST)]
        return capital(", ".join(self.words.word("role", role) for role in roles))

    def second_line(self, figure: Figure) -> str:
        """What stands under a name: role and title; on our side the title alone.

        Args:
            figure: who.
        """
        title = figure.person.title or ""
        if not title and figure.person.function is not None:
            title = self.function(figure.person.function)
        parts = [title] if figure.side is Side.OWN else [self.roles(figure), title]
        return self.list_of(parts)

    def side(self, side: Side) -> str:
        """The name of a side.

        Args:
            side: which.
        """
        t = self.t
        return {
            Side.OWN: t.gettext("Selling center"),
            Side.BUYING: t.gettext("Buying center"),
            Side.ECOSYSTEM: t.gettext("Ecosystem"),
        }[side]

    def ties(self, kind: TieKind, outgoing: bool) -> str:
        """The heading over a person's ties of a kind.

        Args:
            kind: which.
            outgoing: whether they start at the person.
        """
        t = self.t
        both = {
            TieKind.KNOWS: t.gettext("Knows"),
            TieKind.CONFLICTS: t.gettext("In conflict with"),
        }
        if kind in both:
            return both[kind]
        there = {
            TieKind.REPORTS_TO: t.gettext("Reports to"),
            TieKind.INFLUENCES: t.gettext("Influences"),
            TieKind.ASSISTS: t.gettext("Assists"),
            TieKind.CONTACT: t.gettext("In contact with"),
        }
        back = {
            TieKind.REPORTS_TO: t.gettext("Direct reports"),
            TieKind.INFLUENCES: t.gettext("Influenced by"),
            TieKind.ASSISTS: t.gettext("Assisted by"),
            TieKind.CONTACT: t.gettext("Contacts of others"),
        }
        named = there if outgoing else back
        return named[kind] if kind in named else self.words.word("tie", kind)

    def list_of(self, parts: Sequence[str]) -> str:
        """Parts side by side, empty ones left out.

        Args:
            parts: texts.
        """
        return " · ".join(part for part in parts if part)

    def people(self, count: int) -> str:
        """So many people.

        Args:
            count: how many.
        """
        return self.counted("people", count)

    def group_line(self, active: Sequence[int]) -> str:
        """What stands on the counted card of several stakeholders.

        Args:
            active: how many active contacts each has; empty where that means nothing.
        """
        if not active:
            return ""
        none, one = sum(count == 0 for count in active), sum(count == 1 for count in active)
        parts = [self.counted("without_contact", none) if none else ""]
        parts.append(self.counted("on_one_head", one) if one else "")
        return self.list_of(parts) or self.labels()["all_covered"]

    def counted(self, name: str, count: int) -> str:
        """A sentence that counts something.

        Args:
            name: its name in `labels.plurals`.
            count: how many.
        """
        return self.t.ngettext(*plurals()[name], count).format(count=count)

    def labels(self) -> dict[str, str]:
        """The fixed texts of template and scripts, by name."""
        return labels(self.t)
