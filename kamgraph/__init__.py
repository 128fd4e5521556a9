"""The open, computable relationship map for key accounts."""
