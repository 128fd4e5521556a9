"""Queries as text for Neo4j Browser: values written so that they are read back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kamgraph.engines.browser import literal, pasted, taken
from kamgraph.engines.parameters import pair_fits, parameters
from kamgraph.model.policy import Policy

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (0.1 + 0.2, "0.30000000000000004"),
        (DAY, "date('2026-11-20')"),
        ("O'Neil \\ }) DETACH", "'O\\'Neil \\\\ }) DETACH'"),
        ("a\u2028b", "'a\\u2028b'"),
        (["a", 1], "['a', 1]"),
        ({"call": 0.25, "engineering/it": 0.5}, "{call: 0.25, `engineering/it`: 0.5}"),
        ({"a`b": 1}, "{`a``b`: 1}"),
    ],
)  # fmt: skip
def test_literals(value: Any, written: str) -> None:
    assert literal(value) == written


def test_only_what_a_query_takes_is_said() -> None:
    values = parameters(Policy(), DAY, "x", None)
    found = taken("metrics/uncovered", values)
    assert "half_life_days" in found
    assert "function_fits" not in found
    assert "account" not in taken("metrics/portfolio", values)
    text = pasted("metrics/uncovered", values)
    assert text.startswith(":param account => 'x';\n:param opportunity => null;\n")
    assert text.endswith("person;\n")


def test_the_policy_travels_as_values() -> None:
    policy = Policy.from_differences({"fit": {"function_pairs": [["legal", "*", 0.3]]}})
    fits = pair_fits(policy)
    assert fits["engineering/it"] == 0.5
    assert fits["legal/marketing"] == 0.3
    assert fits["sales/sales"] == 1.0
    assert "finance/marketing" not in fits
    assert parameters(policy, DAY)["as_of"] == DAY
