"""What a store says of itself as a report, and whether its content is what it says."""

from __future__ import annotations

import re
from datetime import date

from pydantic import BaseModel, ConfigDict

from kamgraph.locale.words import Words
from kamgraph.reports.document import Block, Cell, Column, Facts, Grid, Records, Report, Sentence
from kamgraph.stores.base import StoreInfo, Verification

FORMULA = "stores/1"

_SURROGATES = re.compile("[\ud800-\udfff]")  # bytes of a path that are no text


class Table(BaseModel):
    """One table of a store."""

    table: str
    rows: int
    digest: str


class Store(BaseModel):
    """What a store says of itself; `sound` and `problems` are null until it was verified."""

    model_config = ConfigDict(frozen=True)

    formula: str
    as_of: date | None
    policy: str | None
    kind: str
    location: str
    schema_version: int | None
    created_by: str
    server: str | None
    digest: str
    unfinished: str | None
    tables: tuple[Table, ...]
    sound: bool | None
    problems: tuple[str, ...] | None


def describe(info: StoreInfo, verification: Verification | None, words: Words) -> Report:
    """The report of a store.

    Args:
        info: what the store says.
        verification: what checking it found, or None where it was not checked.
        words: the reader's language.
    """
    t = words.texts
    tables = tuple(Table(table=c.table, rows=c.rows, digest=c.digest) for c in info.tables)
    result = Store(
        formula=FORMULA,
        as_of=None,
        policy=None,
        kind=info.kind,
        location=_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", info.location),
        schema_version=info.schema_version,
        created_by=info.created_by,
        server=info.server or None,
        digest=info.digest,
        unfinished=info.unfinished or None,
        tables=tables,
        sound=verification.sound if verification else None,
        problems=verification.problems if verification else None,
    )
    columns = [
        Column(t.gettext("Table")),
        Column(t.gettext("Rows"), right=True),
        Column(t.gettext("Digest"), whole=True),
    ]
    cells = [
        [Cell(words.word("table", row.table)), Cell(str(row.rows)), Cell(row.digest[:16], "faint")]
        for row in tables
    ]
    blocks = [_facts(result, words), Grid("", columns, cells), *_verdict(verification, words)]
    main = Records(
        ("table", "rows", "digest"), [(row.table, row.rows, row.digest) for row in tables]
    )
    footer = t.gettext("Digest of all tables: {digest}").format(digest=info.digest)
    return Report(t.gettext("Store"), blocks, footer, result, main)


def _facts(store: Store, words: Words) -> Facts:
    t = words.texts
    version = store.schema_version
    kinds = {
        "embedded file": t.pgettext("store", "embedded file"),
        "Neo4j database": t.pgettext("store", "Neo4j database"),
    }
    rows = [
        (t.gettext("Kind"), Cell(kinds.get(store.kind, store.kind)), ""),
        (t.gettext("Location"), Cell(store.location), ""),
        (t.gettext("Schema version"), Cell("–" if version is None else str(version)), ""),
        (t.gettext("Made by"), Cell(store.created_by or "–"), ""),
    ]
    if store.server:
        rows.append((t.gettext("Server"), Cell(store.server), ""))
    if store.unfinished:
        rows.append((t.gettext("Unfinished import"), Cell(store.unfinished, "bad"), ""))
    return Facts("", rows, right=False)


def _verdict(verification: Verification | None, words: Words) -> list[Block]:
    t = words.texts
    if verification is None:
        return []
    if verification.sound:
        return [Sentence(t.gettext("Verified: the content is what the digests say."), "good")]
    head = t.gettext("Damaged:")
    return [Sentence(head, "bad"), *(Sentence(problem, "bad") for problem in verification.problems)]
