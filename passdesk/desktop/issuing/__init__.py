"""The issuing workspace: people, filings, passes and badges in a window."""
