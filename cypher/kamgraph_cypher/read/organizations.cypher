// The organizations, in columns: all, or those that hold one of some ids in a column.
// Parameters: by STRING (empty for all, or one of id, parent); ids LIST OF STRING; keys
//   BOOLEAN (whether the rows' keys are wanted).
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
CALL () {
  UNWIND CASE WHEN $by = '' THEN [0] ELSE [] END AS every
  MATCH (n:Organization)
  RETURN n
UNION ALL
  UNWIND CASE WHEN $by = 'id' THEN $ids ELSE [] END AS id
  MATCH (n:Organization {id: id})
  RETURN n
UNION ALL
  UNWIND CASE WHEN $by = 'parent' THEN $ids ELSE [] END AS id
  MATCH (n:Organization)-[:PART_OF]->(:Organization {id: id})
  RETURN n
}
OPTIONAL MATCH (n)-[:PART_OF]->(parent:Organization)
RETURN n.pk / 10000 AS chunk,
       collect(n.pk) AS pk,
       collect(CASE WHEN $keys THEN n.id END) AS key,
       collect(n.id) AS id,
       collect(coalesce(n.name, '')) AS name,
       collect(n.kind) AS kind,
       collect(coalesce(parent.id, '')) AS parent,
       collect(coalesce(n.industry, '')) AS industry,
       collect(coalesce(n.country, '')) AS country
