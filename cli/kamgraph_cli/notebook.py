"""What a walk through an account reads and writes: every write is one change of the store.

The same decisions and the same lines as those of `add`, `edit` and `contact`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from kamgraph.model.editing import adding, correcting, rating
from kamgraph.model.entities import SCHEMA, Account, Contact, Membership, Organization, Person
from kamgraph.model.vocabulary import Center
from kamgraph_cli.lookup import folded, spellings
from kamgraph_cli.writing import Wish, carry_out

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from kamgraph.model.edits import Decision
    from kamgraph.model.schema import Row
    from kamgraph.stores.base import Store
    from kamgraph_cli.settings import Settings

_DEGREES = re.compile(r"^((dr|prof|dipl|ing|med|mag|h\.?c)\b\.?[\s-]*)+", re.IGNORECASE)
_LONGEST_ID = 60


@dataclass(frozen=True)
class Notebook:
    """An open store, and what everything that is written has in common.

    Args:
        settings: the global options.
        store: a store open for writing.
        on: the day of the changes.
    """

    settings: Settings
    store: Store
    on: date

    def add(self, table: str, watched: Collection[str] = (), **values: object) -> None:
        """Adds a row.

        Args:
            table: its table.
            watched: the accounts concerned.
            values: texts or Python values by column.

        Raises:
            KamGraphError: nothing was changed.
        """
        self._write(adding(SCHEMA.table(table), values), watched)

    def correct(
        self, table: str, row: Row, watched: Collection[str] = (), **values: object
    ) -> None:
        """Gives a row other values in place.

        Args:
            table: its table.
            row: the row.
            watched: the accounts concerned.
            values: the new values by column.

        Raises:
            KamGraphError: nothing was changed.
        """
        found = SCHEMA.table(table)
        where: dict[str, object] = dict(zip(found.names, found.texts(row), strict=True))
        self._write(correcting(found, where, values), watched)

    def rate(self, own: str, person: str, watched: Collection[str], **values: object) -> None:
        """Says how well one of us knows somebody.

        Args:
            own: the id of one of us.
            person: the id of the other one.
            watched: the accounts concerned.
            values: columns of `contacts`.

        Raises:
            KamGraphError: nothing was changed.
        """
        self._write(rating(own, person, self.on, values), watched)

    def _write(self, decide: Decision, watched: Collection[str]) -> None:
        wish = Wish(self.on, dry_run=False)
        carry_out(self.settings, self.store, decide, watched, wish, quiet=True)

    def account(self, key: str) -> Account:
        """An account by its id."""
        return cast("Account", self.store.matching("accounts", "id", key)[0])

    def person(self, key: str) -> Person:
        """Somebody by their id."""
        return cast("Person", self.store.matching("people", "id", key)[0])

    def organizations(self, *, own: bool) -> list[Organization]:
        """The organizations that are ours, or those that are not, by id."""
        rows = cast("Sequence[Organization]", self.store.rows("organizations"))
        return [row for row in rows if (row.kind == "own") == own]

    def members(self, account: str, center: Center) -> list[Membership]:
        """The memberships of a center that hold, as often as somebody has them."""
        rows = cast("Sequence[Membership]", self.store.matching("memberships", "account", account))
        return [row for row in rows if row.center is center and self._holds(row)]

    def contacts(self, person: str) -> list[Contact]:
        """The ratings of somebody that hold."""
        rows = cast("Sequence[Contact]", self.store.matching("contacts", "person", person))
        return [row for row in rows if self._holds(row)]

    def _holds(self, row: Membership | Contact) -> bool:
        begun = row.since is None or row.since <= self.on
        return begun and (row.until is None or row.until > self.on)

    def named(self, text: str, *, own: bool) -> tuple[list[Person], list[Person]]:
        """Who is meant by a name or an id, and who may be.

        Args:
            text: what was typed.
            own: whether it is one of us, or anybody else.

        Returns:
            Those whose id or name it is, without case and accents; those whose names begin
            like it, word by word.
        """
        ours = {row.id for row in self.organizations(own=True)}
        typed = unicodedata.normalize("NFC", text)
        wanted, words = spellings(typed), [spellings(word) for word in typed.split()]
        exact: list[str] = []
        alike: list[str] = []
        for key, name in self.store.names("people"):
            if typed == key or wanted & spellings(name or ""):
                exact.append(key)
            elif name and _begins(words, name):
                alike.append(key)
        sides = (
            [p for p in map(self.person, keys) if (p.organization in ours) == own]
            for keys in (exact, alike)
        )
        found, similar = sides
        return found, similar

    def proposed(self, name: str) -> str:
        """An id that is free and looks like a name; it is the user who takes it.

        Args:
            name: the name.
        """
        # The German way of writing umlauts, then no accents and no signs.
        spelled = sorted(spellings(_DEGREES.sub("", name) or name), key=len)[-1]
        plain = re.sub(r"[\W_]+", "-", folded(spelled)).strip("-")[:_LONGEST_ID] or "id"
        found, number = plain, 2
        while self.taken(found):
            found, number = f"{plain}-{number}", number + 1
        return found

    def taken(self, key: str) -> bool:
        """Whether a person or an organization has an id."""
        return any(self.store.matching(table, "id", key) for table in ("people", "organizations"))


def _begins(typed: list[set[str]], name: str) -> bool:
    """Whether every word typed is the beginning of a word of a name."""
    words = [spelled for word in re.split(r"[\s-]+", name) for spelled in spellings(word)]
    return all(any(word.startswith(p) for p in each for word in words) for each in typed)
