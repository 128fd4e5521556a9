// Writes accounts: a new one, or new values for one that is there. May be run again.
// Parameters: id, pk, name, expected_size, tier, note: lists, one value a row; null where a
//   cell is empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
MERGE (n:Account {id: $id[i]})
SET n.pk = $pk[i], n.name = $name[i], n.expected_size = $expected_size[i], n.tier = $tier[i],
    n.note = $note[i]
