// The contacts as the metrics of all accounts need them, in columns: no notes, no sources.
// Parameters: none.
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
MATCH (own:Person)-[r:CONTACT]->(person:Person)
RETURN r.pk / 10000 AS chunk,
       collect(r.pk) AS pk,
       collect(own.id) AS own,
       collect(person.id) AS person,
       collect(coalesce(toString(r.level), '')) AS level,
       collect(coalesce(toString(r.target), '')) AS target,
       collect(coalesce(toString(r.last_contact), '')) AS last_contact,
       collect(coalesce(toString(r.since), '')) AS since,
       collect(coalesce(toString(r.until), '')) AS until
