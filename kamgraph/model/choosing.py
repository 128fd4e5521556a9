"""Which stored row is meant, and which rows refer to it.

A row of a multiset has no id: it is singled out by what stands in it. What then happens to the
row is decided in `editing` and `removing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kamgraph.errors import InputError, shortened
from kamgraph.model.edits import Reader
from kamgraph.model.kinds import value_of
from kamgraph.model.schema import Field, Row, Schema, Table

LISTED = 10
"""How many of several rows are listed."""

_LONGEST = 200


def sought(table: Table, where: Mapping[str, object]) -> dict[str, str]:
    """What singles a row out, as canonical texts by column; empty for an empty cell.

    Args:
        table: its table.
        where: texts or Python values by column.

    Raises:
        InputError: no such column, or a value that can never stand in it.
    """
    found = {}
    for name, given in where.items():
        kind = table.field(name).column.kind
        try:
            value = value_of(kind, given)
        except ValueError as error:
            said = f"{table.name}, {name}: '{shortened(str(given))}' {error}"
            raise InputError(said) from None
        found[name] = "" if value is None or value == () else kind.text(value)
    return found


def the_row(reader: Reader, table: Table, wanted: Mapping[str, str]) -> Row:
    """The row that is meant; of equal ones, one.

    Args:
        reader: the store.
        table: the row's table.
        wanted: canonical texts by column; see `sought`.

    Raises:
        InputError: no row, or several different ones match; these are listed.
    """
    # Found by the end that stores keep in order, then compared in every column asked for.
    ends = (*(table.ends or ())[::-1], *table.match[:1], *wanted)
    first = next(name for name in ends if name in wanted)
    places = {table.names.index(name): text for name, text in wanted.items()}
    found: dict[tuple[str, ...], Row] = {}
    for row in reader.matching(table.name, first, wanted[first]):
        texts = table.texts(row)
        if all(texts[place] == text for place, text in places.items()):
            found.setdefault(texts, row)
    if len(found) == 1:
        return next(iter(found.values()))
    asked = ", ".join(f"{name} {shortened(text) or '(empty)'}" for name, text in wanted.items())
    if not found:
        end = next((wanted[end] for end in table.ends or () if end in wanted), None)
        shown = f"; `kamgraph show {shortened(end)}` shows what there is" if end else ""
        raise InputError(f"{table.name}: there is no row with {asked}{shown}")
    lines = [f"  {_listed(table, texts)}" for texts in list(found)[:LISTED]]
    if len(found) > LISTED:
        lines.append(f"  … and {len(found) - LISTED} more")
    how = "--since" if table.name == "contacts" else "--where COLUMN=VALUE"
    listing = "\n".join(lines)
    raise InputError(
        f"{table.name}: {len(found)} different rows have {asked}; nothing was changed. Say which "
        f"with {how}:\n{listing}"
    )


def _listed(table: Table, texts: tuple[str, ...]) -> str:
    """The filled columns of a row, in a line."""
    pairs = zip(table.names, texts, strict=True)
    return ", ".join(f"{name} {shortened(text, _LONGEST)}" for name, text in pairs if text)


def referring(schema: Schema, table: str) -> Iterator[tuple[Table, Field]]:
    """The columns in which rows refer to rows of a table.

    Args:
        schema: the declared tables.
        table: the name of the table referred to.
    """
    for other in schema:
        for field in other.fields:
            if table in field.column.references:
                yield other, field
