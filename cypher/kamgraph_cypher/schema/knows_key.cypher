// A row of the type KNOWS is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_knows_key IF NOT EXISTS
FOR ()-[r:KNOWS]-() REQUIRE r.key IS UNIQUE
