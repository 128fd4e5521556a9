// The opportunities, in columns: all, or those that hold one of some ids in a column.
// Parameters: by STRING (empty for all, or one of id, account); ids LIST OF STRING; keys
//   BOOLEAN (whether the rows' keys are wanted).
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
CALL () {
  UNWIND CASE WHEN $by = '' THEN [0] ELSE [] END AS every
  MATCH (n:Opportunity)
  RETURN n
UNION ALL
  UNWIND CASE WHEN $by = 'id' THEN $ids ELSE [] END AS id
  MATCH (n:Opportunity {id: id})
  RETURN n
UNION ALL
  UNWIND CASE WHEN $by = 'account' THEN $ids ELSE [] END AS id
  MATCH (n:Opportunity)-[:OF]->(:Account {id: id})
  RETURN n
}
OPTIONAL MATCH (n)-[:OF]->(account:Account)
RETURN n.pk / 10000 AS chunk,
       collect(n.pk) AS pk,
       collect(CASE WHEN $keys THEN n.id END) AS key,
       collect(n.id) AS id,
       collect(coalesce(account.id, '')) AS account,
       collect(coalesce(n.name, '')) AS name,
       collect(coalesce(n.stage, '')) AS stage,
       collect(coalesce(n.value, '')) AS value,
       collect(coalesce(n.currency, '')) AS currency,
       collect(coalesce(toString(n.close_date), '')) AS close_date,
       collect(coalesce(n.probability, '')) AS probability,
       collect(coalesce(n.note, '')) AS note
