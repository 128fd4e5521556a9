"""What the ContactMatrix holds, for one account or for many side by side as blocks.

Each formula so stands once and serves both. How the matrix is made lives in `building`.
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
from kamgraph.matrix.moments import Moments
from kamgraph.model.columns import MISSING, PortfolioColumns
from kamgraph.model.policy import Policy
from kamgraph.model.vocabulary import Center, Role

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from kamgraph.matrix.access import Access
    from kamgraph.model.portfolio import Portfolio

EPSILON = 1e-12
"""Tolerance of every comparison (metrics.md 0)."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_CENTER = {center: number for number, center in enumerate(Center)}


def reaches(values: Floats, threshold: float) -> Flags:
    """Where values are at least a threshold, within the tolerance.

    Args:
        values: any shape.
        threshold: the bound.
    """
    return np.greater_equal(values, threshold - EPSILON)


@dataclass(frozen=True)
class Ecosystem:
    """The ecosystem people E of each block, and the ties of own people to them.

    They stand block after block. The ties are in CSR order, those of person i are `tie_start[i]`
    to `tie_start[i + 1]`; who of us is in S is decided by the stakeholders alone.

    Args:
        start: where each block's people start, shape (blocks + 1,).
        person: the person number of each of them.
        roles: their ecosystem roles, as bits of `Role`.
        tie_start: where each one's ties start, shape (people + 1,).
        own: the own person of each tie, as an index into `ContactMatrix.own_person`.
        strength: w in [0, 1], computed as for stakeholders (metrics.md 1), shape (ties,).
    """

    start: Ints
    person: Ints
    roles: Ints
    tie_start: Ints
    own: Ints
    strength: Floats


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
        ecosystem: the ecosystem people and our ties to them.
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
    ecosystem: Ecosystem

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
        moments: Moments | None = None,
    ) -> ContactMatrix:
        """The matrix of one account, or of all of them side by side.

        Args:
            columns: the portfolio.
            as_of: the date everything is stated for.
            policy: the constants; the defaults where left out.
            account: an account's id; all accounts, in the columns' order, where left out.
            opportunity: one of the account's opportunities.
            moments: a day a cause, to tell what each moved; `as_of` for all where left out.

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
        from kamgraph.matrix.building import Building  # it makes what is declared here

        at = moments or Moments.at(as_of.toordinal())
        return Building(columns, policy or Policy(), at, accounts, scope).matrix(opportunity)

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
    def access(self) -> Access:
        """The access pools: through whom we may come to the stakeholders."""
        from kamgraph.matrix.access import access  # it is built of what is declared here

        return access(self)

    def ties_to(self, person: int) -> Ecosystem:
        """Somebody who may be in no center, with the ties of the own people to them.

        Args:
            person: a person number; one account is asked about.

        Returns:
            Nobody where the person has left, is not there yet, or is a vacant position.
        """
        from kamgraph.matrix.building import Building

        scope = MISSING
        if self.opportunity is not None:
            scope = list(self.columns.opportunities).index(self.opportunity)
        moments = Moments.at(self.day)
        building = Building(self.columns, self.policy, moments, self.accounts, scope)
        return building.somebody(person, self.own_person)

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
