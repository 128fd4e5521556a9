// Where accounts point to: their manager; what was pointed to before is let go. May be run
// again.
// Parameters: id, manager: lists, one value a row; null where it points to nothing.
// Columns: none.
UNWIND range(0, size($id) - 1) AS i
MATCH (n:Account {id: $id[i]})
CALL (n) {
  MATCH (n)-[old:MANAGED_BY]->()
  DELETE old
}
WITH n, i
MATCH (to:Person {id: $manager[i]})
CREATE (n)-[:MANAGED_BY]->(to)
