"""What wants doing, one rule a function."""
