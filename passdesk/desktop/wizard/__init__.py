"""The first start: a desk joins a zone, founds one, or is tried with made-up people; then a test scan."""
