"""The public conformance suite: whoever writes a store runs it."""
