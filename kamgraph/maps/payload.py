"""The data inside the page, as the scripts read it: rows and numbers, no markup, no language.

What a state of the account shares with the first one is stored once. The keys are the scripts'
names for things. `json_text` is the only way data enters the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from kamgraph.maps.catalogue import catalogue
from kamgraph.maps.facts import Facts
from kamgraph.maps.layout import frame
from kamgraph.maps.moment import Numbering, moment
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
    states = [moment(view, numbering, facts, place > 0) for place, view in enumerate(views)]
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
        "states": [states[0], *(difference(states[0], state) for state in states[1:])],
        "layout": frame(layout, numbering.number, facts.organization_numbers),
    }


def difference(base: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A state as what differs from another: of tables the entries that do, and the ones gone.

    Args:
        base: the state that is stored in full.
        other: one with the same keys.
    """
    found: dict[str, Any] = {}
    for name, value in other.items():
        known = base[name]
        if isinstance(value, dict) and isinstance(known, dict):
            put = {key: entry for key, entry in value.items() if known.get(key, _NONE) != entry}
            gone = [key for key in known if key not in value]
            found[name] = {**({"put": put} if put else {}), **({"gone": gone} if gone else {})}
        else:
            found[name] = value
    return found


_NONE = object()
