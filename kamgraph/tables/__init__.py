"""The nine tables in and out of files."""
