// A row of the type OWNS is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_owns_key IF NOT EXISTS
FOR ()-[r:OWNS]-() REQUIRE r.key IS UNIQUE
