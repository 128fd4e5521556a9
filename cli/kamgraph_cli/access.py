"""How a Neo4j server is asked, as the command line says it: password, encryption, patience."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kamgraph.stores.neo4j_address import Access

_STDIN = "-"


@dataclass(frozen=True)
class AccessOptions:
    """The global options about a Neo4j server.

    Args:
        password_file: a file that holds the password, `-` for stdin, or None.
        allow_plaintext: an unencrypted connection may leave this machine.
        timeout: seconds without an answer.
    """

    password_file: str | None = None
    allow_plaintext: bool = False
    timeout: float = 60.0

    def access(self) -> Access:
        """What the library needs to know; the password is looked for when a server asks.

        Raises:
            InputError: the password's file cannot be read.
        """
        from kamgraph.stores.neo4j_address import Access
        from kamgraph_cli.output import note

        return Access(
            password=self._given if self.password_file else None,
            ask=_prompted,
            allow_plaintext=self.allow_plaintext,
            timeout=self.timeout,
            remark=note,
        )

    def _given(self, who: str) -> str:
        """The first line of the password's file."""
        del who
        from pathlib import Path

        from kamgraph.errors import InputError

        name = str(self.password_file)
        try:
            text = sys.stdin.readline() if name == _STDIN else Path(name).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
            raise InputError(f"the password file '{name}' cannot be read: {reason}") from None
        line = text.partition("\n")[0].removesuffix("\r")
        if not line:
            raise InputError(f"the password file '{name}' is empty; write the password into it")
        return line


def _prompted(who: str) -> str | None:
    """Asks the user, where somebody sits at a terminal; nothing is shown while they type."""
    if not sys.stdin.isatty():
        return None
    answer = click.prompt(
        f"Password of {who}", hide_input=True, err=True, default="", show_default=False
    )
    return str(answer)
