// A row of the type CONTACT is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_contact_key IF NOT EXISTS
FOR ()-[r:CONTACT]-() REQUIRE r.key IS UNIQUE
