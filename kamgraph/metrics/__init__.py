"""Every number, as pure functions of a ContactMatrix and a policy."""
