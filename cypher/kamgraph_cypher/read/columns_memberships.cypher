// The memberships as the metrics of all accounts need them, in columns: no notes, no sources.
// Parameters: none.
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
MATCH (person:Person)-[r:MEMBER_OF]->(center:Center)-[:OF]->(account:Account)
OPTIONAL MATCH (center)-[:FOR]->(opportunity:Opportunity)
RETURN r.pk / 10000 AS chunk,
       collect(r.pk) AS pk,
       collect(account.id) AS account,
       collect(center.kind) AS center,
       collect(person.id) AS person,
       collect(coalesce(opportunity.id, '')) AS opportunity,
       collect(coalesce(r.roles, [])) AS roles,
       collect(coalesce(r.stance, '')) AS stance,
       collect(coalesce(toString(r.since), '')) AS since,
       collect(coalesce(toString(r.until), '')) AS until
