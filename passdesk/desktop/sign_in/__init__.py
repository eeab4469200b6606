"""Coming in and going out: signing in by password, by card and PIN, the locked desk, change of officer."""
