// Writes people and where they work, where none are there yet.
// Parameters: id, pk, organization, name, title, function, level, influence, location,
//   languages, email, phone, vacant, joined, left, attrition, note: lists, one value a row;
//   null where a cell is empty.
// Columns: none.
UNWIND range(0, size($pk) - 1) AS i
MATCH (to:Organization {id: $organization[i]})
CREATE (:Person {
  id: $id[i], pk: $pk[i], name: $name[i], title: $title[i], function: $function[i],
  level: $level[i], influence: $influence[i], location: $location[i],
  languages: $languages[i], email: $email[i], phone: $phone[i],
  vacant: $vacant[i], joined: $joined[i], left: $left[i],
  attrition: $attrition[i], note: $note[i]
})-[:WORKS_FOR]->(to)
