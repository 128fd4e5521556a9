"""The gettext catalogues, English and German, and the one way to open them.

The language is always an argument: nothing here looks at the environment. A language more is
a folder more.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "de")
"""The languages there are catalogues for; the first is the default."""

DOMAIN = "kamgraph"

_FOLDER = Path(__file__).parent


@cache
def texts(lang: str = LANGUAGES[0]) -> gettext.NullTranslations:
    """The texts of a language, with `gettext`, `ngettext` and `pgettext`.

    Args:
        lang: one of `LANGUAGES`.

    Raises:
        FileNotFoundError: there is no catalogue of that language.
    """
    return gettext.translation(DOMAIN, localedir=str(_FOLDER), languages=[lang])


def marked(message: str) -> str:
    """The message itself, marked so that it is found and translated where it is shown.

    Args:
        message: an English text, with {named} places.
    """
    return message
