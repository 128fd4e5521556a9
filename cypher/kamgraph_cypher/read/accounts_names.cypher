// Id and name of each of the accounts.
// Parameters: none. Columns: chunk INTEGER, and lists: pk, id, name ('' where there is none).
MATCH (n:Account)
RETURN n.pk / 10000 AS chunk, collect(n.pk) AS pk, collect(n.id) AS id,
       collect(coalesce(n.name, '')) AS name
