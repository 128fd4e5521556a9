// Where organizations point to: their parent; what was pointed to before is let go. May be
// run again.
// Parameters: id, parent: lists, one value a row; null where it points to nothing.
// Columns: none.
UNWIND range(0, size($id) - 1) AS i
MATCH (n:Organization {id: $id[i]})
CALL (n) {
  MATCH (n)-[old:PART_OF]->()
  DELETE old
}
WITH n, i
MATCH (to:Organization {id: $parent[i]})
CREATE (n)-[:PART_OF]->(to)
