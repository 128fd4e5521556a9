// Id and name of each of the organizations.
// Parameters: none. Columns: chunk INTEGER, and lists: pk, id, name ('' where there is none).
MATCH (n:Organization)
RETURN n.pk / 10000 AS chunk, collect(n.pk) AS pk, collect(n.id) AS id,
       collect(coalesce(n.name, '')) AS name
