// Id and name of each of the opportunities.
// Parameters: none. Columns: chunk INTEGER, and lists: pk, id, name ('' where there is none).
MATCH (n:Opportunity)
RETURN n.pk / 10000 AS chunk, collect(n.pk) AS pk, collect(n.id) AS id,
       collect(coalesce(n.name, '')) AS name
