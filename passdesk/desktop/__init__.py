"""The window: the only Qt code. It paints pictures of state and calls the services; no rule lives here."""
