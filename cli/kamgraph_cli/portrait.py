"""Questions about one person: what they are, how they stand to us, how well they are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kamgraph.errors import InputError, shortened
from kamgraph.model.kinds import Date
from kamgraph.model.vocabulary import ROLES_OF_CENTER, Center, Function, Stance
from kamgraph_cli.asking import Choice, Dialogue, chosen
from kamgraph_cli.notebook import Notebook

if TYPE_CHECKING:
    from kamgraph.locale.words import Words
    from kamgraph.model.entities import Membership, Person

CLEAR = "-"
"""What is typed to empty a value."""


def called(person: Person) -> str:
    """Somebody's name; a vacant position goes by its title.

    Args:
        person: the person.
    """
    return shortened(person.name or person.title or person.id)


class Portrait:
    """Asks about people of one account, and writes every answer at once.

    Args:
        notebook: where it is written.
        dialogue: who is asked.
        words: the reader's language.
        account: the account's id.
    """

    def __init__(self, notebook: Notebook, dialogue: Dialogue, words: Words, account: str) -> None:
        self.notebook = notebook
        self.dialogue = dialogue
        self.words = words
        self.account = account

    def stakeholders(self) -> list[str]:
        """Who is in the buying center, by id."""
        rows = self.notebook.members(self.account, Center.BUYING)
        return list(dict.fromkeys(row.person for row in rows))

    def membership(self, person: str) -> Membership | None:
        """Somebody's seat in the buying center: that of the whole account before a deal's."""
        rows = self.notebook.members(self.account, Center.BUYING)
        seats = [row for row in rows if row.person == person]
        return min(seats, key=lambda row: row.opportunity is not None) if seats else None

    def missing(self, person: str) -> bool:
        """Whether anything that is asked about a stakeholder is not known.

        Args:
            person: their id.
        """
        row, seat = self.notebook.person(person), self.membership(person)
        if row.function is None or row.level is None or seat is None:
            return True
        return not seat.roles or seat.stance is None or not self.notebook.contacts(person)

    def line(self, person: str) -> str:
        """Somebody and what is known of them, in a line.

        Args:
            person: their id.
        """
        row, seat = self.notebook.person(person), self.membership(person)
        parts = [shortened(row.title or "") if row.name else ""]
        if seat is not None:
            parts.append(", ".join(self.words.word("role", role) for role in seat.roles))
            parts.append(self.words.word("stance", seat.stance) if seat.stance else "")
        parts.append(self.known_by(person))
        return "; ".join([called(row), *(part for part in parts if part)])

    def known_by(self, person: str) -> str:
        """Who of us knows somebody, and how well.

        Args:
            person: their id.
        """
        return ", ".join(
            f"{called(self.notebook.person(row.own))} ({self.words.contact_level(row.level)})"
            for row in self.notebook.contacts(person)
        )

    def facts(self, person: str, *, only_open: bool = False) -> None:
        """Asks what somebody is; Enter keeps what is known, "-" empties it.

        Args:
            person: their id.
            only_open: whether what is known is passed over.

        Raises:
            Ended: there are no more answers.
        """
        t, row = self.words.texts, self.notebook.person(person)
        told = t.gettext("{name}: {what}?")

        def question(what: str) -> str:
            return told.format(name=called(row), what=what)

        if not (only_open and row.title):
            self._text(question(t.gettext("title, as on the card")), person)
        if not (only_open and row.function):
            functions = [Choice(f.value, self.words.word("function", f)) for f in Function]
            known = self.words.word("function", row.function) if row.function else ""
            self._one(
                question(t.gettext("function")), functions, known, self._fact(person, "function")
            )
        if not (only_open and row.level):
            levels = [Choice(str(n), self.words.level(n), str(n)) for n in range(1, 6)]
            known = self.words.level(row.level) if row.level else ""
            self._one(question(t.gettext("level")), levels, known, self._fact(person, "level"))
        seat = self.membership(person)
        if seat is not None:
            self._seat(person, seat, question, only_open=only_open)

    def _seat(
        self, person: str, seat: Membership, question: Callable[[str], str], *, only_open: bool
    ) -> None:
        """Roles and stance in the buying center."""
        t = self.words.texts
        if not (only_open and seat.roles):
            roles = [
                Choice(role.value, self.words.word("role", role))
                for role in ROLES_OF_CENTER[Center.BUYING]
            ]
            known = ", ".join(self.words.word("role", role) for role in seat.roles)
            self._several(
                question(t.gettext("roles in buying, several with commas")),
                roles,
                known,
                lambda texts: self._seated(person, roles="|".join(texts)),
            )
        if not (only_open and seat.stance):
            stances = [Choice(s.value, self.words.word("stance", s)) for s in Stance]
            known = self.words.word("stance", seat.stance) if seat.stance else ""
            self._one(
                question(t.gettext("stance towards us")),
                stances,
                known,
                # Whose opinion it is, and of when, is worth as much as the opinion.
                lambda text: self._seated(person, stance=text, stated_on=self.notebook.on),
            )

    def _seated(self, person: str, **values: object) -> None:
        seat = self.membership(person)
        if seat is not None:
            self.notebook.correct("memberships", seat, [self.account], **values)

    def _fact(self, person: str, column: str) -> Callable[[str], None]:
        """Writes a column of somebody's row."""

        def write(text: str) -> None:
            row = self.notebook.person(person)
            self.notebook.correct("people", row, [self.account], **{column: text})

        return write

    def _text(self, question: str, person: str) -> None:
        """A free text; what cannot be kept is asked again."""
        known = self.notebook.person(person).title or ""
        write = self._fact(person, "title")

        def take(answer: str) -> str | None:
            return self._kept(lambda: write("" if answer == CLEAR else answer)) if answer else None

        self.dialogue.right(_with(question, known), take)

    def _one(
        self, question: str, choices: Sequence[Choice], known: str, write: Callable[[str], None]
    ) -> None:
        """One of several words."""
        t = self.words.texts
        self.dialogue.show(choices)

        def take(answer: str) -> str | None:
            if answer in ("", CLEAR):
                return self._kept(lambda: write("")) if answer else None
            picked = chosen(answer, choices)
            if len(picked) != 1:
                return t.gettext("'{answer}' is none of these; give a number or a word.").format(
                    answer=shortened(answer)
                )
            return self._kept(lambda: write(picked[0].key))

        self.dialogue.right(_with(question, known), take)

    def _several(
        self,
        question: str,
        choices: Sequence[Choice],
        known: str,
        write: Callable[[list[str]], None],
    ) -> None:
        """Any of several words, separated by commas."""
        t = self.words.texts
        self.dialogue.show(choices)

        def take(answer: str) -> str | None:
            if answer in ("", CLEAR):
                return self._kept(lambda: write([])) if answer else None
            keys = []
            for part in filter(None, (part.strip() for part in answer.split(","))):
                picked = chosen(part, choices)
                if len(picked) != 1:
                    said = t.gettext("'{answer}' is none of these; give numbers or words.")
                    return said.format(answer=shortened(part))
                keys.append(picked[0].key)
            return self._kept(lambda: write(keys))

        self.dialogue.right(_with(question, known), take)

    def rate(self, own: str, person: str) -> None:
        """Asks how well one of us knows somebody, and when they last met.

        Args:
            own: the id of one of us.
            person: the id of the other one.

        Raises:
            Ended: there are no more answers.
        """
        t = self.words.texts
        levels = [Choice(str(n), self.words.contact_level(n), str(n)) for n in range(5)]
        held = [row for row in self.notebook.contacts(person) if row.own == own]
        known = self.words.contact_level(held[0].level) if held else ""
        ours, other = (called(self.notebook.person(key)) for key in (own, person))
        question = t.gettext("How well does {own} know {name}?").format(own=ours, name=other)

        def write(level: str) -> None:
            if not level:
                raise InputError(t.gettext("Give a level; 0 is for none."))
            self.notebook.rate(own, person, [self.account], level=level)

        self._one(question, levels, known, write)
        if self._rated(own, person):
            self._last_contact(own, person)

    def _rated(self, own: str, person: str) -> bool:
        rows = self.notebook.contacts(person)
        return any(row.own == own and row.level for row in rows)

    def _last_contact(self, own: str, person: str) -> None:
        """When two last met: a rating that nobody can date counts for half."""
        t = self.words.texts
        held = next(row for row in self.notebook.contacts(person) if row.own == own)
        known = held.last_contact.isoformat() if held.last_contact else ""
        question = t.gettext("When did they last meet or speak (a date such as {day})?").format(
            day=self.notebook.on.isoformat()
        )

        def take(answer: str) -> str | None:
            if not answer:
                return None
            try:
                day = None if answer == CLEAR else Date().read(answer)
            except ValueError as error:
                return f"'{shortened(answer)}' {error}"
            if day is not None and day > self.notebook.on:
                return t.gettext("{day} is yet to come.").format(day=day.isoformat())
            return self._kept(
                lambda: self.notebook.rate(own, person, [self.account], last_contact=day)
            )

        self.dialogue.right(_with(question, known), take)

    def _kept(self, write: Callable[[], None]) -> str | None:
        """Writes; what was wrong, or None."""
        try:
            write()
        except InputError as error:
            return str(error)
        return None


def _with(question: str, known: str) -> str:
    """A question with what is known already."""
    return f"{question} [{known}]" if known else question
