"""Signs that say the same as the colours: path data around (0, 0), about 12 pixels across.

Paths, not characters, because fonts differ in which characters they have.
"""

from __future__ import annotations

from kamgraph.model.vocabulary import Stance

STANCES: dict[Stance, str] = {
    Stance.CHAMPION: (
        "M0 -6.5L1.6 -2.2L6.2 -2L2.6 .9L3.8 5.3L0 2.8L-3.8 5.3L-2.6 .9L-6.2 -2L-1.6 -2.2Z"
    ),
    Stance.SUPPORTER: "M0 -5.4L5.6 4.6H-5.6Z",
    Stance.NEUTRAL: "M-4 0A4 4 0 1 1 4 0A4 4 0 1 1 -4 0Z",
    Stance.SCEPTIC: "M0 -5.8L5 0L0 5.8L-5 0Z",
    Stance.OPPONENT: "M-4.4 -4.4H4.4V4.4H-4.4Z",
    Stance.UNKNOWN: (
        "M-3.6 -2.4A3.6 3.6 0 1 1 1 1.06V2H-1V-.8H0A1.6 1.6 0 1 0 -1.6 -2.4ZM-1.1 3.2H1.1V5.4H-1.1Z"
    ),
}
"""A star, a triangle, a disc, a diamond, a square, a question mark."""
