// The people as the metrics of all accounts need them, in columns: no notes, no sources.
// Parameters: none.
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
MATCH (n:Person)-[:WORKS_FOR]->(organization:Organization)
RETURN n.pk / 10000 AS chunk,
       collect(n.pk) AS pk,
       collect(n.id) AS id,
       collect(organization.id) AS organization,
       collect(coalesce(n.name, '')) AS name,
       collect(coalesce(n.title, '')) AS title,
       collect(coalesce(n.function, '')) AS function,
       collect(coalesce(toString(n.level), '')) AS level,
       collect(coalesce(n.influence, '')) AS influence,
       collect(coalesce(toString(n.vacant), '')) AS vacant,
       collect(coalesce(toString(n.joined), '')) AS joined,
       collect(coalesce(toString(n.left), '')) AS left,
       collect(coalesce(n.attrition, '')) AS attrition
