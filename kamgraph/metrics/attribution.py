"""What moved a number between two dates: each cause's part of it (metrics.md 6, diff).

The parts are the Shapley values over the states in which each cause stands at the earlier or
at the later date (Shapley 1953, A value for n-person games): a cause's part is what it moves
on average over all orders in which the causes may have come. They add up to the whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from itertools import product

from kamgraph.matrix import ContactMatrix, Floats, Moments
from kamgraph.metrics.alignment import alignment_values
from kamgraph.metrics.coverage import weighted
from kamgraph.metrics.results_over_time import Attribution, Attributions
from kamgraph.metrics.spoc import thin_share
from kamgraph.model.columns import PortfolioColumns
from kamgraph.model.policy import Policy

MEASURES: dict[str, Callable[[ContactMatrix], Floats]] = {
    "weighted": weighted,
    "thin_share": thin_share,
    "alignment": alignment_values,
}
"""The measures whose movement is attributed."""

CAUSES = tuple(field.name for field in fields(Moments))
"""The causes, in the order of a state."""

State = tuple[bool, ...]
"""Which causes stand at the later date."""


def attributions(
    columns: PortfolioColumns,
    account: str,
    start: date,
    end: date,
    policy: Policy | None = None,
    opportunity: str | None = None,
) -> Attributions:
    """The parts of each measure's movement.

    Args:
        columns: the account's slice, or any portfolio that holds the account.
        account: the account's id.
        start: the earlier date.
        end: the later date.
        policy: the constants; the defaults where left out.
        opportunity: the id of one of its opportunities, to narrow the centers.

    Raises:
        InputError: unknown account or opportunity.
    """
    days = start.toordinal(), end.toordinal()
    found: dict[str, dict[State, float]] = {name: {} for name in MEASURES}
    for state in product((False, True), repeat=len(CAUSES)):
        moments = Moments(*(days[later] for later in state))
        matrix = ContactMatrix.of_columns(columns, end, policy, account, opportunity, moments)
        for name, measure in MEASURES.items():
            found[name][state] = float(measure(matrix)[0])
    return Attributions(**{name: _attribution(values) for name, values in found.items()})


def _attribution(values: Mapping[State, float]) -> Attribution | None:
    """The parts of one measure; None where it is not defined in one of the states."""
    if any(math.isnan(value) for value in values.values()):
        return None
    parts = shapley(values)
    return Attribution(**dict(zip(CAUSES, parts, strict=True)))


def shapley(values: Mapping[State, float]) -> list[float]:
    """Each player's mean contribution over all orders in which they may come.

    Args:
        values: the value of every coalition, 2^n of them, by who is in it.

    Returns:
        One part a player; their sum is the value of all less the value of none.
    """
    players = len(next(iter(values)))
    parts: list[list[float]] = [[] for _ in range(players)]
    for state, value in values.items():
        others = sum(state)
        if others == players:
            continue
        orders = math.factorial(others) * math.factorial(players - others - 1)
        share = orders / math.factorial(players)
        for player in range(players):
            if not state[player]:
                joined = (*state[:player], True, *state[player + 1 :])
                parts[player].append(share * (values[joined] - value))
    return [math.fsum(part) + 0.0 for part in parts]  # never -0.0
