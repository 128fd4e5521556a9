// The memberships, in columns: all, or those that hold one of some ids in a column.
// Parameters: by STRING (empty for all, or one of account, person, opportunity); ids LIST OF
//   STRING; keys BOOLEAN (whether the rows' keys are wanted).
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
CALL () {
  UNWIND CASE WHEN $by = '' THEN [0] ELSE [] END AS every
  MATCH ()-[r:MEMBER_OF]->()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'account' THEN $ids ELSE [] END AS id
  MATCH (:Account {id: id})<-[:OF]-(:Center)<-[r:MEMBER_OF]-()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'person' THEN $ids ELSE [] END AS id
  MATCH (:Person {id: id})-[r:MEMBER_OF]->()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'opportunity' THEN $ids ELSE [] END AS id
  MATCH (:Opportunity {id: id})<-[:FOR]-(:Center)<-[r:MEMBER_OF]-()
  RETURN r
}
WITH r, startNode(r) AS person, endNode(r) AS center
MATCH (center)-[:OF]->(account:Account)
OPTIONAL MATCH (center)-[:FOR]->(opportunity:Opportunity)
RETURN r.pk / 10000 AS chunk,
       collect(r.pk) AS pk,
       collect(CASE WHEN $keys THEN r.key END) AS key,
       collect(account.id) AS account,
       collect(center.kind) AS center,
       collect(person.id) AS person,
       collect(coalesce(opportunity.id, '')) AS opportunity,
       collect(coalesce(r.roles, [])) AS roles,
       collect(coalesce(r.stance, '')) AS stance,
       collect(coalesce(r.source_of_fact, '')) AS source_of_fact,
       collect(coalesce(toString(r.stated_on), '')) AS stated_on,
       collect(coalesce(r.stated_by, '')) AS stated_by,
       collect(coalesce(toString(r.since), '')) AS since,
       collect(coalesce(toString(r.until), '')) AS until,
       collect(coalesce(r.phases, [])) AS phases,
       collect(coalesce(r.note, '')) AS note
