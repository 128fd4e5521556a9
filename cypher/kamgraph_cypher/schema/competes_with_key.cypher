// A row of the type COMPETES_WITH is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_competes_with_key IF NOT EXISTS
FOR ()-[r:COMPETES_WITH]-() REQUIRE r.key IS UNIQUE
