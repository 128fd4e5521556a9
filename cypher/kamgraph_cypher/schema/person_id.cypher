// An id names a person.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_person_id IF NOT EXISTS
FOR (n:Person) REQUIRE n.id IS UNIQUE
