"""What there is: vocabulary, tables, policy, portfolio."""
