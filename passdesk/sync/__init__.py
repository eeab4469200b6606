"""Exchange with the server: what travels, how it travels, and when."""
