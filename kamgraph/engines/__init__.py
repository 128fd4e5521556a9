"""Metrics computed where the data are: in the store, by its own queries.

The Python metrics (`kamgraph.metrics`) are the first implementation, these the second; tests
hold both equal. What a query does not reach is null here.
"""

from __future__ import annotations

from kamgraph.engines.cypher import CypherMetrics as CypherMetrics
