// Fills a store that has no interactions yet; nothing is looked for.
// Parameters: key, own, person, pk, date, channel, two_way, id, subject: lists, one value a
//   row; null where a cell is empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
MATCH (own:Person {id: $own[i]})
MATCH (person:Person {id: $person[i]})
CREATE (own)-[:INTERACTED {
  key: $key[i], pk: $pk[i], date: $date[i], channel: $channel[i], two_way: $two_way[i], id: $id[i],
  subject: $subject[i]
}]->(person)
