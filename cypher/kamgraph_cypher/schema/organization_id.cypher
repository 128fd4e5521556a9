// An id names an organization.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_organization_id IF NOT EXISTS
FOR (n:Organization) REQUIRE n.id IS UNIQUE
