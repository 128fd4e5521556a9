// A row of the type REACHES is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_reaches_key IF NOT EXISTS
FOR ()-[r:REACHES]-() REQUIRE r.key IS UNIQUE
