// What the store says of itself, and whether anything else is in the database.
// Parameters: none.
// Columns: store MAP or null, occupied BOOLEAN, now DATETIME (in seconds since 1970).
OPTIONAL MATCH (s:KamgraphStore)
RETURN properties(s) AS store, EXISTS { MATCH (n) } AS occupied, timestamp() / 1000 AS now
