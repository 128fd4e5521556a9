// Writes people: a new one, or new values for one that is there. May be run again.
// Parameters: id, pk, name, title, function, level, influence, location, languages, email,
//   phone, vacant, joined, left, attrition, note: lists, one value a row; null where a cell
//   is empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
MERGE (n:Person {id: $id[i]})
SET n.pk = $pk[i], n.name = $name[i], n.title = $title[i], n.function = $function[i],
    n.level = $level[i], n.influence = $influence[i], n.location = $location[i],
    n.languages = $languages[i], n.email = $email[i], n.phone = $phone[i],
    n.vacant = $vacant[i], n.joined = $joined[i], n.left = $left[i],
    n.attrition = $attrition[i], n.note = $note[i]
