"""The gate: verify, decide, record."""
