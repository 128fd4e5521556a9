// A row of the type PARTNERS_WITH is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_partners_with_key IF NOT EXISTS
FOR ()-[r:PARTNERS_WITH]-() REQUIRE r.key IS UNIQUE
