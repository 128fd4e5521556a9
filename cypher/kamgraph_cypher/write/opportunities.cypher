// Writes opportunities: a new one, or new values for one that is there. May be run again.
// Parameters: id, pk, name, stage, value, currency, close_date, probability, note: lists, one
//   value a row; null where a cell is empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
MERGE (n:Opportunity {id: $id[i]})
SET n.pk = $pk[i], n.name = $name[i], n.stage = $stage[i], n.value = $value[i],
    n.currency = $currency[i], n.close_date = $close_date[i], n.probability = $probability[i],
    n.note = $note[i]
