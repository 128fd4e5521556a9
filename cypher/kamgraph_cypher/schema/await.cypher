// Waits until every index of kamgraph answers; at most $seconds.
// Parameters: seconds INTEGER. Columns: none.
CALL db.awaitIndexes($seconds)
