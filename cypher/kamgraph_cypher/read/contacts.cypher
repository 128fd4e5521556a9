// The contacts, in columns: all, or those that hold one of some ids in a column.
// Parameters: by STRING (empty for all, or one of own, person); ids LIST OF STRING; keys
//   BOOLEAN (whether the rows' keys are wanted).
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
CALL () {
  UNWIND CASE WHEN $by = '' THEN [0] ELSE [] END AS every
  MATCH ()-[r:CONTACT]->()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'own' THEN $ids ELSE [] END AS id
  MATCH (:Person {id: id})-[r:CONTACT]->()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'person' THEN $ids ELSE [] END AS id
  MATCH (:Person {id: id})<-[r:CONTACT]-()
  RETURN r
}
WITH r, startNode(r) AS own, endNode(r) AS person
RETURN r.pk / 10000 AS chunk,
       collect(r.pk) AS pk,
       collect(CASE WHEN $keys THEN r.key END) AS key,
       collect(own.id) AS own,
       collect(person.id) AS person,
       collect(coalesce(toString(r.level), '')) AS level,
       collect(coalesce(toString(r.target), '')) AS target,
       collect(coalesce(toString(r.last_contact), '')) AS last_contact,
       collect(coalesce(toString(r.since), '')) AS since,
       collect(coalesce(toString(r.until), '')) AS until,
       collect(coalesce(r.source, '')) AS source,
       collect(coalesce(r.note, '')) AS note
