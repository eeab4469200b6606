"""Drawing what is printed: text in both scripts, cards and pages with a code that was read back."""
