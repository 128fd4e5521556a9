// The server's version and edition.
// Parameters: none. Columns: version STRING, edition STRING.
CALL dbms.components() YIELD name, versions, edition
WHERE name = 'Neo4j Kernel'
RETURN versions[0] AS version, edition
