"""The guard against formulas: a text in a CSV file is never taken for one by a spreadsheet.

A text of zero or more `'` followed by a character that begins a formula gets one more `'`
when it is written; reading takes one off exactly there. So nothing is lost, and
`'s-Hertogenbosch` stays what it is.
"""

from __future__ import annotations

import re

# The full-width forms count too: spreadsheets of some languages take them for the plain ones.
_BEGINS = "=+\\-@\t\r\n\0＝＋－＠"
_TO_GUARD = re.compile(f"'*[{_BEGINS}]")
_GUARDED = re.compile(f"'+[{_BEGINS}]")


def guarded(text: str) -> str:
    """The text as it is written to a CSV file.

    Args:
        text: a cell's canonical text.
    """
    return "'" + text if _TO_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """The text of a cell of a CSV file.

    Args:
        text: the cell as it was read.
    """
    return text[1:] if _GUARDED.match(text) else text
