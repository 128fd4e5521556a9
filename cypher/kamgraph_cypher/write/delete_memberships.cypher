// Removes memberships.
// Parameters: key LIST OF STRING. Columns: none. May be run again.
UNWIND $key AS key
MATCH ()-[r:MEMBER_OF {key: key}]->()
DELETE r
