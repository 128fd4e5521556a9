// An id names an opportunity.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_opportunity_id IF NOT EXISTS
FOR (n:Opportunity) REQUIRE n.id IS UNIQUE
