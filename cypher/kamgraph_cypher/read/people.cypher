// The people, in columns: all, or those that hold one of some ids in a column.
// Parameters: by STRING (empty for all, or one of id, organization, successor); ids LIST OF
//   STRING; keys BOOLEAN (whether the rows' keys are wanted).
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
CALL () {
  UNWIND CASE WHEN $by = '' THEN [0] ELSE [] END AS every
  MATCH (n:Person)
  RETURN n
UNION ALL
  UNWIND CASE WHEN $by = 'id' THEN $ids ELSE [] END AS id
  MATCH (n:Person {id: id})
  RETURN n
UNION ALL
  UNWIND CASE WHEN $by = 'organization' THEN $ids ELSE [] END AS id
  MATCH (n:Person)-[:WORKS_FOR]->(:Organization {id: id})
  RETURN n
UNION ALL
  UNWIND CASE WHEN $by = 'successor' THEN $ids ELSE [] END AS id
  MATCH (n:Person)-[:SUCCEEDED_BY]->(:Person {id: id})
  RETURN n
}
OPTIONAL MATCH (n)-[:WORKS_FOR]->(organization:Organization)
OPTIONAL MATCH (n)-[:SUCCEEDED_BY]->(successor:Person)
RETURN n.pk / 10000 AS chunk,
       collect(n.pk) AS pk,
       collect(CASE WHEN $keys THEN n.id END) AS key,
       collect(n.id) AS id,
       collect(coalesce(organization.id, '')) AS organization,
       collect(coalesce(n.name, '')) AS name,
       collect(coalesce(n.title, '')) AS title,
       collect(coalesce(n.function, '')) AS function,
       collect(coalesce(toString(n.level), '')) AS level,
       collect(coalesce(n.influence, '')) AS influence,
       collect(coalesce(n.location, '')) AS location,
       collect(coalesce(n.languages, [])) AS languages,
       collect(coalesce(n.email, '')) AS email,
       collect(coalesce(n.phone, '')) AS phone,
       collect(coalesce(toString(n.vacant), '')) AS vacant,
       collect(coalesce(toString(n.joined), '')) AS joined,
       collect(coalesce(toString(n.left), '')) AS left,
       collect(coalesce(successor.id, '')) AS successor,
       collect(coalesce(n.attrition, '')) AS attrition,
       collect(coalesce(n.note, '')) AS note
