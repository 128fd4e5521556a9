"""A report as csv: its main list, unrounded, safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import io

from kamgraph.reports.document import Report, Scalar, clean
from kamgraph.tables.guard import guarded


def text(report: Report) -> str:
    """The main list with a header; unknown is empty, truth is `true` or `false`.

    Args:
        report: an answer.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(report.main.columns)
    writer.writerows([_cell(value) for value in row] for row in report.main.rows)
    return file.getvalue()


def _cell(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return guarded(clean(value))
