// The interactions as the metrics of all accounts need them, in columns: no notes, no sources.
// Parameters: none.
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
MATCH (own:Person)-[r:INTERACTED]->(person:Person)
RETURN r.pk / 10000 AS chunk,
       collect(r.pk) AS pk,
       collect(coalesce(toString(r.date), '')) AS date,
       collect(own.id) AS own,
       collect(person.id) AS person,
       collect(coalesce(r.channel, '')) AS channel,
       collect(coalesce(toString(r.two_way), '')) AS two_way
