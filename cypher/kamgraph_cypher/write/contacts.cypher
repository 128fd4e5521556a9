// Writes contacts: a new one, or new values for one that is there. May be run again.
// Parameters: key, own, person, pk, level, target, last_contact, since, until, source, note:
//   lists, one value a row; null where a cell is empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
MATCH (own:Person {id: $own[i]})
MATCH (person:Person {id: $person[i]})
MERGE (own)-[r:CONTACT {key: $key[i]}]->(person)
SET r.pk = $pk[i], r.level = $level[i], r.target = $target[i],
    r.last_contact = $last_contact[i], r.since = $since[i], r.until = $until[i],
    r.source = $source[i], r.note = $note[i]
