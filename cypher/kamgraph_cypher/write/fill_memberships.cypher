// Fills a store that has no memberships yet; nothing is looked for.
// Parameters: key, person, in_center, pk, roles, stance, source_of_fact, stated_on,
//   stated_by, since, until, phases, note: lists, one value a row; null where a cell is
//   empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
MATCH (person:Person {id: $person[i]})
MATCH (center:Center {key: $in_center[i]})
CREATE (person)-[:MEMBER_OF {
  key: $key[i], pk: $pk[i], roles: $roles[i], stance: $stance[i],
  source_of_fact: $source_of_fact[i],
  stated_on: $stated_on[i], stated_by: $stated_by[i], since: $since[i],
  until: $until[i], phases: $phases[i], note: $note[i]
}]->(center)
