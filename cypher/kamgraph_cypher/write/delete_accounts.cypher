// Removes accounts, with whatever hangs on them.
// Parameters: key LIST OF STRING (their ids). Columns: none. May be run again.
UNWIND $key AS id
MATCH (n:Account {id: id})
DETACH DELETE n
