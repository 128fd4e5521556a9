// Writes interactions: a new one, or new values for one that is there. May be run again.
// Parameters: key, own, person, pk, date, channel, two_way, id, subject: lists, one value a
//   row; null where a cell is empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
MATCH (own:Person {id: $own[i]})
MATCH (person:Person {id: $person[i]})
MERGE (own)-[r:INTERACTED {key: $key[i]}]->(person)
SET r.pk = $pk[i], r.date = $date[i], r.channel = $channel[i], r.two_way = $two_way[i],
    r.id = $id[i], r.subject = $subject[i]
