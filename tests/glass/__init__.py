"""Awkward glass: passes on phones and cards as a gate gets to see them, from easy to beyond reading."""
