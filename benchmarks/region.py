"""What the accounts of a region of the fictional portfolio share."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

LAST_DAY = date(2026, 11, 20).toordinal()
FIRST_DAY = date(2024, 11, 21).toordinal()


@dataclass(slots=True, eq=False)  # hashable: one person is one object
class Person:
    """What later tables need to know of a person already written."""

    id: str
    function: str
    level: int
    vacant: bool = False
    left: int = 0  # day; 0 is not left


@dataclass(slots=True)
class Outsider:
    """Somebody who is neither ours nor the customer's."""

    person: Person
    organization: str
    kind: str


@dataclass(slots=True)
class Region:
    """What the accounts of a region share, and the pairs that will be given interactions."""

    rng: random.Random
    own: list[Person] = field(default_factory=list)
    outside: list[Outsider] = field(default_factory=list)
    pairs: list[tuple[str, str, int, float]] = field(default_factory=list)  # own, person, end, rate
    neighbours: list[Person] = field(default_factory=list)  # the previous account's people

    def chance(self, share: float) -> bool:
        """Whether an event of this probability happens."""
        return self.rng.random() < share

    def pick(self, weights: dict[str, int]) -> str:
        """One of the keys, by weight."""
        return self.rng.choices(list(weights), list(weights.values()))[0]
