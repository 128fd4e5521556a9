"""The ContactMatrix: own people × stakeholders, with the effective strength of every tie.

This is the Kontaktmatrix every metric starts from. It holds one account, or many side by
side as blocks, so that each formula stands once and serves both. Strengths and weights are
computed here (metrics.md 0 and 1); what is concluded from them lives in `kamgraph.metrics`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kamgraph import segments
from kamgraph.errors import InputError, nearest
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

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from kamgraph.model.portfolio import Portfolio

EPSILON = 1e-12
"""Tolerance of every comparison (metrics.md 0)."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_CENTER = {center: number for number, center in enumerate(Center)}
_STANCE_ORDER = [list(Stance).index(stance) for stance in STANCE_LEAST_FAVOURABLE_FIRST]


def reaches(values: Floats, threshold: float) -> Flags:
    """Where values are at least a threshold, within the tolerance.

    Args:
        values: any shape.
        threshold: the bound.
    """
    return np.greater_equal(values, threshold - EPSILON)


@dataclass(frozen=True)
class Pairs:
    """Own person and stakeholder, whoever's account it is, with the two sources of strength.

    Args:
        key: person · people + own, ascending, shape (pairs,).
        level: the rated level valid at the date, `MISSING` without a row.
        rated: strength by rating.
        evidence: strength by interactions.
        undated: rated, but nobody knows when they last met.
    """

    key: Ints
    level: Ints
    rated: Floats
    evidence: Floats
    undated: Flags

    @property
    def strength(self) -> Floats:
        """The effective strength: the larger of both sources (metrics.md 1.2)."""
        return np.maximum(self.rated, self.evidence)


@dataclass(frozen=True)
class ContactMatrix:
    """Stakeholders and own people of one or many accounts, and the ties between them.

    Stakeholders are rows, own people columns; both stand block after block. The ties are in
    CSR order: those of stakeholder i are `start[i]` to `start[i + 1]`.

    Args:
        columns: the portfolio the numbers point into.
        policy: the constants.
        day: the as-of date, as an ordinal.
        opportunity: the scope's opportunity id, None for the whole account.
        accounts: the account number of each block, shape (blocks,).
        stakeholder_start: where each block's stakeholders start, shape (blocks + 1,).
        person: the person number of each stakeholder, shape (stakeholders,).
        roles: the roles of each stakeholder, as bits of `Role`.
        stance: the stance of each stakeholder, position in `Stance`, or `MISSING`.
        weight: v_b, the weight of each stakeholder, 0..1.
        reached: whether anybody of ours ever reached the stakeholder (metrics.md 2, reach).
        own_start: where each block's own people start, shape (blocks + 1,).
        own_person: the person number of each own person.
        listed: whether the own person has a selling membership (else by traces, K13).
        start: where each stakeholder's ties start, shape (stakeholders + 1,).
        own: the own person of each tie, as an index into `own_person`.
        strength: w_sb in [0, 1], shape (ties,).
        lower: w_sb with undated ratings as 0.
        upper: w_sb with undated ratings at full level.
        level: the rated level of each tie, `MISSING` without a row.
        undated: the rating of the tie is undated.
    """

    columns: PortfolioColumns
    policy: Policy
    day: int
    opportunity: str | None
    accounts: Ints
    stakeholder_start: Ints
    person: Ints
    roles: Ints
    stance: Ints
    weight: Floats
    reached: Flags
    own_start: Ints
    own_person: Ints
    listed: Flags
    start: Ints
    own: Ints
    strength: Floats
    lower: Floats
    upper: Floats
    level: Ints
    undated: Flags

    @classmethod
    def of_account(
        cls,
        portfolio: Portfolio,
        account: str,
        as_of: date,
        policy: Policy | None = None,
        opportunity: str | None = None,
    ) -> ContactMatrix:
        """The matrix of one account.

        Args:
            portfolio: the account's slice, or any portfolio that holds the account.
            account: the account's id.
            as_of: the date everything is stated for.
            policy: the constants; the defaults where left out.
            opportunity: the id of one of its opportunities, to narrow the centers.

        Raises:
            InputError: unknown account, or an opportunity that is not the account's.
        """
        if opportunity is not None and account in [row.id for row in portfolio.accounts]:
            known = [o.id for o in portfolio.opportunities if o.account == account]
            if opportunity not in known:
                raise InputError(
                    f"account '{account}' has no opportunity '{opportunity}'; "
                    + nearest(opportunity, known)
                )
        return cls.of_columns(portfolio.columns(), as_of, policy, account, opportunity)

    @classmethod
    def of_columns(
        cls,
        columns: PortfolioColumns,
        as_of: date,
        policy: Policy | None = None,
        account: str | None = None,
        opportunity: str | None = None,
    ) -> ContactMatrix:
        """The matrix of one account, or of all of them side by side.

        Args:
            columns: the portfolio.
            as_of: the date everything is stated for.
            policy: the constants; the defaults where left out.
            account: an account's id; all accounts, in the columns' order, where left out.
            opportunity: one of the account's opportunities.

        Raises:
            InputError: unknown account or opportunity.
        """
        ids, deals = list(columns.accounts.ids), list(columns.opportunities)
        if account is None:
            accounts = np.arange(len(ids))
        elif account in ids:
            accounts = np.array([ids.index(account)])
        else:
            raise InputError(f"there is no account '{account}'; {nearest(account, ids)}")
        if opportunity is not None and opportunity not in deals:
            raise InputError(
                f"there is no opportunity '{opportunity}'; {nearest(opportunity, deals)}"
            )
        scope = MISSING if opportunity is None else deals.index(opportunity)
        return _Build(columns, policy or Policy(), as_of.toordinal(), accounts, scope).matrix(
            opportunity
        )

    @property
    def as_of(self) -> date:
        """The date everything is stated for."""
        return date.fromordinal(self.day)

    @property
    def blocks(self) -> int:
        """How many accounts stand side by side."""
        return len(self.accounts)

    @cached_property
    def block(self) -> Ints:
        """The block of each stakeholder."""
        return segments.numbers(self.stakeholder_start)

    @cached_property
    def own_block(self) -> Ints:
        """The block of each own person."""
        return segments.numbers(self.own_start)

    @cached_property
    def row(self) -> Ints:
        """The stakeholder of each tie."""
        return segments.numbers(self.start)

    @cached_property
    def active(self) -> Flags:
        """Which ties are active: at least the policy's threshold."""
        return reaches(self.strength, self.policy.active_threshold)

    @cached_property
    def active_ties(self) -> Ints:
        """How many active ties each stakeholder has."""
        return segments.counts(self.active, self.start)

    @cached_property
    def stakeholders(self) -> Ints:
        """|B| of each block."""
        return np.diff(self.stakeholder_start)

    @cached_property
    def own_people(self) -> Ints:
        """|S| of each block."""
        return np.diff(self.own_start)

    @cached_property
    def total_weight(self) -> Floats:
        """Σ v_b of each block."""
        return segments.sums(self.weight, self.stakeholder_start)

    @cached_property
    def ids(self) -> list[str]:
        """The stakeholders' ids."""
        known = self.columns.people.ids
        return [known[number] for number in self.person.tolist()]

    @cached_property
    def own_ids(self) -> list[str]:
        """The own people's ids."""
        known = self.columns.people.ids
        return [known[number] for number in self.own_person.tolist()]

    def holds(self, role: Role) -> Flags:
        """Which stakeholders hold a role.

        Args:
            role: a role of the buying center.
        """
        held: Flags = (self.roles & (1 << list(Role).index(role))) != 0
        return held

    def memberships(self, center: Center) -> tuple[Ints, Ints]:
        """Membership rows of a center in scope, whoever holds them, and their blocks.

        Args:
            center: the center.
        """
        scope = MISSING
        if self.opportunity is not None:
            scope = list(self.columns.opportunities).index(self.opportunity)
        return scoped_memberships(self.columns, self.accounts, self.day, scope, center)

    def pairs(self) -> list[tuple[str, str, float]]:
        """Own id, stakeholder id and strength of every tie above 0, ordered by both ids."""
        ids, own_ids = self.ids, self.own_ids
        return sorted(
            (own_ids[s], ids[b], w)
            for b, s, w in zip(
                self.row.tolist(), self.own.tolist(), self.strength.tolist(), strict=True
            )
            if w > 0
        )

    def to_scipy(self) -> csr_array:
        """The strengths as a sparse array, stakeholders × own people."""
        from scipy.sparse import csr_array  # heavy: only who asks pays

        shape = (len(self.person), len(self.own_person))
        return csr_array((self.strength, self.own, self.start), shape=shape)


def scoped_memberships(
    columns: PortfolioColumns, accounts: Ints, day: int, scope: int, center: Center
) -> tuple[Ints, Ints]:
    """Membership rows of a center that are valid and in scope, whoever holds them.

    Args:
        columns: the portfolio.
        accounts: account numbers, one a block.
        day: the as-of date, as an ordinal.
        scope: an opportunity's number, or `MISSING` for the whole account.
        center: the center.

    Returns:
        Row numbers and their blocks, each of shape (rows,).
    """
    rows = columns.memberships
    valid = (rows.center == _CENTER[center]) & (rows.since <= day) & (rows.until > day)
    if scope != MISSING:
        narrow = rows.opportunity == scope
        valid &= narrow if center is Center.BUYING else narrow | (rows.opportunity == MISSING)
    blocks = np.full(len(columns.accounts.ids) + 1, MISSING, np.int64)
    blocks[accounts] = np.arange(len(accounts))
    found = np.flatnonzero(valid & (blocks[rows.account] != MISSING))
    return found, blocks[rows.account[found]]


class _Build:
    """The steps from columns to the matrix; each reads what the ones before it left."""

    def __init__(
        self, columns: PortfolioColumns, policy: Policy, day: int, accounts: Ints, scope: int
    ) -> None:
        people = columns.people
        self.columns = columns
        self.policy = policy
        self.day = day
        self.accounts = accounts
        self.scope = scope
        self.people = max(len(people.ids), 1)
        self.gone = (people.left <= day) | (people.joined > day)
        self.absent = self.gone | people.vacant

    def matrix(self, opportunity: str | None) -> ContactMatrix:
        """The matrix, after all steps."""
        key, roles, stance = self.buying()
        block, person = key // self.people, key % self.people
        reached, pairs = self.known(person)
        rows, found = self.ties(person, pairs)
        strength = pairs.strength
        own_key, listed = self.selling(block[rows], pairs.key[found] % self.people, strength[found])
        tie_key = block[rows] * self.people + pairs.key[found] % self.people
        own = np.searchsorted(own_key, tie_key)
        kept = np.isin(tie_key, own_key)
        rows, found, own = rows[kept], found[kept], own[kept]
        undated, full = pairs.undated[found], np.maximum(pairs.level[found], 0) / 4
        rated, evidence = pairs.rated[found], pairs.evidence[found]
        return ContactMatrix(
            columns=self.columns,
            policy=self.policy,
            day=self.day,
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
            lower=np.maximum(np.where(undated, 0.0, rated), evidence),
            upper=np.maximum(np.where(undated, full, rated), evidence),
            level=pairs.level[found],
            undated=undated,
        )

    def members(self, center: Center) -> tuple[Ints, Ints]:
        """Rows of a center valid in scope, of people who are there, and their (block, person)."""
        rows, block = scoped_memberships(self.columns, self.accounts, self.day, self.scope, center)
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
        contacts, met = self.columns.contacts, self.columns.interactions
        wanted = np.zeros(self.people, np.bool_)
        wanted[person] = True
        valid = (contacts.since <= self.day) & (contacts.until > self.day)
        valid &= wanted[contacts.person] & ~self.gone[contacts.own]
        past = (met.day <= self.day) & wanted[met.person] & ~self.gone[met.own]
        reached = np.zeros(self.people, np.bool_)
        reached[contacts.person[valid & (contacts.level >= 1)]] = True
        reached[met.person[past]] = True
        # A vacant position of ours may reach somebody, but carries no tie.
        valid &= ~self.absent[contacts.own]
        past &= ~self.absent[met.own]
        return reached, self.strengths(np.flatnonzero(valid), np.flatnonzero(past))

    def strengths(self, rated: Ints, past: Ints) -> Pairs:
        """Both sources of strength of every pair (metrics.md 1.1)."""
        contacts, half_life = self.columns.contacts, self.policy.half_life_days
        key, evidence, answered = self.evidence(past)
        rated_key = self.pair_key(contacts.own[rated], contacts.person[rated])
        keys = segments.distinct(np.concatenate((key, rated_key)))
        met, named = np.searchsorted(keys, key), np.searchsorted(keys, rated_key)
        level = np.full(len(keys), MISSING, np.int64)
        level[named] = contacts.level[rated]
        last = np.full(len(keys), NEVER, np.int64)
        last[met] = answered
        claimed = contacts.last_contact[rated].astype(np.int64)
        claimed[claimed > self.day] = NEVER
        last[named] = np.maximum(last[named], claimed)
        undated = (level >= 0) & (last == NEVER)
        decay = np.exp2(-(self.day - np.where(last == NEVER, self.day, last)) / half_life)
        decay = np.where(undated, self.policy.undated_factor, decay)
        total = np.zeros(len(keys))
        total[met] = evidence
        return Pairs(keys, level, np.maximum(level, 0) / 4 * decay, -np.expm1(-total), undated)

    def evidence(self, past: Ints) -> tuple[Ints, Floats, Ints]:
        """Per pair that met: key, Σ a·decay of its interactions, day of the last answered one."""
        met = self.columns.interactions
        key = self.pair_key(met.own[past], met.person[past])
        order = np.argsort(key, kind="stable")
        key, past = key[order], past[order]
        weights = np.array([getattr(self.policy.channel_weights, c.value) for c in Channel])
        age = self.day - met.day[past]
        worth = weights[met.channel[past]] * np.exp2(-age / self.policy.half_life_days)
        worth = np.where(met.two_way[past], worth, worth * self.policy.one_way_factor)
        keys, first = np.unique(key, return_index=True)
        if not len(keys):
            return keys, np.zeros(0), np.zeros(0, np.int64)
        answered = np.where(met.two_way[past], met.day[past], NEVER).astype(np.int64)
        return keys, np.add.reduceat(worth, first), np.maximum.reduceat(answered, first)

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
