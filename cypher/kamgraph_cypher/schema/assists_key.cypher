// A row of the type ASSISTS is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_assists_key IF NOT EXISTS
FOR ()-[r:ASSISTS]-() REQUIRE r.key IS UNIQUE
