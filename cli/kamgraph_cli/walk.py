"""The walk through an account: who of us is there, who of them, and who knows whom.

What is asked in which order, and what is there already. Reading and writing are the notebook's,
questions the dialogue's; facts about one person are asked by `Portrait`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamgraph.errors import InputError, shortened
from kamgraph.model.vocabulary import Center, OrganizationKind
from kamgraph_cli.asking import Choice, Dialogue, chosen
from kamgraph_cli.lookup import spellings
from kamgraph_cli.notebook import Notebook
from kamgraph_cli.portrait import Portrait, called

if TYPE_CHECKING:
    from kamgraph.locale.words import Words
    from kamgraph.model.entities import Organization, Person

_LISTED = 9
"""How many people of a name are offered."""


class Walk:
    """A walk through one account.

    Args:
        notebook: where everything is written at once.
        dialogue: who is asked.
        words: the reader's language.
        account: the account's id.
    """

    def __init__(self, notebook: Notebook, dialogue: Dialogue, words: Words, account: str) -> None:
        self.notebook = notebook
        self.dialogue = dialogue
        self.words = words
        self.account = account
        self.portrait = Portrait(notebook, dialogue, words, account)

    def go(self) -> None:
        """Asks everything in turn.

        Raises:
            Ended: there are no more answers; what was answered is kept.
        """
        t = self.words.texts
        name = self.notebook.account(self.account).name
        self.dialogue.say(
            t.gettext(
                "We walk through {account}. Every answer is kept at once. Enter leaves a question "
                "open; Ctrl-D or Ctrl-C ends, and the same command goes on where you left."
            ).format(account=shortened(name))
        )
        self._own_organization()
        self.dialogue.say("\n" + t.gettext("1. Who of us works on this account?"))
        self._us()
        self.dialogue.say(
            "\n" + t.gettext("2. Who takes part in buying there, and who knows them?")
        )
        self._gaps()
        self._them()

    def _own_organization(self) -> None:
        """Makes sure that there is somebody to be `us`."""
        if self.notebook.organizations(own=True):
            return
        t = self.words.texts

        def take(name: str) -> str | None:
            if not name:
                return t.gettext("It needs a name: our people belong to it.")
            return self.new_organization(name, OrganizationKind.OWN)

        self.dialogue.right(t.gettext("What is our own company called?"), take)

    def new_organization(self, name: str, kind: OrganizationKind) -> str | None:
        """Adds an organization.

        Args:
            name: its name.
            kind: what it is to us.

        Returns:
            What was wrong, or None.
        """
        key = self.new_id(name)
        try:
            self.notebook.add("organizations", id=key, name=name, kind=kind.value)
        except InputError as error:
            return str(error)
        return None

    def new_id(self, name: str) -> str:
        """An id for something new: one is proposed, the user takes it or gives another.

        Args:
            name: what it is called.
        """
        t = self.words.texts
        proposed = self.notebook.proposed(name)
        question = t.gettext("New: {name}. Which id? [{proposed}]").format(
            name=shortened(name), proposed=proposed
        )
        while True:
            key = self.dialogue.line(question) or proposed
            if not self.notebook.taken(key):
                return key
            self.dialogue.say(t.gettext("'{id}' is taken; give another.").format(id=shortened(key)))

    def _us(self) -> None:
        """The people of ours on this account."""
        t = self.words.texts
        while True:
            ours = self.ours()
            if ours:
                names = ", ".join(called(person) for person in ours)
                self.dialogue.say(t.gettext("  So far: {names}").format(names=names))
            name = self.dialogue.line(t.gettext("One of us, by name (Enter when all are there):"))
            if not name:
                return
            self.one_of_us(name)

    def ours(self) -> list[Person]:
        """Who of us is listed in the account."""
        rows = self.notebook.members(self.account, Center.SELLING)
        return [self.notebook.person(key) for key in dict.fromkeys(row.person for row in rows)]

    def one_of_us(self, name: str) -> str | None:
        """Finds or adds one of us, and lists them in the account.

        Args:
            name: as typed.

        Returns:
            Their id; None where nothing came of it.
        """
        person = self._meant(name, own=True) or self._new_person(name, own=True)
        if person is None:
            return None
        if person not in [row.id for row in self.ours()]:
            self.notebook.add(
                "memberships",
                [self.account],
                account=self.account,
                center=Center.SELLING,
                person=person,
                since=self.notebook.on,
            )
        self.portrait.facts(person)
        return person

    def _meant(self, name: str, *, own: bool) -> str | None:
        """Somebody known whom a name means; None where it is somebody new."""
        t = self.words.texts
        found, alike = self.notebook.named(name, own=own)
        if len(found) == 1:
            return found[0].id
        offered = (found or alike)[:_LISTED]
        if not offered:
            return None
        choices = [Choice(row.id, self._described(row)) for row in offered]
        choices.append(Choice("", t.gettext("somebody new"), "0"))
        self.dialogue.say(
            t.gettext("'{name}' may be somebody who is there:").format(name=shortened(name))
        )
        for choice in choices:
            self.dialogue.say(f"  {choice.sign or choices.index(choice) + 1}  {choice.label}")
        while True:
            answer = self.dialogue.line(t.gettext("Which one? [1]")) or "1"
            picked = chosen(answer, choices)
            if len(picked) == 1:
                return picked[0].key or None
            self.dialogue.say(t.gettext("Give one of the numbers."))

    def _described(self, person: Person) -> str:
        """Somebody with what tells them from others of their name."""
        t = self.words.texts
        parts = [f"{called(person)} ({person.id})", shortened(person.title or "")]
        if person.left is not None and person.left <= self.notebook.on:
            parts.append(t.gettext("left {date}").format(date=self.words.date(person.left)))
        return ", ".join(part for part in parts if part)

    def _new_person(self, name: str, *, own: bool) -> str | None:
        """Adds somebody; None where they could not be."""
        key = self.new_id(name)
        organization = self._workplace(own=own)
        try:
            self.notebook.add("people", id=key, organization=organization, name=name)
        except InputError as error:
            self.dialogue.say(str(error))
            return None
        return key

    def _workplace(self, *, own: bool) -> str:
        """Where somebody new works: mostly where everybody does."""
        t = self.words.texts
        known = self.notebook.organizations(own=own)
        usual = known[0].id if own else self.notebook.account(self.account).organization
        if own and len(known) == 1:
            return usual
        names = {row.id: row.name for row in known}
        question = t.gettext("Where do they work? [{usual}]").format(
            usual=shortened(names.get(usual, usual))
        )
        while True:
            name = self.dialogue.line(question)
            if not name:
                return usual
            found = [row for row in known if row.id == name] or [
                row for row in known if spellings(name) & spellings(row.name)
            ]
            if len(found) == 1:
                return found[0].id
            if found:
                listed = ", ".join(row.id for row in found)
                self.dialogue.say(
                    t.gettext("Several are called so; give the id: {ids}").format(ids=listed)
                )
                continue
            if (made := self._new_workplace(name, known, own=own)) is not None:
                return made

    def _new_workplace(self, name: str, known: list[Organization], *, own: bool) -> str | None:
        """An organization that is not there yet, where the user wants it."""
        t = self.words.texts
        question = t.gettext("There is no organization '{name}'. Add it?")
        if not self.dialogue.yes(question.format(name=shortened(name)), default=True):
            return None
        kind = OrganizationKind.OWN if own else self._kind()
        wrong = self.new_organization(name, kind)
        if wrong is not None:
            self.dialogue.say(wrong)
            return None
        before = {row.id for row in known}
        return next(row.id for row in self.notebook.organizations(own=own) if row.id not in before)

    def _kind(self) -> OrganizationKind:
        """What an organization is to us; mostly a part of the customer."""
        t = self.words.texts
        kinds = [kind for kind in OrganizationKind if kind is not OrganizationKind.OWN]
        choices = [Choice(k.value, self.words.word("organization kind", k)) for k in kinds]
        self.dialogue.show(choices)
        while True:
            answer = self.dialogue.line(t.gettext("What is it to us? [1]")) or "1"
            picked = chosen(answer, choices)
            if len(picked) == 1:
                return OrganizationKind(picked[0].key)
            self.dialogue.say(t.gettext("Give one of the numbers or words."))

    def _gaps(self) -> None:
        """Those who are there, and what is not known of them yet."""
        t = self.words.texts
        there = self.portrait.stakeholders()
        if not there:
            return
        gaps = [key for key in there if self.portrait.missing(key)]
        for key in there:
            self.dialogue.say(f"  {self.portrait.line(key)}")
        if not gaps:
            return
        question = t.ngettext(
            "Something is open about {count} of them. Go through it now?",
            "Something is open about {count} of them. Go through them now?",
            len(gaps),
        ).format(count=len(gaps))
        if self.dialogue.yes(question, default=True):
            for key in gaps:
                self.portrait.facts(key, only_open=True)
                if not self.notebook.contacts(key):
                    self._known_by(key)

    def _them(self) -> None:
        """The people of the buying center, one after the other."""
        t = self.words.texts
        question = t.gettext("Somebody there, by name (Enter when all are there):")
        while name := self.dialogue.line(question):
            person = self._meant(name, own=False) or self._new_person(name, own=False)
            if person is None:
                continue
            if person not in self.portrait.stakeholders():
                self.notebook.add(
                    "memberships",
                    [self.account],
                    account=self.account,
                    center=Center.BUYING,
                    person=person,
                    since=self.notebook.on,
                )
            self.portrait.facts(person)
            self._known_by(person)

    def _known_by(self, person: str) -> None:
        """Who of us knows somebody, one after the other."""
        t = self.words.texts
        while True:
            ours = self.ours()
            choices = [Choice(row.id, called(row)) for row in ours]
            so_far = self.portrait.known_by(person)
            if so_far:
                self.dialogue.say(t.gettext("  So far: {names}").format(names=so_far))
            self.dialogue.show(choices)
            question = t.gettext("Who of us knows {name}? (Enter when nobody else)").format(
                name=called(self.notebook.person(person))
            )
            answer = self.dialogue.line(question)
            if not answer:
                return
            picked = chosen(answer, choices)
            own = picked[0].key if len(picked) == 1 else self.one_of_us(answer)
            if own is not None:
                self.portrait.rate(own, person)
