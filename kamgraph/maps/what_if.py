"""The constants behind the page's what-if.

The page computes from weights and strengths as the library knows them and from these, in one
module (`page/scripts/whatif.js`); how is said there.
"""

from __future__ import annotations

from typing import Any

from kamgraph.metrics.fit import function_fits
from kamgraph.model.policy import Policy
from kamgraph.model.vocabulary import Function


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
