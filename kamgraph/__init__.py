"""The open, computable relationship map for key accounts.

The public names, loaded when they are used: importing kamgraph imports neither networkx nor
pyvis nor anything else that is heavy.

    >>> from kamgraph import ContactMatrix, coverage, open_store
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kamgraph.engines.cypher import CypherMetrics
    from kamgraph.errors import (
        FaultyInput,
        InputError,
        KamGraphError,
        StoreBusy,
        StoreDamaged,
        StoreUnreachable,
    )
    from kamgraph.findings.check import check
    from kamgraph.findings.overview import portfolio
    from kamgraph.findings.sensitivity import portfolio_sensitivity, sensitivity
    from kamgraph.findings.trend import trend
    from kamgraph.graph import to_graph, to_portfolio
    from kamgraph.matrix import ContactMatrix
    from kamgraph.metrics.alignment import alignment
    from kamgraph.metrics.competition import competition
    from kamgraph.metrics.coverage import coverage
    from kamgraph.metrics.diff import diff
    from kamgraph.metrics.influence import influence
    from kamgraph.metrics.spoc import spoc
    from kamgraph.metrics.structure import structure
    from kamgraph.model.policy import Policy
    from kamgraph.model.portfolio import Portfolio
    from kamgraph.opening import open_store
    from kamgraph.planning.departures import departures, headlines
    from kamgraph.planning.introductions import introductions
    from kamgraph.planning.next_contacts import next_contacts
    from kamgraph.planning.results import AddedContact
    from kamgraph.planning.succession import handover
    from kamgraph.planning.what_if import what_if

__version__ = "0.1.0"

_HOME = {
    "AddedContact": "kamgraph.planning.results",
    "ContactMatrix": "kamgraph.matrix",
    "CypherMetrics": "kamgraph.engines.cypher",
    "FaultyInput": "kamgraph.errors",
    "InputError": "kamgraph.errors",
    "KamGraphError": "kamgraph.errors",
    "Policy": "kamgraph.model.policy",
    "Portfolio": "kamgraph.model.portfolio",
    "StoreBusy": "kamgraph.errors",
    "StoreDamaged": "kamgraph.errors",
    "StoreUnreachable": "kamgraph.errors",
    "alignment": "kamgraph.metrics.alignment",
    "check": "kamgraph.findings.check",
    "competition": "kamgraph.metrics.competition",
    "coverage": "kamgraph.metrics.coverage",
    "diff": "kamgraph.metrics.diff",
    "departures": "kamgraph.planning.departures",
    "handover": "kamgraph.planning.succession",
    "headlines": "kamgraph.planning.departures",
    "next_contacts": "kamgraph.planning.next_contacts",
    "to_portfolio": "kamgraph.graph",
    "influence": "kamgraph.metrics.influence",
    "introductions": "kamgraph.planning.introductions",
    "open_store": "kamgraph.opening",
    "portfolio": "kamgraph.findings.overview",
    "portfolio_sensitivity": "kamgraph.findings.sensitivity",
    "sensitivity": "kamgraph.findings.sensitivity",
    "spoc": "kamgraph.metrics.spoc",
    "structure": "kamgraph.metrics.structure",
    "to_graph": "kamgraph.graph",
    "trend": "kamgraph.findings.trend",
    "what_if": "kamgraph.planning.what_if",
}

__all__ = [
    "AddedContact",
    "ContactMatrix",
    "CypherMetrics",
    "FaultyInput",
    "InputError",
    "KamGraphError",
    "Policy",
    "Portfolio",
    "StoreBusy",
    "StoreDamaged",
    "StoreUnreachable",
    "alignment",
    "check",
    "competition",
    "coverage",
    "departures",
    "diff",
    "handover",
    "headlines",
    "influence",
    "introductions",
    "next_contacts",
    "open_store",
    "portfolio",
    "portfolio_sensitivity",
    "sensitivity",
    "spoc",
    "structure",
    "to_graph",
    "to_portfolio",
    "trend",
    "what_if",
]


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first used.

    Raises:
        AttributeError: kamgraph has no such name.
    """
    if name not in _HOME:
        raise AttributeError(f"module 'kamgraph' has no attribute '{name}'")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
