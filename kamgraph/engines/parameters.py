"""A policy as the parameters of the metric queries: the same constants, by the same names.

Only what the queries take; the defaults stand above their texts.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from kamgraph.metrics.fit import function_fits
from kamgraph.model.policy import Policy
from kamgraph.model.vocabulary import Function


def parameters(
    policy: Policy, as_of: date, account: str | None = None, opportunity: str | None = None
) -> dict[str, Any]:
    """What a metric query takes.

    Args:
        policy: the constants.
        as_of: the date everything is stated for.
        account: the account's id; None for all.
        opportunity: only the buying center of this one, or None.
    """
    found: dict[str, Any] = {} if account is None else {"account": account}
    if account is not None:
        found["opportunity"] = opportunity
    return {
        **found,
        "as_of": as_of,
        "half_life_days": policy.half_life_days,
        "active_threshold": policy.active_threshold,
        "trace_threshold": policy.trace_threshold,
        "undated_factor": policy.undated_factor,
        "one_way_factor": policy.one_way_factor,
        "default_influence": policy.default_influence,
        "no_role_weight": policy.no_role_weight,
        "channel_weights": policy.channel_weights.model_dump(),
        "role_weights": policy.role_weights.model_dump(),
        "required_roles": [role.value for role in policy.required_roles],
        "attrition": policy.attrition,
        "level_unknown": policy.fit.level_unknown,
        "function_unknown": policy.fit.function_unknown,
        "function_default": policy.fit.function_default,
        "function_fits": pair_fits(policy),
    }


def pair_fits(policy: Policy) -> dict[str, float]:
    """How well two known functions face each other, by both names in alphabetical order.

    Args:
        policy: the constants; pairs that fit as any other do are left out.
    """
    table = function_fits(policy.fit)
    words = [function.value for function in Function]
    known = [word for word in words if word != Function.OTHER.value]
    pairs = sorted((one, other) for one in known for other in known if one <= other)
    fits = {
        f"{one}/{other}": float(table[words.index(one), words.index(other)]) for one, other in pairs
    }
    return {pair: fit for pair, fit in fits.items() if fit != policy.fit.function_default}
