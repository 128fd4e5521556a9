"""The defaults of the policy as a plain dict, and its canonical hash."""

from __future__ import annotations

import copy
import hashlib
import json
from typing import Any

Policy = dict[str, Any]

_DEFAULT: Policy = {
    "half_life_days": 180,
    "active_threshold": 0.25,
    "trace_threshold": 0.05,
    "undated_factor": 0.5,
    "one_way_factor": 0.5,
    "default_influence": 5,
    "no_role_weight": 0.3,
    "required_roles": ["decider", "buyer", "influencer", "user"],
    "indirect_discount": 0.5,
    "max_intermediaries": 3,
    "max_independent_paths": 3,
    "bus_factor_share": 0.5,
    "robustness_steps": 3,
    "attrition": 0.1,
    "capacity": 6,
    "new_tie_strength": 0.75,
    "channel_weights": {
        "meeting": 0.5,
        "video": 0.4,
        "event": 0.3,
        "call": 0.25,
        "order": 0.15,
        "email": 0.1,
        "message": 0.1,
        "other": 0.1,
    },
    "role_weights": {
        "decider": 1.0,
        "approver": 0.9,
        "buyer": 0.8,
        "influencer": 0.7,
        "gatekeeper": 0.6,
        "initiator": 0.6,
        "user": 0.5,
    },
    "fit": {
        "level_unknown": 0.5,
        "function_same": 1.0,
        "function_default": 0.2,
        "function_unknown": 0.2,
        "peer_level_difference": 1,
        "peer_function_fit": 0.5,
        "function_pairs": [
            ["sales", "purchasing", 1.0],
            ["key_account", "purchasing", 1.0],
            ["key_account", "*", 0.5],
            ["engineering", "production", 0.5],
            ["engineering", "quality", 0.5],
            ["engineering", "it", 0.5],
            ["service", "production", 0.7],
            ["service", "logistics", 0.7],
            ["finance", "purchasing", 0.6],
            ["legal", "purchasing", 0.6],
        ],
    },
    "rhythm": {"min_days": 4, "quiet": 3.0, "lapsed": 8.0},
    "shape": {
        "bow_tie_width": 1,
        "bow_tie_share": 0.5,
        "diamond_width": 4,
        "diamond_share": 0.25,
    },
    "findings": {
        "heavy_stakeholder": 0.5,
        "bus_factor_min_covered": 3,
        "gate_share": 0.25,
        "undated_share": 0.1,
    },
}


def default_policy() -> Policy:
    """A fresh copy of the defaults."""
    return copy.deepcopy(_DEFAULT)


def _as_floats(value: Any) -> Any:
    """Every number as a float, pairs sorted inside and among themselves."""
    if isinstance(value, dict):
        result = {}
        for key, inner in value.items():
            if key == "function_pairs":
                result[key] = sorted([*sorted([a, b]), float(fit)] for a, b, fit in inner)
            else:
                result[key] = _as_floats(inner)
        return result
    if isinstance(value, list):
        return [_as_floats(inner) for inner in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return value


def policy_hash(policy: Policy) -> str:
    """SHA-256 of the policy's canonical JSON (hex, in full)."""
    # The shortest float of 6 is taken to be what Python's repr gives: "6.0".
    text = json.dumps(_as_floats(policy), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
