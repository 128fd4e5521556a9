// Where people point to: their successor; what was pointed to before is let go. May be run
// again.
// Parameters: id, successor: lists, one value a row; null where it points to nothing.
// Columns: none.
UNWIND range(0, size($id) - 1) AS i
MATCH (n:Person {id: $id[i]})
CALL (n) {
  MATCH (n)-[old:SUCCEEDED_BY]->()
  DELETE old
}
WITH n, i
MATCH (to:Person {id: $successor[i]})
CREATE (n)-[:SUCCEEDED_BY]->(to)
