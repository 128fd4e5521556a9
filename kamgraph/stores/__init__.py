"""Where a portfolio lives: memory, the embedded file."""
