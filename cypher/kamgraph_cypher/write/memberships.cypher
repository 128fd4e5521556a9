// Writes memberships: a new one, or new values for one that is there. May be run again.
// Parameters: key, person, in_center, pk, roles, stance, source_of_fact, stated_on,
//   stated_by, since, until, phases, note: lists, one value a row; null where a cell is
//   empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
MATCH (person:Person {id: $person[i]})
MATCH (center:Center {key: $in_center[i]})
MERGE (person)-[r:MEMBER_OF {key: $key[i]}]->(center)
SET r.pk = $pk[i], r.roles = $roles[i], r.stance = $stance[i],
    r.source_of_fact = $source_of_fact[i], r.stated_on = $stated_on[i],
    r.stated_by = $stated_by[i], r.since = $since[i], r.until = $until[i],
    r.phases = $phases[i], r.note = $note[i]
