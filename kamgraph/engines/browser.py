"""A metric's query as text to paste into Neo4j Browser: its parameters, then the statement.

Nothing here is sent to a server; the store sends values beside the text (`stores`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from kamgraph_cypher import load

_PARAMETER = re.compile(r"\$([a-z_]+)")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def taken(name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that a query takes, in the order given.

    Args:
        name: its name in `kamgraph_cypher`.
        parameters: values by name.
    """
    text = "\n".join(line for line in load(name).splitlines() if not line.startswith("//"))
    used = set(_PARAMETER.findall(text))
    return {key: value for key, value in parameters.items() if key in used}


def pasted(name: str, parameters: Mapping[str, Any]) -> str:
    """The text to paste: a `:param` line a parameter, and the statement.

    Args:
        name: the query's name in `kamgraph_cypher`.
        parameters: values by name; those it does not take are left out.
    """
    lines = [f":param {key} => {literal(v)};" for key, v in taken(name, parameters).items()]
    return "\n".join([*lines, "", load(name).rstrip() + ";", ""])


def literal(value: Any) -> str:
    """A value as it is written in Cypher.

    Args:
        value: text, number, truth value, date, None, or a list or mapping of these.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, Mapping):
        parts = (f"{_key(key)}: {literal(part)}" for key, part in value.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    text = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return "'" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text) + "'"


def _key(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else "`" + key.replace("`", "``") + "`"
