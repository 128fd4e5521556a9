// The interactions, in columns: all, or those that hold one of some ids in a column.
// Parameters: by STRING (empty for all, or one of own, person, id); ids LIST OF STRING; keys
//   BOOLEAN (whether the rows' keys are wanted).
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
CALL () {
  UNWIND CASE WHEN $by = '' THEN [0] ELSE [] END AS every
  MATCH ()-[r:INTERACTED]->()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'own' THEN $ids ELSE [] END AS id
  MATCH (:Person {id: id})-[r:INTERACTED]->()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'person' THEN $ids ELSE [] END AS id
  MATCH (:Person {id: id})<-[r:INTERACTED]-()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'id' THEN $ids ELSE [] END AS id
  MATCH ()-[r:INTERACTED {id: id}]->()
  RETURN r
}
WITH r, startNode(r) AS own, endNode(r) AS person
RETURN r.pk / 10000 AS chunk,
       collect(r.pk) AS pk,
       collect(CASE WHEN $keys THEN r.key END) AS key,
       collect(coalesce(toString(r.date), '')) AS date,
       collect(own.id) AS own,
       collect(person.id) AS person,
       collect(coalesce(r.channel, '')) AS channel,
       collect(coalesce(toString(r.two_way), '')) AS two_way,
       collect(coalesce(r.id, '')) AS id,
       collect(coalesce(r.subject, '')) AS subject
