// What the store says of itself from now on.
// Parameters: properties MAP (null for what it says no more). Columns: none.
MATCH (s:KamgraphStore {id: 'kamgraph'})
SET s += $properties
