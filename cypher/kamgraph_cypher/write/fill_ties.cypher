// Fills a store that has no ties yet; nothing is looked for.
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
CREATE (source)-[:$($type[i]) {
  key: $key[i], pk: $pk[i], weight: $weight[i], since: $since[i], until: $until[i],
  source_of_fact: $source_of_fact[i], note: $note[i]
}]->(target)
