"""Who somebody is to the account, in a few words: position and roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kamgraph.locale.words import Words
from kamgraph.matrix import ContactMatrix
from kamgraph.model.entities import Person
from kamgraph.model.vocabulary import Role

Standings = Mapping[str, str]
"""Position and roles of stakeholders by their ids."""


def standings(matrix: ContactMatrix, people: Iterable[Person], words: Words) -> Standings:
    """What the stakeholders are called in a list that has no room for more.

    Args:
        matrix: one account; whose roles count is said there.
        people: the people of the account's slice.
        words: the reader's language.
    """
    known = {person.id: person for person in people}
    return {
        key: _standing(known[key], bits, words)
        for key, bits in zip(matrix.ids, matrix.roles.tolist(), strict=True)
        if key in known
    }


def _standing(person: Person, bits: int, words: Words) -> str:
    """Title, else function; then the roles. A position without a name goes by its title."""
    held = [role for number, role in enumerate(Role) if bits & (1 << number)]
    title = person.title if person.name else None
    if not title and person.function is not None:
        title = words.word("function", person.function)
    roles = ", ".join(words.word("role", role) for role in held)
    return " · ".join(part for part in (title, roles) if part)
