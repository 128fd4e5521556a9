"""The page's modules as one script: each in a function of its own, after those it imports.

Modules are for who reads and tests them; one inline script is what a page without a server can
load. Only what our modules use is understood: named imports from beside, and exported constants
and functions.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (const|function\*?|class) (\w+)", re.MULTILINE)


def assembled(folder: Path, first: str) -> str:
    """All modules that one of them needs, as the text of one script.

    Args:
        folder: where they lie.
        first: the module that starts everything.

    Raises:
        FileNotFoundError: a module imports one that is not there.
    """
    parts = "\n".join(_plain(folder, name) for name in ordered(folder, first))
    # One function, so that our names do not meet vis's.
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


def ordered(folder: Path, first: str) -> list[str]:
    """The modules in the order in which they need each other, the last one being the first asked.

    Args:
        folder: where they lie.
        first: the module that starts everything.

    Raises:
        FileNotFoundError: a module imports one that is not there.
    """
    found: list[str] = []
    asked: set[str] = set()

    def visit(name: str) -> None:
        if name in asked:
            return
        asked.add(name)
        for _, needed in _IMPORT.findall(source(folder / name)):
            visit(needed)
        found.append(name)

    visit(first)
    return found


def _plain(folder: Path, name: str) -> str:
    """A module as a function that returns what it exports."""
    text = source(folder / name)
    exported = ", ".join(found[1] for found in _EXPORT.findall(text))
    text = _EXPORT.sub(r"\1 \2", _IMPORT.sub(_taken, text)).strip()
    return f"const {_variable(name)} = (() => {{\n{text}\nreturn {{ {exported} }};\n}})();"


def _taken(found: re.Match[str]) -> str:
    names = found[1].replace(" as ", ": ").strip()
    return f"const {{ {names} }} = {_variable(found[2])};\n"


def _variable(name: str) -> str:
    return f"module_{re.sub('[^a-z]', '_', name.removesuffix('.js'))}"


def source(path: Path) -> str:
    """A source file's text, with unix lines on every system.

    Args:
        path: the file.
    """
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")
