"""The eight tables in and out of files."""
