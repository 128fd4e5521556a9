"""The ContactMatrix: own people × stakeholders, with the effective strength of every tie.

This is the Kontaktmatrix every metric starts from. What it is stands in `contact_matrix`; how
it is made of a portfolio's columns (metrics.md 0 and 1), in `building`. What is concluded
from it lives in `kamgraph.metrics`.
"""

from kamgraph.matrix.contact_matrix import (
    EPSILON,
    ContactMatrix,
    Ecosystem,
    Flags,
    Floats,
    Ints,
    reaches,
    scoped_memberships,
)
from kamgraph.matrix.moments import Moments

__all__ = [
    "EPSILON",
    "ContactMatrix",
    "Ecosystem",
    "Flags",
    "Floats",
    "Ints",
    "Moments",
    "reaches",
    "scoped_memberships",
]
