// A row of the type MEMBER_OF is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_member_of_key IF NOT EXISTS
FOR ()-[r:MEMBER_OF]-() REQUIRE r.key IS UNIQUE
