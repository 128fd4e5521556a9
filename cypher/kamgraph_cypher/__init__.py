"""Cypher for the Neo4j store, as text; filled by the Neo4j work."""
