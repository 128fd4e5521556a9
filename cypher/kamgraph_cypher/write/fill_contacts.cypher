// Fills a store that has no contacts yet; nothing is looked for.
// Parameters: key, own, person, pk, level, target, last_contact, since, until, source, note:
//   lists, one value a row; null where a cell is empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
MATCH (own:Person {id: $own[i]})
MATCH (person:Person {id: $person[i]})
CREATE (own)-[:CONTACT {
  key: $key[i], pk: $pk[i], level: $level[i], target: $target[i], last_contact: $last_contact[i],
  since: $since[i], until: $until[i], source: $source[i], note: $note[i]
}]->(person)
