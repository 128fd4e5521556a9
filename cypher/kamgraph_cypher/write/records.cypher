// Writes rows of a table that has no label of its own: new ones, or new values. May be run
// again.
// Parameters: key LIST OF STRING; cells LIST OF MAP (key, pk and table among them; what is
//   empty is left out).
// Columns: none.
UNWIND range(0, size($key) - 1) AS i
MERGE (n:Record {key: $key[i]})
SET n = $cells[i]
WITH n
MATCH (n)-[old:ABOUT]->()
DELETE old
