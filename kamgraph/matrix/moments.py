"""The dates a matrix is stated for: one for everything, or one for each of the five causes.

A matrix of one day is what every metric starts from. Taking some causes at an earlier day and
the rest at a later one tells what each of them moved (metrics.md 6, diff).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Moments:
    """The day of each cause, as ordinals.

    Args:
        people: who has joined and who has left.
        memberships: which memberships are valid.
        ties: which rated contacts and ties are valid, with the last contacts they name.
        interactions: which interactions have happened.
        clock: the day from which decay is counted; what lies after it is of age 0.
    """

    people: int
    memberships: int
    ties: int
    interactions: int
    clock: int

    @classmethod
    def at(cls, day: int) -> Self:
        """Everything at one day.

        Args:
            day: the as-of date, as an ordinal.
        """
        return cls(day, day, day, day, day)
