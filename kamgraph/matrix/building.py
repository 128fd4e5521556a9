"""From a portfolio's columns to the ContactMatrix: scope, weights and strengths.

The formulas of metrics.md 0 and 1 stand here, each once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamgraph import segments
from kamgraph.matrix.contact_matrix import (
    ContactMatrix,
    Ecosystem,
    Flags,
    Floats,
    Ints,
    reaches,
    scoped_memberships,
)
from kamgraph.matrix.moments import Moments
from kamgraph.model.columns import MISSING, NEVER, PortfolioColumns
from kamgraph.model.policy import Policy
from kamgraph.model.vocabulary import (
    ROLES_OF_CENTER,
    STANCE_LEAST_FAVOURABLE_FIRST,
    Center,
    Channel,
    Role,
    Stance,
)

_STANCE_ORDER = [list(Stance).index(stance) for stance in STANCE_LEAST_FAVOURABLE_FIRST]


@dataclass(frozen=True)
class Pairs:
    """Own person and stakeholder, whoever's account it is, with the two sources of strength.

    Args:
        key: person · people + own, ascending, shape (pairs,).
        level: the rated level valid at the date, `MISSING` without a row.
        rated: strength by rating.
        least: the same with undated ratings as 0.
        most: the same with undated ratings at full level.
        evidence: strength by interactions.
        undated: rated, but nobody knows when they last met.
    """

    key: Ints
    level: Ints
    rated: Floats
    least: Floats
    most: Floats
    evidence: Floats
    undated: Flags

    @property
    def strength(self) -> Floats:
        """The effective strength: the larger of both sources (metrics.md 1.2)."""
        return np.maximum(self.rated, self.evidence)


class Building:
    """The steps from columns to the matrix; each reads what the ones before it left.

    Args:
        columns: the portfolio.
        policy: the constants.
        moments: the day of each cause; the same one for all but in a diff.
        accounts: account numbers, one a block.
        scope: an opportunity's number, or `MISSING` for the whole account.
    """

    def __init__(
        self,
        columns: PortfolioColumns,
        policy: Policy,
        moments: Moments,
        accounts: Ints,
        scope: int,
    ) -> None:
        people = columns.people
        self.columns = columns
        self.policy = policy
        self.moments = moments
        self.accounts = accounts
        self.scope = scope
        self.people = max(len(people.ids), 1)
        self.gone = (people.left <= moments.people) | (people.joined > moments.people)
        self.absent = self.gone | people.vacant

    def matrix(self, opportunity: str | None) -> ContactMatrix:
        """The matrix, after all steps."""
        key, roles, stance = self.buying()
        around, part = self.surrounding()
        block, person = key // self.people, key % self.people
        reached, pairs = self.known(np.concatenate((person, around % self.people)))
        rows, found = self.ties(person, pairs)
        strength = pairs.strength
        own_key, listed = self.selling(block[rows], pairs.key[found] % self.people, strength[found])
        tie_key = block[rows] * self.people + pairs.key[found] % self.people
        own = segments.places(tie_key, own_key)
        kept = own != MISSING
        rows, found, own = rows[kept], found[kept], own[kept]
        evidence = pairs.evidence[found]
        return ContactMatrix(
            columns=self.columns,
            policy=self.policy,
            day=self.moments.clock,
            opportunity=opportunity,
            accounts=self.accounts,
            stakeholder_start=segments.starts(block, len(self.accounts)),
            person=person,
            roles=roles,
            stance=stance,
            weight=self.weights(person, roles),
            reached=reached[person],
            own_start=segments.starts(own_key // self.people, len(self.accounts)),
            own_person=own_key % self.people,
            listed=listed,
            start=segments.starts(rows, len(person)),
            own=own,
            strength=strength[found],
            lower=np.maximum(pairs.least[found], evidence),
            upper=np.maximum(pairs.most[found], evidence),
            level=pairs.level[found],
            undated=pairs.undated[found],
            ecosystem=self.ecosystem(around, part, own_key, pairs),
        )

    def ecosystem(self, key: Ints, roles: Ints, own_key: Ints, pairs: Pairs) -> Ecosystem:
        """E, and the ties that people of S have to it."""
        block, person = key // self.people, key % self.people
        rows, found = self.ties(person, pairs)
        own = segments.places(block[rows] * self.people + pairs.key[found] % self.people, own_key)
        kept = own != MISSING  # people outside S count nowhere
        rows, found, own = rows[kept], found[kept], own[kept]
        return Ecosystem(
            start=segments.starts(block, len(self.accounts)),
            person=person,
            roles=roles,
            tie_start=segments.starts(rows, len(person)),
            own=own,
            strength=pairs.strength[found],
        )

    def somebody(self, person: int, own_key: Ints) -> Ecosystem:
        """One person, in a center or not, and the ties that S of the one account has to them."""
        key = np.array([] if self.absent[person] else [person], np.int64)
        return self.ecosystem(key, np.zeros_like(key), own_key, self.known(key)[1])

    def members(self, center: Center) -> tuple[Ints, Ints]:
        """Rows of a center valid in scope, of people who are there, and their (block, person)."""
        day = self.moments.memberships
        rows, block = scoped_memberships(self.columns, self.accounts, day, self.scope, center)
        person = self.columns.memberships.person[rows]
        there = ~self.absent[person]
        return rows[there], block[there] * self.people + person[there]

    def buying(self) -> tuple[Ints, Ints, Ints]:
        """Keys (block, person) of the stakeholders, their roles' union, least favourable stance."""
        found, key = self.members(Center.BUYING)
        order = np.argsort(key, kind="stable")
        keys, first = np.unique(key[order], return_index=True)
        rows = self.columns.memberships
        rank = np.full(len(_STANCE_ORDER) + 1, len(_STANCE_ORDER), np.int64)
        rank[_STANCE_ORDER] = np.arange(len(_STANCE_ORDER))
        if not len(keys):
            return keys, keys, keys
        roles = np.bitwise_or.reduceat(rows.roles[found][order], first)
        worst = np.minimum.reduceat(rank[rows.stance[found][order]], first)
        back = np.array([*_STANCE_ORDER, MISSING])
        return keys, roles.astype(np.int64), back[worst]

    def surrounding(self) -> tuple[Ints, Ints]:
        """Keys (block, person) of the ecosystem people, and their roles' union."""
        found, key = self.members(Center.ECOSYSTEM)
        order = np.argsort(key, kind="stable")
        keys, first = np.unique(key[order], return_index=True)
        if not len(keys):
            return keys, keys
        roles = self.columns.memberships.roles[found][order]
        return keys, np.bitwise_or.reduceat(roles, first).astype(np.int64)

    def weights(self, person: Ints, roles: Ints) -> Floats:
        """v_b: the heaviest role times influence / 10 (metrics.md 1.3)."""
        influence = self.columns.people.influence[person]
        influence = np.where(np.isnan(influence), self.policy.default_influence, influence)
        heaviest = np.full(len(person), -1.0)
        for role in ROLES_OF_CENTER[Center.BUYING]:
            weight = getattr(self.policy.role_weights, role.value)
            held = (roles & (1 << list(Role).index(role))) != 0
            heaviest = np.where(held, np.maximum(heaviest, weight), heaviest)
        return np.where(heaviest < 0, self.policy.no_role_weight, heaviest) * influence / 10

    def known(self, person: Ints) -> tuple[Flags, Pairs]:
        """Whom anybody of ours ever reached, and the pairs with their strengths."""
        contacts, met, at = self.columns.contacts, self.columns.interactions, self.moments
        wanted = np.zeros(self.people, np.bool_)
        wanted[person] = True
        valid = (contacts.since <= at.ties) & (contacts.until > at.ties)
        valid &= wanted[contacts.person] & ~self.gone[contacts.own]
        past = (met.day <= at.interactions) & wanted[met.person] & ~self.gone[met.own]
        reached = np.zeros(self.people, np.bool_)
        reached[contacts.person[valid & (contacts.level >= 1)]] = True
        reached[met.person[past]] = True
        # A vacant position of ours may reach somebody, but carries no tie.
        valid &= ~self.absent[contacts.own]
        past &= ~self.absent[met.own]
        return reached, self.strengths(np.flatnonzero(valid), np.flatnonzero(past))

    def strengths(self, rated: Ints, past: Ints) -> Pairs:
        """Both sources of strength of every pair (metrics.md 1.1).

        A pair has one row at a date; a what-if adds rows beside it, and then the best counts.
        """
        contacts = self.columns.contacts
        key, evidence, answered = self.evidence(past)
        rated_key = self.pair_key(contacts.own[rated], contacts.person[rated])
        keys = segments.distinct(np.concatenate((key, rated_key)))
        met, named = np.searchsorted(keys, key), np.searchsorted(keys, rated_key)
        last = np.full(len(keys), NEVER, np.int64)
        last[met] = answered
        claimed = contacts.last_contact[rated].astype(np.int64)
        claimed[claimed > self.moments.ties] = NEVER
        claimed = np.maximum(claimed, last[named])
        dated, full = claimed != NEVER, contacts.level[rated] / 4
        faded = full * np.exp2(-self.ages(claimed) / self.policy.half_life_days)
        total = np.zeros(len(keys))
        total[met] = evidence

        def best(values: Floats, empty: float = 0.0) -> Floats:
            return segments.largest(values, named, len(keys), empty)

        level = best(contacts.level[rated].astype(float), MISSING).astype(np.int64)
        return Pairs(
            key=keys,
            level=level,
            rated=best(np.where(dated, faded, full * self.policy.undated_factor)),
            least=best(np.where(dated, faded, 0.0)),
            most=best(np.where(dated, faded, full)),
            evidence=-np.expm1(-total),
            undated=(level != MISSING) & (best(dated.astype(float)) == 0),
        )

    def evidence(self, past: Ints) -> tuple[Ints, Floats, Ints]:
        """Per pair that met: key, Σ a·decay of its interactions, day of the last answered one."""
        met = self.columns.interactions
        key = self.pair_key(met.own[past], met.person[past])
        order = np.argsort(key, kind="stable")
        key, past = key[order], past[order]
        weights = np.array([getattr(self.policy.channel_weights, c.value) for c in Channel])
        age = self.ages(met.day[past])
        worth = weights[met.channel[past]] * np.exp2(-age / self.policy.half_life_days)
        worth = np.where(met.two_way[past], worth, worth * self.policy.one_way_factor)
        keys, first = np.unique(key, return_index=True)
        if not len(keys):
            return keys, np.zeros(0), np.zeros(0, np.int64)
        answered = np.where(met.two_way[past], met.day[past], NEVER).astype(np.int64)
        return keys, np.add.reduceat(worth, first), np.maximum.reduceat(answered, first)

    def ages(self, days: Ints | NDArray[np.int32]) -> Ints:
        """Days since then, by the clock: none for what lies ahead of it, or is not dated."""
        clock = self.moments.clock
        return clock - np.minimum(np.where(days == NEVER, clock, days), clock)

    def pair_key(self, own: NDArray[np.int32], person: NDArray[np.int32]) -> Ints:
        """One number a pair, ascending by person, then own person."""
        return person.astype(np.int64) * self.people + own

    def ties(self, person: Ints, pairs: Pairs) -> tuple[Ints, Ints]:
        """Stakeholder and pair of every tie, in CSR order; a person may be in many accounts."""
        first = np.searchsorted(pairs.key, person * self.people)
        end = np.searchsorted(pairs.key, (person + 1) * self.people)
        return segments.expanded(first, end - first)

    def selling(self, block: Ints, own: Ints, strength: Floats) -> tuple[Ints, Flags]:
        """Keys (block, person) of S: members, and who does the work without being on the list."""
        _, key = self.members(Center.SELLING)
        traces = reaches(strength, self.policy.trace_threshold)
        member = segments.distinct(key)
        traced = block[traces] * self.people + own[traces]
        keys = segments.distinct(np.concatenate((member, traced)))
        return keys, np.isin(keys, member)
