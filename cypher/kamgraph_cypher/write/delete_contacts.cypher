// Removes contacts.
// Parameters: key LIST OF STRING. Columns: none. May be run again.
UNWIND $key AS key
MATCH ()-[r:CONTACT {key: key}]->()
DELETE r
