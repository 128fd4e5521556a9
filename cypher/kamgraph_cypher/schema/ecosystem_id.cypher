// An id names an ecosystem: the account's, or the account's and the opportunity's.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_ecosystem_id IF NOT EXISTS
FOR (n:Ecosystem) REQUIRE n.id IS UNIQUE
