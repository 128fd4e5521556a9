"""How the suite comes to a store: the two methods that whoever tests a store writes."""

from __future__ import annotations

from kamgraph.model.schema import Schema
from kamgraph.stores.base import Store


class MakesStores:
    """What the contract and the state machine ask for; no abstract class, since hypothesis gives
    its machines a metaclass of their own."""

    def make_store(self, schema: Schema) -> Store:
        """A new, empty store that can be written to; to be overridden.

        Args:
            schema: the declared tables.

        Raises:
            TypeError: it was not overridden.
        """
        del schema
        raise TypeError(
            f"{type(self).__name__} does not say how a store is made; override make_store"
        )

    def reopened(self, store: Store) -> Store:
        """The same store, closed and opened again; to be overridden where it persists.

        Args:
            store: the open store.
        """
        return store
