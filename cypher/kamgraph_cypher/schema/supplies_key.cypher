// A row of the type SUPPLIES is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_supplies_key IF NOT EXISTS
FOR ()-[r:SUPPLIES]-() REQUIRE r.key IS UNIQUE
