"""A report as JSON: the result with the keys of results.md, UTF-8, numbers unrounded."""

from __future__ import annotations

import re

from pydantic_core import to_json

from kamgraph.reports.document import Report

_STEERING = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def text(report: Report) -> str:
    """The result, two spaces a level, keys in their declared order.

    Args:
        report: an answer.
    """
    found = to_json(report.result, indent=2).decode("utf-8")
    # Escaped, so that no terminal takes them for commands; they read back as the same text.
    return _STEERING.sub(lambda match: f"\\u{ord(match.group()):04x}", found) + "\n"
