"""The data inside the page, as the scripts read it: rows and numbers, no markup, no language.

What a state of the account shares with the first one is stored once. The keys are the scripts'
names for things. `json_text` is the only way data enters the page.
"""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from kamgraph.maps.catalogue import catalogue
from kamgraph.maps.facts import Facts, Numbering
from kamgraph.maps.layout import frame
from kamgraph.maps.moment import moment
from kamgraph.maps.places import Layout
from kamgraph.maps.shown import MapView
from kamgraph.maps.symbols import STANCES
from kamgraph.maps.texts import Texts
from kamgraph.model.vocabulary import Function, Role

_HARMLESS = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_text(value: object) -> Markup:
    """JSON that may stand in a script element: no character of it can end the element.

    Args:
        value: what json can write; numbers finite.
    """
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return escaped_json(text)


def escaped_json(text: str) -> Markup:
    """JSON text with the characters that mean something to HTML or to scripts escaped.

    Args:
        text: valid JSON.
    """
    return Markup(text.translate(_HARMLESS))


def page_data(
    views: Sequence[MapView], layout: Layout, lang: str, languages: Sequence[Texts]
) -> dict[str, Any]:
    """Everything the scripts need besides nodes and edges.

    Args:
        views: the states of the account; the first is the one the page opens with.
        layout: where everybody stands.
        lang: the language the page opens in.
        languages: all it can be read in.
    """
    first = views[0]
    numbering = Numbering(views)
    facts = Facts(views, numbering)
    spoken = [code for figure in numbering.figures for code in figure.person.languages or ()]
    states = [moment(view, numbering, facts) for view in views]
    return {
        "lang": lang,
        "languages": {texts.lang: catalogue(texts, spoken) for texts in languages},
        "account": first.account[1],
        "customer": first.organization,
        "ours": first.own_organization,
        "constants": first.constants,
        "symbols": {stance.value: path for stance, path in STANCES.items()},
        "order": {"role": list(Role), "stance": list(STANCES), "function": [*Function, ""]},
        "people": facts.people(),
        "memberships": facts.memberships,
        "organizations": facts.organizations,
        "ties": facts.ties,
        "states": _told(states),
        "layout": frame(layout, numbering.number, facts.organization_numbers),
    }


def _told(states: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first state in full, each other as what differs from one before it, named by `from`.

    An earlier date is told from the date after it: months change less than years.
    """
    found = list(states[:1])
    nearest = 0
    for place, state in enumerate(states[1:], 1):
        earlier = state["asOf"] < states[0]["asOf"]
        found.append({"from": nearest, **difference(states[nearest], state)})
        nearest = place if earlier else nearest
    return found


def difference(base: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A state as what differs from another: of tables the entries that do, and the ones gone.

    Args:
        base: the state that is told already.
        other: one with the same keys.
    """
    return {
        name: _changes(base[name], value)
        if isinstance(value, dict) and isinstance(base[name], dict)
        else value
        for name, value in other.items()
    }


def _changes(known: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    """What is put into a table and what is gone; where most of it changes, its values in order."""
    gone = [key for key in known if key not in table]
    put = {key: entry for key, entry in table.items() if known.get(key, _NONE) != entry}
    stay = sorted(key for key in known if key in table)
    found: dict[str, Any] = {"gone": gone} if gone else {}
    if 2 * sum(key in put for key in stay) > len(stay):
        values = [table[key] for key in stay]
        found["values"] = _packed(values) if _is_long(values) else values
        put = {key: entry for key, entry in put.items() if key not in known}
    return {**found, **({"put": put} if put else {})}


def _is_long(values: Sequence[Any]) -> bool:
    """Whether numbers take less room as eight bytes each than in decimals."""
    return all(isinstance(value, float) for value in values) and sum(
        len(repr(value)) for value in values
    ) > _ROOM * len(values)


def _packed(values: Sequence[float]) -> str:
    """Numbers to the last bit, in base64 of eight bytes each."""
    return base64.b64encode(struct.pack(f"<{len(values)}d", *values)).decode("ascii")


_ROOM = 8 * 4 / 3
"""Characters that eight bytes take in base64."""

_NONE = object()
