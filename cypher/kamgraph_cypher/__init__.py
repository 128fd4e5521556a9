"""Cypher for the Neo4j store, as text: one statement a file, above it what it answers.

Nothing is computed or connected here. `schema` holds constraints and indexes, `write` and
`read` what the store runs, `metrics` the queries that people run in Neo4j Browser too.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parent
_COMMENT = "//"


@cache
def load(name: str) -> str:
    """The text of a statement, with what stands above it.

    Args:
        name: folder and file, as `metrics/coverage`.

    Raises:
        KeyError: there is no such statement.
    """
    if name not in names():
        raise KeyError(name)
    return (_ROOT / f"{name}.cypher").read_text(encoding="utf-8")


@cache
def names(folder: str = "") -> tuple[str, ...]:
    """The names of all statements, in order.

    Args:
        folder: only those of this one.
    """
    found = (path.relative_to(_ROOT).with_suffix("") for path in _ROOT.glob("*/*.cypher"))
    return tuple(sorted(p.as_posix() for p in found if not folder or p.parent.name == folder))


def heading(name: str) -> str:
    """What a statement answers: the first sentence above its text.

    Args:
        name: as for `load`.

    Raises:
        KeyError: there is no such statement.
    """
    lines = []
    for line in load(name).splitlines():
        if not line.startswith(_COMMENT):
            break
        lines.append(line.removeprefix(_COMMENT).strip())
        if lines[-1].endswith((".", "?")):
            break
    return " ".join(lines)
