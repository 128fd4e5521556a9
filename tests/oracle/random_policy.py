"""Seeded random policies within their ranges."""

from __future__ import annotations

import random
from typing import Any

from .policy import Policy, default_policy
from .strength import BUYING_ROLES

# Values a key may take instead of its default.
SHARED: dict[str, list[Any]] = {
    "half_life_days": [1, 30, 90.5, 365],
    "active_threshold": [0.05, 0.125, 0.5, 1.0],
    # Never 0, where every own person of the portfolio would belong to every account.
    "trace_threshold": [0.01, 0.1, 0.25, 0.6],
    "undated_factor": [0.0, 0.25, 1.0],
    "one_way_factor": [0.0, 1.0],
    "default_influence": [0, 2.5, 10],
    "no_role_weight": [0.0, 0.5, 1.0],
    "required_roles": [["decider"], ["user", "gatekeeper", "approver"], list(BUYING_ROLES)],
    "indirect_discount": [0.0, 0.9, 1.0],
    "max_intermediaries": [0, 1, 2],
    "max_independent_paths": [1, 2, 5],
    "bus_factor_share": [0.25, 0.75, 1.0],
    "robustness_steps": [1, 2, 5],
    "attrition": [0.0, 0.25, 1.0],
    "capacity": [1, 2, 3],
    "new_tie_strength": [0.5, 1.0],
}
WEIGHTED = ("channel_weights", "role_weights")
WEIGHTS: list[Any] = [0.0, 0.05, 0.65, 1.0]
NESTED: dict[str, dict[str, list[Any]]] = {
    "fit": {
        "level_unknown": [0.0, 1.0],
        "function_same": [0.9],
        "function_default": [0.0, 0.35],
        "function_unknown": [0.0, 0.5],
        "peer_level_difference": [0, 2],
        "peer_function_fit": [0.2, 0.7],
    },
    "rhythm": {"min_days": [2, 3, 6], "quiet": [1.5, 2.0], "lapsed": [5.0, 10.0]},
    "shape": {
        "bow_tie_width": [0, 2],
        "bow_tie_share": [0.3, 0.8],
        "diamond_width": [2, 3],
        "diamond_share": [0.4, 0.6],
    },
    "findings": {
        "heavy_stakeholder": [0.25, 0.7],
        "bus_factor_min_covered": [1, 2],
        "gate_share": [0.0, 0.1, 0.5, 1.0],
    },
}


def random_policy(seed: int) -> Policy:
    """A valid policy, complete; the default for about a third of the seeds."""
    rng = random.Random(f"policy {seed}")
    policy = default_policy()
    if rng.random() < 0.35:
        return policy
    for key, values in SHARED.items():
        if rng.random() < 0.15:
            policy[key] = rng.choice(values)
    weights = {name: dict.fromkeys(policy[name], WEIGHTS) for name in WEIGHTED}
    for name, table in (NESTED | weights).items():
        for key, values in table.items():
            if rng.random() < (0.05 if name in WEIGHTED else 0.1):
                policy[name][key] = rng.choice(values)
    for pair in policy["fit"]["function_pairs"]:
        if rng.random() < 0.06:
            pair[2] = rng.choice([0.0, 0.4, 0.8])
    if rng.random() < 0.2:
        policy["fit"]["function_pairs"].append(["research", "engineering", 0.8])
    _switches(policy, random.Random(f"switches {seed}"))
    return policy


# Thresholds of their own that differ from every value of the key they override.
THRESHOLDS: dict[str, list[Any]] = {
    "K01": [0.3, 0.75],
    "K02": [0.1, 0.45, 0.9],
    "K03": [0, 4],
    "K04": [0.15, 0.6],
    "K06": [0.2, 0.6],
    "K07": [1.0, 4.0, 9.0, 12.0],
    "K09": [0.1, 0.9],
    "K10": [0.05, 0.45],
    "K11": [4, 5],
    "K13": [0.02, 0.3, 0.7],
    "K14": [-0.5, 0.25, 1.0],
}
OTHER = {"K03": "notice", "K05": "critical", "K07": "critical", "K14": "notice", "K17": "notice"}


def _switches(policy: Policy, rng: random.Random) -> None:
    """Some rules off, of another severity, or with a threshold of their own."""
    for number in range(1, 18):
        rule = f"K{number:02}"
        switch: dict[str, Any] = {}
        if rng.random() < 0.06:
            switch["enabled"] = False
        if rng.random() < 0.1 and rule in OTHER:
            switch["severity"] = OTHER[rule]
        if rng.random() < 0.1 and rule in THRESHOLDS:
            switch["threshold"] = rng.choice(THRESHOLDS[rule])
        if switch:
            policy["findings"][rule] = switch
