// Writes ties: a new one, or new values for one that is there. May be run again.
// Parameters: key, source, target, type, pk, weight, since, until, source_of_fact, note:
//   lists, one value a row; null where a cell is empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
OPTIONAL MATCH (from_person:Person {id: $source[i]})
OPTIONAL MATCH (from_organization:Organization {id: $source[i]})
OPTIONAL MATCH (to_person:Person {id: $target[i]})
OPTIONAL MATCH (to_organization:Organization {id: $target[i]})
WITH i, coalesce(from_person, from_organization) AS source,
     coalesce(to_person, to_organization) AS target
MERGE (source)-[r:$($type[i]) {key: $key[i]}]->(target)
SET r.pk = $pk[i], r.weight = $weight[i], r.since = $since[i], r.until = $until[i],
    r.source_of_fact = $source_of_fact[i], r.note = $note[i]
