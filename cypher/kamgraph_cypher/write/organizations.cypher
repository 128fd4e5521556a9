// Writes organizations: a new one, or new values for one that is there. May be run again.
// Parameters: id, pk, name, kind, industry, country: lists, one value a row; null where a
//   cell is empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
MERGE (n:Organization {id: $id[i]})
SET n.pk = $pk[i], n.name = $name[i], n.kind = $kind[i], n.industry = $industry[i],
    n.country = $country[i]
