// Where people point to: their organization; what was pointed to before is let go. May be run
// again.
// Parameters: id, organization: lists, one value a row; null where it points to nothing.
// Columns: none.
UNWIND range(0, size($id) - 1) AS i
MATCH (n:Person {id: $id[i]})
CALL (n) {
  MATCH (n)-[old:WORKS_FOR]->()
  DELETE old
}
WITH n, i
MATCH (to:Organization {id: $organization[i]})
CREATE (n)-[:WORKS_FOR]->(to)
