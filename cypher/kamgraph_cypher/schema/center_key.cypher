// Centers of all kinds, by kind and id.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_center_key IF NOT EXISTS
FOR (n:Center) REQUIRE n.key IS UNIQUE
