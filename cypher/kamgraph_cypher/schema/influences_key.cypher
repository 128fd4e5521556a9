// A row of the type INFLUENCES is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_influences_key IF NOT EXISTS
FOR ()-[r:INFLUENCES]-() REQUIRE r.key IS UNIQUE
