// Where opportunities point to: their account; what was pointed to before is let go. May be
// run again.
// Parameters: id, account: lists, one value a row; null where it points to nothing.
// Columns: none.
UNWIND range(0, size($id) - 1) AS i
MATCH (n:Opportunity {id: $id[i]})
CALL (n) {
  MATCH (n)-[old:OF]->()
  DELETE old
}
WITH n, i
MATCH (to:Account {id: $account[i]})
CREATE (n)-[:OF]->(to)
