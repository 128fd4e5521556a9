// An id names a selling center: the account's, or the account's and the opportunity's.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_sellingcenter_id IF NOT EXISTS
FOR (n:SellingCenter) REQUIRE n.id IS UNIQUE
