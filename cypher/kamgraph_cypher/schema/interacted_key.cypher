// A row of the type INTERACTED is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_interacted_key IF NOT EXISTS
FOR ()-[r:INTERACTED]-() REQUIRE r.key IS UNIQUE
