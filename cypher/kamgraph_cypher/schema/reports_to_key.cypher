// A row of the type REPORTS_TO is there once, however often it was sent.
// Parameters: none. Columns: none. May be run again.
CREATE CONSTRAINT kamgraph_reports_to_key IF NOT EXISTS
FOR ()-[r:REPORTS_TO]-() REQUIRE r.key IS UNIQUE
