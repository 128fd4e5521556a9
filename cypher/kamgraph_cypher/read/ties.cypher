// The ties, in columns: all, or those that hold one of some ids in a column.
// Parameters: by STRING (empty for all, or one of source, target); ids LIST OF STRING; keys
//   BOOLEAN (whether the rows' keys are wanted).
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
CALL () {
  UNWIND CASE WHEN $by = '' THEN [0] ELSE [] END AS every
  MATCH ()-[r:REPORTS_TO|INFLUENCES|KNOWS|CONFLICTS_WITH|REACHES|ASSISTS
      |OWNS|SUPPLIES|ADVISES|PARTNERS_WITH|COMPETES_WITH]->()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'source' THEN $ids ELSE [] END AS id
  MATCH (:Person {id: id})-[r:REPORTS_TO|INFLUENCES|KNOWS|CONFLICTS_WITH|REACHES|ASSISTS
      |OWNS|SUPPLIES|ADVISES|PARTNERS_WITH|COMPETES_WITH]->()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'source' THEN $ids ELSE [] END AS id
  MATCH (:Organization {id: id})-[r:REPORTS_TO|INFLUENCES|KNOWS|CONFLICTS_WITH|REACHES|ASSISTS
      |OWNS|SUPPLIES|ADVISES|PARTNERS_WITH|COMPETES_WITH]->()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'target' THEN $ids ELSE [] END AS id
  MATCH (:Person {id: id})<-[r:REPORTS_TO|INFLUENCES|KNOWS|CONFLICTS_WITH|REACHES|ASSISTS
      |OWNS|SUPPLIES|ADVISES|PARTNERS_WITH|COMPETES_WITH]-()
  RETURN r
UNION ALL
  UNWIND CASE WHEN $by = 'target' THEN $ids ELSE [] END AS id
  MATCH (:Organization {id: id})<-[r:REPORTS_TO|INFLUENCES|KNOWS|CONFLICTS_WITH|REACHES|ASSISTS
      |OWNS|SUPPLIES|ADVISES|PARTNERS_WITH|COMPETES_WITH]-()
  RETURN r
}
WITH r, startNode(r) AS source, endNode(r) AS target
RETURN r.pk / 10000 AS chunk,
       collect(r.pk) AS pk,
       collect(CASE WHEN $keys THEN r.key END) AS key,
       collect(source.id) AS source,
       collect(target.id) AS target,
       collect(type(r)) AS kind,
       collect(coalesce(r.weight, '')) AS weight,
       collect(coalesce(toString(r.since), '')) AS since,
       collect(coalesce(toString(r.until), '')) AS until,
       collect(coalesce(r.source_of_fact, '')) AS source_of_fact,
       collect(coalesce(r.note, '')) AS note
