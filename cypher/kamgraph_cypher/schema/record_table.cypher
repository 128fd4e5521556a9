// Rows of one further table are found by its name.
// Parameters: none. Columns: none. May be run again.
CREATE INDEX kamgraph_record_table IF NOT EXISTS
FOR (n:Record) ON (n.table)
