"""What the page's what-if starts from: weights, strengths and fits as the library knows them.

The page computes from these alone, in one module (`page/scripts/whatif.js`); how is said there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.fit import function_fits
from kamgraph.model.columns import MISSING
from kamgraph.model.policy import Policy
from kamgraph.model.vocabulary import Function


def what_if_case(matrix: ContactMatrix, number: Mapping[str, int]) -> dict[str, Any]:
    """An account as the page's what-if reads it.

    Args:
        matrix: one account.
        number: the number of each own person and stakeholder on the page, by id.
    """
    people = matrix.columns.people
    levels, functions = people.level.tolist(), people.function.tolist()
    unknown = len(function_fits(matrix.policy.fit)) - 1

    def standing(person: int) -> dict[str, Any]:
        level, function = levels[person], functions[person]
        return {
            "level": None if level == MISSING else level,
            "fn": unknown if function == MISSING else function,
        }

    own_ids, ids = matrix.own_ids, matrix.ids
    return {
        **what_if_constants(matrix.policy),
        "own": [
            [number[own_ids[s]], {"listed": listed, **standing(person)}]
            for s, (person, listed) in enumerate(
                zip(matrix.own_person.tolist(), matrix.listed.tolist(), strict=True)
            )
        ],
        "stakeholders": [
            [number[ids[b]], {"weight": weight, **standing(person)}]
            for b, (person, weight) in enumerate(
                zip(matrix.person.tolist(), matrix.weight.tolist(), strict=True)
            )
        ],
        "ties": [
            {"own": number[own_ids[s]], "person": number[ids[b]], "strength": w}
            for b, s, w in zip(
                matrix.row.tolist(), matrix.own.tolist(), matrix.strength.tolist(), strict=True
            )
        ],
    }


def what_if_constants(policy: Policy) -> dict[str, Any]:
    """The policy's constants behind the recomputed numbers.

    Args:
        policy: the constants.
    """
    return {
        "functions": [function.value for function in Function],
        "threshold": policy.active_threshold,
        "trace": policy.trace_threshold,
        "busFactorShare": policy.bus_factor_share,
        "fit": {
            "levelUnknown": policy.fit.level_unknown,
            "functions": function_fits(policy.fit).tolist(),
        },
    }
