"""What a finding rule is, and the registry of all of them.

A rule looks at one account or at many side by side and returns its hits as columns; counting
them for a portfolio costs no sentence. Sentences are made in `check`, for the hits shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from kamgraph import segments
from kamgraph.matrix import ContactMatrix, Flags, Floats, Ints, reaches
from kamgraph.metrics.competition import Rivals, rivals
from kamgraph.metrics.fit import best_fits, tie_fits
from kamgraph.metrics.gatekeepers import AccessGraph, access_graph
from kamgraph.metrics.rhythm import silence_ratios
from kamgraph.metrics.spoc import bus_factors, loads
from kamgraph.model.policy import Policy
from kamgraph.model.switches import Switch
from kamgraph.model.vocabulary import Role, Severity

Threshold = Callable[[Policy], float | int | None]

NOBODY = -1
"""Stands where a hit names no person or role."""


@dataclass(frozen=True)
class Hits:
    """Where a rule found something, a row a finding.

    Args:
        block: the account's block of each hit.
        people: person numbers of those concerned, the heaviest first, shape (hits, any);
            `NOBODY` fills up.
        weight: v of the heaviest person concerned, 0 where none is a stakeholder.
        role: position in `Role`, or `NOBODY`.
        values: the rule's own numbers, each of shape (hits,).
        organization: the number of the organization each hit is about, where it is about one.
    """

    block: Ints
    people: Ints
    weight: Floats
    role: Ints
    values: dict[str, Floats] = field(default_factory=dict)
    organization: Ints | None = None

    def __len__(self) -> int:
        """How many findings."""
        return len(self.block)


@dataclass(frozen=True)
class Assessment:
    """A ContactMatrix with what several rules need, computed once."""

    matrix: ContactMatrix

    @cached_property
    def best_fits(self) -> Floats:
        """The largest fit the own people offer each stakeholder."""
        return best_fits(self.matrix)

    @cached_property
    def tie_fits(self) -> Floats:
        """The fit of each tie."""
        return tie_fits(self.matrix)

    @cached_property
    def silence(self) -> Floats:
        """The silence ratio of each tie."""
        return silence_ratios(self.matrix)

    @cached_property
    def rivals(self) -> Rivals:
        """The best competitor at each stakeholder."""
        return rivals(self.matrix)

    @cached_property
    def bus_factors(self) -> list[int | None]:
        """The bus factor of each account."""
        return bus_factors(self.matrix)

    @cached_property
    def ways(self) -> AccessGraph:
        """The access graph with its dominators."""
        return access_graph(self.matrix)

    @cached_property
    def loads(self) -> Floats:
        """How many active ties each own person has."""
        return loads(self.matrix)

    def bound(self, rule_id: str) -> float:
        """The bound a rule compares with: its own, else the one it shares.

        Args:
            rule_id: a rule that has one.
        """
        found = self.matrix.policy.threshold(rule_id)
        return float("nan") if found is None else float(found)

    def ties_of_at_least(self, threshold: float) -> tuple[Flags, Ints]:
        """Which ties are at least so strong, and how many of them each stakeholder has.

        Args:
            threshold: a strength, in (0, 1].
        """
        strong = reaches(self.matrix.strength, threshold)
        return strong, segments.counts(strong, self.matrix.start)

    def stakeholders(self, rows: Ints, **values: Floats) -> Hits:
        """A hit for each of some stakeholders.

        Args:
            rows: indices of stakeholders.
            values: more numbers of the rule, one a row.
        """
        weight = self.matrix.weight[rows]
        return Hits(
            block=self.matrix.block[rows],
            people=self.matrix.person[rows][:, None],
            weight=weight,
            role=np.full(len(rows), NOBODY),
            values={"weight": weight, **values},
        )

    def own(self, rows: Ints, **values: Floats) -> Hits:
        """A hit for each of some own people.

        Args:
            rows: indices of own people.
            values: the rule's numbers, one a row.
        """
        return Hits(
            block=self.matrix.own_block[rows],
            people=self.matrix.own_person[rows][:, None],
            weight=np.zeros(len(rows)),
            role=np.full(len(rows), NOBODY),
            values=values,
        )

    def ties(self, ties: Ints, **values: Floats) -> Hits:
        """A hit for each of some ties: the stakeholder, then the own person.

        Args:
            ties: indices of ties.
            values: the rule's numbers, one a row.
        """
        matrix = self.matrix
        row = matrix.row[ties]
        own = matrix.own_person[matrix.own[ties]]
        return Hits(
            block=matrix.block[row],
            people=np.stack((matrix.person[row], own), axis=1),
            weight=matrix.weight[row],
            role=np.full(len(ties), NOBODY),
            values={"weight": matrix.weight[row], **values},
        )

    def accounts(self, blocks: Ints, **values: Floats) -> Hits:
        """A hit for each of some accounts.

        Args:
            blocks: indices of blocks.
            values: the rule's numbers, one a row.
        """
        return Hits(
            block=blocks,
            people=np.zeros((len(blocks), 0), np.int64),
            weight=np.zeros(len(blocks)),
            role=np.full(len(blocks), NOBODY),
            values=values,
        )


@dataclass(frozen=True)
class Rule:
    """A rule of metrics.md 8.

    Args:
        id: K01 to K17.
        severity: how urgent its findings are, where the policy does not say otherwise.
        message: the sentence, with {person}, {own}, {role}, {account} and the rule's values.
        action: the proposal, with the same places.
        threshold: the policy's bound behind it, None where there is none.
        value: which of its values an acceptance keeps in mind; None where a finding of it is
            there or not, and cannot get worse.
        worse: 1 where a higher value is worse, -1 where a lower one is.
        find: where it strikes.
    """

    id: str
    severity: Severity
    message: str
    action: str
    threshold: Threshold
    value: str | None
    worse: int
    find: Callable[[Assessment], Hits]

    def severity_in(self, policy: Policy) -> Severity:
        """How urgent its findings are under a policy.

        Args:
            policy: the constants.
        """
        return self.switched(policy).severity or self.severity

    def switched(self, policy: Policy) -> Switch:
        """Its switch in a policy.

        Args:
            policy: the constants.
        """
        return policy.switch(self.id)


RULES: list[Rule] = []
"""All rules, by id; a rule of two severities stands twice."""


def rules_of(policy: Policy) -> list[Rule]:
    """The rules that a policy leaves switched on, in the order of their ids.

    Args:
        policy: the constants.
    """
    on = (rule for rule in RULES if rule.switched(policy).enabled)
    return sorted(on, key=lambda rule: rule.id)  # stable: a rule's severities keep their order


def rule(
    rule_id: str,
    severity: Severity,
    message: str,
    action: str,
    threshold: Threshold | None = None,
    *,
    value: str | None = None,
    lower_is_worse: bool = False,
) -> Callable[[Callable[[Assessment], Hits]], Callable[[Assessment], Hits]]:
    """Registers a function as a rule.

    Args:
        rule_id: K01 to K17.
        severity: how urgent its findings are.
        message: the sentence, marked for translation.
        action: the proposal, marked for translation.
        threshold: reads the bound from the policy, where it is not `policy.threshold(rule_id)`.
        value: the value that an acceptance compares; None where there is none that can worsen.
        lower_is_worse: whether it is worse where it is lower.
    """
    bound = threshold or (lambda policy: policy.threshold(rule_id))
    worse = -1 if lower_is_worse else 1

    def register(find: Callable[[Assessment], Hits]) -> Callable[[Assessment], Hits]:
        RULES.append(Rule(rule_id, severity, message, action, bound, value, worse, find))
        return find

    return register


def role_number(role: Role) -> int:
    """A role's position in the vocabulary.

    Args:
        role: any role.
    """
    return list(Role).index(role)


def joined(parts: list[Hits]) -> Hits:
    """Several hits of one rule, one after the other.

    Args:
        parts: hits with the same values.
    """
    if not parts:
        empty = np.zeros(0, np.int64)
        return Hits(empty, empty.reshape(0, 0), np.zeros(0), empty)
    width = max(part.people.shape[1] for part in parts)
    people = [
        np.pad(p.people, ((0, 0), (0, width - p.people.shape[1])), constant_values=NOBODY)
        for p in parts
    ]
    return Hits(
        block=np.concatenate([part.block for part in parts]),
        people=np.concatenate(people),
        weight=np.concatenate([part.weight for part in parts]),
        role=np.concatenate([part.role for part in parts]),
        values={
            name: np.concatenate([part.values[name] for part in parts]) for name in parts[0].values
        },
    )
