"""Results as tables, CSV, JSON and Markdown; no arithmetic."""
