"""How tables stand in the graph: as nodes, relationships or records, and their values.

A table with statements of its own in `kamgraph_cypher` has labels or types of its own; every
further one is kept as records that point to what they are about. Which values travel how is
decided here once, for reading and writing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from kamgraph.model.kinds import SEPARATOR, Boolean, Date, Integer, Kind, Number
from kamgraph.model.schema import Field, Table
from kamgraph.model.vocabulary import Center, TieKind
from kamgraph_cypher import names

VERSION = 1
"""The schema's number, kept on the store's node; a change of it needs a migration."""

JOINER = "\x1f"
"""Joins the parts of a key; no id can contain it."""

CENTER_LABELS = {
    Center.BUYING.value: "BuyingCenter",
    Center.SELLING.value: "SellingCenter",
    Center.ECOSYSTEM.value: "Ecosystem",
}

TIE_TYPES = {
    TieKind.REPORTS_TO.value: "REPORTS_TO",
    TieKind.INFLUENCES.value: "INFLUENCES",
    TieKind.KNOWS.value: "KNOWS",
    TieKind.CONFLICTS.value: "CONFLICTS_WITH",
    TieKind.CONTACT.value: "REACHES",
    TieKind.ASSISTS.value: "ASSISTS",
    TieKind.OWNS.value: "OWNS",
    TieKind.SUPPLIES.value: "SUPPLIES",
    TieKind.ADVISES.value: "ADVISES",
    TieKind.PARTNERS.value: "PARTNERS_WITH",
    TieKind.COMPETES.value: "COMPETES_WITH",
}

TIE_KINDS = {kind: word for word, kind in TIE_TYPES.items()}

SCHEMA_STATEMENTS = tuple(n for n in names("schema") if n != "schema/await")
"""What makes constraints and indexes."""


class Form(Enum):
    """What a table's rows are in the graph."""

    NODE = "node"
    EDGE = "relationship"
    RECORD = "record"


def kept_as_records(table: str) -> bool:
    """Whether a table has no label and no relationship of its own.

    Args:
        table: its name.
    """
    return f"read/{table}" not in names("read") or table == "records"


def form(table: Table) -> Form:
    """What a table's rows are in the graph.

    Args:
        table: its declaration.
    """
    if kept_as_records(table.name):
        return Form.RECORD
    return Form.NODE if table.identified else Form.EDGE


def stored(kind: Kind) -> Callable[[str], Any]:
    """What makes Neo4j's value of a canonical text; the empty text is None.

    Args:
        kind: what the column holds.
    """
    convert: Callable[[str], Any] = str
    if isinstance(kind, Date):
        convert = date.fromisoformat
    elif isinstance(kind, Boolean):
        convert = "true".__eq__
    elif isinstance(kind, Integer):
        convert = int
    elif isinstance(kind, Number):
        convert = float
    elif kind.several:
        return lambda text: text.split(SEPARATOR) if text else None
    return lambda text: convert(text) if text else None


def restored(table: Table, column: Field) -> Callable[[list[Any]], list[str]]:
    """What makes canonical texts of a column's values as `read` statements give them.

    Args:
        table: the table.
        column: one of its columns.
    """
    kind = column.column.kind
    if table.name == "ties" and column.name == "kind":
        return lambda values: [TIE_KINDS[value] for value in values]
    if isinstance(kind, Number):
        return lambda values: list(map(_Numbers(kind).__getitem__, values))
    if kind.several:
        return lambda values: [SEPARATOR.join(value) for value in values]
    return lambda values: values


class _Numbers(dict[Any, str]):
    """Canonical texts of doubles, each written once."""

    def __init__(self, kind: Number) -> None:
        super().__init__({"": ""})
        self._kind = kind

    def __missing__(self, value: Any) -> str:
        text = self[value] = self._kind.text(value)
        return text


def record_text(kind: Kind, value: Any) -> str:
    """The canonical text of a record's property.

    Args:
        kind: what the column holds.
        value: as the driver gives it; None where empty.
    """
    if value is None:
        return ""
    if kind.several:
        return SEPARATOR.join(value)
    if isinstance(kind, Number | Boolean):
        return kind.text(value)
    return str(value)  # a date as Neo4j writes it is an ISO date


def content_key(table: Table) -> bool:
    """Whether a row's key is made of its content; else of command and number.

    Args:
        table: the table.
    """
    return bool(table.key) and not table.keyless


def key_of(table: Table, texts: Mapping[str, str]) -> str:
    """The key of a row of content.

    Args:
        table: a table whose keys are made of content.
        texts: canonical texts of at least the key's columns.
    """
    parts = [texts[name] for name in table.key]
    if form(table) is Form.NODE:
        return parts[0]
    return JOINER.join([table.name, *parts] if form(table) is Form.RECORD else parts)


def center_id(account: str, opportunity: str) -> str:
    """The id of a center: the account's, or the account's and the opportunity's.

    Args:
        account: the account's id.
        opportunity: the opportunity's, or the empty text.
    """
    return f"{account}{JOINER}{opportunity}" if opportunity else account


def center_key(center: str, account: str, opportunity: str) -> str:
    """What tells a center from all others, of other kinds too.

    Args:
        center: its kind.
        account: the account's id.
        opportunity: the opportunity's, or the empty text.
    """
    return f"{center}{JOINER}{center_id(account, opportunity)}"
