// A row of the type CONFLICTS_WITH is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_conflicts_with_key IF NOT EXISTS
FOR ()-[r:CONFLICTS_WITH]-() REQUIRE r.key IS UNIQUE
