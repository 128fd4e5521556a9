// The ties as the metrics of all accounts need them, in columns: no notes, no sources.
// Parameters: none.
// Columns: chunk INTEGER, and one list a column with one value a row; empty cells are ''.
MATCH (source)-[r:REPORTS_TO|INFLUENCES|KNOWS|CONFLICTS_WITH|REACHES|ASSISTS
        |OWNS|SUPPLIES|ADVISES|PARTNERS_WITH|COMPETES_WITH]->(target)
RETURN r.pk / 10000 AS chunk,
       collect(r.pk) AS pk,
       collect(source.id) AS source,
       collect(target.id) AS target,
       collect(type(r)) AS kind,
       collect(coalesce(r.weight, '')) AS weight,
       collect(coalesce(toString(r.since), '')) AS since,
       collect(coalesce(toString(r.until), '')) AS until
