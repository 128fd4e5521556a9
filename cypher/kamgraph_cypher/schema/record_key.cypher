// Rows of tables that have no label of their own.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_record_key IF NOT EXISTS
FOR (n:Record) REQUIRE n.key IS UNIQUE
