// Where rows of further tables point to, by one of their columns.
// Parameters: key LIST OF STRING (the rows'), column STRING, target STRING (the table that is
//   pointed into), id LIST OF STRING, other LIST OF STRING (the target's key, where it has no
//   label of its own).
// Columns: none. May be run again.
UNWIND range(0, size($key) - 1) AS i
MATCH (n:Record {key: $key[i]})
CALL (i) {
  UNWIND CASE $target WHEN 'organizations' THEN [$id[i]] ELSE [] END AS id
  MATCH (to:Organization {id: id}) RETURN to
UNION ALL
  UNWIND CASE $target WHEN 'people' THEN [$id[i]] ELSE [] END AS id
  MATCH (to:Person {id: id}) RETURN to
UNION ALL
  UNWIND CASE $target WHEN 'accounts' THEN [$id[i]] ELSE [] END AS id
  MATCH (to:Account {id: id}) RETURN to
UNION ALL
  UNWIND CASE $target WHEN 'opportunities' THEN [$id[i]] ELSE [] END AS id
  MATCH (to:Opportunity {id: id}) RETURN to
UNION ALL
  MATCH (to:Record {key: $other[i]}) RETURN to
}
MERGE (n)-[:ABOUT {column: $column}]->(to)
