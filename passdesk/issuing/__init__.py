"""Filings, approvals, imports, passes and badges: the work of an issuing desk."""
