"""The global options, as every command gets them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kamgraph_cli.access import AccessOptions

if TYPE_CHECKING:
    from kamgraph.locale.words import Words
    from kamgraph.model.policy import Policy
    from kamgraph.stores.base import Store

DEFAULT_STORE = "kamgraph.db"

LANGUAGES = ("en", "de")
"""As `kamgraph.locale.LANGUAGES`, which would take longer to import than `--help` may."""


@dataclass(frozen=True)
class Settings:
    """The global options.

    Args:
        store: path or URI.
        policy_file: the policy's file, or None for the defaults.
        lang: the language of results.
        neo4j: how a Neo4j server is asked.
    """

    store: str
    policy_file: str | None
    lang: str
    neo4j: AccessOptions = field(default_factory=AccessOptions)

    def policy(self) -> Policy:
        """The policy.

        Raises:
            InputError: the file cannot be read or holds something unknown.
        """
        from pathlib import Path

        from kamgraph.model.policy import Policy

        return Policy.from_file(Path(self.policy_file)) if self.policy_file else Policy()

    def words(self) -> Words:
        """The words of the language."""
        from kamgraph.locale.words import Words

        return Words(self.lang)

    def reading(self) -> Store:
        """The store, opened to be read.

        Raises:
            KamGraphError: it is not there, not readable, damaged or foreign.
        """
        from kamgraph.opening import open_store

        return open_store(self.store, access=self.neo4j.access())

    def writing(self, *, create: bool = True) -> Store:
        """The store, opened to be written.

        Args:
            create: whether one is made where there is none.

        Raises:
            KamGraphError: it cannot be opened or made.
        """
        from kamgraph.opening import open_store

        return open_store(self.store, write=True, create=create, access=self.neo4j.access())
