"""What whoever derives from the suite without saying how a store is made is told."""

from __future__ import annotations

import pytest

from kamgraph.model.entities import SCHEMA
from kamgraph.testing.store_contract import StoreContract


class Forgetful(StoreContract):
    """Says nothing of how its store is made."""


def test_make_store_has_to_be_written() -> None:
    with pytest.raises(TypeError, match=r"Forgetful does not say how .*; override make_store"):
        Forgetful().make_store(SCHEMA)
