"""The oracle in one place: what tests import."""

from __future__ import annotations

from .access import introductions
from .alignment import alignment
from .competition import competition
from .coverage import coverage
from .findings import check
from .influence import influence
from .policy import Policy, default_policy, policy_hash
from .portfolio import portfolio
from .spoc import spoc
from .strength import Row, Scope, Tables, make_scope
from .structure import structure

__all__ = [
    "Policy",
    "Row",
    "Scope",
    "Tables",
    "alignment",
    "check",
    "competition",
    "coverage",
    "default_policy",
    "influence",
    "introductions",
    "make_scope",
    "policy_hash",
    "portfolio",
    "spoc",
    "structure",
]
