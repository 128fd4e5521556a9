// Removes rows of tables that have no label of their own.
// Parameters: key LIST OF STRING. Columns: none. May be run again.
UNWIND $key AS key
MATCH (n:Record {key: key})
DETACH DELETE n
