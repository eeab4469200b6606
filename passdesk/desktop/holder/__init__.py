"""What the person with the pass reads: a display of their own, or the officer's screen for a moment."""
