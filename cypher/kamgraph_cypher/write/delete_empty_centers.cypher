// Removes centers that nobody belongs to any more.
// Parameters: none. Columns: none. May be run again.
MATCH (center:Center)
WHERE NOT EXISTS { (center)<-[:MEMBER_OF]-() }
DETACH DELETE center
