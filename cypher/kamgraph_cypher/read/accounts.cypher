// The accounts, in columns: all, or those that hold one of some ids in a column.
// Parameters: by STRING (empty for all, or one of id, organization, manager); ids LIST OF
//   STRING; keys BOOLEAN (whether the rows' keys are wanted).
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
CALL () {
  UNWIND CASE WHEN $by = '' THEN [0] ELSE [] END AS every
  MATCH (n:Account)
  RETURN n
UNION ALL
  UNWIND CASE WHEN $by = 'id' THEN $ids ELSE [] END AS id
  MATCH (n:Account {id: id})
  RETURN n
UNION ALL
  UNWIND CASE WHEN $by = 'organization' THEN $ids ELSE [] END AS id
  MATCH (n:Account)-[:OF]->(:Organization {id: id})
  RETURN n
UNION ALL
  UNWIND CASE WHEN $by = 'manager' THEN $ids ELSE [] END AS id
  MATCH (n:Account)-[:MANAGED_BY]->(:Person {id: id})
  RETURN n
}
OPTIONAL MATCH (n)-[:OF]->(organization:Organization)
OPTIONAL MATCH (n)-[:MANAGED_BY]->(manager:Person)
RETURN n.pk / 10000 AS chunk,
       collect(n.pk) AS pk,
       collect(CASE WHEN $keys THEN n.id END) AS key,
       collect(n.id) AS id,
       collect(coalesce(n.name, '')) AS name,
       collect(coalesce(organization.id, '')) AS organization,
       collect(coalesce(manager.id, '')) AS manager,
       collect(coalesce(toString(n.expected_size), '')) AS expected_size,
       collect(coalesce(n.tier, '')) AS tier,
       collect(coalesce(n.note, '')) AS note
