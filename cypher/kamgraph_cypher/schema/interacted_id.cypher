// An interaction's own id is there once.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_interacted_id IF NOT EXISTS
FOR ()-[r:INTERACTED]-() REQUIRE r.id IS UNIQUE
