// Removes interactions.
// Parameters: key LIST OF STRING. Columns: none. May be run again.
UNWIND $key AS key
MATCH ()-[r:INTERACTED {key: key}]->()
DELETE r
