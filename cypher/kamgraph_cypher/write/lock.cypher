// Makes the store's node where it is not there, and keeps other writers waiting until the
// transaction ends.
// Parameters: first MAP (what a new store says of itself). Columns: none.
MERGE (s:KamgraphStore {id: 'kamgraph'})
ON CREATE SET s += $first, s.created = date()
SET s.locked = true
REMOVE s.locked
