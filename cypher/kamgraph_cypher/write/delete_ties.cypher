// Removes ties.
// Parameters: key LIST OF STRING; source LIST OF STRING, the ids of where they start.
// Columns: none. May be run again.
UNWIND range(0, size($key) - 1) AS i
CALL (i) {
  MATCH (:Person {id: $source[i]})-[r:REPORTS_TO|INFLUENCES|KNOWS|CONFLICTS_WITH|REACHES|ASSISTS
      |OWNS|SUPPLIES|ADVISES|PARTNERS_WITH|COMPETES_WITH]->()
  WHERE r.key = $key[i]
  RETURN r
UNION ALL
  MATCH (:Organization {id: $source[i]})
    -[r:REPORTS_TO|INFLUENCES|KNOWS|CONFLICTS_WITH|REACHES|ASSISTS
      |OWNS|SUPPLIES|ADVISES|PARTNERS_WITH|COMPETES_WITH]->()
  WHERE r.key = $key[i]
  RETURN r
}
DELETE r
