"""Looking back: search, crossings, cases, who is inside, exports."""
