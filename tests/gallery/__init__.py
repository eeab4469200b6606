"""Pictures of every page in every state, and no text clipped in any of them: `python -m tests.gallery`."""
