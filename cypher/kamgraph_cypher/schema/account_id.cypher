// An id names an account.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_account_id IF NOT EXISTS
FOR (n:Account) REQUIRE n.id IS UNIQUE
