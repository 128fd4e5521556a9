// A row of the type ADVISES is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_advises_key IF NOT EXISTS
FOR ()-[r:ADVISES]-() REQUIRE r.key IS UNIQUE
