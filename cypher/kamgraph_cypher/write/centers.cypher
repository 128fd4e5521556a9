// The centers that members will belong to. May be run again.
// Parameters: key, id, kind, label, account, opportunity: lists, one value a center;
//   opportunity is null for the whole account.
// Columns: none.
UNWIND range(0, size($key) - 1) AS i
MATCH (account:Account {id: $account[i]})
MERGE (center:Center {key: $key[i]})
SET center.id = $id[i], center.kind = $kind[i], center:$($label[i])
MERGE (center)-[:OF]->(account)
WITH center, i
MATCH (opportunity:Opportunity {id: $opportunity[i]})
MERGE (center)-[:FOR]->(opportunity)
