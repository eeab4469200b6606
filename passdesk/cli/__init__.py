"""The command line: one command per job. `main` is what both `passdesk` and `main.py` run."""

from passdesk.cli.app import main

__all__ = ["main"]
