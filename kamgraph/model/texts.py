"""Text as kamgraph keeps it, whatever it says: normalised, without control characters."""

from __future__ import annotations

import re
import unicodedata

LONGEST_TEXT = 32_767
"""UTF-16 units a text may have: what a spreadsheet's cell holds."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def normalised(text: str) -> str:
    """The text as kamgraph keeps it: NFC, line ends LF, white space at both ends removed.

    Args:
        text: a cell as it was read.

    Raises:
        ValueError: control characters, lone surrogates, or more than 32,767 UTF-16 units.
    """
    if text.isascii() and text.isprintable() and len(text) <= LONGEST_TEXT:
        return text.strip(" ")
    if _SURROGATE.search(text):
        raise ValueError("holds half a character (a lone surrogate); remove it")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _CONTROL.search(text)
    if found:
        raise ValueError(f"holds the control character U+{ord(found.group()):04X}; remove it")
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) * 2 > LONGEST_TEXT and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise ValueError(f"is longer than {LONGEST_TEXT:,} characters; shorten it")
    return text
