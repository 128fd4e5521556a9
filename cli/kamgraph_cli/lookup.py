"""What a user means by an argument: an exact id, an exact name, a name without case and accents.

The first step with a hit decides; several hits are listed, and nothing is guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kamgraph.errors import InputError, closest, shortened

if TYPE_CHECKING:
    from datetime import date

    from kamgraph.stores.base import Store

LISTED = 10
"""How many of several hits are listed."""

KINDS = {
    "accounts": "account",
    "people": "person",
    "organizations": "organization",
    "opportunities": "opportunity",
}
"""Tables whose rows can be looked up, and what a row is called."""


@dataclass(frozen=True)
class Hit:
    """Something that an argument may mean."""

    table: str
    id: str
    name: str
    remark: str = ""

    def __str__(self) -> str:
        """Kind, id and name in one line."""
        return f"{KINDS[self.table]} {self.id} ({shortened(self.name) or 'N.N.'}){self.remark}"


_STROKES = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)
"""Letters that Unicode does not take apart, as a keyboard without them writes them."""


def folded(text: str) -> str:
    """The text without case and accents, to compare names by.

    Args:
        text: a name as somebody typed it.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.casefold().translate(_STROKES)


_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def spellings(text: str) -> set[str]:
    """How a text may be typed: without accents, and with umlauts written out.

    Args:
        text: a name or a word.
    """
    plain = unicodedata.normalize("NFC", text).casefold()
    return {folded(plain), folded(plain.translate(_WRITTEN_OUT))}


def whole(text: str) -> str:
    """An argument as Unicode: where the locale could not read its bytes, they are UTF-8.

    Args:
        text: the argument, possibly with surrogates in the place of bytes.
    """
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # surrogates that stand for no bytes, as Windows may hand over
        return text.encode("utf-8", "replace").decode("utf-8")


def hits(store: Store, text: str, tables: Sequence[str], as_of: date) -> list[Hit]:
    """Everything the argument may mean, by the first step that finds anything.

    Args:
        store: an open store.
        text: the argument.
        tables: the kinds it may be, as table names.
        as_of: the date at which somebody may have left.
    """
    typed = unicodedata.normalize("NFC", whole(text)).strip()
    found = (
        _holding(store, tables, "id", typed)
        or _holding(store, tables, "name", typed)
        or _named_alike(store, tables, folded(typed))
        or _written_out(store, tables, folded(typed))
    )
    return [_marked(store, hit, as_of) for hit in found]


def _holding(store: Store, tables: Sequence[str], column: str, typed: str) -> list[Hit]:
    """The rows that hold exactly this text."""
    if not typed:
        return []
    return [
        Hit(table, row_id, str(getattr(row, "name", None) or getattr(row, "title", None) or ""))
        for table in tables
        for row in store.matching(table, column, typed)
        if (row_id := getattr(row, "id", None)) is not None
    ]


def _named_alike(store: Store, tables: Sequence[str], plain: str) -> list[Hit]:
    """The rows whose name is this one without case and accents."""
    return [
        Hit(table, key, name)
        for table in tables
        for key, name in store.names(table)
        if name and folded(name) == plain
    ]


def _written_out(store: Store, tables: Sequence[str], plain: str) -> list[Hit]:
    """The rows whose name is this one with its umlauts written out, as Mueller for Müller."""
    return [
        Hit(table, key, name)
        for table in tables
        for key, name in store.names(table)
        if name and plain in spellings(name)
    ]


def the_one(store: Store, text: str, tables: Sequence[str], as_of: date) -> Hit:
    """What the argument means.

    Args:
        store: an open store.
        text: the argument.
        tables: the kinds it may be, as table names.
        as_of: the date at which somebody may have left.

    Raises:
        InputError: nothing or several things of that id or name.
    """
    found = hits(store, text, tables, as_of)
    if not found:
        raise unknown(store, text, tables)
    if len(found) > 1:
        raise several(text, found)
    return found[0]


def several(text: str, found: Sequence[Hit]) -> InputError:
    """The error for an argument that may mean several things.

    Args:
        text: the argument.
        found: what it may mean.
    """
    lines = [f"  {hit}" for hit in found[:LISTED]]
    if len(found) > LISTED:
        lines.append(f"  … and {len(found) - LISTED} more")
    listing = "\n".join(lines)
    return InputError(f"'{shortened(text)}' may mean any of these; give the id:\n{listing}")


def unknown(store: Store, text: str, tables: Sequence[str]) -> InputError:
    """The error for an argument that means nothing known.

    Args:
        store: an open store.
        text: the argument.
        tables: the kinds it may be.
    """
    *others, last = [KINDS[table] for table in tables]
    kinds = f"{', '.join(others)} or {last}" if others else last
    sentence = f"there is no {kinds} '{shortened(text)}' in {store.location}"
    known = [word for table in tables for row in store.names(table) for word in row if word]
    if not known:
        return InputError(
            f"{sentence}, nor any other; `kamgraph add` and `kamgraph import` add some"
        )
    alike = _in_part(store, text, tables)
    if alike:
        keys = [f"'{hit.id}'" for hit in alike[:LISTED]]
        choice = f"one of {', '.join(keys)}" if len(keys) > 1 else keys[0]
        return InputError(f"{sentence}; did you mean {choice}?")
    meant = closest(text, known)
    hint = _what_there_is(store, tables) if meant is None else f"did you mean '{meant}'?"
    return InputError(f"{sentence}; {hint}")


def _what_there_is(store: Store, tables: Sequence[str]) -> str:
    """Where those that are known can be seen, or their ids where no command lists them."""
    lists = [f"`kamgraph {table}`" for table in ("accounts", "people") if table in tables]
    if lists:
        return f"{' and '.join(lists)} {'list' if len(lists) > 1 else 'lists'} those there are"
    keys = [f"'{row[0]}'" for table in tables for row in store.names(table)]
    more = f" and {len(keys) - LISTED} more" if len(keys) > LISTED else ""
    return f"known are: {', '.join(keys[:LISTED])}{more}"


def _in_part(store: Store, text: str, tables: Sequence[str]) -> list[Hit]:
    """The rows whose name holds every word of the argument, as Anna Weber holds anna."""
    typed = set(folded(whole(text)).split())
    return [
        Hit(table, key, name)
        for table in tables
        for key, name in store.names(table)
        if typed and name and typed <= set(folded(name).split())
    ]


def _marked(store: Store, hit: Hit, as_of: date) -> Hit:
    """The hit, with a remark where somebody has left."""
    if hit.table != "people":
        return hit
    left = getattr(store.matching("people", "id", hit.id)[0], "left", None)
    if left is None or left > as_of:
        return hit
    return Hit(hit.table, hit.id, hit.name, f", left on {left.isoformat()}")


def distinct(found: Iterable[Hit]) -> list[str]:
    """The ids of some hits, each once, in order.

    Args:
        found: hits.
    """
    return list(dict.fromkeys(hit.id for hit in found))
