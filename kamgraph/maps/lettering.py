"""How wide a text is, roughly: Python has no fonts, yet must place and shorten texts.

The estimate is for a wide sans serif, so that what fits here fits in every reader's font.
"""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("iljtfrI.,:;'|!()[]{} -·/")
_WIDE = frozenset("mwMWQOG@%&—…")


def width(text: str, size: float, bold: bool = False) -> float:
    """Estimated width of a text.

    Args:
        text: what is written.
        size: font size in the unit wanted back.
        bold: whether it is bold.
    """
    return size * sum(_em(character) for character in text) * (1.14 if bold else 1.0)


def _em(character: str) -> float:
    """Width of a character in em."""
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.9
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    return 0.69 if character.isupper() else 0.6


def fitted(text: str, available: float, size: float, bold: bool = False) -> str:
    """The text, shortened with an ellipsis where it is too wide.

    Args:
        text: what is to be written.
        available: the room, in the unit of size.
        size: font size.
        bold: whether it is bold.
    """
    if width(text, size, bold) <= available:
        return text
    kept = text[: int(available / (0.3 * size)) + 1]
    while kept and width(kept + "…", size, bold) > available:
        kept = kept[:-1]
    return kept.rstrip() + "…"
