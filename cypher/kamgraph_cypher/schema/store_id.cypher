// There is one store in a database.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_store_id IF NOT EXISTS
FOR (n:KamgraphStore) REQUIRE n.id IS UNIQUE
