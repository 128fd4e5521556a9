// The constraints and indexes of kamgraph that are there.
// Parameters: none. Columns: name STRING.
SHOW INDEXES YIELD name
WHERE name STARTS WITH 'kamgraph_'
RETURN name
