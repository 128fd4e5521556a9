"""The queries that Neo4j's own users can run, as a list and one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kamgraph.locale.words import Words
from kamgraph.reports.document import Cell, Column, Grid, Records, Report

FORMULA = "cypher/1"


def describe(queries: Mapping[str, str], words: Words) -> Report:
    """The report of all queries.

    Args:
        queries: what each answers, by name.
        words: the reader's language; what a query answers is said in English, as its text is.
    """
    t = words.texts
    columns = [Column(t.gettext("Query"), whole=True), Column(t.gettext("Answers"))]
    rows = list(queries.items())
    footer = t.gettext("kamgraph cypher QUERY --account ACCOUNT prints one, ready to paste.")
    result: dict[str, Any] = {
        "formula": FORMULA,
        "as_of": None,
        "policy": None,
        "queries": [{"query": name, "answers": text} for name, text in rows],
    }
    grid = Grid("", columns, [[Cell(name), Cell(text)] for name, text in rows])
    return Report(t.gettext("Queries"), [grid], footer, result, Records(("query", "answers"), rows))
