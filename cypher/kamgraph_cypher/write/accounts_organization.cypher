// Where accounts point to: their organization; what was pointed to before is let go. May be
// run again.
// Parameters: id, organization: lists, one value a row; null where it points to nothing.
// Columns: none.
UNWIND range(0, size($id) - 1) AS i
MATCH (n:Account {id: $id[i]})
CALL (n) {
  MATCH (n)-[old:OF]->()
  DELETE old
}
WITH n, i
MATCH (to:Organization {id: $organization[i]})
CREATE (n)-[:OF]->(to)
