"""A language as the page's scripts speak it: labels, the field's words, sentences with plurals.

Every language the page carries comes whole, so that a reader can change it where they look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from babel import Locale

from kamgraph.maps.labels import plurals
from kamgraph.maps.shown import Side
from kamgraph.maps.texts import Texts, capital
from kamgraph.model.vocabulary import (
    CounterpartStatus,
    Function,
    OrganizationKind,
    Role,
    Severity,
    Stance,
    TieKind,
)

_NUMBERS = range(121)
"""Among these every plural form of every language occurs."""


def catalogue(texts: Texts, spoken: Iterable[str]) -> dict[str, Any]:
    """Everything the scripts say in a language.

    Args:
        texts: the language.
        spoken: codes of the languages that people on the page speak.
    """
    words = texts.words
    return {
        "texts": texts.labels(),
        "plurals": _plurals(texts),
        "name": texts.own_name,
        "roles": {role: words.word("role", role) for role in Role},
        "stances": {stance: texts.stance(stance) for stance in Stance},
        "functions": {**{f: texts.function(f) for f in Function}, "": texts.function(None)},
        "levels": {str(level): texts.level(level or None) for level in range(6)},
        "contactLevels": [words.contact_level(level) for level in range(5)],
        "kinds": _words(texts, "organization kind", OrganizationKind),
        "severities": {severity: words.word("severity", severity) for severity in Severity},
        "statuses": _words(texts, "status", CounterpartStatus),
        "sides": {side: texts.side(side) for side in Side},
        "ties": {kind: [texts.ties(kind, True), texts.ties(kind, False)] for kind in TieKind},
        "languages": {code: texts.language(code) for code in sorted(set(spoken))},
    }


def _words(texts: Texts, context: str, vocabulary: type[StrEnum]) -> dict[str, str]:
    return {word: capital(texts.words.word(context, word)) for word in vocabulary}


def _plurals(texts: Texts) -> dict[str, Mapping[str, str]]:
    """Sentences by name and plural category, as `Intl.PluralRules` names it."""
    category = Locale.parse(texts.lang).plural_form
    samples: dict[str, int] = {}
    for number in _NUMBERS:
        samples.setdefault(category(number), number)
    return {
        name: {tag: texts.t.ngettext(one, other, number) for tag, number in samples.items()}
        for name, (one, other) in plurals().items()
    }
