// How many rows each table with a label or type of its own holds; answered from counts that
// the database keeps.
// Parameters: none. Columns: table STRING, rows INTEGER.
MATCH (n:Organization) RETURN 'organizations' AS table, count(n) AS rows
UNION ALL
MATCH (n:Person) RETURN 'people' AS table, count(n) AS rows
UNION ALL
MATCH (n:Account) RETURN 'accounts' AS table, count(n) AS rows
UNION ALL
MATCH (n:Opportunity) RETURN 'opportunities' AS table, count(n) AS rows
UNION ALL
MATCH ()-[r:MEMBER_OF]->() RETURN 'memberships' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:CONTACT]->() RETURN 'contacts' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:INTERACTED]->() RETURN 'interactions' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:REPORTS_TO]->() RETURN 'ties' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:INFLUENCES]->() RETURN 'ties' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:KNOWS]->() RETURN 'ties' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:CONFLICTS_WITH]->() RETURN 'ties' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:REACHES]->() RETURN 'ties' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:ASSISTS]->() RETURN 'ties' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:OWNS]->() RETURN 'ties' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:SUPPLIES]->() RETURN 'ties' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:ADVISES]->() RETURN 'ties' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:PARTNERS_WITH]->() RETURN 'ties' AS table, count(r) AS rows
UNION ALL
MATCH ()-[r:COMPETES_WITH]->() RETURN 'ties' AS table, count(r) AS rows
UNION ALL
MATCH (n:Record) RETURN n.table AS table, count(n) AS rows
