"""What every metric shares: the envelope, the fixed order, and values that may be undefined."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from kamgraph import segments
from kamgraph.errors import InputError
from kamgraph.matrix import EPSILON, ContactMatrix, Floats
from kamgraph.metrics.results import Share


def rounded(value: float) -> float:
    """A value as orderings compare it: 12 decimals (metrics.md 0).

    Args:
        value: any number.
    """
    return round(value, 12)


def ratio(numerator: float, denominator: float) -> float | None:
    """A ratio; None where the denominator is 0 within the tolerance (metrics.md 0).

    Args:
        numerator: the part.
        denominator: the whole, not below 0.
    """
    return numerator / denominator if denominator > EPSILON else None


def share(numerator: float, denominator: float) -> Share:
    """A ratio with its parts; {null, 0, 0} where the denominator is 0 within the tolerance.

    Args:
        numerator: the part.
        denominator: the whole, not below 0.
    """
    value = ratio(numerator, denominator)
    if value is None:
        return Share(value=None, numerator=0, denominator=0)
    return Share(value=value, numerator=numerator, denominator=denominator)


def ratios(numerator: Floats, denominator: Floats) -> Floats:
    """Elementwise ratios, one a block; NaN where the denominator is 0 within the tolerance.

    Args:
        numerator: shape (blocks,).
        denominator: shape (blocks,).
    """
    return segments.ratios(numerator, denominator, EPSILON)


def defined(value: float) -> float | None:
    """The value, or None where it is not defined.

    Args:
        value: a number; NaN stands for "not defined".
    """
    return None if math.isnan(value) else float(value)


def heaviest_first(matrix: ContactMatrix, rows: Iterable[int]) -> list[int]:
    """Stakeholders by weight descending, then id.

    Args:
        matrix: one account.
        rows: indices of stakeholders.
    """
    ids = matrix.ids
    weight = matrix.weight
    return sorted(rows, key=lambda b: (-rounded(float(weight[b])), ids[b]))


def envelope(matrix: ContactMatrix, formula: str) -> dict[str, Any]:
    """What stands on every metric's answer.

    Args:
        matrix: one account.
        formula: the formula's id.

    Raises:
        InputError: the matrix holds several accounts, or none.
    """
    if matrix.blocks != 1:
        raise InputError(
            f"{formula} answers for one account, this matrix holds {matrix.blocks}; "
            "build it with ContactMatrix.of_account"
        )
    return {
        "formula": formula,
        "account": matrix.columns.accounts.ids[int(matrix.accounts[0])],
        "opportunity": matrix.opportunity,
        "as_of": matrix.as_of,
        "policy": matrix.policy.hash,
        "stakeholders": int(matrix.stakeholders[0]),
        "own_people": int(matrix.own_people[0]),
    }
