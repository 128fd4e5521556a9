// An id names a buying center: the account's, or the account's and the opportunity's.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_buyingcenter_id IF NOT EXISTS
FOR (n:BuyingCenter) REQUIRE n.id IS UNIQUE
