"""Keeps the catalogues in step with the code: extracts, merges, compiles and checks.

`python -m kamgraph.locale.catalogues update` reads every text of the library and the command
line into both catalogues and compiles them; `check` says what is missing and changes nothing.
A developer's tool: nothing here runs when kamgraph is used.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kamgraph.locale import DOMAIN, LANGUAGES
from kamgraph.locale.words import context_of

ROOT = Path(__file__).resolve().parents[2]
"""The checkout."""

VOCABULARY = ROOT / "kamgraph" / "model" / "vocabulary.py"
ENTITIES = ROOT / "kamgraph" / "model" / "entities.py"

KEYWORDS = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "marked": None,
}
"""The functions whose arguments are texts, and which argument is the context (c)."""

IDS = frozenset({"RuleId"})
"""Vocabularies of ids, which are the same in every language."""

_HEADERS = ("Language", "Plural-Forms", "MIME-Version", "Content-Type")
"""Header lines that programs need; the others change without a text having changed."""

_PLACES = re.compile(r"\{(\w*)[^}]*\}")

Key = tuple[str, str]
"""A context (or the empty text) and a message (the singular where there is a plural)."""


class _Steady(Catalog):
    """A catalogue whose header stays the same while its texts do."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header lines that programs need."""
        return [pair for pair in super().mime_headers if pair[0] in _HEADERS]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        self._set_mime_headers(headers)


@cache
def extracted() -> Mapping[Key, str | tuple[str, str]]:
    """Every text of the code, with its plural where it has one, by context and message."""
    found: dict[Key, str | tuple[str, str]] = {}
    for folder in (ROOT / "kamgraph", ROOT / "cli"):
        for path in sorted(folder.rglob("*.py")):
            for _, message, _, context in extract_from_file("python", path, keywords=KEYWORDS):
                _take(found, context or "", message)
    for context, word in (*_words(VOCABULARY), *_columns(ENTITIES), *_explanations(ENTITIES)):
        found[context, word] = word
    return found


def _take(
    found: dict[Key, str | tuple[str, str]], context: str, message: str | tuple[str, ...]
) -> None:
    """Adds a text; a plural wins over the same text without one."""
    if isinstance(message, str):
        found.setdefault((context, message), message)
    else:
        found[context, message[0]] = (message[0], message[1])


def _words(path: Path) -> Iterator[tuple[str, str]]:
    """Context and word of every member of the vocabularies, read without importing them."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.ClassDef) or node.name in IDS:
            continue
        context = context_of(node.name)
        for statement in node.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
                yield context, str(statement.value.value)


def _columns(path: Path) -> Iterator[tuple[str, str]]:
    """Context and name of every table and column, read without importing them."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            for statement in node.body:
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    yield "column", statement.target.id
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            called, arguments = node.value.func, node.value.args
            if isinstance(called, ast.Name) and called.id == "Table":
                yield "table", str(ast.literal_eval(arguments[0]))


def _explanations(path: Path) -> Iterator[tuple[str, str]]:
    """Context and sentence of what every table and column means, and what its empty cells do."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        place = {"Column": 2, "Table": 3}.get(node.func.id)
        if place is not None:
            yield "explanation", str(ast.literal_eval(node.args[place]))
            for keyword in node.keywords:
                if keyword.arg == "empty_means":
                    yield "explanation", str(ast.literal_eval(keyword.value))


def path_of(lang: str) -> Path:
    """The catalogue's source.

    Args:
        lang: one of `LANGUAGES`.
    """
    return Path(__file__).parent / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(lang: str) -> Catalog:
    """The catalogue as it stands; an empty one where there is none.

    Args:
        lang: one of `LANGUAGES`.
    """
    path = path_of(lang)
    if not path.exists():
        return Catalog(locale=lang, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=lang, domain=DOMAIN)


def translations(catalog: Catalog) -> dict[Key, str | tuple[str, ...]]:
    """What a catalogue says, by context and message, its header left out.

    Args:
        catalog: a catalogue.
    """
    found: dict[Key, str | tuple[str, ...]] = {}
    for message in catalog:
        if message.id:
            string = message.string or ""
            found[_key(message)] = string if isinstance(string, str) else tuple(string)
    return found


def _key(message: Message) -> Key:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", first


def merged(lang: str) -> Catalog:
    """The catalogue with the code's texts: kept where known, empty where new, gone where gone.

    English texts speak for themselves, save the words that a catalogue has changed.

    Args:
        lang: one of `LANGUAGES`.
    """
    known = translations(read(lang))
    fresh = _Steady(
        locale=lang,
        domain=DOMAIN,
        header_comment=f"# kamgraph's texts, {lang}; kept in step by kamgraph.locale.catalogues.",
        fuzzy=False,
    )
    for (context, message), text in sorted(extracted().items()):
        string = known.get((context, message), "")
        plural = isinstance(text, tuple)
        if plural and not (isinstance(string, tuple) and all(string)):
            string = text if lang == LANGUAGES[0] else ("", "")
        elif not plural and (not string or isinstance(string, tuple)):
            string = text if lang == LANGUAGES[0] else ""
        fresh.add(text, string, context=context or None)
    return fresh


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue's source as it is committed.

    Args:
        catalog: a catalogue.
    """
    file = io.BytesIO()
    write_po(file, catalog, width=100, no_location=True, sort_output=True)
    return file.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue as programs read it.

    Args:
        catalog: a catalogue.
    """
    steady = _Steady(locale=catalog.locale, domain=DOMAIN, fuzzy=False)
    for message in catalog:
        if message.id:
            steady.add(message.id, message.string, context=message.context)
    file = io.BytesIO()
    write_mo(file, steady)
    return file.getvalue()


def faults(lang: str) -> list[str]:
    """What a catalogue lacks: texts missing, left over or empty, places that differ.

    Args:
        lang: one of `LANGUAGES`.
    """
    code, known = extracted(), translations(read(lang))
    found = [f"{lang}: missing {key}" for key in sorted(code.keys() - known.keys())]
    found += [f"{lang}: left over {key}" for key in sorted(known.keys() - code.keys())]
    for key in sorted(code.keys() & known.keys()):
        texts = code[key] if isinstance(code[key], tuple) else (code[key],)
        strings = known[key] if isinstance(known[key], tuple) else (known[key],)
        if len(strings) != len(texts) or not all(strings):
            found.append(f"{lang}: not translated {key}")
        elif places(*strings) != places(*texts):
            found.append(f"{lang}: other places than the message {key}")
    return found


def places(*texts: str) -> set[str]:
    """The names of the {named} places in some texts.

    Args:
        texts: messages or translations.
    """
    return {name for text in texts for name in _PLACES.findall(text)}


def update() -> None:
    """Brings both catalogues in step with the code and compiles them."""
    for lang in LANGUAGES:
        catalog = merged(lang)
        path = path_of(lang)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_bytes(catalog))
        path.with_suffix(".mo").write_bytes(mo_bytes(read(lang)))


def main(arguments: list[str]) -> int:
    """Runs `update` or `check`.

    Args:
        arguments: the command, as on a command line.
    """
    if arguments == ["update"]:
        update()
    elif arguments != ["check"]:
        sys.stderr.write("usage: python -m kamgraph.locale.catalogues update|check\n")
        return 2
    found = [fault for lang in LANGUAGES for fault in faults(lang)]
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
