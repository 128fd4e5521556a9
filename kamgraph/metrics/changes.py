"""What is not at a later date as it was at an earlier one, in an account (metrics.md 6, diff).

Both dates are compared with each other, not the days between them: what began and ended in
between leaves no trace, only interactions are counted. What a change moved is told by
`attribution`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import get_args

import numpy as np

from kamgraph.matrix import ContactMatrix, Flags, Ints
from kamgraph.metrics.results_over_time import Cause, Change, Happening
from kamgraph.model.columns import ContactColumns, TieColumns
from kamgraph.model.vocabulary import (
    ROLES_OF_CENTER,
    STANCE_LEAST_FAVOURABLE_FIRST,
    Center,
    Role,
    Stance,
    TieKind,
)

RATING = "rating"
"""The kind of a change of a contact row; `contact` is a tie of a competitor."""

_CAUSES = get_args(Cause)
_ROLES, _STANCES, _TIES = list(Role), list(Stance), list(TieKind)


def changes(before: ContactMatrix, after: ContactMatrix) -> tuple[Change, ...]:
    """Everything that changed around an account, by cause, day and ids.

    Args:
        before: the account at the earlier date.
        after: the same account, or opportunity, at the later date.
    """
    between = _Between(before, after)
    rows = [
        *between.people(),
        *(row for center in Center for row in between.memberships(center)),
        *between.ratings(),
        *between.ties(),
        *between.interactions(),
    ]
    return tuple(sorted(rows, key=_order))


def _order(row: Change) -> tuple[int, date, tuple[str, ...], str, str]:
    return _CAUSES.index(row.cause), row.date, row.who, row.kind or "", row.change


@dataclass(frozen=True)
class _Between:
    """An account at two dates.

    Args:
        before: at the earlier date.
        after: at the later date.
    """

    before: ContactMatrix
    after: ContactMatrix

    @property
    def start(self) -> int:
        """The earlier date, as an ordinal."""
        return self.before.day

    @property
    def end(self) -> int:
        """The later date, as an ordinal."""
        return self.after.day

    def id(self, end: int) -> str:
        """The id of a person, or of an organization as ties number it."""
        columns = self.after.columns
        return columns.people.ids[end] if end >= 0 else columns.organizations.ids[-1 - end]

    def held(self, center: Center) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Membership rows of a center in scope, by person, at both dates."""
        person = self.after.columns.memberships.person.tolist()
        found = []
        for matrix in (self.before, self.after):
            rows: dict[int, list[int]] = defaultdict(list)
            for row in matrix.memberships(center)[0].tolist():
                rows[person[row]].append(row)
            found.append(rows)
        return found[0], found[1]

    def members(self, *centers: Center) -> set[int]:
        """Whoever is a member of one of the centers at one of the dates."""
        return {person for center in centers for rows in self.held(center) for person in rows}

    @cached_property
    def facing(self) -> Ints:
        """Stakeholders and people of the ecosystem at one of the dates."""
        return np.array(sorted(self.members(Center.BUYING, Center.ECOSYSTEM)), np.int64)

    @cached_property
    def around(self) -> set[int]:
        """Everybody in a center at one of the dates, and who works there without being listed."""
        ours = {*self.before.own_person.tolist(), *self.after.own_person.tolist()}
        return self.members(*Center) | ours

    def people(self) -> Iterator[Change]:
        """Who is there now and was not, and who was there and is not."""
        people = self.after.columns.people
        for person in self.around:
            joined, left = int(people.joined[person]), int(people.left[person])
            was, now = (joined <= day < left for day in (self.start, self.end))
            if was != now and not people.vacant[person]:
                who = (self.id(person),)
                yield (
                    _change("people", "joined", joined, who)
                    if now
                    else _change("people", "left", left, who)
                )

    def memberships(self, center: Center) -> Iterator[Change]:
        """Who came into a center or is out of it, and whose roles or stance are others."""
        rows, (was, now) = self.after.columns.memberships, self.held(center)
        for person in was.keys() | now.keys():
            old, new = was.get(person, []), now.get(person, [])
            who, kind = (self.id(person),), center.value
            roles = self.roles(old, center), self.roles(new, center)
            began = [int(rows.since[row]) for row in new if rows.since[row] > self.start]
            ended = [int(rows.until[row]) for row in old if rows.until[row] <= self.end]
            if not old:
                yield _change("memberships", "begun", min(began), who, kind, after=roles[1])
            elif not new:
                yield _change("memberships", "ended", max(ended), who, kind, before=roles[0])
            else:
                last = max([*began, *ended], default=self.end)
                stances = self.stance(old), self.stance(new)
                if roles[0] != roles[1]:
                    yield _change("memberships", "roles", last, who, kind, *roles)
                if stances[0] != stances[1] and center is Center.BUYING:
                    yield _change("memberships", "stance", last, who, kind, *stances)

    def roles(self, rows: list[int], center: Center) -> str | None:
        """The union of some memberships' roles, as a cell holds them."""
        bits = 0
        for row in rows:
            bits |= int(self.after.columns.memberships.roles[row])
        held = [role for role in ROLES_OF_CENTER[center] if bits >> _ROLES.index(role) & 1]
        return "|".join(held) or None

    def stance(self, rows: list[int]) -> str | None:
        """The least favourable stance of some memberships (metrics.md 0)."""
        held = {int(self.after.columns.memberships.stance[row]) for row in rows}
        found = (s for s in STANCE_LEAST_FAVOURABLE_FIRST if _STANCES.index(s) in held)
        stance = next(found, Stance.UNKNOWN)
        return None if stance is Stance.UNKNOWN else stance.value

    def ratings(self) -> Iterator[Change]:
        """Pairs that are rated now or no more, at another level, or met according to the row."""
        rows = self.after.columns.contacts
        wanted = np.isin(rows.person, self.facing)
        was, now = (self.by_pair(wanted & _valid(rows, day)) for day in (self.start, self.end))
        for pair in was.keys() | now.keys():
            who = (self.id(pair[0]), self.id(pair[1]))
            old, new = was.get(pair), now.get(pair)
            before = None if old is None else int(rows.level[old])
            after = None if new is None else int(rows.level[new])
            if old is None and new is not None:
                yield _change("ties", "begun", int(rows.since[new]), who, RATING, None, after)
            elif old is not None and new is None:
                yield _change("ties", "ended", int(rows.until[old]), who, RATING, before)
            elif old is not None and new is not None:
                if before != after:
                    day = int(rows.since[new])
                    yield _change("ties", "level", day, who, RATING, before, after)
                if self.start < (last := int(rows.last_contact[new])) <= self.end:
                    yield _change("ties", "dated", last, who, RATING)

    def by_pair(self, wanted: Flags) -> dict[tuple[int, int], int]:
        """Contact rows by person and own person; there is one of a pair at any date."""
        rows, found = self.after.columns.contacts, np.flatnonzero(wanted)
        pairs = zip(rows.person[found].tolist(), rows.own[found].tolist(), strict=True)
        return dict(zip(pairs, found.tolist(), strict=True))

    def ties(self) -> Iterator[Change]:
        """Ties among those around the account, and those of competitors to stakeholders."""
        rows, wanted = self.after.columns.ties, self.known_ties()
        was, now = (self.by_ends(wanted & _valid(rows, day)) for day in (self.start, self.end))
        for ends in was.keys() | now.keys():
            old, new = was.get(ends, []), now.get(ends, [])
            who, kind = (self.id(ends[0]), self.id(ends[1])), _TIES[ends[2]].value
            before = max((float(rows.weight[row]) for row in old), default=None)
            after = max((float(rows.weight[row]) for row in new), default=None)
            began = [int(rows.since[row]) for row in new if rows.since[row] > self.start]
            ended = [int(rows.until[row]) for row in old if rows.until[row] <= self.end]
            if before is None:
                yield _change("ties", "begun", min(began), who, kind, None, after)
            elif after is None:
                yield _change("ties", "ended", max(ended), who, kind, before)
            elif before != after:
                yield _change("ties", "weight", max([*began, *ended]), who, kind, before, after)

    def known_ties(self) -> Flags:
        """Which ties concern the account."""
        rows, people = self.after.columns.ties, self.after.columns.people
        inside = np.array(sorted(self.around), np.int64)
        ends = np.concatenate((inside, np.unique(-1 - people.organization[inside])))
        both: Flags = np.isin(rows.source, ends) & np.isin(rows.target, ends)
        reaching: Flags = rows.kind == _TIES.index(TieKind.CONTACT)
        reaching &= np.isin(rows.target, self.facing)
        return np.logical_or(both, reaching)

    def by_ends(self, wanted: Flags) -> dict[tuple[int, int, int], list[int]]:
        """Ties by source, target and kind; parallel rows stand together."""
        rows, found = self.after.columns.ties, np.flatnonzero(wanted)
        keys = zip(*(c[found].tolist() for c in (rows.source, rows.target, rows.kind)), strict=True)
        groups: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        for key, row in zip(keys, found.tolist(), strict=True):
            groups[key].append(row)
        return groups

    def interactions(self) -> Iterator[Change]:
        """How often each pair met in between, and when last."""
        met = self.after.columns.interactions
        wanted = (met.day > self.start) & (met.day <= self.end) & np.isin(met.person, self.facing)
        days: dict[tuple[int, int], list[int]] = defaultdict(list)
        for row in np.flatnonzero(wanted).tolist():
            days[int(met.person[row]), int(met.own[row])].append(int(met.day[row]))
        for (person, own), found in days.items():
            who = (self.id(person), self.id(own))
            yield _change("interactions", "met", max(found), who, count=len(found))


def _valid(rows: ContactColumns | TieColumns, day: int) -> Flags:
    """Which rows are valid at a day."""
    return (rows.since <= day) & (rows.until > day)


def _change(
    cause: Cause,
    change: Happening,
    day: int,
    who: tuple[str, ...],
    kind: str | None = None,
    before: float | str | None = None,
    after: float | str | None = None,
    count: int = 1,
) -> Change:
    return Change(
        cause=cause,
        change=change,
        date=date.fromordinal(day),
        who=who,
        kind=kind,
        before=before,
        after=after,
        count=count,
    )
