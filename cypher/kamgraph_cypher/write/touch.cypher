// Notes on the store that an import is still running.
// Parameters: none. Columns: none.
MATCH (s:KamgraphStore {id: 'kamgraph'})
SET s.import_touched = timestamp() / 1000
