// The rows of a table that has no label of its own.
// Parameters: table STRING.
// Columns: pk INTEGER, key STRING, cells MAP (what its columns hold), links LIST of [column,
//   id].
MATCH (n:Record {table: $table})
RETURN n.pk AS pk, n.key AS key, properties(n) AS cells,
       [(n)-[about:ABOUT]->(other) | [about.column, other.id]] AS links
