"""Which findings are accepted: the rows of `acceptances` laid over what the rules found.

An acceptance holds from the day it was given until the day it names, and as long as the
finding's value is not worse than it was then. All accounts are done at once, so that counting a
portfolio's findings costs no sentence. How an acceptance is made stands in `accepting`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kamgraph import segments
from kamgraph.findings.rule import Hits, Rule
from kamgraph.matrix import EPSILON, ContactMatrix, Flags, Ints
from kamgraph.model.columns import MISSING, AcceptanceColumns
from kamgraph.model.vocabulary import RuleId

NOT_ACCEPTED = -1
"""Stands where no acceptance covers a hit."""

_RULES = list(RuleId)


@dataclass(frozen=True)
class Acceptances:
    """The acceptances that hold for a matrix: at its date, in its accounts, within its scope.

    Args:
        matrix: one account, or all accounts side by side.
    """

    matrix: ContactMatrix

    @property
    def rows(self) -> AcceptanceColumns:
        """All rows of the portfolio; those given here are indices into them."""
        return self.matrix.columns.acceptances

    @cached_property
    def _block_of(self) -> Ints:
        """The block of each account, -1 for those outside the matrix."""
        blocks = np.full(len(self.matrix.columns.accounts.ids) + 1, -1)
        blocks[self.matrix.accounts] = np.arange(self.matrix.blocks)
        return blocks

    @cached_property
    def holding(self) -> Ints:
        """The rows that hold.

        One of an opportunity holds where the opportunity is looked at; one of the whole account
        there too.
        """
        rows, day = self.rows, self.matrix.day
        given = self.matrix.opportunity
        scope = MISSING
        if given is not None:
            scope = list(self.matrix.columns.opportunities).index(given)
        holds = (rows.since <= day) & (rows.until > day) & (self._block_of[rows.account] >= 0)
        return np.flatnonzero(holds & np.isin(rows.opportunity, (MISSING, scope)))

    def covering(self, rule: Rule, hits: Hits) -> Ints:
        """The row that covers each hit; of several the one that lasts longest.

        Args:
            rule: the rule that found them.
            hits: what it found.

        Returns:
            Indices into the acceptances, `NOT_ACCEPTED` where none covers, shape (hits,).
        """
        found = np.full(len(hits), NOT_ACCEPTED)
        some = self.holding[self.rows.rule[self.holding] == _RULES.index(RuleId(rule.id))]
        if not len(some) or not len(hits):
            return found
        order = np.argsort(hits.block, kind="stable")
        start = segments.starts(hits.block[order], self.matrix.blocks)
        block = self._block_of[self.rows.account[some]]
        of, place = segments.expanded(start[block], start[block + 1] - start[block])
        row, hit = some[of], order[place]
        fits = self._speaks_of(hits, row, hit) & self._no_worse(rule, hits, row, hit)
        row, hit = row[fits], hit[fits]
        # The last one written for a hit stays: the one that lasts longest, then the latest given.
        best = np.lexsort((-row, self.rows.since[row], self.rows.until[row]))
        found[hit[best]] = row[best]
        return found

    def _speaks_of(self, hits: Hits, row: Ints, hit: Ints) -> Flags:
        """Whether rows name nobody and no role, or somebody and the role of their hits."""
        person, role = self.rows.person[row], self.rows.role[row]
        named = (hits.people[hit] == person[:, None]).any(axis=1)
        fits: Flags = ((person == MISSING) | named) & ((role == MISSING) | (role == hits.role[hit]))
        return fits

    def _no_worse(self, rule: Rule, hits: Hits, row: Ints, hit: Ints) -> Flags:
        """Whether the values of hits are at most as bad as when they were accepted."""
        if rule.value is None:
            return np.ones(len(row), np.bool_)
        worse_by = (hits.values[rule.value][hit] - self.rows.value[row]) * rule.worse
        return np.isnan(worse_by) | (worse_by <= EPSILON)
